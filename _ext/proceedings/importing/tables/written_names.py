"""Names as people write them into a cell: `A. Smith; B. Roca`, `Smith, Ada; Roca, José`, `Ada Smith (Tidal Institute)`.

Libraries such as nameparser take one name apart; none takes apart a list of them, where a comma may stand between two
people, between family and given name, or before an affiliation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...names import PARTICLES, SUFFIXES, fold
from ...problems import short


@dataclass(frozen=True, slots=True)
class Written:
    """One person of a list; `marks` are the numbers of affiliations behind the name, `role` is what stands there in
    brackets: `presenter` or `chair`."""

    name: str
    affiliation: str = ''
    family: str = ''
    marks: tuple[str, ...] = ()
    role: str = ''


@dataclass(slots=True)
class Names:
    """What a cell says: people, what was guessed, as parts of sentences, and whether there was an e-mail address."""

    people: list[Written] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    had_mail: bool = False
    and_others: bool = False


LONGEST = 400
"""Characters that a name and an affiliation have at most: it takes too long to look into more."""

NOBODY = frozenset(
    {
        '', '-', '--', '—', '–', '?', '???', 'n/a', 'na', 'none', 'nobody', 'tba', 'tbc', 'tbd', 't.b.a.', 't.b.c.',
        'to be announced', 'to be confirmed', 'n.n.', 'n. n.', 'nn', 'n.n', 'alle', 'all',
        'everyone', 'everybody', 'various', 'various speakers', 'all speakers', 'verschiedene', 'diverse', 'tous',
        'todos',
    }
)  # fmt: skip
"""What is written into a cell where there is nothing, or nobody in particular, to write."""

MAIL = re.compile(r'[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\s*[>)\]]?')

_STRONG = re.compile(r'[;；、，|\n\r\t•·]|(?<=\s)/(?=\s)')
_AND = re.compile(r'\s+(?:and|und|et|y|&)\s+(?!others\b)|,\s*(?:and|und|&)\s+(?!others\b)', re.IGNORECASE)
_OTHERS = re.compile(r'[,;]?\s*\b(?:et\.? al\.?|and others|u\.\s?a\.)\s*$', re.IGNORECASE)
_BRACKETED = re.compile(r'^(.*?)\s*[(\[]([^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*)[)\]]\s*[*†‡]*\s*$', re.DOTALL)
_MARKS = re.compile(
    r'\s*(?:\^\{?|\$\^\{?|\s*\{)?((?:[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶#]|(?<=[\d,])[a-z]\b)+(?:,\s*[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶#]+)*)\}?\$?\s*$'
)
_SUPERSCRIPTS = str.maketrans('¹²³⁴⁵⁶⁷⁸⁹⁰', '1234567890')
_TITLE = re.compile(
    r'^(?:(?:prof(?:essor)?|dr|mr|mrs|ms|mx|herr|frau|priv|doz|ph\.?d|dipl|ing|rer|nat|phil|hon|sir|dame)\b\.?-?\s*)+(?=\S+)',
    re.IGNORECASE,
)
_DEGREE = re.compile(r',?\s*\b(?:ph\.?\s?d\.?|m\.?d\.?|m\.?sc\.?|b\.?sc\.?)\s*$', re.IGNORECASE)
_INITIALS = re.compile(r'(?:[^\W\d_]\.?[\s-]?){1,4}')
_LATIN = re.compile('[A-Za-zÀ-ɏͰ-ӿ]')
_PRONOUNS = re.compile(r'(?:she|he|they|it|ze|xe|her|him|his|them|any|all)(?:\s*/\s*\w+)+', re.IGNORECASE)
_ROLES = (
    ('presenter', re.compile(r'(?:the )?(?:presenter|presenting(?: author)?|speaker|vortragende[r]?|presents)')),
    ('chair', re.compile(r'(?:session |panel )?(?:chair(?:man|person|woman)?|moderator|moderation|moderatorin|host)')),
)
_PLACES = re.compile(
    r'\b(?:universi\w*|institut\w*|college|academy|laborator\w*|labs?|school|cent(?:er|re|rum)|dep(?:t|artment)|faculty|'
    r'inc|ltd|gmbh|llc|corp\w*|company|research|hospital|museum|observatory|foundation|society|agency|ministry|group|'
    r'hochschule|akademie|fakultät|klinik|sa|ag|eth|mit|cnrs|cern|nasa|ucl|kth)\b',
    re.IGNORECASE,
)


def written_names(text: str) -> Names:
    """The people of a cell."""
    names = Names()
    text = re.sub(r' ?\n[ \n]*', '\n', re.sub(r'[^\S\n]+', ' ', text))
    text, mails = MAIL.subn(' ', text)
    names.had_mail = bool(mails)
    if match := _OTHERS.search(text):
        names.and_others, text = True, text[: match.start()]
    parts = _split(text)
    names.people = [person for part in parts if (person := _person(part, names))]
    return names


def with_affiliations(people: Sequence[Written], cell: str) -> tuple[list[Written], str]:
    """The people with the affiliations of another cell: one for all, one for each, or by number; and what is wrong."""
    numbered = _numbered(cell)
    if numbered and any(person.marks for person in people):
        return [replace(person, affiliation=_marked(person, numbered)) for person in people], ''
    places = [part.strip(' ,') for part in re.split(r'[;|\n\r]+', cell) if part.strip(' ,')]
    if len(places) == 1 and len(people) > 1 and places[0].count(',') == len(people) - 1 and _all_places(places[0]):
        places = [part.strip() for part in places[0].split(',')]
    if len(places) == 1:
        return [replace(person, affiliation=person.affiliation or places[0]) for person in people], ''
    if len(places) == len(people):
        pairs = zip(people, places, strict=True)
        return [replace(person, affiliation=person.affiliation or place) for person, place in pairs], ''
    count = f'{len(people)} {"person" if len(people) == 1 else "people"} and {len(places)} affiliations'
    way_out = 'write one affiliation for each, with semicolons between, or one for all'
    return list(people), f'{count}: nobody can tell whose is which, so none is taken; {way_out}'


def _all_places(text: str) -> bool:
    return all(_PLACES.search(part) or part.strip().isupper() for part in text.split(','))


def _numbered(cell: str) -> dict[str, str]:
    """`1 Tidal Institute; 2 University of Somewhere` by number."""
    parts = [part.strip(' ,') for part in re.split(r'[;|\n\r]+', cell) if part.strip(' ,')]
    found = [re.match(r'[\^({\[]*\s*([\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶#]{1,3})[.)}\]:]*\s*(\D.*)$', part) for part in parts]
    if not parts or not all(found):
        return {}
    return {match[1].translate(_SUPERSCRIPTS): match[2].strip() for match in found if match}


def _marked(person: Written, numbered: dict[str, str]) -> str:
    return person.affiliation or '; '.join(numbered[mark] for mark in person.marks if mark in numbered)


def _split(text: str) -> list[str]:
    """The parts of a list that are one person each: at semicolons and line breaks, or else at `and` and commas."""
    strong = _outside_brackets(text, _STRONG)
    if len(strong) > 1 or _STRONG.search(text.rstrip()[-1:]):
        return [piece for part in strong for piece in _strong_part(part)]
    joined = _outside_brackets(text, _AND)
    if len(joined) > 1 and all(part.count(',') == 1 and _is_reversed(part) for part in joined):
        return joined
    commas = [part for piece in joined for part in _outside_brackets(piece, re.compile(','))]
    return _paired(_with_suffixes(commas))


def _strong_part(part: str) -> list[str]:
    """A part between semicolons: one person, unless it has `and` between two whole names."""
    pieces = _outside_brackets(part, _AND)
    return pieces if all(len(piece.split()) > 1 or len(pieces) == 1 for piece in pieces) else [part]


def _outside_brackets(text: str, separator: re.Pattern[str]) -> list[str]:
    """*text* cut at each *separator* that is in no brackets, without empty parts; what never closes is no bracket."""
    depths, depth = [], 0
    for char in text:
        depth += (char in '([') - (char in ')]' and depth > 0)
        depths.append(depth)
    if depth:
        depths = [0] * len(text)
    parts, begin = [], 0
    for match in separator.finditer(text):
        if not depths[match.start()]:
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [part.strip(' ,;') for part in [*parts, text[begin:]] if part.strip(' ,;')]


def _with_suffixes(parts: list[str]) -> list[str]:
    """The parts, with `Jr.` and numbers of affiliations put back behind the names that they belong to."""
    whole: list[str] = []
    for part in parts:
        is_rest = fold(part).strip('.') in SUFFIXES or re.fullmatch(r'[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶#\s}$]+', part)
        if is_rest and whole:
            whole[-1] += f',{part}' if part[0].isdigit() else f', {part}' if part[0].isalpha() else part
        else:
            whole.append(part)
    return whole


def _paired(parts: list[str]) -> list[str]:
    """`Smith, A., Roca, J.` in pairs, where each second part is initials, or all are single words."""
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 or not pairs or not _LATIN.search(parts[0]) or any('(' in part or '[' in part for part in parts):
        return parts
    initials = all(_INITIALS.fullmatch(given) and not _INITIALS.fullmatch(family) for family, given in pairs)
    if initials or all(len(part.split()) == 1 or _is_family(part) for part in parts):
        return [f'{family}, {given}' for family, given in pairs]
    if len(parts) == 2 and _PLACES.search(parts[1]) and not _PLACES.search(parts[0]):
        return [f'{parts[0]}, {parts[1]}']
    return parts


def _is_family(part: str) -> bool:
    """Whether *part* is particles and one word: `van der Berg`."""
    words = part.split()
    return len(words) > 1 and all(word in PARTICLES for word in words[:-1])


def _is_reversed(part: str) -> bool:
    return len(part.split(',')[1].split()) <= 4 and not _PLACES.search(part)


def _person(part: str, names: Names) -> Written | None:
    """The one person that *part* is."""
    part = ' '.join(part.split()).strip(' ,;')
    if fold(part) in NOBODY:
        if len(re.findall(r'[^\W\d_]', part)) > 1:
            names.guesses.append(f'"{part}" is taken for nobody in particular')
        return None
    if len(part) > LONGEST:
        names.guesses.append(f'"{short(part)}" is too long to be a name, and is left out')
        return None
    affiliation = ''
    if match := _BRACKETED.match(part):
        part, affiliation = match[1], match[2].strip()
        role = next((role for role, words in _ROLES if words.fullmatch(fold(affiliation))), '')
        if role:
            person = _person(part, names)
            return person and replace(person, role=role)
        if _PRONOUNS.fullmatch(affiliation):
            names.guesses.append(f'"({affiliation})" behind {part} is left out')
            affiliation = ''
        elif not re.search(r'[^\W\d_]', affiliation):  # numbers in brackets are marks
            part, affiliation = f'{part}^{affiliation}', ''
    part, marks = _without_marks(part)
    part = _without_title(part, names)
    if ',' in part:
        return _with_comma(part, affiliation, marks, names)
    return Written(part, affiliation, marks=marks) if part else None


def _without_marks(part: str) -> tuple[str, tuple[str, ...]]:
    match = _MARKS.search(part)
    if not match or not match.start() or part[match.start() - 1] in '-–':
        return part, ()
    marks = re.findall(r'\d+|[*†‡§¶#]', match[1].translate(_SUPERSCRIPTS))
    if any(len(mark) > 2 for mark in marks):  # no list of affiliations is as long: they are part of the name
        return part, ()
    return part[: match.start()].rstrip(' ,^$'), tuple(marks)


def _without_title(part: str, names: Names) -> str:
    bare = _DEGREE.sub('', _TITLE.sub('', part)).strip()
    if bare == part or not re.search(r'[^\W\d_]{2}', bare):
        return part
    names.guesses.append(f'"{part}" is taken for {bare}, without the title')
    return bare


def _with_comma(part: str, affiliation: str, marks: tuple[str, ...], names: Names) -> Written:
    """`Smith, Ada` or `Ada Smith, Tidal Institute`; `Ada Smith, Jr.` is a whole name."""
    first, rest = (piece.strip() for piece in part.split(',', 1))
    if fold(rest).strip('.') in SUFFIXES:
        return Written(f'{first}, {rest}', affiliation, marks=marks)
    is_place = _PLACES.search(rest) or len(rest.split()) > 4 or ',' in rest or (rest.isupper() and len(rest) > 2)
    if not affiliation and len(first.split()) > 1 and not _is_family(first) and is_place:
        names.guesses.append(f'"{part}" is taken for {first}, of {rest}')
        return Written(first, rest, marks=marks)
    pieces = [piece.strip() for piece in part.split(',')]
    if len(pieces) == 3 and fold(pieces[1]).strip('.') in SUFFIXES:  # Smith, Jr., Ada
        return Written(f'{pieces[2]} {first}, {pieces[1]}', affiliation, family=first, marks=marks)
    names.guesses.append(f'"{part}" is taken for {rest} {first}')
    return Written(f'{rest} {first}', affiliation, family=first, marks=marks)
