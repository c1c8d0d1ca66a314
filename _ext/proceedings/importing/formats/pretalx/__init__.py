"""What pretalx's API answers, saved as files: submissions (or talks), speakers, rooms, slots, the schedule, the event.

They may be pages of a list or single things, with other things by number or in full (`expand`), in the form of today or
that of before 2025, or the JSON of the schedule widget. All files together make one program: `sort` finds out what each
object is, by `kinds`, `program` makes a draft of what was `found`, with `talks`, `slots`, `people`, and `names` of all.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....problems import Place
from ...draft import Draft
from ...reading import json_source
from ...reading.texts import beginning, content
from ...report import Report
from .. import File, UnreadableError
from .found import Found
from .program import draft_of
from .sort import Sorter

NAME = "pretalx's API (JSON)"

_SIGNS = (
    ('"submission_type"',), ('"date_from"', '"slug"'), ('"schedule_id"', '"talks"'), ('"biography"', '"code"'),
    ('"slots"', '"version"'), ('"submission"', '"room"', '"start"'), ('"speaker_info"',), ('"submissions"', '"code"'),
    ('"capacity"', '"position"'), ('"default_duration"',), ('"tag"', '"color"'), ('"is_visible"', '"room"', '"start"'),
    ('"requires_access_code"', '"color"'), ('"breaks"', '"slots"'), ('"pending_state"',),
    ('"content_locale"', '"code"'), ('"question"', '"answer"'), ('"score"', '"submission"'), ('"count"', '"results"'),
)  # fmt: skip
"""Keys that stand together in nothing else."""


def recognizes(file: File) -> bool:
    """Whether it is JSON with keys that only pretalx has together."""
    head = beginning(file)
    if head[:1] not in ('{', '[') or ('"conference"' in head and '"schedule"' in head):
        return False
    if '"forum"' in head and '"content"' in head:  # OpenReview
        return False
    return any(all(sign in head for sign in signs) for signs in _SIGNS)


def read(files: Sequence[File], report: Report) -> Draft:
    """What the files say together."""
    found = Found()
    sorter = Sorter(found, report)
    for file in files:
        sorter.sort(json_source.parse(content(file), file.name, report), file.name)
    sorter.tell()
    if not (found.submissions or found.slots or found.event or found.speakers):
        raise UnreadableError(
            f'{Place(files[0].name)}: nothing here is of pretalx: no submissions, no speakers, no slots'
        )
    return draft_of(found, report, files[0].name)
