"""What OpenReview gives out: the CSV file of a venue's console, and the JSON of its API in both versions, in the first
of which a title is `"title": "Sand"`, in the second `"title": {"value": "Sand"}`.

Only what was accepted is taken. Reviews, and all other replies but decisions, are left where they are, on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ...model import Link
from ...names import fold, slug
from ...problems import Place, short
from ...vocabulary import LINK_KINDS
from ..draft import Draft, DraftTalk, Markup, Mention, Text
from ..reading.json_source import Object, parse
from ..reading.texts import content
from ..report import MAIL_IS_PRIVATE, Report
from ..tables import checked
from ..tables.columns import TALK_COLUMNS, field_of, normal
from ..tables.decisions import Decision, decision_of
from ..tables.people import People
from ..tables.sheets import Sheet, peek, read_sheets, text_of
from ..tables.stems import source_stem
from ..tables.written_names import MAIL
from ..texts import to_line
from . import File, UnreadableError

NAME = 'openreview'

SITE = 'https://openreview.net'

_FORUM = re.compile(r'(?:https?://openreview\.net)?/?(?:forum|pdf)?\?id=([\w-]+)')
_PROFILE = re.compile(r'~[^\s/?#&"<>]{1,80}\d')
_OUTCOMES = re.compile(r'/((?:(?:Desk_?Rejected|Rejected|Withdrawn|Blind)_?)?Submission)$', re.IGNORECASE)
_OF_REVIEWING = re.compile(
    r'\b(?:reviewers?|ratings?|confidence|recommendation|chairs?|contact|score|replies|bids?|review)\b'
)
_ANONYMOUS = frozenset({'anonymous', 'anonymous author', 'anonymous authors', 'anon'})
_TEXTS = frozenset({'title', 'authors', 'authorids', 'abstract', 'keywords', 'pdf', 'venue', 'venueid', 'decision'})
_BOOKKEEPING = frozenset({'_bibtex', 'bibtex', 'paperhash', 'html', 'submission_number', 'submission_history'})


@dataclass(slots=True)
class _Paper:
    """A submission in whatever form: its fields as text or lists of texts, each with its place."""

    forum: str
    place: Place
    number: str = ''
    fields: dict[str, tuple[str | list[str], Place]] = field(default_factory=dict)
    venue: str = ''
    decisions: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.fields[name][0] if name in self.fields else ''
        return value if isinstance(value, str) else '; '.join(value)

    def items(self, name: str) -> list[str]:
        value = self.fields[name][0] if name in self.fields else []
        return value if isinstance(value, list) else [part.strip() for part in _split(value) if part.strip()]

    def at(self, name: str) -> Place:
        return self.fields[name][1] if name in self.fields else self.place


def _split(value: str) -> list[str]:
    """The parts of a list that a CSV file has as `a|b`, `a, b` or, where Python wrote it, `['a', 'b']`."""
    if re.fullmatch(r'\s*\[.*\]\s*', value, re.DOTALL):
        return [a or b for a, b in re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", value)]
    return re.split(r'[|;]' if re.search(r'[|;]', value) else ',', value)


def recognizes(file: File) -> bool:
    start = file.head.lstrip(b'\xef\xbb\xbf \t\r\n')
    if start[:1] in (b'{', b'['):
        return b'"content"' in file.head and b'"forum"' in file.head and b'"invitation' in file.head
    return any(map(_is_export, peek(file)))


def _is_export(sheet: Sheet) -> bool:
    headings = _headings(sheet)
    if {'title', 'authorids'} <= {*headings}:
        return True
    if not {'title', 'forum'} <= {*headings}:
        return False
    at = headings.index('forum')
    return any('openreview.net' in text_of(row[at]) for row in sheet.rows[1:] if at < len(row)) or 'number' in headings


def _headings(sheet: Sheet) -> list[str]:
    return [fold(text_of(value)) for value in sheet.rows[0]] if sheet.rows else []


def read(files: Sequence[File], report: Report) -> Draft:
    papers: list[_Paper] = []
    for file in files:
        if file.path.suffix.lower() in ('.csv', '.tsv', '.xlsx'):
            papers += _of_tables(file, report)
        else:
            papers += _of_json(file, report)
    if not papers:
        raise UnreadableError(f'{files[0].name}: there are no submissions here')
    venue = next((paper.venue for paper in papers if paper.venue), '') or source_stem(files[0])
    return _Reader(papers, Draft(source=f'OpenReview: {venue}'), report).read()


# ---- the CSV file


def _of_tables(file: File, report: Report) -> Iterator[_Paper]:
    for sheet in read_sheets(file, report):
        headings = _headings(sheet)
        if not _is_export(sheet):
            report.lose(f'the sheet "{sheet.name}"', sheet.place(), '', 'it has no submissions')
            continue
        for number, row in enumerate(sheet.rows[1:], 2):
            fields: dict[str, tuple[str | list[str], Place]] = {
                heading: (text_of(value), sheet.place(number, column))
                for column, (heading, value) in enumerate(zip(headings, row, strict=False), 1)
                if text_of(value)
            }
            if fields:
                yield _of_row(fields, sheet.place(number))


def _of_row(fields: dict[str, tuple[str | list[str], Place]], place: Place) -> _Paper:
    forum = str(fields.pop('forum', fields.pop('id', ('', place)))[0])
    match = _FORUM.search(forum)
    paper = _Paper(match[1] if match else forum, place, fields=fields)
    paper.number = str(fields.pop('number', ('', place))[0])
    return paper


# ---- the JSON of the API


def _of_json(file: File, report: Report) -> Iterator[_Paper]:
    data = parse(content(file), file.name, report)
    notes = data.get('notes') if isinstance(data, dict) else data
    if not isinstance(notes, list):
        raise UnreadableError(f'{file.name}: has no list of notes; export the submissions once more')
    found = [note for note in notes if isinstance(note, Object) and isinstance(note.get('content'), Object)]
    if len(found) < len(notes):
        report.wrong(
            Place(file.name), f'{len(notes) - len(found)} of {len(notes)} notes have no content; they are left out'
        )
    replies: dict[str, list[Object]] = {}
    for note in found:
        if not _is_submission(note):
            replies.setdefault(_text(note.get('forum')), []).append(note)
    for note in found:
        if _is_submission(note):
            yield _of_note(note, replies.get(_text(note.get('forum')), []), report)


def _is_submission(note: Object) -> bool:
    return not note.get('replyto') and note.get('forum', note.get('id')) == note.get('id')


def _of_note(note: Object, replies: list[Object], report: Report) -> _Paper:
    paper = _Paper(_text(note.get('id')), note.place, number=_text(note.get('number')), venue=_venue(note))
    for name, value in note['content'].items():
        hidden = isinstance(value, Object) and value.get('readers') and 'everyone' not in value['readers']
        value = value.get('value') if isinstance(value, Object) and 'value' in value else value
        if hidden and name not in ('authors', 'authorids', 'pdf'):
            report.lose(f'content/{name}', note.place, '', 'OpenReview does not show it to everyone')
        elif value not in (None, '', []):
            paper.fields[name.lower()] = _plain(value), note.place
    _take_profiles(note, paper)
    details = note.get('details')
    if isinstance(details, dict):
        for name in ('replies', 'directReplies'):
            listed = details.get(name)
            replies = [*replies, *(reply for reply in listed or () if isinstance(reply, Object))]
    for reply in replies:
        _note_reply(reply, paper, report)
    for name in note:
        if name not in ('id', 'forum', 'number', 'content', 'details', 'invitation', 'invitations', 'domain', 'ddate'):
            report.lose(f'note/{name}', note.place, '', 'it is for OpenReview itself')
    if note.get('ddate'):
        paper.decisions.append('deleted')
    return paper


def _take_profiles(note: Object, paper: _Paper) -> None:
    """Newer venues have people as objects, with the name and the profile in one."""
    authors = note['content'].get('authors')
    listed = authors.get('value') if isinstance(authors, Object) else authors
    if isinstance(listed, list) and listed and all(isinstance(author, Object) for author in listed):
        paper.fields['authorids'] = [_text(author.get('username')) for author in listed], note.place


def _note_reply(reply: Object, paper: _Paper, report: Report) -> None:
    """A decision counts; all other replies are reviews and comments."""
    fields = reply.get('content')
    decision = fields.get('decision') if isinstance(fields, dict) else None
    decision = decision.get('value') if isinstance(decision, Object) else decision
    if isinstance(decision, str) and re.search(r'/Decision$|/Acceptance', _invitation(reply)):
        paper.decisions.append(decision)
    else:
        report.lose('replies', reply.place, '', 'reviews and comments are not for readers')


def _plain(value: Any) -> str | list[str]:
    """A value as text or a list of texts."""
    if isinstance(value, list):
        return [_text(item) for item in value if _text(item)]
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get('fullname') or value.get('name') or value.get('value') or '')
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    return value.strip() if isinstance(value, str) else ''


def _invitation(note: Object) -> str:
    """What a note is a reply to: `Tides.org/2031/Workshop/-/Submission`."""
    several = note.get('invitations')
    first = several[0] if isinstance(several, list) and several else note.get('invitation')
    return _text(first)


def _venue(note: Object) -> str:
    return _text(note.get('domain')) or _invitation(note).partition('/-/')[0]


# ---- talks


class _Reader:
    """Makes talks of the submissions."""

    def __init__(self, papers: Sequence[_Paper], draft: Draft, report: Report) -> None:
        self.papers = papers
        self.draft = draft
        self.report = report
        self.people = People(draft, report)
        self.profiles = _profiles(papers)
        self.left_out: dict[str, list[Place]] = {}
        self.nameless: list[Place] = []

    def read(self) -> Draft:
        decisions = [self._decision(paper) for paper in self.papers]
        decided = any(decision.accepted is not None for decision, _ in decisions)
        if not decided:
            self.report.guess(self.papers[0].place, 'there are no decisions; all submissions are taken')
        for paper, (decision, said) in zip(self.papers, decisions, strict=True):
            if (decided and not decision.accepted) or said == 'deleted':
                self.left_out.setdefault(f'"{short(said)}"' if said else 'no decision', []).append(paper.place)
            elif not paper.text('title'):
                self.report.wrong(paper.place, f'submission {paper.number} has no title; it is left out')
            else:
                self._talk(paper, decision)
        self._tell()
        return self.draft

    def _tell(self) -> None:
        for why, places in self.left_out.items():
            what = 'submission is' if len(places) == 1 else 'submissions are'
            self.report.guess(places[0], f'{len(places)} {what} left out: {why}')
        if self.nameless:
            what = 'submission names' if len(self.nameless) == 1 else 'submissions name'
            way_out = 'export them once more when OpenReview shows the authors'
            self.report.wrong(self.nameless[0], f'{len(self.nameless)} {what} no authors; {way_out}')

    def _decision(self, paper: _Paper) -> tuple[Decision, str]:
        """What became of a paper, and the words for it."""
        venueid, venue = paper.text('venueid'), paper.text('venue')
        said = paper.text('decision') or (paper.decisions[-1] if paper.decisions else '')
        if said:
            decision = decision_of(said)
            return decision if decision.kind else Decision(
                decision.accepted, decision_of(venue).kind, decision.status
            ), said
        if outcome := _OUTCOMES.search(venueid):
            return decision_of(outcome[1].replace('_', ' ')), venue or venueid
        if venueid and venueid == paper.venue:
            return Decision(True, decision_of(venue).kind), venue
        return (decision_of(venue) if venue else Decision()), venue

    def _talk(self, paper: _Paper, decision: Decision) -> None:
        key = paper.forum or f'number {paper.number}' if paper.forum or paper.number else slug(paper.text('title'))
        if key in self.draft.talks:
            self.report.wrong(paper.place, f'the submission {key} is here twice; the first is taken')
            return
        title = to_line(paper.text('title'), Markup.PLAIN, paper.at('title'), self.report) or paper.text('title')
        talk = DraftTalk(key=key, title=title, place=paper.at('title'), kind=decision.kind, status=decision.status)
        self.draft.talks[key] = talk
        talk.number = checked.number(paper.number) if paper.number else None
        talk.authors = self._authors(paper)
        if paper.text('abstract'):
            talk.abstract = Text(text=paper.text('abstract'), markup=Markup.MARKDOWN)
        lines = (to_line(word, Markup.PLAIN, paper.at('keywords'), self.report) for word in paper.items('keywords'))
        talk.keywords = [*dict.fromkeys(filter(None, lines))]
        self._links(paper, talk)
        self._lose(paper)

    def _authors(self, paper: _Paper) -> list[Mention]:
        names = [name for name in paper.items('authors') if fold(name) not in _ANONYMOUS]
        ids = paper.items('authorids')
        if not names:
            self.nameless.append(paper.place)
        if len(ids) != len(names):
            ids = [''] * len(names)
        mentions = [self._mention(name, id, paper.at('authors')) for name, id in zip(names, ids, strict=True)]
        return list({mention.person: mention for mention in mentions}.values())

    def _mention(self, name: str, id: str, place: Place) -> Mention:
        if '@' in id:
            self.report.lose('authorids (e-mail)', place, '', MAIL_IS_PRIVATE)
        known = self.profiles.get(slug(name), set())
        profile = id if _PROFILE.fullmatch(id) else min(known) if len(known) == 1 else ''
        mention = self.people.mention(name, place, key=profile)
        if profile:
            link = Link(kind='web', url=f'{SITE}/profile?id={quote(profile, safe="~")}')
            person = self.draft.people[mention.person]
            person.links = person.links or [link]
        return mention

    def _links(self, paper: _Paper, talk: DraftTalk) -> None:
        if pdf := paper.text('pdf'):
            url = f'{SITE}/pdf?id={paper.forum}' if pdf.startswith('/') or _FORUM.match(pdf) else pdf
            self._link('paper', url, paper.at('pdf'), talk)
        if paper.forum and re.fullmatch(r'[\w-]+', paper.forum):
            self._link('review', f'{SITE}/forum?id={paper.forum}', paper.place, talk)
        for name in paper.fields:
            kind = field_of(name.replace('_', ' '), TALK_COLUMNS)
            if name not in _TEXTS and kind in LINK_KINDS and paper.text(name).startswith('http'):
                self._link(kind, paper.text(name), paper.at(name), talk)

    def _link(self, kind: str, url: str, place: Place, talk: DraftTalk) -> None:
        link = checked.link(kind, url, place, self.report)
        if link and link not in talk.links:
            talk.links.append(link)

    def _lose(self, paper: _Paper) -> None:
        for name, (_, place) in paper.fields.items():
            text = paper.text(name)
            kind = field_of(name.replace('_', ' '), TALK_COLUMNS)
            if name in _TEXTS or (kind in LINK_KINDS and text.startswith('http')):
                continue
            if name in _BOOKKEEPING:
                self.report.lose(name, place, '', 'it is for OpenReview itself')
            elif _OF_REVIEWING.search(normal(name)):
                self.report.lose(name, place, '', 'reviews are not for readers')
            elif MAIL.search(text):
                self.report.lose(name, place, '', MAIL_IS_PRIVATE)
            else:
                self.report.lose(name, place, short(text))


def _profiles(papers: Iterable[_Paper]) -> Mapping[str, set[str]]:
    """The profiles of each name: where there is one, it is meant where a paper has only an e-mail address."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        names, ids = paper.items('authors'), paper.items('authorids')
        for name, id in zip(names, ids, strict=False) if len(names) == len(ids) else ():
            if _PROFILE.fullmatch(id):
                found.setdefault(slug(name), set()).add(id)
    return found
