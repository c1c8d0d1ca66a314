"""Which rows of a schedule are no talks: breaks, lunch, registration. Schedules mix them with talks."""

from __future__ import annotations

import re

from ...names import fold

_WORDS = (
    ('lunch', r'lunch(?:eon)?|mittag\w*|dejeuner|almuerzo|pranzo'),
    (
        'social',
        r'social|dinner|reception|party|banquet|barbecue|bbq|happy hour|abendessen|empfang|cena|apero|drinks|excursion',
    ),
    (
        'break',
        r'breaks?|coffee|tea|\w*pause|kaffee\w*|breakfast|pausa|descanso|intermission|networking|refreshments|cafe|recess',
    ),
    ('poster', r'poster ?session|poster (?:viewing|exhibition)|posters|postersitzung|posterausstellung'),
    ('opening', r'opening|welcome|eroffnung|begrussung|apertura|ouverture'),
    ('closing', r'closing|farewell|wrap up|abschluss|verabschiedung|cloture|clausura'),
    (
        'session',
        r'registr\w+|check in|doors|arrival|setup|set up|buildup|teardown|announcements?|housekeeping|anmeldung|meta',
    ),
)
_KINDS = tuple((kind, re.compile(rf'\b(?:{words})\b')) for kind, words in _WORDS)


def row_kind(title: str, type: str) -> str:
    """The kind of session that a row without people and text is by its type or title; nothing if that is a talk's."""
    for text in (type, title):
        words = ' '.join(re.findall(r'\w+', fold(text)))
        if found := next((kind for kind, pattern in _KINDS if pattern.search(words)), ''):
            return found
    return ''
