"""`proceedings live`: the site in a browser, which follows what one writes."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path

from .command import Commands, add, add_site

TAKEN = 'another program has the port {}; name another one: --port 8100'
FIRST = 'The first build reads every page, which takes a minute or so in a big site.'


def add_to(commands: Commands) -> None:
    about = 'show the site in a browser on this machine, and build and load it again as you write'
    command = add(commands, 'live', live, about)
    add_site(command)
    command.add_argument('--port', type=int, help='where to serve it (default: 8000, or the next that is free)')
    command.add_argument('--open', action='store_true', help='open the browser')


def live(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from ..live.builds import Builds
    from ..live.serving import PORTS, PortTaken, Preview, listen, serve
    from ..live.watching import Watched

    site = options.site.resolve()
    if not (site / 'conf.py').is_file():
        print(f'there is no conf.py in {site}; begin with `proceedings new`', file=sys.stderr)
        return 1
    try:
        listening = listen(options.port)
    except PortTaken:
        print(TAKEN.format(options.port or f'{PORTS[0]} and those behind it'), file=sys.stderr)
        return 1
    out, code = site / '_build/live', [Path(__file__).parents[1]]
    address = 'http://{}:{}/'.format(*listening.getsockname())
    print(f'The preview is at {address} and follows what you write. Ctrl-C ends it.', flush=True)
    if not (out / 'doctrees/environment.pickle').is_file():
        print(FIRST, flush=True)
    if options.open:
        webbrowser.open(address)
    serve(Preview(Builds(site, out, code), Watched(site, code), say), listening)
    return 0


def say(text: str) -> None:
    print(text, flush=True)
