r"""A volume in BibTeX: `@proceedings`, and an `@inproceedings` for each paper, as the ACL Anthology, PMLR, NeurIPS and
this site itself write them.

bibtexparser takes the file apart; only its `Splitter` is used, since its later stages leave `a # " b"` as it is. What
TeX has in it is read by `prose`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from bibtexparser.middlewares.names import (
    InvalidNameError,
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from ...names import TEAMS, fold, slug
from ...problems import Place, short
from ...vocabulary import LINK_KINDS
from ..draft import Draft, DraftTalk, Markup, Mention, Text
from ..reading.texts import content, decoded
from ..report import Report
from ..tables import checked
from ..tables.columns import TALK_COLUMNS, field_of
from ..tables.headings import split_keywords
from ..tables.people import MAIL_IS_PRIVATE, People
from ..tables.stems import source_stem
from ..tables.written_names import MAIL
from ..texts import to_line
from . import File, UnreadableError

NAME = 'bibtex'

_VOLUMES = frozenset({'proceedings', 'mvproceedings', 'collection', 'book'})
_PAPERS = frozenset(
    {
        'article', 'conference', 'inbook', 'incollection', 'inproceedings', 'misc', 'online', 'techreport',
        'unpublished', 'report', 'presentation',
    }
)  # fmt: skip
_LONGEST = 20_000
_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')

_OF_VOLUME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        'volume_title': ('booktitle', 'title'),
        'publisher': ('publisher', 'organization'),
        'volume_series': ('series', 'journal'),
        'volume': ('volume',),
    }
)
"""Facts of a volume that are one line, and the fields that say them."""

_FACTS = frozenset(
    {
        'address', 'booktitle', 'date', 'day', 'editor', 'isbn', 'issn', 'journal', 'month', 'organization',
        'publisher', 'series', 'volume', 'year',
    }
)  # fmt: skip
"""What a paper says of its volume: it is taken from there once."""

_TIMES = frozenset({'date', 'day', 'month', 'year'})

_OF_PAPER = frozenset(
    {
        'abstract', 'archiveprefix', 'author', 'crossref', 'doi', 'eprint', 'eprinttype', 'howpublished', 'key',
        'keywords', 'pages', 'pdf', 'primaryclass', 'title', 'url',
    }
)  # fmt: skip
_BOOKKEEPING = frozenset(
    {'timestamp', 'biburl', 'bibsource', 'date-added', 'date-modified', 'file', 'owner', 'groups', 'id'}
)
_TEAM = re.compile(r'\b(?:the|survey|team|project|group|committee|working|network|experiment|authors|organizers)\b')
_START = re.compile(
    rb'^\s*@\s*(?:(?:in)?proceedings|conference|article|misc|string|comment|preamble|incollection|book)\s*[{(]',
    re.IGNORECASE | re.MULTILINE,
)
_AWARD = re.compile(r'\b(?:award|prize|distinguished paper|honou?rable mention)\b', re.IGNORECASE)
_OWN_PAGE = re.compile(r'/talks/[^/]+/[^/]+(?:\.html|/)$')


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: its values are without braces around them, macros are resolved."""

    key: str
    type: str
    fields: Mapping[str, str]
    places: Mapping[str, Place]
    place: Place

    def text(self, name: str) -> str:
        return self.fields.get(name, '')

    def at(self, name: str) -> Place:
        return self.places.get(name, self.place)


def recognizes(file: File) -> bool:
    return file.path.suffix.lower() in ('.bib', '.bibtex') or bool(
        file.path.suffix.lower() in ('.txt', '.ref', '') and _START.search(file.head)
    )


def read(files: Sequence[File], report: Report) -> Draft:
    items = [item for file in files for item in _items(file, report)]
    papers = [item for item in items if item.type in _PAPERS]
    volumes = [item for item in items if item.type in _VOLUMES]
    for item in items:
        if item.type not in _PAPERS | _VOLUMES:
            report.lose(f'entries of the type {item.type}', item.place, item.key, 'it is neither a paper nor a volume')
    if not papers and not volumes:
        raise UnreadableError(f'{files[0].name}: there are no papers here: no @inproceedings')
    return _Reader(files, volumes, papers, report).read()


# ---- entries


def _items(file: File, report: Report) -> Iterator[Item]:
    text = decoded(content(file), file.name, report)
    with _quiet():
        blocks = Splitter(text).split().blocks
    strings: dict[str, str] = {}
    keys: dict[str, Item] = {}
    for block in blocks:
        place = Place(file.name, (block.start_line or 0) + 1)
        if isinstance(block, String):
            strings[block.key.lower()] = _value(block.value, strings)
            continue
        entry = _entry(block, place, report)
        if entry is None:
            continue
        item = _item(entry, strings, file.name)
        known = keys.setdefault(item.key, item) if item.key else item
        if known is not item:
            if slug(known.text('title')) == slug(item.text('title')):
                report.wrong(
                    place, f'"{short(item.key)}" is here twice; the first, in line {known.place.line}, is taken'
                )
                continue
            message = (
                f'"{short(item.key)}" is the key of another entry, in line {known.place.line}, too; both are taken'
            )
            report.wrong(place, message)
            item = replace(item, key=f'{item.key} {slug(item.text("title"))}')
        yield item


@contextmanager
def _quiet() -> Iterator[None]:
    """bibtexparser logs what is wrong, and gives it back, too."""
    logger = logging.getLogger('bibtexparser')
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _entry(block: Block, place: Place, report: Report) -> Entry | None:
    """The entry that a block is, as far as it is one; what is wrong with it is said."""
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ', '.join(sorted(block.duplicate_keys))
        report.wrong(place, f'the field {names} is here twice in one entry; the first is taken')
        found = block.ignore_error_block
    elif isinstance(block, DuplicateBlockKeyBlock):
        found = block.ignore_error_block
    elif isinstance(block, ParsingFailedBlock):
        begins = short(' '.join((block.raw or '').split()), 40)
        report.wrong(
            place, f'the entry that begins {begins} is broken, and is left out; is each brace and quote closed?'
        )
        return None
    else:
        found = block
    return found if isinstance(found, Entry) else None


def _item(entry: Entry, strings: Mapping[str, str], file: str) -> Item:
    fields: dict[str, str] = {}
    places: dict[str, Place] = {}
    for one in entry.fields:
        name = one.key.lower()
        value = _value(str(one.value), strings)
        if name not in fields and value:
            fields[name] = value
            places[name] = Place(file, (one.start_line or entry.start_line or 0) + 1)
    return Item(entry.key.strip(), entry.entry_type.lower(), fields, places, Place(file, (entry.start_line or 0) + 1))


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """The text of a value: `{…}`, `"…"`, a number, a macro, or several with `#` between."""
    found: list[str] = []
    length = 0
    for part in _concatenated(raw):
        found.append(_part(part.strip(), strings))
        length += len(found[-1])
        if length > _LONGEST:  # macros of macros double with each
            break
    return ' '.join(''.join(found).split())


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in (('{', '}'), ('"', '"')):
        return part[1:-1]
    return strings.get(part.lower(), part)


def _concatenated(raw: str) -> list[str]:
    if '#' not in raw:
        return [raw]
    parts, depth, quoted = [''], 0, False
    for char in raw:
        depth += (char == '{') - (char == '}')
        quoted ^= char == '"' and not depth
        if char == '#' and not depth and not quoted:
            parts.append('')
        else:
            parts[-1] += char
    return parts


# ---- the volume and its papers


class _Reader:
    """Makes a draft of entries."""

    def __init__(self, files: Sequence[File], volumes: list[Item], papers: list[Item], report: Report) -> None:
        self.volumes = volumes
        self.report = report
        key = volumes[0].key if volumes else ''
        self.papers = [_inheriting(paper, {volume.key.lower(): volume for volume in volumes}) for paper in papers]
        self.own = f'{key}_' if key and papers and all(paper.key.startswith(f'{key}_') for paper in papers) else ''
        self.draft = Draft(source=f'BibTeX: {key or source_stem(files[0])}')
        self.people = People(self.draft, report, Markup.LATEX)
        self.facts: Mapping[str, str] = {}

    def read(self) -> Draft:
        volume = self.volumes[0] if self.volumes else None
        for other in self.volumes[1:]:
            self.report.lose(
                'further volumes', other.place, other.key, 'an edition has one volume; import the others by themselves'
            )
        self._volume(volume)
        for paper in self.papers:
            self._paper(paper, volume)
        return self.draft

    def _line(self, text: str, place: Place) -> str:
        return to_line(text, Markup.LATEX, place, self.report) if text else ''

    def _volume(self, volume: Item | None) -> None:
        """The facts of the volume: from its own entry, or else from what most papers say of theirs."""
        said = _common(self.papers)
        facts = {**{name: value for name, (value, _) in said.items()}, **(volume.fields if volume else {})}
        places = {**{name: place for name, (_, place) in said.items()}, **(volume.places if volume else {})}
        place = volume.place if volume else self.papers[0].place
        for attribute, names in _OF_VOLUME.items():
            name = next((name for name in names if facts.get(name) and (volume or name != 'title')), '')
            setattr(self.draft, attribute, self._line(facts.get(name, ''), places.get(name, place)))
        self.draft.title = re.sub(r'^Proceedings of (?:the )?', '', self.draft.volume_title)
        if facts.get('isbn'):
            self.draft.isbn = checked.isbn(facts['isbn'], places['isbn'], self.report)
        if facts.get('issn'):
            self.draft.issn = checked.issn(facts['issn'], places['issn'], self.report)
        if volume and volume.text('doi'):
            self.draft.doi = checked.doi(volume.text('doi'), volume.at('doi'), self.report)
        if facts.get('editor'):
            self.draft.editors = self._names(facts['editor'], places['editor'])
        self._published(facts, places.get('year', place))
        self.facts = facts
        if facts.get('address'):
            why = "nobody can tell whether it is the publisher's or that of the event"
            self.report.lose('address', places['address'], short(facts['address']), why)
        if volume:
            self._of_volume(volume)

    def _of_volume(self, volume: Item) -> None:
        if volume.text('url') and not self.own:
            self.draft.url = checked.address(_raw(volume.text('url')), volume.at('url'), self.report)
        used = {*_FACTS, 'title', 'doi', 'url', 'key'}
        for name, text in volume.fields.items():
            if name not in used:
                self._lose('volume', name, text, volume.at(name))

    def _published(self, facts: Mapping[str, str], place: Place) -> None:
        day, is_whole = _day_of(facts)
        if day is None:
            if facts.get('year'):
                self.report.wrong(place, f'"{short(facts["year"])}" is no year')
            return
        self.draft.published = day
        if not is_whole:
            what = 'the month is' if _month(facts.get('month', '')) else 'only the year is'
            self.report.guess(
                place, f'{what} known, not the day; {day.isoformat()} is taken for the day of publication'
            )

    def _paper(self, paper: Item, volume: Item | None) -> None:
        title = self._line(paper.text('title'), paper.at('title'))
        if not title:
            self.report.wrong(paper.place, f'the entry {paper.key} has no title; it is left out')
            return
        key = paper.key or slug(title) or title
        talk = DraftTalk(key=key, title=title, place=paper.place)
        self.draft.talks[key] = talk
        talk.slug = paper.key.removeprefix(self.own) if self.own else ''
        self._kind(paper, talk)
        if paper.text('abstract'):
            talk.abstract = Text(text=paper.text('abstract'), markup=Markup.LATEX)
        words = split_keywords(paper.text('keywords'))
        talk.keywords = [*dict.fromkeys(filter(None, (self._line(word, paper.at('keywords')) for word in words)))]
        if paper.text('doi'):
            talk.doi = checked.doi(_raw(paper.text('doi')), paper.at('doi'), self.report)
        if paper.text('pages'):
            talk.pages = checked.pages(
                self._line(paper.text('pages'), paper.at('pages')), paper.at('pages'), self.report
            )
        self._links(paper, talk)
        self._own_day(paper, talk)
        note = self._line(paper.text('note'), paper.at('note'))
        if _AWARD.search(note):
            talk.awards = [note]
        for name, text in paper.fields.items():
            if name == 'note' and talk.awards:
                continue
            if name in _FACTS - _TIMES and text != self.facts.get(name):
                self.report.lose(name, paper.at(name), short(text), 'the volume says another, and an edition has one')
            elif name not in _FACTS | _OF_PAPER and not self._is_link(name, text):
                self._lose('', name, text, paper.at(name))

    def _kind(self, paper: Item, talk: DraftTalk) -> None:
        """Who wrote the paper; or, of a talk that has none, who gave it, and what it was (`Invited talk at Tides`)."""
        people = self._names(paper.text('author'), paper.at('author')) if paper.text('author') else []
        said = re.match(r'(.+?) at .+', self._line(paper.text('howpublished'), paper.at('howpublished')))
        if paper.type in ('misc', 'presentation', 'unpublished') and said:
            talk.kind, talk.speakers = said[1], people
            return
        talk.authors = people
        if paper.text('howpublished'):
            self._lose('', 'howpublished', paper.text('howpublished'), paper.at('howpublished'))

    def _own_day(self, paper: Item, talk: DraftTalk) -> None:
        """The day of a paper, where it has one of its own."""
        day, is_whole = _day_of(paper.fields)
        if day and is_whole and day != self.draft.published:
            talk.published = day

    # -- links

    def _links(self, paper: Item, talk: DraftTalk) -> None:
        pdf, url = _raw(paper.text('pdf')), _raw(paper.text('url'))
        if pdf:
            self._link('paper', pdf, paper.at('pdf'), talk)
        if url and not (self.own and _OWN_PAGE.search(url)):
            self._link('web' if pdf else 'paper', url, paper.at('url'), talk)
        scheme = fold(paper.text('archiveprefix') or paper.text('eprinttype') or 'arxiv')
        if paper.text('eprint') and scheme == 'arxiv' and not any('arxiv.org' in link.url for link in talk.links):
            kind = 'web' if any(link.kind == 'paper' for link in talk.links) else 'paper'
            self._link(kind, f'arXiv:{paper.text("eprint")}', paper.at('eprint'), talk)
        for name, text in paper.fields.items():
            if name not in _OF_PAPER and self._is_link(name, text):
                self._link(field_of(name, TALK_COLUMNS), _raw(text), paper.at(name), talk)

    def _is_link(self, name: str, text: str) -> bool:
        return field_of(name, TALK_COLUMNS) in LINK_KINDS and _raw(text).startswith(('http://', 'https://'))

    def _link(self, kind: str, text: str, place: Place, talk: DraftTalk) -> None:
        link = checked.link(kind, text, place, self.report)
        if link and link not in talk.links:
            talk.links.append(link)

    # -- people

    def _names(self, text: str, place: Place) -> list[Mention]:
        mentions: dict[str, Mention] = {}
        for name in split_multiple_persons_names(text):
            if fold(name) == 'others':
                self.report.wrong(place, f'"{short(text)}" names some people only; add the others')
                continue
            written, family, is_team = _written(name)
            mention = self.people.mention(written, place, family=self.people.line(family, place) if family else '')
            mentions.setdefault(mention.person, mention)
            if is_team:
                self.draft.people[mention.person].team = True
        return list(mentions.values())

    def _lose(self, of: str, name: str, text: str, place: Place) -> None:
        where = f'{of}/{name}' if of else name
        if MAIL.search(text):
            self.report.lose(where, place, '', MAIL_IS_PRIVATE)
        elif name in _BOOKKEEPING:
            self.report.lose(where, place, '', 'it is for the program that wrote the file')
        else:
            self.report.lose(where, place, short(text))


@lru_cache(maxsize=1 << 14)
def _written(name: str) -> tuple[str, str, bool]:
    """A name as TeX, given name first; its family name with particles; and whether it is no person's."""
    if _is_braced(name):
        plain = fold(name)
        words = plain.strip('{}').split()
        return name, '', len(words) > 1 and (words[-1] in TEAMS or bool(_TEAM.search(plain)))
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except InvalidNameError:
        parts = NameParts(last=[name])
    family = ' '.join([*parts.von, *parts.last])
    return ' '.join([*parts.first, *parts.von, *parts.last, *parts.jr]), family if parts.first else '', False


def _is_braced(name: str) -> bool:
    """Whether one pair of braces is around all of *name*, which is then never taken apart."""
    if not (name.startswith('{') and name.endswith('}')) or name.startswith('{\\'):
        return False
    depth = 0
    for index, char in enumerate(name):
        depth += (char == '{') - (char == '}')
        if not depth:
            return index == len(name) - 1
    return False


def _inheriting(paper: Item, volumes: Mapping[str, Item]) -> Item:
    """The paper with what it takes from the entry that its `crossref` names."""
    volume = volumes.get(paper.text('crossref').lower())
    if not volume:
        return paper
    inherited = {name: text for name, text in volume.fields.items() if name in _FACTS}
    inherited.setdefault('booktitle', volume.text('title'))
    return replace(paper, fields={**inherited, **paper.fields}, places={**volume.places, **paper.places})


def _common(papers: Sequence[Item]) -> dict[str, tuple[str, Place]]:
    """What most papers say of their volume, and where first."""
    counts: dict[str, dict[str, tuple[int, Place]]] = {}
    for paper in papers:
        for name in _FACTS & {*paper.fields}:
            values = counts.setdefault(name, {})
            count, place = values.get(paper.fields[name], (0, paper.at(name)))
            values[paper.fields[name]] = count + 1, place
    return {name: _most(values) for name, values in counts.items()}


def _most(values: Mapping[str, tuple[int, Place]]) -> tuple[str, Place]:
    value = max(values, key=lambda value: values[value][0])
    return value, values[value][1]


def _raw(text: str) -> str:
    r"""An address or a DOI, in which `\_` and `\%` are no commands, as much as people write them."""
    text = re.sub(r'^\\url\{(.*)\}$', r'\1', text.strip())
    return re.sub(r'\\([&%$#_{}~])(?:\{\})?', r'\1', text).replace('{', '').replace('}', '')


def _month(text: str) -> int:
    word = fold(text.strip('{}" .'))[:3]
    return int(text) if re.fullmatch('0?[1-9]|1[0-2]', text) else _MONTHS.index(word) + 1 if word in _MONTHS else 0


def _day_of(fields: Mapping[str, str]) -> tuple[date | None, bool]:
    """The day that an entry says, and whether it says all of it: BibTeX has a year and a month, biblatex a date."""
    match = re.match(r'(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?', fields.get('date', '') or fields.get('year', ''))
    if not match or not 1900 <= int(match[1]) < 2200:
        return None, False
    month = int(match[2]) if match[2] else _month(fields.get('month', ''))
    named = re.search(r'\b(\d{1,2})\b', fields.get('month', '')) if not fields.get('month', '').isdecimal() else None
    digits = match[3] or fields.get('day', '') or (named[1] if named else '')
    day = int(digits) if re.fullmatch('[0-9]{1,2}', digits) else 0
    try:
        return date(int(match[1]), month or 1, day or 1), bool(month and day)
    except ValueError:
        return date(int(match[1]), 1, 1), False
