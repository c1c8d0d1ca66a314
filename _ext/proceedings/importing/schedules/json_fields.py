"""Fields of JSON objects: texts that may be in several languages, objects in objects, lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..reading.json_source import Object
from .fields import Fields

_LANGUAGES = ('en', 'en-us', 'en-gb')
_COMMON = frozenset(
    {
        'ar', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'eu', 'fa', 'fi', 'fr', 'gl', 'he', 'hr', 'hu', 'it',
        'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sv', 'tr', 'uk', 'vi', 'zh',
    }
)  # fmt: skip
"""Keys of two letters are languages if one of these is among them."""


def fields_of(path: str, entry: Object, skip: Sequence[str] = ()) -> Fields:
    """The fields of a JSON object, and of those in it."""
    rest = Object({key: value for key, value in entry.items() if key not in skip}, entry.place)
    return Fields(path, entry.place, _texts(rest, ''))


def _texts(entry: Object, way: str) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        if isinstance(value, Object) and not is_translated(value):
            yield from _texts(value, f'{way}{key}/')
        elif isinstance(value, list) and any(isinstance(item, Object) for item in value):
            for item in value:
                if isinstance(item, Object):
                    yield from _texts(item, f'{way}{key}/')
        else:
            said = one_of(value)
            yield f'{way}{key}', said
            yield f'{way}{key} in other languages', next(filter(lambda other: other != said, all_of(value)), '')


def is_translated(value: Any) -> bool:
    """Whether *value* is one text in several languages: `{"en": "Sand", "de": "Sand"}`."""
    return (
        isinstance(value, Object)
        and bool(value)
        and all(re.fullmatch('[a-z]{2,3}(?:[-_][A-Za-z]{2,8})*', key) for key in value)
        and all(item is None or isinstance(item, str) for item in value.values())
        and bool({key.lower()[:2] for key in value} & _COMMON)
    )


def one_of(value: Any, preferred: Iterable[str] = ()) -> str:
    """A text; of one in several languages that in the first of *preferred*, else English, else the first."""
    if is_translated(value):
        texts = {key.lower().replace('_', '-'): text for key, text in value.items() if text}
        wanted = [*(name.lower() for name in preferred), *_LANGUAGES]
        return next((texts[name] for name in wanted if name in texts), next(iter(texts.values()), ''))
    return text(value)


def all_of(value: Any) -> list[str]:
    """A text in each of its languages."""
    return [text for text in value.values() if text] if is_translated(value) else []


def text(value: Any) -> str:
    """What a value of JSON is as text: nothing for null; a list's items with commas."""
    match value:
        case None | False:
            return ''
        case True:
            return 'true'
        case list():
            return ', '.join(filter(None, map(text, value)))
        case str():
            return value
    return ''


def objects(entry: Object, name: str) -> list[Object]:
    """The objects in the list *name* of *entry*; none if there is something else."""
    items = entry.get(name)
    return [item for item in items if isinstance(item, Object)] if isinstance(items, list) else []
