"""Everything that can be wrong in a program, and the one line that says so: where, what, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from conftest import EDITION, SERIES, Site
from proceedings.problems import SUBTYPES, Place, Problems

EDITION_FILE = 'program/2019.yml'


@dataclass(frozen=True)
class Mistake:
    """Something that an organizer writes instead of something else, and all that is then said, by line and column."""

    old: str
    new: str
    lines: tuple[str, ...]
    file: str
    add: str

    def made_in(self, site: Site) -> list[str]:
        """All that is said of *site* after the mistake, less the name of the file."""
        site.edit(self.file, self.old, self.new)
        site.add(self.file, self.add)
        return [line.removeprefix(f'{self.file}:') for line in site.problems]


def mistake(what: str, old: str, new: str, *lines: str, file: str = EDITION_FILE, add: str = '') -> object:
    return pytest.param(Mistake(old, new, lines, file, add), id=what.replace(' ', '-'))


def case(what: str, *values: object) -> object:
    return pytest.param(*values, id=what.replace(' ', '-'))


MISTAKES = [
    # yaml
    mistake(
        'a colon in a title without quotes',
        'title: Causality and Exoplanets',
        'title: Causality: and Exoplanets',
        '19:19: not YAML: mapping values are not allowed in this context; text with a colon and a space in it '
        'needs quotes: "Title: subtitle" [proceedings.yaml]',
    ),
    mistake(
        'a quote that is not closed',
        'Molecular Dynamics"',
        'Molecular Dynamics',
        '23:10: not YAML: found unexpected end of stream; the quote that opens here is not closed [proceedings.yaml]',
    ),
    mistake(
        'a bracket that is not closed',
        'speakers: [Samuel Schoenholz]',
        'speakers: [Samuel Schoenholz',
        "26:8: not YAML: did not find expected ',' or ']'; is the bracket that opens in line 25 closed, and "
        'every quote? [proceedings.yaml]',
    ),
    mistake(
        'a tab in front of a key',
        '  start: 2019-12-14',
        '\tstart: 2019-12-14',
        '2:1: not YAML: found character that cannot start any token; indent with spaces, and quote text that '
        'begins with @, ` or a tab [proceedings.yaml]',
    ),
    mistake(
        'a key without a space behind its colon',
        '  number: 86',
        '  number:86',
        "23:3: not YAML: could not find expected ':'; a key needs a colon and a space behind it [proceedings.yaml]",
    ),
    mistake(
        'text that begins with @',
        'title: Coffee',
        "title: '@' Coffee",
        "10:34: not YAML: did not find expected ',' or '}'; is the bracket that opens in line 10 closed, and "
        'every quote? [proceedings.yaml]',
    ),
    mistake(
        'a key at the wrong depth',
        '  number: 86',
        ' number: 86',
        '22:2: not YAML: did not find expected key; is the indentation right, and is every quote and bracket '
        'closed? [proceedings.yaml]',
    ),
    mistake(
        'an alias',
        'title: Likelihood-free inference',
        'title: *inference',
        '29:10: an alias (*inference) has no place here; write the value out, or quote text that begins with * '
        '[proceedings.yaml]',
    ),
    mistake(
        'an anchor, which does no harm',
        'title: Likelihood-free inference',
        'title: &inference Likelihood-free inference',
    ),
    mistake(
        'a merge key',
        '  number: 86',
        '  <<: *defaults',
        '22:7: an alias (*defaults) has no place here; write the value out, or quote text that begins with * '
        '[proceedings.yaml]',
    ),
    mistake(
        'a tag',
        'title: Likelihood-free inference',
        'title: !!python/object:os.system ls',
        '29:10: a tag (!!python/object:os.system) has no place here; write the plain value, or quote text that '
        'begins with ! [proceedings.yaml]',
    ),
    mistake(
        'a second document',
        'organizers: [Rose Yu]',
        '---\norganizers: [Rose Yu]',
        '5:1: a second document begins here; a file holds one: delete the line "---" [proceedings.yaml]',
    ),
    mistake(
        'a list as a key',
        '  number: 86',
        '  [number]: 86',
        '22:3: a key has to be a word; quote text that begins with [ or { [proceedings.key]',
    ),
    mistake(
        'a hundred brackets',
        'title: Causality and Exoplanets',
        'title: ' + '[' * 100 + ']' * 100,
        '19:27: not YAML: too deeply nested to be a program [proceedings.yaml]',
    ),
    mistake(
        'the character NUL',
        'Causality and',
        'Causality\x00and',
        '19:19: a control character (U+0000) has no place here; delete it [proceedings.yaml]',
    ),
    mistake(
        'an escaped control character',
        'Molecular Dynamics"',
        'Molecular\\aDynamics"',
        '23:10: talk "jax-md": "title" has a character that nobody can see (U+0007); delete it [proceedings.type]',
    ),
    mistake(
        'a character that turns the direction of text',
        'Causality and',
        'Causality \u202eand',
        '19:10: talk "causality": "title" has a character that nobody can see (U+202E); delete it [proceedings.type]',
    ),
    mistake(
        'half of a surrogate pair',
        'Molecular Dynamics"',
        'Molecular\\ud800Dynamics"',
        '23:33: not YAML: found invalid Unicode character escape code [proceedings.yaml]',
    ),
    # duplicate
    mistake(
        'a key twice in a talk',
        '  number: 86',
        '  number: 86\n  number: 87',
        '23:3: "number" is here twice; the first is in line 22: keep one [proceedings.duplicate]',
    ),
    mistake(
        'a key twice in a file',
        'schedule:\n',
        'organizers: [Ekin Cubuk]\nschedule:\n',
        '6:1: "organizers" is here twice; the first is in line 5: keep one [proceedings.duplicate]',
    ),
    mistake(
        'an id twice among the talks',
        '- id: p9\n',
        '- {id: jax-md, title: Once more}\n- id: p9\n',
        '27:8: talk "jax-md": there is a talk "jax-md" already; ids have to differ [proceedings.duplicate]',
    ),
    mistake(
        'an id twice among the sessions',
        '{time: 09:20-09:40, title: Coffee',
        '{id: posters, time: 09:20-09:40, title: Coffee',
        '11:7: session "posters": there is a session "posters" already; ids have to differ [proceedings.duplicate]',
    ),
    mistake(
        'a room twice',
        'organizers:',
        'rooms: [West 109, west 109]\norganizers:',
        '5:19: room "west 109": "west-109" is here already; give one of the two another id [proceedings.duplicate]',
    ),
    mistake(
        'an author twice',
        '[Gilles Louppe, Rose Yu]',
        '[Gilles Louppe, Rose Yu, Gilles Louppe]',
        '30:37: notice: talk "p9": "Gilles Louppe" is here twice; delete one [proceedings.duplicate]',
    ),
    mistake(
        'a talk twice in a session',
        '[jax-md, p9]',
        '[jax-md, p9, p9]',
        '15:23: session "posters": the talk "p9" is in this session already [proceedings.duplicate]',
    ),
    # key
    mistake(
        'a slip in a key',
        '  number: 86',
        '  nmber: 86',
        '22:3: talk "jax-md": unknown key "nmber"; did you mean "number"? [proceedings.key]',
    ),
    mistake(
        'a slip in a key that has to be there',
        '  title: Likelihood',
        '  titel: Likelihood',
        '29:3: talk "p9": unknown key "titel"; did you mean "title"? [proceedings.key]',
    ),
    mistake(
        'a key that is like no other',
        '  number: 86',
        '  xyzzy: 86',
        '22:3: talk "jax-md": unknown key "xyzzy"; known here: authors, awards, corrections, doi, former_ids, id, '
        'keywords, kind, last_modified, links, '
        'number, pages, published, reason, replaced_by, sequence, since, '
        'speakers, status, title, track [proceedings.key]',
    ),
    mistake(
        'a key of the wrong file',
        'organizers: [Rose Yu]',
        'organizers: [Rose Yu]\npeople: []',
        '6:1: unknown key "people"; known here: affiliations, changes, edition, organizers, reviewers, rooms, '
        'schedule, '
        'sponsors, talks, tracks [proceedings.key]',
    ),
    mistake(
        'a kind of link that there is not',
        '{paper: https',
        '{pdf: https',
        '26:11: talk "jax-md": unknown key "pdf"; known here: code, data, discussion, paper, poster, review, '
        'slides, video, web [proceedings.key]',
    ),
    mistake(
        'a key with a line break',
        '  number: 86',
        '  "num\\nber": 86',
        '22:3: talk "jax-md": unknown key "num\\nber"; did you mean "number"? [proceedings.key]',
    ),
    mistake(
        'the end said twice',
        'time: 09:20-09:40,',
        'time: 09:20-09:40, duration: 20,',
        '10:33: session "Coffee": the end is said twice; keep one of range, end and duration [proceedings.key]',
    ),
    mistake(
        'both talk and talks',
        'talks: [jax-md, p9]',
        'talks: [jax-md, p9]\n  talk: p9',
        '11:3: session "posters": a session has either talk or talks, not both; list all of them under talks '
        '[proceedings.key]',
    ),
    mistake(
        'an unknown key of a series',
        '  short_title: WT',
        '  shorttitle: WT',
        '3:3: unknown key "shorttitle"; did you mean "short_title"? [proceedings.key]',
        file='program/series.yml',
    ),
    # type
    mistake(
        'a list for a title',
        'title: Causality and Exoplanets',
        'title: [Causality, Exoplanets]',
        '19:10: talk "causality": "title" has to be text, not a list [proceedings.type]',
    ),
    mistake(
        'a mapping for a title',
        'title: Causality and Exoplanets',
        'title: {Causality: Exoplanets}',
        '19:10: talk "causality": "title" has to be text, not a mapping [proceedings.type]',
    ),
    mistake(
        'an address for links',
        'links: {paper: https://example.org/86.pdf}',
        'links: https://example.org/86.pdf',
        '26:10: talk "jax-md": "links" has to be keys and values, as in links: {paper: https://…}, not '
        '"https://example.org/86.pdf" [proceedings.type]',
    ),
    mistake(
        'a word for a number',
        'number: 86',
        'number: eighty-six',
        '22:11: talk "jax-md": "number" has to be a whole number, not "eighty-six" [proceedings.type]',
    ),
    mistake(
        'a number below zero',
        'number: 86',
        'number: -1',
        '22:11: talk "jax-md": "number" has to be a number from 0 up, not "-1" [proceedings.type]',
    ),
    mistake(
        'a number without end',
        'number: 86',
        'number: ' + '9' * 5000,
        '22:11: talk "jax-md": "number" has to be a number below a million, not '
        '"999999999999999999999999999999999999999…" [proceedings.type]',
    ),
    mistake(
        'a number for a talk',
        '- {time: 09:00-09:20, talk: jax-md}',
        '- 86',
        '9:3: session "86": it has to be keys and values, as in {time: 08:10-08:20, title: Opening remarks}, '
        'not "86" [proceedings.type]',
    ),
    mistake(
        'a list for a time',
        'time: 09:20-09:40',
        'time: [09:20, 09:40]',
        '10:10: session "Coffee": "time" has to be one value, not a list [proceedings.type]',
    ),
    mistake(
        'a mapping for the list of talks of a session',
        'talks: [jax-md, p9]',
        'talks: [{jax-md: p9}]',
        '15:12: session "posters": unknown key "jax-md"; known here: board, duration, end, talk, time '
        '[proceedings.key]',
    ),
    mistake(
        'a status that there is not',
        '  number: 86',
        '  status: canceled',
        '22:11: talk "jax-md": "status" has to be one of confirmed, tentative, cancelled, withdrawn, retracted, '
        'not "canceled" [proceedings.type]',
    ),
    mistake(
        'a word for the whole file',
        'series:\n  title: Workshop on Testing\n  short_title: WT\n',
        'Workshop on Testing\n',
        '1:1: this file has to be keys and values, as in {name: …}, not "Workshop on Testing" [proceedings.type]',
        file='program/series.yml',
    ),
    mistake(
        'nothing under edition',
        'edition:\n  start: 2019-12-14\n  timezone: America/Vancouver\n  room: West 109\n',
        'edition:\n',
        '1:9: "edition" is empty; write something, or leave it out [proceedings.missing]',
    ),
    # missing
    mistake(
        'a talk without a title',
        '  title: Causality and Exoplanets\n',
        '',
        '17:3: talk "causality": "title" is missing [proceedings.missing]',
    ),
    mistake(
        'a talk without an id',
        '- id: p9\n',
        '- title: Ten\n- id: p9\n',
        '27:3: talk "Ten": "id" is missing; write one, as in id: jax-md [proceedings.missing]',
    ),
    mistake(
        'an empty title',
        'title: Likelihood-free inference',
        'title:',
        '29:9: talk "p9": "title" is empty; write something, or leave it out [proceedings.missing]',
    ),
    mistake(
        'a title of spaces',
        'title: Likelihood-free inference',
        "title: '  '",
        '29:10: talk "p9": "title" is empty; write something, or leave it out [proceedings.missing]',
    ),
    mistake(
        'an edition without its start',
        '  start: 2019-12-14\n',
        '',
        '1:1: "start" is missing; write start: 2019-12-14 [proceedings.missing]',
    ),
    mistake(
        'an edition without its zone',
        '  timezone: America/Vancouver\n',
        '',
        '1:1: "timezone" is missing; write timezone: America/Vancouver [proceedings.missing]',
    ),
    mistake(
        'a series without a title',
        '  title: Workshop on Testing\n',
        '',
        '1:1: "title" is missing [proceedings.missing]',
        file='program/series.yml',
    ),
    mistake(
        'a session without a time',
        'time: 09:20-09:40, ',
        '',
        '10:3: session "Coffee": a row needs a time, as in time: 08:10-08:20 [proceedings.missing]',
    ),
    mistake(
        'a session without a title or talk',
        '09:40, title: Coffee, kind: break',
        '09:40, kind: break',
        '10:3: session "09:20-09:40": a row needs a title, or a talk to take it from [proceedings.missing]',
    ),
    mistake(
        'a session without either',
        '{time: 09:20-09:40, title: Coffee, kind: break}',
        '{kind: break}',
        '10:3: session 4: a row needs a time, and a title, or a talk to take it from [proceedings.missing]',
    ),
    mistake(
        'a session without an end',
        'time: 09:40-10:40',
        'time: 09:40',
        '12:9: session "posters": when does it end? write time: 09:40-…, an end or a duration [proceedings.missing]',
    ),
    mistake(
        'a person with neither name nor id',
        '[Gilles Louppe, Rose Yu]',
        '[{affiliation: Liège}, Rose Yu]',
        '30:13: talk "p9": a person needs a name, or the id of somebody in people.yml, and not both '
        '[proceedings.missing]',
    ),
    mistake(
        'a person with both',
        '[Gilles Louppe, Rose Yu]',
        '[{name: Gilles Louppe, id: gilles}, Rose Yu]',
        '30:13: talk "p9": a person needs a name, or the id of somebody in people.yml, and not both '
        '[proceedings.missing]',
    ),
    # id
    mistake(
        'an id with capitals',
        'p9',
        'P9',
        '27:7: talk "P9": "P9" is not an id; write lower-case letters, digits and single hyphens, as in p9 '
        '[proceedings.id]',
    ),
    mistake(
        'an id with a space',
        'p9',
        'poster 9',
        '27:7: talk "poster 9": "poster 9" is not an id; write lower-case letters, digits and single hyphens, '
        'as in poster-9 [proceedings.id]',
    ),
    mistake(
        'an id that leads out of the folder',
        'p9',
        '../conf',
        '27:7: talk "../conf": "../conf" is not an id; write lower-case letters, digits and single hyphens, as '
        'in conf [proceedings.id]',
    ),
    mistake(
        'an absolute path for an id',
        'p9',
        '/etc/passwd',
        '27:7: talk "/etc/passwd": "/etc/passwd" is not an id; write lower-case letters, digits and single '
        'hyphens, as in etc-passwd [proceedings.id]',
    ),
    mistake(
        'an id with a full stop',
        'p9',
        'p.9',
        '27:7: talk "p.9": "p.9" is not an id; write lower-case letters, digits and single hyphens, as in p-9 '
        '[proceedings.id]',
    ),
    mistake(
        'the id of a page that is there',
        'p9',
        'index',
        '27:7: talk "index": "index" cannot be an id: the site needs that name itself; write another [proceedings.id]',
    ),
    mistake(
        'an id that is too long',
        'p9',
        'p9' * 50,
        '27:7: talk "p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p…": '
        '"p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p9p…" is too long to be an id; 80 characters '
        'are the most [proceedings.id]',
    ),
    mistake(
        'a bad id of a session',
        'id: posters',
        'id: Posters!',
        '11:7: session "Posters!": "Posters!" is not an id; write lower-case letters, digits and single '
        'hyphens, as in posters [proceedings.id]',
    ),
    mistake(
        'a bad id of a kind',
        '  short_title: WT',
        '  kinds: {Demo Talk: Demonstration}',
        '3:22: "Demo Talk" is not an id; write lower-case letters, digits and single hyphens, as in demo-talk '
        '[proceedings.id]',
        file='program/series.yml',
    ),
    mistake(
        'an author whose name has no letters',
        '[Gilles Louppe, Rose Yu]',
        '["???", Rose Yu]',
        '30:13: talk "p9": "???" makes no good address of a page; give this person an id in program/people.yml '
        '[proceedings.id]',
    ),
    mistake(
        'an author called Index',
        '[Gilles Louppe, Rose Yu]',
        '[Index, Rose Yu]',
        '30:13: talk "p9": "Index" makes no good address of a page; give this person an id in '
        'program/people.yml [proceedings.id]',
    ),
    # reference
    mistake(
        'a talk in the schedule',
        'talk: causality}',
        'talk: causalty}',
        '8:29: session "causalty": no talk "causalty"; did you mean "causality"? [proceedings.talk]',
    ),
    mistake(
        'a talk in a poster session',
        '[jax-md, p9]',
        '[jax-md, q17-z]',
        '15:19: session "posters": no talk "q17-z"; add it under talks: [proceedings.talk]',
        '27:3: notice: talk "p9": is in no session of the schedule; add it to one, or write status: withdrawn '
        '[proceedings.unscheduled]',
    ),
    mistake(
        'a room',
        'title: Coffee,',
        'title: Coffee, room: West 190,',
        '10:44: session "Coffee": no room "West 190"; did you mean "West 109"? [proceedings.room]',
    ),
    mistake(
        'a room where none is listed',
        '  room: West 109\norganizers: [Rose Yu]\nschedule:\n- {time: 08:10-08:20, ',
        'organizers: [Rose Yu]\nschedule:\n- {room: East, time: 08:10-08:20, ',
        '6:10: session "Opening remarks": no room "East"; list it under rooms: [proceedings.room]',
    ),
    mistake(
        'a room where some are listed',
        'organizers:',
        'rooms: [East Hall, South Hall]\norganizers:',
        '4:9: no room "West 109"; known here: East Hall, South Hall; list others under rooms: [proceedings.room]',
    ),
    mistake(
        'a track',
        '  number: 86',
        '  track: Theory',
        '22:10: talk "jax-md": no track "Theory"; list it under tracks: [proceedings.track]',
    ),
    mistake(
        'a track where some are listed',
        '  number: 86',
        '  track: Theory',
        '22:10: talk "jax-md": no track "Theory"; known here: Biology, Physics; list others under tracks: '
        '[proceedings.track]',
        add='tracks: [Biology, Physics]',
    ),
    mistake(
        'a kind of talk',
        'kind: invited',
        'kind: invted',
        '18:9: talk "causality": no kind "invted"; did you mean "invited"? [proceedings.kind]',
    ),
    mistake(
        'a kind that is like no other',
        'kind: invited',
        'kind: xyzzy',
        '18:9: talk "causality": no kind "xyzzy"; known are keynote, invited, contributed, lightning, poster, '
        'demo, panel, tutorial, workshop, discussion, breakout, qa, award, session, opening, closing, break, '
        'lunch, social; others go under kinds: in program/series.yml [proceedings.kind]',
    ),
    mistake(
        'a speaker who is no author',
        'speakers: [Samuel Schoenholz]',
        'speakers: [Sam Schoenholz]',
        '25:14: talk "jax-md": no person "Sam Schoenholz"; did you mean "Samuel Schoenholz"? [proceedings.person]',
    ),
    mistake(
        'a chair',
        'title: Poster session\n',
        'title: Poster session\n  chairs: Nobody Atall\n',
        '14:11: session "posters": no person "Nobody Atall"; add them to program/people.yml, or to the authors '
        'of a talk [proceedings.person]',
    ),
    mistake(
        'an affiliation',
        'organizers:',
        'affiliations: {Bernhard Schoelkopf: MPI}\norganizers:',
        '5:37: no person "Bernhard Schoelkopf"; did you mean "Bernhard Schölkopf"? [proceedings.person]',
    ),
    mistake(
        'a person by id',
        'speakers: [Samuel Schoenholz]',
        'speakers: [{id: samuel-schonholz}]',
        '25:14: talk "jax-md": no person "samuel-schonholz"; did you mean "samuel-schoenholz"? [proceedings.person]',
    ),
    mistake(
        'the room of the edition',
        'room: West 109',
        'room: West 190',
        '4:9: no room "West 190"; did you mean "West 109"? [proceedings.room]',
        add='rooms: [West 109, East]',
    ),
    # time
    mistake(
        'minutes that there are not',
        '09:20-09:40',
        '09:20-25:99',
        '10:10: session "Coffee": "25:99" is not a time; write hours and minutes as 09:00 or 14:30 [proceedings.time]',
    ),
    mistake(
        'nine in the morning',
        '09:20-09:40',
        '9am',
        '10:10: session "Coffee": "9am" is not a time; write hours and minutes as 09:00 or 14:30 [proceedings.time]',
    ),
    mistake(
        'nine in the morning to ten',
        '09:20-09:40',
        '9am-10am',
        '10:10: session "Coffee": "9am" is not a time; write hours and minutes as 09:00 or 14:30 [proceedings.time]',
    ),
    mistake(
        'a range with words',
        '09:20-09:40',
        '9:20 - 9:40 in the morning',
        '10:10: session "Coffee": "9:20 - 9:40 in the morning" is not a range of times; write it as 08:10-08:20 '
        '[proceedings.time]',
    ),
    mistake(
        'an end before its start',
        '09:20-09:40',
        '09:20-08:40',
        '10:10: session "Coffee": the end, 08:40, is not after the start, 09:20 [proceedings.time]',
    ),
    mistake(
        'an end after midnight',
        '09:40-10:40',
        '23:40-00:40',
        '12:9: session "posters": the end, 00:40, is not after the start, 23:40; if it ends after midnight, '
        'write 24:40 [proceedings.time]',
    ),
    mistake(
        'an end of its own before its start',
        'time: 09:20-09:40',
        'time: 09:20, end: 09:10',
        '10:22: session "Coffee": the end, 09:10, is not after the start, 09:20 [proceedings.time]',
    ),
    mistake(
        'a duration that is none',
        'time: 09:20-09:40',
        'time: 09:20, duration: short',
        '10:27: session "Coffee": "short" is not a duration; write minutes as 20, or 1h30 [proceedings.time]',
    ),
    mistake(
        'a duration of nothing',
        'time: 09:20-09:40',
        'time: 09:20, duration: 0',
        '10:27: session "Coffee": a duration of "0" is not between a minute and a day [proceedings.time]',
    ),
    mistake(
        'a date the American way',
        'start: 2019-12-14',
        'start: 12/14/2019',
        '2:10: "12/14/2019" is not a date; write it as 2019-12-14 [proceedings.time]',
    ),
    mistake(
        'a day that there is not',
        'start: 2019-12-14',
        'start: 2019-02-30',
        '2:10: "2019-02-30" is not a date: there is no such day [proceedings.time]',
    ),
    mistake(
        'a year that is a slip',
        'start: 2019-12-14',
        'start: 0219-12-14',
        '2:10: "0219-12-14" is not a date of our time; is the year right? [proceedings.time]',
    ),
    mistake(
        'a last day before the first',
        'start: 2019-12-14',
        'start: 2019-12-14\n  end: 2019-12-13',
        '3:8: the last day, 2019-12-13, is before the first, 2019-12-14 [proceedings.time]',
    ),
    mistake(
        'a zone that is a slip',
        'America/Vancouver',
        'America/Vancover',
        '3:13: "America/Vancover" is not an IANA time zone; did you mean "America/Vancouver"? [proceedings.time]',
    ),
    mistake(
        'a zone that is a path',
        'America/Vancouver',
        '../../etc/passwd',
        '3:13: "../../etc/passwd" is not an IANA time zone; write it as America/Vancouver or UTC [proceedings.time]',
    ),
    mistake(
        'an abbreviation for a zone',
        'America/Vancouver',
        'QQQ',
        '3:13: "QQQ" is not an IANA time zone; write it as America/Vancouver or UTC [proceedings.time]',
    ),
    mistake(
        'an offset that is none',
        'time: 09:20-09:40',
        'utc_offset: PST, time: 09:20-09:40',
        '10:16: session "Coffee": "PST" is not an offset from UTC; write it as -07:00 [proceedings.time]',
    ),
    # day
    mistake(
        'a talk outside its session',
        '[jax-md, p9]',
        '[jax-md, {talk: p9, time: 10:30-11:00}]',
        '15:19: session "posters": the talk "p9", 10:30–11:00, is outside its session, 09:40–10:40; change one '
        'of the two [proceedings.day]',
    ),
    mistake(
        'a talk that begins before its session',
        '[jax-md, p9]',
        '[{talk: jax-md, time: 09:00-09:50}, p9]',
        '15:11: session "posters": the talk "jax-md", 09:00–09:50, is outside its session, 09:40–10:40; change '
        'one of the two [proceedings.day]',
    ),
    mistake(
        'talks that last longer than their session',
        '[jax-md, p9]',
        '[{talk: jax-md, duration: 60}, {talk: p9, duration: 10}]',
        '15:41: session "posters": no time is left for the talk "p9" in its session, 09:40–10:40; shorten '
        'another [proceedings.day]',
    ),
    mistake(
        'a talk that ends before it begins',
        '[jax-md, p9]',
        '[jax-md, {talk: p9, time: 10:10, end: 10:00}]',
        '15:19: session "posters": the end, 10:00, is not after the start, 10:10 [proceedings.time]',
    ),
    mistake(
        'a day that is not of the edition',
        '- {time: 09:20-09:40,',
        '- day: 2019-12-15\n- {time: 09:20-09:40,',
        '10:8: session 4: 2019-12-15 is not a day of the edition, 2019-12-14; change the day, or the start or '
        'end under edition: [proceedings.day]',
    ),
    mistake(
        'a day before the edition',
        '- {time: 09:20-09:40,',
        '- day: 2018-12-14\n- {time: 09:20-09:40,',
        '10:8: session 4: 2018-12-14 is not a day of the edition, 2019-12-14; change the day, or the start or '
        'end under edition: [proceedings.day]',
    ),
    mistake(
        'a day that is none',
        '- {time: 08:20-09:00,',
        '- day: 2019-12-32\n- {time: 08:20-09:00,',
        '8:8: session 2: "2019-12-32" is not a date: there is no such day [proceedings.time]',
    ),
    # clash
    mistake(
        'two talks in one room',
        '08:20-09:00',
        '08:20-09:10',
        '9:3: session "jax-md": in West 109 there is "Causality and Exoplanets" until 09:10; move one of the '
        'two, or give it another room [proceedings.clash]',
    ),
    mistake(
        'two talks at the same time',
        'time: 09:00-09:20, talk: jax-md',
        'time: 08:20-09:00, talk: jax-md',
        '9:3: session "jax-md": in West 109 there is "Causality and Exoplanets" until 09:00; move one of the '
        'two, or give it another room [proceedings.clash]',
    ),
    mistake(
        'one speaker in two rooms',
        '- {time: 09:00-09:20, talk: jax-md}',
        '- {time: 08:30-09:20, talk: jax-md, room: East, chairs: Bernhard Schölkopf}',
        '9:3: session "jax-md": Bernhard Schölkopf is also in "Causality and Exoplanets", 08:20–09:00; move one '
        'of the two, or name somebody else [proceedings.clash]',
        add='rooms: [West 109, East]',
    ),
    mistake(
        'talks in turn that overlap',
        'kind: poster\n  talks: [jax-md, p9]',
        'talks: [{talk: jax-md, time: 09:40-10:20}, {talk: p9, time: 10:10-10:40}]',
        '11:3: session "posters": the talk "p9" begins at 10:10, before "jax-md" ends at 10:20; change one '
        '[proceedings.clash]',
    ),
    mistake(
        'one speaker twice',
        'kind: break}',
        'kind: discussion, room: East, chairs: [Rose Yu]}\n- {time: 09:30-09:40, title: Farewell, kind: '
        'closing, chairs: [Rose Yu]}',
        '11:3: session "Farewell": Rose Yu is also in "Coffee", 09:20–09:40; move one of the two, or name '
        'somebody else [proceedings.clash]',
        add='rooms: [West 109, East]',
    ),
    mistake(
        'a speaker of a session without times who speaks elsewhere',
        '- id: posters\n  time: 09:40-10:40\n  title: Poster session\n  kind: poster\n  talks: [jax-md, p9]',
        '- {time: 09:40-10:40, title: Short talks, talks: [jax-md, causality]}\n'
        '- {time: 10:00-10:20, talk: p9, kind: lightning, room: East, chairs: Bernhard Schölkopf}',
        '12:3: session "p9": Bernhard Schölkopf is also in "Causality and Exoplanets", 09:40–10:40; move one of the '
        'two, or name somebody else [proceedings.clash]',
        add='rooms: [West 109, East]',
    ),
    # a session outside the day
    mistake(
        'a session before the doors are opened',
        '  room: West 109',
        '  room: West 109\n  hours: 08:15-11:00',
        '8:10: session "Opening remarks": 08:10–08:20 is outside the hours of the edition, 08:15–11:00; change the '
        'time, or hours: above [proceedings.day]',
    ),
    mistake(
        'a session after the doors are closed',
        '  room: West 109',
        '  room: West 109\n  hours: 08:00-10:30',
        '13:9: session "posters": 09:40–10:40 is outside the hours of the edition, 08:00–10:30; change the time, or '
        'hours: above [proceedings.day]',
    ),
    # what calendars have to learn of
    mistake(
        'a reason for nothing',
        'talk: causality}',
        'talk: causality, reason: The speaker is ill}',
        '8:3: session "causality": there is a reason, but no status; write status: cancelled, or '
        'another [proceedings.missing]',
    ),
    mistake(
        'a time without its offset',
        '  room: West 109',
        '  room: West 109\n  last_modified: 2019-12-01T18:30',
        '5:18: "2019-12-01T18:30" is not a moment; write a date, or a time with its offset, as '
        '2019-12-01T18:30Z [proceedings.time]',
    ),
    mistake(
        'a number of changes below zero',
        '  room: West 109',
        '  room: West 109\n  sequence: -1',
        '5:13: "sequence" has to be a number from 0 up, not "-1" [proceedings.type]',
    ),
    # pages of rooms and tracks
    mistake(
        'a room whose name is that of another page',
        'organizers:',
        'rooms: [Index, West 109]\norganizers:',
        '5:9: room "Index": its name makes no good address of a page; write an id, as in id: room-1 [proceedings.id]',
    ),
    mistake(
        'a track with an endless name',
        'organizers:',
        f'tracks: [{"Waves " * 40}]\norganizers:',
        '5:10: track "Waves Waves Waves Waves Waves Waves Waves Waves Waves Waves…": its name makes no good address of '
        'a page; write an id, as in id: track-1 [proceedings.id]',
    ),
    mistake(
        'a character that stands for nothing',
        'title: Causality and',
        'title: "Causality\\uFFFE" # and',
        '19:10: talk "causality": "title" has a character that nobody can see (U+FFFE); delete it [proceedings.type]',
    ),
    # unscheduled
    mistake(
        'a talk in no session',
        '[jax-md, p9]',
        '[jax-md]',
        '27:3: notice: talk "p9": is in no session of the schedule; add it to one, or write status: withdrawn '
        '[proceedings.unscheduled]',
    ),
    # link
    mistake(
        'a script for a link',
        'https://example.org/86.pdf',
        '"javascript:alert(1)"',
        '26:18: talk "jax-md": "javascript:alert(1)" is not a web address; it has to begin with https:// or '
        'http:// [proceedings.link]',
    ),
    mistake(
        'data for a link',
        'https://example.org/86.pdf',
        '"data:text/html,x"',
        '26:18: talk "jax-md": "data:text/html,x" is not a web address; it has to begin with https:// or '
        'http:// [proceedings.link]',
    ),
    mistake(
        'an address without https',
        'https://example.org/86.pdf',
        'example.org/86.pdf',
        '26:18: talk "jax-md": "example.org/86.pdf" is no file of this site; if it is a web address, write '
        'https:// in front [proceedings.file]',
    ),
    mistake(
        'a file for a link',
        'https://example.org/86.pdf',
        '86.pdf',
        '26:18: talk "jax-md": "86.pdf" is no file of this site; is its name spelled the same? [proceedings.file]',
    ),
    mistake(
        'an address without a host',
        'https://example.org/86.pdf',
        'https:///86.pdf',
        '26:18: talk "jax-md": "https:///86.pdf" is not a web address; it has to begin with https:// or http:// '
        '[proceedings.link]',
    ),
    mistake(
        'an address with a space',
        'https://example.org/86.pdf',
        '"https://example.org/8 6.pdf"',
        '26:18: talk "jax-md": "https://example.org/8 6.pdf" has a character that no web address may have; '
        'write spaces as %20 [proceedings.link]',
    ),
    mistake(
        'an address with a quote',
        'https://example.org/86.pdf',
        "'https://example.org/\"86.pdf'",
        '26:18: talk "jax-md": "https://example.org/"86.pdf" has a character that no web address may have; '
        'write spaces as %20 [proceedings.link]',
    ),
    mistake(
        'an address with a name and a password',
        'https://example.org/86.pdf',
        '"https://neurips.cc:x@example.org/"',
        '26:18: talk "jax-md": "https://neurips.cc:x@example.org/" has a user name in front of the host; leave '
        'it out, up to the @ [proceedings.link]',
    ),
]


@pytest.mark.parametrize('mistake', MISTAKES)
def test_a_mistake_is_said_once_with_its_place_and_a_way_out(site: Site, mistake: Mistake) -> None:
    assert mistake.made_in(site) == list(mistake.lines)


def test_a_good_program_has_no_problem(site: Site) -> None:
    assert site.problems == []


def test_all_problems_are_said_in_one_run_in_the_order_of_the_files(site: Site) -> None:
    site.edit('program/series.yml', 'short_title: WT', 'url: nowhere')
    site.edit(EDITION_FILE, 'kind: opening', 'kind: opning')
    site.edit(EDITION_FILE, '08:20-09:00', '9am')
    site.edit(EDITION_FILE, 'speakers: [Bernhard Schölkopf]', 'speakers: [Bernhard Schölkopf]\n  colour: red')
    site.edit(EDITION_FILE, 'https://example.org/86.pdf', '86.pdf')
    site.write('talks/2019/jax-md.md', '---\nkeywrds: [a]\n---\nProse')
    assert [line.split()[0] + ' ' + line.split()[-1] for line in site.problems] == [
        'program/2019.yml:7:53: [proceedings.kind]',
        'program/2019.yml:8:10: [proceedings.time]',
        'program/2019.yml:21:3: [proceedings.key]',
        'program/2019.yml:27:18: [proceedings.file]',
        'program/series.yml:3:8: [proceedings.link]',
        'talks/2019/jax-md.md:2:1: [proceedings.key]',
    ]


# Times that summer time skips and repeats


def in_the_night(site: Site, start: str, *rows: str) -> list[str]:
    """What is said of an edition in Vancouver that has *rows* on the day *start*."""
    site.edit(EDITION_FILE, '2019-12-14', start)
    site.edit(EDITION_FILE, '- {time: 08:10-08:20,', '\n'.join([*rows, '- {time: 08:10-08:20,']))
    return site.problems


def test_a_time_that_clocks_skip_is_a_problem(site: Site) -> None:
    assert in_the_night(site, '2019-03-10', '- {time: 02:30-03:30, title: Night}') == [
        (
            'program/2019.yml:7:10: session "Night": 02:30 on 2019-03-10 does not exist in America/Vancouver: '
            'summer time begins and skips it; write a time an hour later [proceedings.dst]'
        )
    ]


def test_a_time_that_clocks_show_twice_is_a_problem(site: Site) -> None:
    assert in_the_night(site, '2019-11-03', '- {time: 00:30-01:30, title: Night}') == [
        (
            'program/2019.yml:7:10: session "Night": 01:30 on 2019-11-03 happens twice in America/Vancouver: '
            'summer time ends; write utc_offset: -07:00 or -08:00 [proceedings.dst]'
        )
    ]


def test_an_offset_says_which_of_two_equal_times_is_meant(site: Site) -> None:
    assert in_the_night(site, '2019-11-03', '- {time: 00:30-01:30, title: Night, utc_offset: -08:00}') == []
    night = site.program.editions['2019'].sessions[0]
    assert night.start.isoformat() == '2019-11-03T00:30:00-07:00'
    assert night.end.isoformat() == '2019-11-03T01:30:00-08:00'


def test_an_offset_that_never_was_is_a_problem(site: Site) -> None:
    problems = in_the_night(site, '2019-11-03', '- {time: 00:30-01:30, title: Night, utc_offset: +01:00}')
    assert [line.split()[-1] for line in problems] == ['[proceedings.dst]']


def test_a_night_after_the_day_may_be_on_the_next_date(site: Site) -> None:
    """The clocks change in the night to Sunday 3 November, but 25:30 belongs to Saturday's program."""
    problems = in_the_night(site, '2019-11-02', '- {time: 23:00-25:30, title: Party}')
    assert [line.split(': ', 2)[2] for line in problems] == [
        (
            '01:30 on 2019-11-03 happens twice in America/Vancouver: summer time ends; '
            'write utc_offset: -07:00 or -08:00 [proceedings.dst]'
        )
    ]


# Rooms and people


def parallel(site: Site, row: str) -> list[str]:
    """What is said when *row* runs in the east room, next to the rest of the schedule."""
    site.edit(EDITION_FILE, '- {time: 08:20-09:00,', f'- {row}\n- {{time: 08:20-09:00,')
    site.add(EDITION_FILE, 'rooms: [West 109, East]\n')
    return site.problems


@pytest.mark.parametrize(
    'row',
    [
        '{time: 08:20-09:00, title: Next door, room: East}',
        '{time: 08:00-09:00, title: Other people, room: East, chairs: [Rose Yu]}',
        '{time: 08:20-09:00, title: Cancelled, status: cancelled}',
        '{time: 08:20-09:00, title: A break, kind: break}',
        '{time: 09:40-10:40, title: At the posters, room: East, chairs: [Samuel Schoenholz]}',
        '{time: 08:00-08:20, title: Until the next, room: East, chairs: [Bernhard Schölkopf]}',
    ],
)
def test_what_may_be_at_the_same_time(site: Site, row: str) -> None:
    assert parallel(site, row) == []


def test_two_sessions_that_meet_in_two_rooms_are_said_once(site: Site) -> None:
    both = 'room: [West 109, East]'
    rows = f'- {{time: 11:00-12:00, title: One, {both}}}\n- {{time: 11:30-12:30, title: Two, {both}}}\n'
    site.edit(EDITION_FILE, 'talks:\n- id', f'{rows}talks:\n- id')
    site.add(EDITION_FILE, 'rooms: [West 109, East]\n')
    assert site.problems == [
        (
            'program/2019.yml:17:3: session "Two": in West 109 there is "One" until 12:00; '
            'move one of the two, or give it another room [proceedings.clash]'
        )
    ]


def test_a_talk_that_is_not_given_takes_no_room_and_no_time(site: Site) -> None:
    site.edit(EDITION_FILE, '  title: Causality and', '  status: cancelled\n  title: Causality and')
    assert parallel(site, '{time: 08:20-09:00, title: Instead, chairs: [Bernhard Schölkopf]}') == []


def test_talks_side_by_side_need_not_share_out_their_speakers(site: Site) -> None:
    """Nothing says when each of the talks is: so nothing says that two people are asked for at once."""
    site.edit(EDITION_FILE, '  kind: poster\n  talks: [jax-md, p9]', '  kind: demo\n  talks: [jax-md, p9]')
    assert parallel(site, '{time: 10:30-10:40, title: Far, room: East, chairs: [Samuel Schoenholz]}') == []


@pytest.mark.parametrize('status', ['withdrawn', 'retracted', 'cancelled'])
def test_what_is_not_given_may_be_in_no_session(site: Site, status: str) -> None:
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    site.edit(EDITION_FILE, '- id: p9\n', f'- id: p9\n  status: {status}\n')
    assert site.problems == []


def test_what_is_only_published_may_be_in_no_session(site: Site) -> None:
    kinds = 'kinds: {digital: {name: Digital acceptance, presented: false}}'
    site.edit('program/series.yml', 'short_title: WT', kinds)
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    site.edit(EDITION_FILE, '- id: p9\n  kind: poster', '- id: p9\n  kind: digital')
    assert site.problems == []


# People


def people(site: Site, *entries: str) -> list[str]:
    """What is said of the site with *entries* in people.yml."""
    site.write('program/people.yml', 'people:\n' + ''.join(f'- {entry}\n' for entry in entries))
    return site.problems


LOOK_ALIKE = [
    pytest.param('Sam Schoenholz', 'Samuel Schoenholz', id='a short first name'),
    pytest.param('S. Schoenholz', 'Samuel Schoenholz', id='an initial'),
    pytest.param('Samuel S. Schoenholz', 'Samuel Schoenholz', id='a middle initial'),
    pytest.param('Samuel Schoenhols', 'Samuel Schoenholz', id='one other letter'),
    pytest.param('Samuel Schoenhollz', 'Samuel Schoenholz', id='one letter more'),
]


@pytest.mark.parametrize(('name', 'other'), LOOK_ALIKE)
def test_names_that_look_like_one_person_are_a_notice_that_proposes_an_alias(site: Site, name: str, other: str) -> None:
    site.edit(EDITION_FILE, 'Gilles Louppe', name)
    main, alias = sorted((name, other), key=lambda name: (-len(name), name))
    place = '30:13: notice: talk "p9"' if alias == name else '24:13: notice: talk "jax-md"'
    assert site.problems == [
        (
            f'program/2019.yml:{place}: "{main}" and "{alias}" look like one person; if they are, write in '
            f'program/people.yml {{name: {main}, aliases: {alias}}}, if not {{name: {main}, distinct_from: {alias}}} '
            '[proceedings.spelling]'
        )
    ]


def test_the_notice_names_the_entry_that_is_there_already(site: Site) -> None:
    site.edit(EDITION_FILE, 'Gilles Louppe', 'Sam Schoenholz')
    assert people(site, 'name: Sam Schoenholz') == [
        (
            'program/2019.yml:24:13: notice: talk "jax-md": "Sam Schoenholz" and "Samuel Schoenholz" look like '
            'one person; if they are, add to "Sam Schoenholz" in program/people.yml aliases: Samuel '
            'Schoenholz, if not distinct_from: Samuel Schoenholz [proceedings.spelling]'
        )
    ]


@pytest.mark.parametrize('key', ['aliases', 'distinct_from'])
@pytest.mark.parametrize(('name', 'other'), LOOK_ALIKE)
def test_what_the_notice_proposes_silences_it(site: Site, name: str, other: str, key: str) -> None:
    site.edit(EDITION_FILE, 'Gilles Louppe', name)
    main, alias = sorted((name, other), key=lambda name: (-len(name), name))
    assert people(site, f'{{name: {main}, {key}: {alias}}}') == []
    assert len(site.program.people) == (4 if key == 'aliases' else 5)


@pytest.mark.parametrize('name', ['Sarah Schoenholz', 'Ekin Schoenholz', 'Bernd Weller'])
def test_names_that_are_plainly_of_two_people_are_no_notice(site: Site, name: str) -> None:
    site.edit(EDITION_FILE, 'Gilles Louppe', name)
    assert site.problems == []


def test_spellings_that_differ_in_accents_and_capitals_are_one_person(site: Site) -> None:
    site.edit(EDITION_FILE, 'Gilles Louppe', 'BERNHARD SCHOLKOPF')
    assert site.problems == []
    assert [person.name for person in site.program.people.values() if 'bernhard' in person.id] == ['Bernhard Schölkopf']


TWO_OF_A_NAME = (
    '{name: Rose Yu, id: rose-yu-san-diego}',
    '{name: Rose Yu, id: rose-yu-taipei, disambiguation: Taipei}',
)


def test_two_people_of_one_name_have_to_be_told_apart(site: Site) -> None:
    way_out = 'write {id: rose-yu-san-diego} or {id: rose-yu-taipei} [proceedings.person]'
    assert people(site, *TWO_OF_A_NAME) == [
        f'program/2019.yml:5:14: organizer "Rose Yu": more than one person is called "Rose Yu"; {way_out}',
        f'program/2019.yml:30:28: talk "p9": more than one person is called "Rose Yu"; {way_out}',
    ]


def test_two_people_of_one_name_are_told_apart_by_id(site: Site) -> None:
    site.edit(EDITION_FILE, 'organizers: [Rose Yu]', 'organizers: [{id: rose-yu-san-diego}]')
    site.edit(EDITION_FILE, '[Gilles Louppe, Rose Yu]', '[Gilles Louppe, {id: rose-yu-taipei}]')
    site.add(EDITION_FILE, 'affiliations: {rose-yu-taipei: Taipei}\n')
    assert people(site, *TWO_OF_A_NAME) == []
    assert [credit.affiliation for credit in site.program.talks['2019/p9'].authors] == ['', 'Taipei']


@pytest.mark.parametrize(
    ('entries', 'problem'),
    [
        case(
            'a person twice',
            ('name: Rose Yu', 'name: Rose Yu'),
            'program/people.yml:3:9: person "Rose Yu": "Rose Yu" is here already; if they are two people, give '
            'each an id [proceedings.duplicate]',
        ),
        case(
            'an id twice',
            ('{name: Rose Yu, id: rose}', '{name: Gilles Louppe, id: rose}'),
            'program/people.yml:3:29: person "rose": somebody has the id "rose" already; ids have to differ '
            '[proceedings.duplicate]',
        ),
        case(
            'the id of another',
            ('{name: Rose Yu, id: gilles-louppe}',),
            'program/2019.yml:30:13: talk "p9": "Gilles Louppe" would get the page of "Rose Yu"; give one of '
            'them another id in people.yml [proceedings.duplicate]',
        ),
        case(
            'no role',
            ('{name: Nobody Atall}',),
            'program/people.yml:2:3: notice: person "Nobody Atall": has no role in any edition, so there is no '
            'page [proceedings.person]',
        ),
        case(
            'ORCID',
            ('{name: Rose Yu, orcid: 0000-0002-1825-0098}',),
            'program/people.yml:2:26: person "Rose Yu": "0000-0002-1825-0098" is not an ORCID iD: its last '
            'character does not fit the others; is there a slip? [proceedings.id]',
        ),
        case(
            'short ORCID',
            ('{name: Rose Yu, orcid: 1825-0097}',),
            'program/people.yml:2:26: person "Rose Yu": "1825-0097" is not an ORCID iD; it looks like '
            '0000-0002-1825-0097 [proceedings.id]',
        ),
        case(
            'key',
            ('{name: Rose Yu, page: https://example.org/}',),
            'program/people.yml:2:19: person "Rose Yu": unknown key "page"; known here: affiliation, aliases, '
            'disambiguation, distinct_from, family, former_ids, given, hidden_names, id, links, name, orcid, '
            'particle, suffix, team, url '
            '[proceedings.key]',
        ),
        case(
            'bad id',
            ('{name: Rose Yu, id: Rose}',),
            'program/people.yml:2:23: person "Rose": "Rose" is not an id; write lower-case letters, digits and '
            'single hyphens, as in rose [proceedings.id]',
        ),
    ],
)
def test_what_may_be_wrong_in_people_yml(site: Site, entries: tuple[str, ...], problem: str) -> None:
    assert people(site, *entries) == [problem]


def test_an_orcid_may_end_in_x(site: Site) -> None:
    assert people(site, '{name: Rose Yu, orcid: https://orcid.org/0000-0002-1694-233X}') == []
    assert site.program.people['rose-yu'].orcid == '0000-0002-1694-233X'


# Markdown


@pytest.mark.parametrize(
    ('file', 'text', 'problem'),
    [
        case(
            'a talk that there is not',
            'talks/2019/jaxmd.md',
            'Prose',
            'talks/2019/jaxmd.md:1:1: no talk "jaxmd" in program/2019.yml; did you mean "jax-md"? Rename the '
            'file to jax-md.md, or delete it [proceedings.talk]',
        ),
        case(
            'a person whom there is not',
            'speakers/rose-wu.md',
            'Prose',
            'speakers/rose-wu.md:1:1: nobody with the id "rose-wu" has a role in any edition; did you mean '
            '"rose-yu"? Rename the file to rose-yu.md, or delete it [proceedings.person]',
        ),
        case(
            'an edition that there is not',
            'talks/2018/jax-md.md',
            'Prose',
            'talks/2018/jax-md.md:1:1: no edition "2018"; did you mean "2019"? Rename the folder [proceedings.edition]',
        ),
        case(
            'a talk outside its edition',
            'talks/jax-md.md',
            'Prose',
            'talks/jax-md.md:1:1: no page can be here; move it to talks/2019/jax-md.md [proceedings.file]',
        ),
        case(
            'a talk too deep',
            'talks/2019/more/jax-md.md',
            'Prose',
            'talks/2019/more/jax-md.md:1:1: no page can be here; move it to talks/2019/ [proceedings.file]',
        ),
        case(
            'a person too deep',
            'speakers/more/rose-yu.md',
            'Prose',
            'speakers/more/rose-yu.md:1:1: no page can be here; move it to speakers/ [proceedings.file]',
        ),
        case(
            'a key that authors may not set',
            'talks/2019/jax-md.md',
            '---\nkeywords: [a]\n\ntitle: Mine\n---\nProse',
            'talks/2019/jax-md.md:4:1: "title" cannot stand here: the page has it from the program; delete this '
            'line, and tell the organizers if it is wrong there [proceedings.key]',
        ),
        case(
            'a link that is a file',
            'talks/2019/jax-md.md',
            '---\n# mine\nlinks:\n  slides: slides.pdf\n---\nProse',
            'talks/2019/jax-md.md:4:11: "slides.pdf" is not a web address; it has to begin with https:// or '
            'http:// [proceedings.link]',
        ),
        case(
            'a list of links',
            'talks/2019/jax-md.md',
            '---\nlinks: [https://example.org/]\n---\nProse',
            'talks/2019/jax-md.md:2:8: "links" has to be keys and values, as in links: {paper: https://…}, not '
            'a list [proceedings.type]',
        ),
        case(
            'YAML that is none',
            'talks/2019/jax-md.md',
            '---\nlinks: {code: https://example.org/\n---\nProse',
            "talks/2019/jax-md.md:3:1: not YAML: did not find expected ',' or '}'; is the bracket that opens in line 2 "
            'closed, and every quote? [proceedings.yaml]',
        ),
        case(
            'a word',
            'talks/2019/jax-md.md',
            '---\nJust a line\n---\nProse',
            'talks/2019/jax-md.md:2:1: this text is not shown: text stands below the second line of '
            'three hyphens; move it there [proceedings.type]',
        ),
        case(
            'a key of a person',
            'speakers/rose-yu.md',
            '---\nname: Someone\n---\nProse',
            'speakers/rose-yu.md:2:1: "name" cannot stand here: the page has it from the program; delete this '
            'line, and tell the organizers if it is wrong there [proceedings.key]',
        ),
    ],
)
def test_what_may_be_wrong_with_a_page(site: Site, file: str, text: str, problem: str) -> None:
    site.write(file, text)
    assert site.problems == [problem]


def test_a_page_of_somebody_without_a_role_cannot_be(site: Site) -> None:
    site.write('program/people.yml', 'people: [{name: Nobody Atall}]\n')
    site.write('speakers/nobody-atall.md', 'Prose')
    assert site.problems[-1] == (
        'speakers/nobody-atall.md:1:1: nobody with the id "nobody-atall" has a role in any edition; '
        'rename the file after the last part of the address of its page, or delete it [proceedings.person]'
    )


def test_pages_of_what_there_is_are_no_problem(site: Site) -> None:
    site.write('talks/index.md', '# Talks')
    site.write('talks/2019/index.md', 'About it')
    site.write('talks/2019/jax-md.md', '---\nkeywords: [physics]\n---\nProse')
    site.write('talks/2019/p9.md', '***\nNot front matter\n---\nProse')
    site.write('speakers/index.md', '# People')
    site.write('speakers/rose-yu.md', 'She …')
    assert site.problems == []


# Files


def test_a_site_without_a_program_says_what_to_write(site: Site) -> None:
    for path in site.folder.glob('program/*'):
        path.unlink()
    expected = [
        'program:1:1: there is no edition; write one, such as program/2019.yml [proceedings.file]',
        'program/series.yml:1:1: there is no such file; write it, with series: {title: …} [proceedings.missing]',
    ]
    assert site.problems == expected
    (site.folder / 'program').rmdir()
    assert site.problems == expected


def test_a_program_without_its_series_is_read_all_the_same(site: Site) -> None:
    (site.folder / 'program/series.yml').unlink()
    assert site.problems == [
        'program/series.yml:1:1: there is no such file; write it, with series: {title: …} [proceedings.missing]'
    ]
    assert len(site.program.talks) == 3


@pytest.mark.parametrize(
    ('name', 'problem'),
    [
        ('2018.yaml', 'is not read; rename it to 2018.yml [proceedings.file]'),
        ('2018.YML', 'is not read; rename it to 2018.yml [proceedings.file]'),
        ('Second Edition.yml', ('"Second Edition" cannot be the id of an edition; name it after its year, as 2019.yml '
         '[proceedings.id]')),
        ('index.yml', '"index" cannot be the id of an edition; name it after its year, as 2019.yml [proceedings.id]'),
        ('2018.yml', 'this file is empty; write something, or leave it out [proceedings.missing]'),
    ],
)  # fmt: skip
def test_what_may_be_wrong_with_the_name_of_a_file(site: Site, name: str, problem: str) -> None:
    site.write(f'program/{name}', '')
    assert site.problems == [f'program/{name}:1:1: {problem}']


def test_what_editors_and_systems_hide_is_not_read(site: Site) -> None:
    site.write('program/._2019.yml', 'nonsense')
    (site.folder / 'program/.#2019.yml').symlink_to('me@somewhere')
    assert site.problems == []


def test_a_folder_that_is_called_like_a_file_is_a_problem(site: Site) -> None:
    (site.folder / 'program/2018.yml').mkdir()
    (site.folder / 'talks/2019/jax-md.md').mkdir(parents=True)
    assert site.problems == [
        'program/2018.yml:1:1: is not a file; rename it, or delete it [proceedings.file]',
        'talks/2019/jax-md.md:1:1: is not a file; rename it, or delete it [proceedings.file]',
    ]


@pytest.mark.parametrize('name', ['program/2018.yml', 'program/people.yml', 'talks/2019/jax-md.md'])
def test_a_symbolic_link_is_not_followed(site: Site, name: str) -> None:
    (site.folder / name).parent.mkdir(parents=True, exist_ok=True)
    (site.folder / name).symlink_to('/etc/passwd')
    assert site.problems == [
        f'{name}:1:1: is a symbolic link, or in a linked folder; put the file itself here [proceedings.file]'
    ]


def test_a_linked_folder_is_not_followed(site: Site) -> None:
    site.write('elsewhere/jax-md.md', 'Secret')
    (site.folder / 'talks').mkdir()
    (site.folder / 'talks/2019').symlink_to(site.folder / 'elsewhere')
    assert site.problems == [
        (
            'talks/2019/jax-md.md:1:1: is a symbolic link, or in a linked folder; put the file itself here '
            '[proceedings.file]'
        )
    ]


@pytest.mark.parametrize('encoding', ['latin-1', 'utf-16'])
def test_a_file_that_is_not_utf_8_is_a_problem_at_its_line(site: Site, encoding: str) -> None:
    path = site.folder / EDITION_FILE
    path.write_bytes(path.read_text(encoding='utf-8').encode(encoding))
    line = 20 if encoding == 'latin-1' else 1
    assert site.problems == [f'program/2019.yml:{line}:1: is not UTF-8 text; save it as UTF-8 [proceedings.file]']


@pytest.mark.parametrize('convert', [lambda text: f'\ufeff{text}', lambda text: text.replace('\n', '\r\n')])
def test_a_byte_order_mark_and_the_line_ends_of_windows_do_no_harm(site: Site, convert) -> None:  # type: ignore[no-untyped-def]
    path = site.folder / EDITION_FILE
    path.write_bytes(convert(path.read_text(encoding='utf-8')).encode())
    assert site.problems == []
    site.write('talks/2019/p9.md', 'x')
    (site.folder / 'talks/2019/p9.md').write_bytes(b'\xef\xbb\xbf---\r\nkeywords: [a]\r\nx: y\r\n---\r\nProse')
    assert site.problems == [
        'talks/2019/p9.md:3:1: unknown key "x"; known here: editors_summary, keywords, links [proceedings.key]'
    ]


# One thing wrong is one problem


def test_whoever_stands_in_something_wrong_is_not_unknown(site: Site) -> None:
    """The talk goes, because it has no title; its speaker and its place in the schedule are none the worse for it."""
    site.edit(EDITION_FILE, '  title: Causality and Exoplanets\n', '  title: [Causality]\n')
    site.add(EDITION_FILE, 'affiliations: {Bernhard Schölkopf: Tübingen}\n')
    site.write('talks/2019/causality.md', 'Prose')
    site.write('speakers/bernhard-scholkopf.md', 'Prose')
    assert [line.split()[0] for line in site.problems] == ['program/2019.yml:19:10:']


def test_a_broken_people_yml_makes_nobody_unknown(site: Site) -> None:
    site.edit(EDITION_FILE, 'speakers: [Samuel Schoenholz]', 'speakers: [Sam Schoenholz]')
    site.edit(EDITION_FILE, 'Gilles Louppe', 'Roze Yu')
    site.write(
        'program/people.yml',
        """
        people:
        - {name: Samuel Schoenholz, aliases: [Sam Schoenholz}
        - {name: Rose Yu, aliases: Roze Yu}
    """,
    )
    assert [line.split()[0] for line in site.problems] == ['program/people.yml:2:53:']


def test_a_broken_series_yml_makes_no_kind_unknown(site: Site) -> None:
    site.edit('program/series.yml', 'short_title: WT', 'kinds: {demo-talk: {name: [Demo]}}')
    site.edit(EDITION_FILE, 'kind: invited', 'kind: demo-talk')
    assert [line.split()[0] for line in site.problems] == ['program/series.yml:3:29:']


def test_a_broken_edition_makes_no_page_and_no_person_strange(site: Site) -> None:
    site.edit(EDITION_FILE, '2019-12-14', 'Christmas')
    site.write('program/people.yml', 'people: [{name: Rose Yu}]\n')
    site.write('talks/2019/jax-md.md', 'Prose')
    site.write('speakers/ekin-cubuk.md', 'Prose')
    assert [line.split()[0] for line in site.problems] == ['program/2019.yml:2:10:']


def test_a_wrong_day_does_not_put_its_rows_on_the_day_before(site: Site) -> None:
    rows = '- day: tomorrow\n- {time: 08:20-09:00, title: Second day}\n'
    site.edit(EDITION_FILE, 'talks:\n- id', f'{rows}talks:\n- id')
    assert [line.split()[0] for line in site.problems] == ['program/2019.yml:16:8:']


@pytest.mark.parametrize('value', ['duration: soon', 'time: soon', 'end: soon'])
def test_a_wrong_time_of_a_talk_does_not_shift_those_after_it(site: Site, value: str) -> None:
    slots = f'[{{talk: jax-md, duration: 50}}, {{talk: p9, {value}}}, {{talk: causality, duration: 10}}]'
    site.edit(EDITION_FILE, '[jax-md, p9]', slots)
    assert [line.split()[-1] for line in site.problems] == ['[proceedings.time]']


def test_talks_that_do_not_fit_are_said_once(site: Site) -> None:
    slots = '[{talk: jax-md, duration: 90}, {talk: p9, duration: 20}, {talk: causality, duration: 10}]'
    site.edit(EDITION_FILE, '[jax-md, p9]', slots)
    assert site.problems == [
        (
            'program/2019.yml:15:11: session "posters": the talk "jax-md", 09:40–11:10, is outside its session, '
            '09:40–10:40; change one of the two [proceedings.day]'
        )
    ]


def test_a_wrong_status_does_not_make_a_talk_unscheduled(site: Site) -> None:
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    site.edit(EDITION_FILE, '- id: p9\n', '- id: p9\n  status: withdrawed\n')
    assert [line.split()[-1] for line in site.problems] == ['[proceedings.type]']


def test_a_session_may_be_called_like_a_talk(site: Site) -> None:
    """Each problem is still said where the thing itself stands."""
    site.edit(EDITION_FILE, 'id: posters', 'id: p9')
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    assert [line.split()[0] for line in site.problems] == ['program/2019.yml:27:3:']


def test_what_is_missing_next_to_something_wrong_is_said_too(site: Site) -> None:
    site.edit(EDITION_FILE, '2019-12-14', 'Christmas')
    site.edit(EDITION_FILE, '  timezone: America/Vancouver\n', '')
    site.add(EDITION_FILE, '- {id: Ten, number: ten}\n- {label: Eleven}\n')
    assert [line.split(' ', 1)[1] for line in site.problems] == [
        '"timezone" is missing; write timezone: America/Vancouver [proceedings.missing]',
        '"Christmas" is not a date; write it as 2019-12-14 [proceedings.time]',
        'talk "Ten": "title" is missing [proceedings.missing]',
        (
            'talk "Ten": "Ten" is not an id; write lower-case letters, digits and single hyphens, as in ten '
            '[proceedings.id]'
        ),
        'talk "Ten": "number" has to be a whole number, not "ten" [proceedings.type]',
        (
            'talk 5: unknown key "label"; known here: authors, awards, corrections, doi, former_ids, id, '
            'keywords, kind, last_modified, links, '
            'number, pages, published, reason, replaced_by, sequence, since, speakers, status, '
            'title, track [proceedings.key]'
        ),
    ]


# Whatever stands in a file, it is said


@pytest.mark.parametrize('end', range(0, len(EDITION), 19))
def test_a_file_may_end_anywhere(site: Site, end: int) -> None:
    site.write(EDITION_FILE, EDITION.lstrip('\n')[:end])
    assert all('\n' not in line for line in site.problems)


@pytest.mark.parametrize(
    'value', ['', '0', '[]', '{}', '[[]]', '[{}]', '{a: 1}', 'x: y', '"\\u202e"', '"\\n"', '[null]', 'x' * 10_000]
)
def test_any_value_may_stand_anywhere(site: Site, value: str) -> None:
    """Each value of the program is replaced in turn; loading says what is wrong, and has an end."""
    lines = EDITION.lstrip('\n').splitlines()
    for index, line in enumerate(lines):
        key, colon, _ = line.partition(': ')
        if colon and '{' not in key:
            site.write(EDITION_FILE, '\n'.join([*lines[:index], f'{key}: {value}', *lines[index + 1 :]]))
            assert all(len(problem) < 500 for problem in site.problems)


def test_nothing_in_a_message_breaks_its_line_or_steers_the_terminal() -> None:
    problems = Problems()
    problems.add(Place('a\nb'), 'key', 'unknown key "\x1b[31m\u202e\n"')
    assert [str(problem) for problem in problems.sorted()] == [
        r'a\nb:1:1: unknown key "\x1b[31m\u202e\n" [proceedings.key]'
    ]


def test_a_problem_has_one_of_the_documented_subtypes() -> None:
    with pytest.raises(KeyError):
        Problems().add(Place('a'), 'nonsense', 'no')
    assert 'spelling' in SUBTYPES


def test_the_tiny_program_is_the_one_of_these_tests() -> None:
    assert EDITION.splitlines()[10] == '- {time: 09:20-09:40, title: Coffee, kind: break}'
    assert SERIES.splitlines()[2] == '  title: Workshop on Testing'


@pytest.mark.parametrize(
    ('file', 'old', 'new'),
    [
        (EDITION_FILE, 'talk: causality}', 'talk: causalty}'),
        (EDITION_FILE, '- id: causality\n', '- '),
        (EDITION_FILE, '- id: causality\n', '- id: Not An Id\n'),
        (EDITION_FILE, 'talks:\n', 'talcs:\n'),
        (EDITION_FILE, 'schedule:\n', 'scedule:\n'),
        (EDITION_FILE, 'start: 2019-12-14', 'start: someday'),
        ('program/people.yml', 'people:', 'peopel:'),
    ],
)
@pytest.mark.parametrize('builder', ['html', 'epub'])
def test_what_is_wrong_is_said_and_the_rest_is_built(site: Site, file: str, old: str, new: str, builder: str) -> None:
    site.write('program/people.yml', 'people:\n- Rose Yu\n')
    site.edit(file, old, new)
    site.write('index.md', '# Home\n')
    assert any(file in warning for warning in site.build(builder).warnings)


def test_a_file_without_any_entry_is_no_problem(site: Site) -> None:
    site.write('program/people.yml', '{}\n')
    assert site.problems == []
