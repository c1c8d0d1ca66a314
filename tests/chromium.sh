#!/bin/sh
# Sees to it that there is a Chromium for the tests in a browser: installs that of the distribution, where it can
# without asking. Where there is none in the end, says what to do, and fails.
set -u

# The same names, tried in the same way, are in tests/conftest.py.
found() {
    for name in chromium chromium-browser google-chrome; do
        if "$name" --version >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

# Sets `install` to the command that installs it here, if any is known, and `yes` to what keeps that from asking.
find_install() {
    install=
    package=chromium
    if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then package=chromium-browser; fi
    for manager in apt-get dnf apk pacman zypper; do
        command -v "$manager" >/dev/null || continue
        case $manager in
            apt-get) install="apt-get install $package" yes='--yes --quiet=2 --no-install-recommends' ;;
            dnf) install='dnf install chromium' yes=--assumeyes ;;
            apk) install='apk add chromium' yes=--quiet ;;
            pacman) install='pacman -S chromium' yes=--noconfirm ;;
            zypper) install='zypper install chromium' yes=--no-confirm ;;
        esac
        return
    done
}

# Prints what makes a command one of root; fails where that needs a password.
as_root() {
    if [ "$(id -u)" != 0 ]; then sudo -n true 2>/dev/null && echo 'sudo -n'; fi
}

if found; then exit 0; fi
find_install
if [ -n "$install" ] && root=$(as_root); then
    echo "There is no Chromium for the tests in a browser: $install"
    if [ "$manager" = apt-get ]; then $root apt-get update --quiet=2 </dev/null; fi
    $root env DEBIAN_FRONTEND=noninteractive $install $yes </dev/null
    if found; then exit 0; fi
fi
echo "There is no Chromium for the tests in a browser. Install it${install:+, for example with: $install}" >&2
exit 1
