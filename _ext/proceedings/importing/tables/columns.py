"""The columns that a table of talks, or of people, may have: one list, which reads tables and is shown in the docs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ...names import fold
from ...vocabulary import LINK_KINDS


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `field` is what it is for, `name` how we write its heading, `meaning` what goes into it, for the docs,
    `others` how others write its heading: in the form that `normal` makes, with commas between."""

    field: str
    name: str
    meaning: str
    others: str


def _links() -> tuple[Column, ...]:
    others: Mapping[str, str] = {
        'paper': 'pdf, paper url, paper link, pdf url, pdf link, paper pdf, preprint, arxiv, full paper',
        'slides': 'slides url, slides link, slide, presentation url, folien, presentation file',
        'video': 'video url, video link, recording, recording url, youtube, vimeo, slideslive, videos',
        'poster': 'poster url, poster link, poster pdf',
        'code': 'code url, code link, repository, github, software, repo, source code',
        'data': 'data url, data link, dataset, data set, datasets',
        'review': 'review url, openreview, reviews url, openreview url',
        'discussion': 'discussion url, chat, chat url, forum url, discord, slack, rocketchat',
        'web': 'web, web page, url, link, homepage, project page, talk url, more',
    }
    meanings = {'web': 'The address of any other page about the talk.'}
    return tuple(
        Column(kind, name, meanings.get(kind, f'The web address of the {name.lower()}.'), others[kind])
        for kind, name in LINK_KINDS.items()
    )


TALK_COLUMNS = (
    Column(
        'title',
        'Title',
        'The title. A row without one is left out.',
        'talk title, paper title, session title, presentation title, contribution title, titel, titre, titulo, '
        'titolo, talk, paper title in english, proposal title, name of talk, title of talk, title of the talk, title '
        'of presentation, event, activity, item, program item, programme, subject, what',
    ),
    Column(
        'id',
        'ID',
        'Whatever tells this talk from all others, so that the next import finds it again: a number or a word.',
        'uid, talk id, proposal id, contribution id, event id, session id, key, slug',
    ),
    Column(
        'number',
        'Number',
        'The number of the paper or poster.',
        'paper number, paper no, no, nr, paper id, submission, submission number, submission id, poster number, paper '
        'hash, hash, num, numero',
    ),
    Column(
        'kind',
        'Kind',
        'Invited talk, poster, break, lunch …: a word of yours is made one of ours, and the report says which.',
        'type, paper type, talk type, session type, presentation type, format, session format, category, contribution '
        'type, submission type, art, typ, typus, presentation format',
    ),
    Column(
        'authors',
        'Authors',
        'Who wrote it, in order: `Ada Smith; José Roca`. Affiliations may stand in brackets behind the names.',
        'author, author names, all authors, author list, autoren, auteurs, autores, author names affiliations, '
        'authors and affiliations, author s name',
    ),
    Column(
        'coauthors',
        'Co-authors',
        'Who else wrote it, beside the author or the speaker of another column.',
        'coauthors, coauthor, co author, other authors, further authors, additional authors, koautoren, mitautoren, '
        'coauteurs, coautores',
    ),
    Column(
        'speakers',
        'Speakers',
        'Who gives the talk, written like the authors.',
        'speaker, presenters, presenter, presenting author, presenting authors, speaker names, speaker name, '
        'vortragende, vortragender, referent, referenten, orateur, ponente, who, presented by, name of speaker, name '
        'of presenter, name, full name, your name, panelists, moderator, instructors',
    ),
    Column(
        'affiliations',
        'Affiliations',
        'One for all people of the row, or one for each, with semicolons between; or `1 Tidal Institute; 2 …` where '
        'the names have numbers.',
        'affiliation, institution, institutions, institute, organization, organisation, company, university, '
        'organizations, author affiliations, authors affiliations, speaker affiliation, speaker affiliations, '
        'institutions of authors, einrichtung, aff',
    ),
    Column(
        'abstract',
        'Abstract',
        'Plain text, Markdown or HTML; it becomes a Markdown file.',
        'description, summary, talk abstract, abstract text, zusammenfassung, resume, resumen, details, paper '
        'abstract, session description, content, abstract max 250 words, tldr, tl dr',
    ),
    Column(
        'keywords',
        'Keywords',
        'With commas or semicolons between them.',
        'keyword, tags, topics, topic, schlagworte, subject areas, subjects, areas, mots cles, palabras clave, key '
        'words',
    ),
    Column(
        'track',
        'Track',
        'The track that it belongs to.',
        'stream, theme, thread, strand, programme track, session track',
    ),
    Column(
        'session',
        'Session',
        'The title of the session: rows of one session, day and room become one block with several talks.',
        'session name, block, part of session, sitzung, panel, in session, sessions',
    ),
    Column(
        'chairs',
        'Chair',
        'Who chairs the session.',
        'chairs, session chair, session chairs, chaired by, moderation, host',
    ),
    Column(
        'day',
        'Day',
        'As 2031-05-02, best of all; `2 May 2031` and the like work, too. An empty cell means the day of the row '
        'above.',
        'date, start date, datum, tag, jour, fecha, dia, when, presentation date, talk date, date of talk, event date',
    ),
    Column(
        'start',
        'Start',
        'When it begins, on the clocks of the place: 9:00, 2:30 PM. May have a day in it.',
        'start time, begin, begins, beginn, from, starts, starts at, starting time, von, debut, inicio, scheduled at, '
        'scheduled start, begin time, starttime',
    ),
    Column(
        'end',
        'End',
        'When it ends.',
        'end time, ends, ende, to, until, end date, bis, fin, ends at, finish, scheduled end, endtime',
    ),
    Column(
        'time',
        'Time',
        'Instead of start and end: 9:00-9:20.',
        'zeit, time slot, timeslot, slot, uhrzeit, heure, hora, hours, schedule, times',
    ),
    Column(
        'duration',
        'Duration',
        'Minutes, or 1:30, or 1h30; instead of an end.',
        'length, minutes, dauer, duree, duracion, duration min, duration minutes, min, mins, length minutes, talk '
        'length, scheduled duration',
    ),
    Column(
        'room',
        'Room',
        'The room; several with semicolons between.',
        'location, place, venue, hall, raum, salle, sala, ort, where, stage, rooms, room name, auditorium',
    ),
    Column(
        'board',
        'Board',
        'The number of the poster board.',
        'poster board, board number, board no, poster position, position',
    ),
    Column(
        'status',
        'Status',
        'Confirmed, tentative, cancelled, withdrawn. What is rejected is left out.',
        'state, stand, confirmed',
    ),
    Column(
        'decision',
        'Decision',
        'What the reviewers decided: only what was accepted is taken.',
        'outcome, result, acceptance, final decision, accepted, accept, accepted as, decisions',
    ),
    Column(
        'award',
        'Award',
        'What it was given, such as Best paper award.',
        'awards, prize, best paper',
    ),
    Column(
        'doi',
        'DOI',
        'The DOI of the paper, as 10.1000/182.',
        'paper doi, doi of paper',
    ),
    Column(
        'pages',
        'Pages',
        'Where the paper is in the volume, as 12-17.',
        'page numbers, page, seiten',
    ),
    *_links(),
    Column(
        'links',
        'Links',
        'Several addresses in one cell. Each may have a word in front: `code: https://…`.',
        'urls, materials, material, resources, attachments',
    ),
    Column(
        'timezone',
        'Time zone',
        'The zone of all times, as Europe/Lisbon.',
        'timezone, tz, zeitzone',
    ),
    Column(
        'biography',
        'Biography',
        'About the speaker, where there is only one.',
        'bio, speaker bio, speaker biography, short bio, about the speaker, biographie, about the presenter, bios',
    ),
    Column(
        'first',
        'First name',
        'With *Last name* instead of the speakers, where there is one.',
        'given name, firstname, vorname, prenom, nombre, forename, given names, first names, speaker first name, '
        'presenter first name, first',
    ),
    Column(
        'last',
        'Last name',
        'See *First name*.',
        'family name, surname, lastname, nachname, nom, apellido, familyname, speaker last name, presenter last name, '
        'last, apellidos',
    ),
)
"""What a table of talks may have."""

PEOPLE_COLUMNS = (
    Column(
        'name',
        'Name',
        'The name as it is to be shown. A row without one is left out.',
        'full name, person, speaker, author, speaker name, participant, nom complet, organizer, member, people',
    ),
    Column(
        'first',
        'First name',
        'With *Last name* instead of the name.',
        'given name, firstname, vorname, prenom, forename, given names, first names, first, nombre',
    ),
    Column(
        'last',
        'Last name',
        'The family name, for sorting and citations.',
        'family name, surname, lastname, nachname, family, last, apellido, apellidos, nom',
    ),
    Column(
        'id',
        'ID',
        'Whatever tells this person from others of the same name.',
        'uid, person id, key, openreview id, code',
    ),
    Column(
        'affiliation',
        'Affiliation',
        'Where they work.',
        'affiliations, institution, organization, organisation, company, university, institute, einrichtung, aff, '
        'employer',
    ),
    Column(
        'orcid',
        'ORCID',
        'The ORCID iD, as 0000-0002-1825-0097.',
        'orcid id, orcidid, orcid number',
    ),
    Column(
        'url',
        'Home page',
        'The address of their own page.',
        'homepage, website, web site, web page, url, web, link, personal page, personal website, webseite',
    ),
    Column(
        'biography',
        'Biography',
        'About the person; it becomes a Markdown file.',
        'bio, short bio, about, biographie, about me, speaker bio, description',
    ),
    Column(
        'role',
        'Role',
        'Organizer, reviewer, editor …: puts them into that list of the edition. Speakers need none.',
        'roles, function, position in committee, committee',
    ),
)
"""What a table of people may have."""


def normal(heading: str) -> str:
    """A heading as it is compared: `Presenter(s)*` is `presenters`, `Paper #` `paper hash`, `Time (CET)` `time`."""
    text = fold(heading).replace('(s)', 's').replace('(e)s', 's').replace('/s', 's').replace('#', ' hash ')
    text = re.sub(r'\([^()]*\)|\[[^\[\]]*\]', ' ', text)
    return ' '.join(re.sub(r'[\W_]+', ' ', text).split())


@cache
def _fields(columns: tuple[Column, ...]) -> Mapping[str, str]:
    fields = {normal(column.name): column.field for column in columns}
    for column in columns:
        for heading in column.others.split(', '):
            fields.setdefault(heading, column.field)
    return fields


def field_of(heading: str, columns: tuple[Column, ...]) -> str:
    """What the column called *heading* is for, or nothing."""
    known = _fields(columns)
    plain = normal(heading)
    return known.get(plain) or known.get(re.sub(r'^(?:your|the|talk|speaker) ', '', plain), '')


def fields_of(headings: Sequence[str], columns: tuple[Column, ...]) -> dict[int, str]:
    """What each column is for, by its index; the first of several that are for the same, best by our own name."""
    own = {normal(column.name) for column in columns}
    taken: dict[str, int] = {}
    for index, heading in enumerate(headings):
        field = field_of(heading, columns)
        if field and (field not in taken or (normal(heading) in own and normal(headings[taken[field]]) not in own)):
            taken[field] = index
    return {index: field for field, index in taken.items()}
