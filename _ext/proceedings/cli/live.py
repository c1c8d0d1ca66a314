"""`proceedings live`: the site in a browser, which follows what one writes."""

from __future__ import annotations

import argparse
import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site

if TYPE_CHECKING:
    import socket

REASONS = {errno.EADDRINUSE: 'another program has it', errno.EACCES: 'this machine does not let you use it'}
NO_PORT = 'the preview cannot be at port {}: {}; name another one: --port 8100'
RUNS = 'the preview of this site runs already{}; Ctrl-C in its terminal ends it'
FIRST = 'The first build reads every page, which takes a minute or so in a big site.'


def add_to(commands: Commands) -> None:
    about = 'show the site in a browser on this machine, and build and load it again as you write'
    command = add(commands, 'live', live, about)
    add_site(command)
    command.add_argument('--port', type=_port, help='where to serve it (default: 8000, or the next that is free)')
    command.add_argument('--open', action='store_true', help='open the browser')


def live(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from ..live.alone import RunsAlready, alone
    from ..live.serving import PORTS, listen

    site = options.site.resolve()
    if not (site / 'conf.py').is_file():
        print(f'there is no conf.py in {site}; begin with `proceedings new`', file=sys.stderr)
        return 1
    try:
        listening = listen(options.port)
    except OSError as error:
        port = options.port or f'{PORTS[0]} or those behind it'
        print(NO_PORT.format(port, REASONS.get(error.errno or 0, error.strerror)), file=sys.stderr)
        return 1
    out = site / '_build/live'
    address = 'http://{}:{}/'.format(*listening.getsockname())
    try:
        with listening, alone(out, address):
            show(site, out, listening, address, is_to_open=options.open)
    except RunsAlready as other:
        print(RUNS.format(f' at {other}' if str(other) else ''), file=sys.stderr)
        return 1
    return 0


def show(site: Path, out: Path, listening: socket.socket, address: str, *, is_to_open: bool) -> None:
    from ..live.builds import Builds
    from ..live.serving import Preview, serve
    from ..live.watching import Watched

    print(f'The preview is at {address} and follows what you write. Ctrl-C ends it.', flush=True)
    if not (out / 'doctrees/environment.pickle').is_file():
        print(FIRST, flush=True)
    if is_to_open:  # some browsers return only when they are closed; what they ask for is answered as soon as can be
        import threading
        import webbrowser

        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
    code = [Path(__file__).parents[1]]
    serve(Preview(Builds(site, out, code), Watched(site, code), say), listening)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f'a port is a number from 1 to 65535, not {text!r}')
    return int(text)


def say(text: str) -> None:
    print(text, flush=True)
