"""The folder `sitedata/` of a site made by Mini-Conf: papers, speakers, workshops and the like, each a CSV, JSON or
YAML file as the organizers liked; `main_calendar.json`; the committee, the sponsors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ....problems import Place
from ...draft import Draft
from ...report import Report
from .. import File
from .about import read_committee, read_config, read_sponsors
from .calendar import read_calendar
from .folder import data_files, recognizes
from .reading import Reading
from .records import records
from .talks import KINDS, read_talks
from .timetable import read_schedule

__all__ = ['NAME', 'read', 'recognizes']

NAME = 'mini-conf'

_PARTS: Mapping[str, Callable[[Reading, File], None]] = MappingProxyType(
    {
        'main_calendar': read_calendar,
        'committee': read_committee,
        'sponsors': read_sponsors,
        'schedule': read_schedule,
    }
)
"""What is read after the talks."""


def read(files: Sequence[File], report: Report) -> Draft:
    found = data_files(files, report)
    config = next(iter(records(found['config'], report)), None) if 'config' in found else None
    reading = Reading(config, report)
    if config:
        read_config(reading, config)
    for stem, file in found.items():
        if stem in KINDS:
            read_talks(reading, stem, file)
    for stem, file in found.items():
        if stem in _PARTS:
            _PARTS[stem](reading, file)
        elif stem not in KINDS and stem != 'config':
            report.lose(file.name, Place(file.name), '', 'a program has no place for it; make a page of it')
    reading.lose_sessions()
    return reading.draft
