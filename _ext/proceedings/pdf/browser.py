"""A browser that prints: Chromium, Chrome or Edge of this machine, without a window. Knows nothing of Sphinx."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ENVIRONMENT = 'PROCEEDINGS_BROWSER'
"""The variable that names the browser to use: a command, or the path of one."""

COMMANDS = (
    *('chromium', 'chromium-browser', 'chromium-headless-shell', 'chrome-headless-shell', 'headless_shell'),
    *('google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable', 'msedge'),
)

_IN_PROGRAM_FILES = (
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
)
_APPLICATIONS = ('Google Chrome', 'Chromium', 'Microsoft Edge')
_OF_PLAYWRIGHT = ('chromium_headless_shell-*/*/*headless*shell*', 'chromium-*/*/chrome')
"""Where `playwright install chromium-headless-shell` puts one, for whom there is no package."""

_PATIENCE = 600
"""Seconds that printing may take; the book of 2020, of 160 talks, needs three."""

_FLAGS = (
    '--headless',
    '--disable-gpu',
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    '--export-tagged-pdf',
    # nobody is asked, and nothing but the page is opened; the page itself may load nothing that is no file of the book
    *('--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync'),
    *('--disable-background-networking', '--disable-component-update', '--disable-quic'),
    *('--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND'),
)

WAY_OUT = (
    'Install Chromium, Chrome or Edge (on Debian: apt-get install chromium), or name one that is there: '
    f'proceedings_browser in conf.py, or the environment variable {ENVIRONMENT}'
)


class PrintError(Exception):
    """No browser, or none that printed; says why."""


_SANDBOX = (
    'Running as root without --no-sandbox is not supported',
    'No usable sandbox!',  # Ubuntu 24.04
    'The SUID sandbox helper binary was found, but is not configured correctly',
    'Failed to move to new namespace',  # containers
)
"""What Chromium says where the machine forbids what its sandbox needs."""

UNCONFINED = (
    'the browser printed without its sandbox, which this machine forbids; the page has no script, and loads nothing'
)


def print_page(page: Path, pdf: Path, named: str = '') -> str:
    """Print the file *page* into the file *pdf*, with the browser that is *named*, here or in the environment, or else
    the first that can do it. Gives what there is to tell of it, or nothing.

    A command of the right name need not be a browser: Ubuntu's only asks for a snap.
    """
    failures = []
    named = named or os.environ.get(ENVIRONMENT, '')
    for browser in browsers(named):
        failure, told = _print(browser, page, pdf)
        if not failure:
            return told
        failures.append(f'{browser}: {failure}')
    if named and not failures:
        raise PrintError(f'there is no browser {named!r}. {WAY_OUT}')
    raise PrintError('; '.join(['no browser to print the book with', *failures]) + f'. {WAY_OUT}')


def browsers(named: str = '') -> Iterator[str]:
    """The paths of the browsers that this machine has; only that which is *named*, if one is."""
    commands = [named] if named else COMMANDS
    places = [] if named else _places()
    found = (shutil.which(command) for command in commands)
    yield from dict.fromkeys([*filter(None, found), *places])


def _places() -> Iterator[str]:
    """Browsers that are on no PATH."""
    if sys.platform == 'win32':
        folders = [os.environ.get(name, '') for name in ('PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA')]
        candidates = [f'{folder}/{path}' for folder in folders if folder for path in _IN_PROGRAM_FILES]
    else:
        candidates = [f'/Applications/{name}.app/Contents/MacOS/{name}' for name in _APPLICATIONS]
    yield from (path for path in [*candidates, *_of_playwright()] if os.access(path, os.X_OK) and Path(path).is_file())


def _of_playwright() -> Iterator[str]:
    """The newest comes first."""
    named = os.environ.get('PLAYWRIGHT_BROWSERS_PATH', '')
    folders = [named] if named else ['~/.cache/ms-playwright', '~/Library/Caches/ms-playwright']
    for folder in folders:
        for pattern in _OF_PLAYWRIGHT:
            yield from map(str, sorted(Path(folder).expanduser().glob(pattern), reverse=True))


def _print(browser: str, page: Path, pdf: Path) -> tuple[str, str]:
    """(why there is no PDF, or nothing if there is one; what there is to tell)."""
    pdf.unlink(missing_ok=True)
    told = ''
    # beside the page, because a browser that is a snap sees nothing of /tmp
    with tempfile.TemporaryDirectory(dir=page.parent, prefix='browser-', ignore_cleanup_errors=True) as profile:
        flags = [*_FLAGS, f'--user-data-dir={profile}', f'--print-to-pdf={pdf}', page.as_uri()]
        failure = _run([browser, *flags], pdf)
        if any(message in failure for message in _SANDBOX):
            failure, told = _run([browser, '--no-sandbox', *flags], pdf), UNCONFINED
    return failure, told


def _run(command: list[str], pdf: Path) -> str:
    try:
        done = subprocess.run(
            command, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, encoding='utf-8', errors='replace',
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f'not ready after {_PATIENCE} seconds'
    except OSError as error:
        return str(error)
    if done.returncode == 0 and pdf.is_file():
        return ''
    said = done.stderr.strip()[-2000:]
    return f'it printed nothing and ended with {done.returncode}{": " if said else ""}{said}'
