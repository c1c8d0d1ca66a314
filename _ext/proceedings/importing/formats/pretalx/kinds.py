"""What an object of pretalx is, by its keys: it does not say so itself."""

from __future__ import annotations

from ...reading.json_source import Object

_OF_ROOMS = ('capacity', 'position', 'guid', 'uuid', 'availabilities', 'speaker_info')

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ('widget', frozenset({'talks', 'rooms'})),
    ('schedule', frozenset({'slots', 'version'})),
    ('event', frozenset({'date_from'})),
    ('submissions', frozenset({'submission_type'})),
    ('submissions', frozenset({'code', 'title'})),
    ('speakers', frozenset({'code', 'name'})),
    ('slots', frozenset({'room', 'start'})),
    ('slots', frozenset({'submission', 'start'})),
    ('tags', frozenset({'id', 'tag'})),
    ('types', frozenset({'id', 'name', 'default_duration'})),
    ('tracks', frozenset({'id', 'name', 'color'})),
    *(('rooms', frozenset({'id', 'name', key})) for key in _OF_ROOMS),
    *(('answers', frozenset({key})) for key in ('question', 'answer', 'score', 'review')),
)
"""Keys that tell what an object is; the first that are all there do."""


def kind_of(entry: Object) -> str:
    """What an object is; nothing if nobody can tell."""
    return next((kind for kind, keys in _KINDS if keys <= entry.keys()), '')
