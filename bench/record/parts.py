"""The parts of the scholarly record, and what makes each: `module:function`, `module:Class`, `module:Class.method`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import proceedings
from proceedings.kept import Folders
from stopwatch import REST, Stopwatch

CITATIONS, PROGRAM, FEED, ROBOTS = 'citations: files', 'program.json', 'feed of the series', 'sitemap, robots.txt'

PARTS = {
    CITATIONS: ['export:_Exporter.citation'],
    'citations: on pages': ['cite:add_script', 'cite:citation_on', 'cite:CitationsOfBuild'],
    'heads of pages': ['metadata.head:Heads', 'metadata.head:HeadsOfBuild', 'feeds:add_feed'],
    PROGRAM: ['export.program_json.make:program_json', 'prose.comments:without_comments'],
    FEED: ['export.series_feed:series_feed'],
    ROBOTS: ['sitemap:for_robots'],
    'dates': ['export.history:History', 'export.dates:Dates', 'export.git:ask'],
    'cards': ['cards:write_cards'],
    'papers': ['papers:copy_papers', 'load.papers:Papers'],
    'page for what is not found': ['not_found:write_page', 'not_found:complete_context'],
}
"""Where a part is inside another, as dates in a feed, its time is its own."""

WRITTEN = 'kept:Folders.write'
"""What writes the files that are made at the end of a build: whose time that is, their names say."""

NAMES = {'program.json': PROGRAM, 'robots.txt': ROBOTS, 'sitemap.xml': ROBOTS, 'index.atom': FEED}
OLDER = {'schedule.json': REST}
SUFFIXES = {'.bib': CITATIONS, '.ris': CITATIONS, '.json': CITATIONS}


def whose(folders: Folders, address: str, content: bytes) -> str:
    """The part that a file belongs to."""
    path = Path(address)
    return (NAMES | OLDER).get(path.name) or SUFFIXES.get(path.suffix, REST)


def attach(watch: Stopwatch) -> None:
    """Let *watch* time all parts. Whatever has been connected before is not timed."""
    for module in walk_packages(proceedings.__path__, 'proceedings.'):
        if not module.name.endswith('__main__'):
            import_module(module.name)
    for part, places in PARTS.items():
        for place in places:
            watch.attach(part, *found(place))
    watch.attach(whose, *found(WRITTEN))


def found(place: str) -> tuple[Any, str]:
    """(module or class, name) of what is at *place*."""
    module, _, name = place.partition(':')
    owner: Any = import_module(f'proceedings.{module}')
    *classes, last = name.split('.')
    for one in classes:
        owner = getattr(owner, one)
    return owner, last
