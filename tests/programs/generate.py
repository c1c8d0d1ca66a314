"""Makes the program of a big conference that never was: the same for the same seed, and without a problem.

    python tests/programs/generate.py FOLDER --talks 300

writes FOLDER/program/ and FOLDER/index.md. Any conf.py with the extension builds a site of it:
`python -m sphinx -c . FOLDER FOLDER/_build` takes that of this repository. Ids are handed out in order (`keynote-1`,
`talk-1`, `poster-1`, …), and the special cases come at fixed numbers, whatever the seed; the rest is drawn by lot.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from textwrap import fill

from proceedings.names import slug

FIRST_DAY = date(2027, 3, 13)
"""In the night that follows, the clocks of St. John's go from 2:00 to 3:00; before it, they are at UTC-3:30."""

BLOCKS = {'morning': '10:30-12:00', 'afternoon': '13:30-15:00', 'late': '15:30-17:00'}
"""When there are parallel sessions."""

MINUTES = 90
MOST = 30
"""The most talks in one parallel session; what does not fit is a poster."""

SINGLES = ('10:30-11:00', '11:00-11:30', '11:30-12:00')
"""The rows of the room in which each talk is a row of its own, in the morning."""

TRACKS = ['Tides & Time', 'Fog, Mist and Haze', 'Islands', 'Lanterns', 'Instruments', 'Méthodes ouvertes']
ROOMS = ('Basalt', 'Coral', 'Amber', 'Slate', 'Kelp', 'Pumice', 'Juniper', 'Heather', 'Marble', 'Walnut', 'Copper')
PLACES = ['Institute for Fog', 'Nimmerland Observatory', 'Académie des Lanternes', 'Paper Boat Works', '霧の研究所']
REASONS = {
    'cancelled': 'The ferry did not sail.',
    'tentative': 'To be confirmed once the fog lifts',
    'withdrawn': 'Withdrawn by the authors: the island was not there.',
}

GIVEN = (
    'Al Bren Cor Dal El Fen Gis Hal Il Jor Kel Lun Mar Nor Ol Per Quil Ros Sel Tam Ul Var Wil Yl Zan Åk Øy Łu Þór Şe',
    'bert da dor fina gund hild ica jan ka lo mina na ovan ra rik sa ton va wyn ya',
)
FAMILY = (
    'Salt Nebel Vent Kivi Sten Lune Brum Hav Sjö Włó Čer Möwen Tång Krill Birk Dun Elm Fjell Gull Høst Müh Ñand',
    'a e i o u er en',
    'berg blick esco feld gård holm jord kvist lind mark nik ović pont quist rand strøm tåke vira wald ündü',
)
"""Parts of names: one of each makes a name."""

PARTICLES = ['', '', '', '', '', '', 'van der ', 'de ', 'von ', 'ten ']
ELSEWHERE = [
    ('晚潮 初雾 白帆 青贝 远岬', '海石 云帆 星砂 苔原 礁月', True),
    ('霧音 潮子 灯里 波平 貝奈', '沖灯 霧岬 潮窓 星浜 雲辺', True),
    ('Ветрина Туманий Росана Льдина Зорян', 'Маячная Приливко Облачич Камышова Песчаник', False),
    ('Νεφελίνα Κυμάτη Ανεμίων Αλμύρα Φάριος', 'Ομιχλάκης Νησιώτου Βραχίδης Φαρόπουλος Κοχύλη', False),
    ('ضبابة موجان نورسة مرجانة ساحل', 'البحرور المناري الصدفان الجزيراني الرياحي', False),
    ('लहरिका कोहरन दीपवान शंखिनी नौकेश', 'सागरपत तटवाल द्वीपनाथ मेघपुरे हवादार', False),
]
"""Given names, family names, and whether the family name comes first."""

SUBJECTS = ['Drift', 'Echoes', 'Errata', 'Folding', 'Grammar', 'Latency', 'Measurement', 'Naming', 'Return', 'Weight']
THINGS = [
    'Paper Boats', 'Tide Tables', 'Fog Horns', 'Moonless Nights', 'Floating Islands', 'Salt Lexica', 'Gull Feathers',
    'Bottled Messages', 'Harbour Lanterns', 'Quiet Waves', 'Maps Without Edges', "Sailors' Knots", 'Bouées perdues',
]  # fmt: skip
SETTINGS = [
    'in Shallow Fog', 'Without a Shore', 'after Midnight', 'on the Ninth Isle', 'under Two Moons', 'at Low Tide',
    'from First Principles', 'by Hand', 'and What Came Of It', 'for Beginners', '& Other Polite Fictions',
]  # fmt: skip
FORMULAS = [
    r'$\alpha$-Stable {things}', r'{things} in $d > 3$ Dimensions', r'On $\nabla \cdot \mathbf{{u}} = 0$ and {things}',
    r'An $O(n \log n)$ Count of {things}', r'{things} at $10^{{-3}}$ of the Price', r'$\int_0^1 f\,dx$ Moves {things}',
]  # fmt: skip
LONG = 155
FILLERS = ['and', 'the', 'very', 'last', 'of', 'the', 'old', 'grey', 'cold']
LAST_WORDS = [
    'Ink', 'Mist', 'Tides', 'Anchor', 'Harbour', 'Seagulls', 'Shorebird', 'Lighthouse', 'Undertowing', 'Cartographer',
    'Oceanographer',
]  # fmt: skip
"""A word of each length from 3 to 13, to end a title of exactly `LONG` characters."""

SERIES = """\
series:
  title: Congress on Imaginary Coasts
  short_title: CIC
  url: https://coasts.example.org/
"""
INDEX = 'A congress that never was, on coasts that never were: all of it is invented, names, too.\n'

Entry = dict[str, object]
Block = tuple[int, str]
"""The number of a day, and a part of that day in which nobody can be in two places."""


def generate(folder: Path, *, seed: int = 1, days: int = 3, rooms: int = 12, talks: int = 300) -> None:
    """Write program/series.yml, program/2027.yml and index.md into *folder*.

    There are as many days, rooms and talks as is said. ValueError if that is too few for everything that there is.
    """
    if days < 1 or rooms < 4 or talks < 12 * days:
        raise ValueError('a program has at least 1 day, 4 rooms, and 12 talks for each day')
    maker = Maker(Random(seed), days, rooms_of(rooms), talks)
    (folder / 'program').mkdir(parents=True, exist_ok=True)
    (folder / 'program/series.yml').write_text(SERIES, encoding='utf-8')
    (folder / 'program/2027.yml').write_text(maker.yaml(), encoding='utf-8')
    (folder / 'index.md').write_text(INDEX, encoding='utf-8')


def rooms_of(number: int) -> list[str]:
    """`Great Hall`, `Basalt Room`, …, `Basalt Room 2`, …"""
    others = (f'{stone} Room' + f' {floor}' * (floor > 1) for floor in count(1) for stone in ROOMS)
    return ['Great Hall', *(next(others) for _ in range(number - 1))]


@dataclass
class Maker:
    """Draws a program by lot, from its first row to its last."""

    random: Random
    days: int
    rooms: list[str]
    number: int
    rows: list[Entry] = field(default_factory=list)
    talks: list[Entry] = field(default_factory=list)
    chairs: set[str] = field(default_factory=set)
    busy: dict[Block, set[str]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def yaml(self) -> str:
        """The whole file of the edition."""
        self.people = self.draw_people(max(80, self.number * 2 // 3))
        self.sizes = self.draw_sizes()
        for day in range(self.days):
            self.add_day(day)
        self.add_talk('unheard', [], title='Heard by Nobody', status='withdrawn', reason=REASONS['withdrawn'])
        return '\n'.join(self.sections())

    # Who and how many

    def draw_people(self, number: int) -> list[str]:
        """Names of which no two look like one person: each family has one of each initial, each pair two letters."""
        elsewhere = list(self.names_elsewhere())
        self.random.shuffle(elsewhere)
        names, taken = [], set[str]()
        while len(names) < number:
            name = elsewhere.pop() if elsewhere and self.random.random() < 0.1 else self.latin_name()
            alike = looks(name)
            if taken.isdisjoint(alike):
                names.append(name)
                taken |= alike
        return names

    def latin_name(self) -> str:
        given, family = (''.join(self.random.choice(part.split()) for part in parts) for parts in (GIVEN, FAMILY))
        return f'{given} {self.random.choice(PARTICLES)}{family}'

    def names_elsewhere(self) -> Iterator[str]:
        for givens, families, family_first in ELSEWHERE:
            for given, family in zip(givens.split(), families.split(), strict=True):
                yield f'{family}{given}' if family_first else f'{given} {family}'

    def draw_sizes(self) -> dict[tuple[int, str, str], int]:
        """How many talks each parallel session has: a quarter of all talks are posters, the rest is here."""
        places = [place for day in range(self.days) for place in self.places(day)]
        others = 1 + 3 * self.days + self.workshops() + len(SINGLES) + (len(SINGLES) - 1) * (self.days - 1)
        free = min(self.number - others - self.number // 4, MOST * len(places))
        self.posters = self.number - others - free
        sizes = Counter(self.random.sample(places, min(free, len(places))))
        while sizes.total() < free:
            place = self.random.choice(places)
            sizes[place] += sizes[place] < MOST
        return sizes

    def places(self, day: int) -> Iterator[tuple[int, str, str]]:
        """The parallel sessions of a day that have talks in turn: (day, block, room)."""
        for block in BLOCKS:
            for room in self.rooms:
                if room not in (self.taken_room(block), self.workshop_room(day, block)):
                    yield day, block, room

    def taken_room(self, block: str) -> str:
        """The room that has something else than a session with talks: single talks, or a panel."""
        return {'morning': self.rooms[1], 'late': self.rooms[2]}.get(block, '')

    def workshop_room(self, day: int, block: str) -> str:
        """The room that has one workshop for half of the day: every other day, beginning with the first."""
        return self.rooms[-1] if day % 2 == 0 and block != 'morning' else ''

    def workshops(self) -> int:
        return (self.days + 1) // 2

    # Rows of the schedule

    def add_day(self, day: int) -> None:
        self.rows.append({'day': f'{FIRST_DAY + timedelta(days=day)}'})
        self.add_opening(day)
        self.add('10:00-10:30', title='Coffee', kind='break')
        self.add_parallel(day, 'morning')
        self.add('12:00-13:30', title='Lunch', kind='lunch')
        self.add_parallel(day, 'afternoon')
        self.add('15:00-15:30', title='Tea', kind='break')
        self.add_parallel(day, 'late')
        self.add_posters(day)
        self.add_evening(day)

    def add(self, time: str, **entry: object) -> None:
        self.rows.append({'time': time, **entry})

    def add_opening(self, day: int) -> None:
        if day == 0:
            self.add('08:30-09:00', title='Registration', kind='social')
            chair = self.chair([(day, 'plenary')])
            self.add('09:00-09:15', id='opening', title='Opening', kind='opening', room=self.rooms, chairs=chair)
        talk = self.add_talk('keynote', [(day, 'plenary')], kind='keynote', track=TRACKS[day % len(TRACKS)])
        chair = self.chair([(day, 'plenary')])
        self.add('09:15-10:00', talk=talk, room=self.rooms, chairs=chair)

    def add_parallel(self, day: int, block: str) -> None:
        for room in self.rooms:
            if room == self.workshop_room(day, block):
                self.add_workshop(day, block, room)
            elif room == self.taken_room(block):
                (self.add_singles if block == 'morning' else self.add_panel)(day, room)
            elif self.sizes[day, block, room]:
                self.add_session(day, block, room)

    def add_workshop(self, day: int, block: str, room: str) -> None:
        if block == 'afternoon':
            talk = self.add_talk('workshop', [(day, 'afternoon'), (day, 'late')], kind='workshop')
            self.add('13:30-17:00', talk=talk, room=room)

    def add_singles(self, day: int, room: str) -> None:
        """Talks that are a row each; the first is given again on each day."""
        mornings = [(other, 'morning') for other in range(self.days)]
        for index, time in enumerate(SINGLES):
            track = TRACKS[index]
            if index > 0:
                talk = self.add_talk('single', [(day, 'morning')], kind='invited', track=track)
            else:
                talk = 'tutorial-1' if day else self.add_talk('tutorial', mornings, kind='tutorial', track=track)
            self.add(time, talk=talk, room=room, track=track)

    def add_panel(self, day: int, room: str) -> None:
        blocks = [(day, 'late')]
        speakers = [self.free_person(blocks) for _ in range(4)]
        talk = self.add_talk('panel', blocks, kind='panel', speakers=speakers)
        self.add(BLOCKS['late'], talk=talk, room=room, chairs=self.chair(blocks))

    def add_session(self, day: int, block: str, room: str) -> None:
        track = TRACKS[self.rooms.index(room) % len(TRACKS)]
        self.counted[track] += 1
        number = self.counted[track]
        entry: Entry = {
            'title': f'{track} {number}',
            'room': room,
            'track': track,
            'chairs': self.chair([(day, block)]),
        }
        if number % 5 == 1:
            entry |= {'sequence': 1, 'last_modified': '2027-03-01T09:30-03:30'}
        if track == 'Islands' and (status := {2: 'tentative', 3: 'cancelled'}.get(number)):
            entry |= {'status': status, 'reason': REASONS[status]}
        talks = [self.add_paper((day, block), track) for _ in range(self.sizes[day, block, room])]
        self.add(BLOCKS[block], **entry, talks=list(slots(talks, number % 3, BLOCKS[block][:5])))

    def add_posters(self, day: int) -> None:
        """A poster session, in which some talks of this day and those before are posters, too."""
        number = self.posters // self.days + (day < self.posters % self.days)
        posters = [self.add_paper((day, 'posters'), TRACKS[at % len(TRACKS)], 'poster') for at in range(number)]
        given = [f'talk-{at + 1}' for at in range(self.counted['talk'])]
        repeated = self.random.sample(given, min(len(given), 1 + number // 8))
        shown = dict.fromkeys([*posters, *repeated])
        slots = [{'talk': talk, 'board': board} for talk, board in zip(shown, boards(len(shown)), strict=True)]
        title, id = f'Posters, day {day + 1}', f'posters-{day + 1}'
        self.add('17:00-18:30', id=id, title=title, kind='poster', room=self.rooms[0], talks=slots)

    def add_evening(self, day: int) -> None:
        if day == self.days - 1:
            self.add('18:30-18:45', id='closing', title='Closing', kind='closing', room=self.rooms)
        if day == 0:
            off = {'status': 'cancelled', 'reason': REASONS['cancelled'], 'sequence': 2}
            self.add('19:00-20:30', id='excursion', title='Excursion to the Ninth Isle', kind='social', **off)
        self.add('20:30-23:30', title='Dinner', kind='social', **({'status': 'tentative'} if day == 1 else {}))
        talk = self.add_talk('night', [(day, 'night')], kind='invited')
        self.add('23:30-25:00', talk=talk, room=self.rooms[0], chairs=self.chair([(day, 'night')]))

    # Talks and people

    def add_paper(self, block: Block, track: str, kind: str = 'talk') -> str:
        """A contributed talk or a poster, with authors; some do not take place."""
        authors = [self.free_person([block])]
        authors += self.random.sample(self.people, self.random.choice((0, 1, 1, 2, 3)))
        number = self.counted[kind] + 1
        more: Entry = {'kind': 'poster'} if kind == 'poster' else {}
        more |= {'number': len(self.talks) + 1, 'authors': list(dict.fromkeys(authors)), 'speakers': authors[:1]}
        more |= {'track': track} | self.extras(number, kind)
        return self.add_talk(kind, [block], **more)

    def extras(self, number: int, kind: str) -> Entry:
        """What only some talks have: links, keywords, a status, changes."""
        more: Entry = {}
        if number % 7 == 3:
            more['keywords'] = self.random.sample(THINGS, 2)
        if number % 4 == 1:
            more['links'] = {'paper': f'https://papers.example.org/2027/{kind}-{number}.pdf'}
        if status := {5: 'cancelled', 9: 'tentative', 12: 'withdrawn'}.get(number % 40):
            more |= {'status': status, 'reason': REASONS[status], 'sequence': 1, 'last_modified': '2027-02-20'}
        elif number % 10 == 6:
            more |= {'sequence': 2, 'last_modified': '2027-03-02T18:05Z'}
        return more

    def add_talk(self, sort: str, blocks: list[Block], **entry: object) -> str:
        """The id of a new talk; somebody who is free in all *blocks* speaks, unless authors or speakers are given."""
        self.counted[sort] += 1
        id, title = f'{sort}-{self.counted[sort]}', self.title(self.counted[sort])
        if not entry.get('authors') and not entry.get('speakers'):
            entry['speakers'] = [self.free_person(blocks)]
        order = ('id', 'kind', 'number', 'title', 'authors', 'speakers', 'track')
        entry = {'id': id, 'title': title, **entry}
        self.talks.append({key: entry[key] for key in (*order, *entry) if key in entry})
        return id

    def free_person(self, blocks: list[Block]) -> str:
        """Somebody who has nothing else to do in any of *blocks*, and now has."""
        taken = [self.busy.setdefault(block, set()) for block in blocks]
        person = self.random.choice(self.people)
        while any(person in block for block in taken):
            person = self.random.choice(self.people)
        for block in taken:
            block.add(person)
        return person

    def chair(self, blocks: list[Block]) -> list[str]:
        person = self.free_person(blocks)
        self.chairs.add(person)
        return [person]

    def title(self, number: int) -> str:
        subject, things, setting = map(self.random.choice, (SUBJECTS, THINGS, SETTINGS))
        if number % 25 == 3:
            return self.long_title(f'{subject} of {things} {setting}: ')
        if number % 12 == 4:
            return self.random.choice(FORMULAS).format(things=things)
        return f'{subject} of {things} {setting}'

    def long_title(self, title: str) -> str:
        """*title*, made longer until it has `LONG` characters."""
        while LONG - len(title) > 48:
            title += f'{self.random.choice(SUBJECTS)} of {self.random.choice(THINGS)}, '
        for word in FILLERS:
            title += f'{word} ' * (LONG - len(title) > 13)
        return title + next(word for word in LAST_WORDS if len(word) == LONG - len(title))

    # The file

    def sections(self) -> Iterator[str]:
        last = FIRST_DAY + timedelta(days=self.days - 1)
        yield '# Made by tests/programs/generate.py. Everything in it is invented.\n'
        yield (
            f'edition:\n  start: {FIRST_DAY}\n  end: {last}\n  hours: 08:30-25:00\n  timezone: America/St_Johns\n'
            '  venue: {name: House of Nine Shores, city: Port Invented, country: Canada}\n'
            '  sequence: 3\n  last_modified: 2027-03-05T12:00-03:30\n'
        )
        yield section('rooms', [{'id': 'great-hall', 'name': 'Great Hall'}, *self.rooms[1:]])
        yield f'tracks: {flow(TRACKS)}\n'
        yield f'organizers: {flow(self.people[:3])}\n'
        yield from self.affiliations()
        yield section('schedule', self.rows)
        yield section('talks', self.talks)
        yield section('reviewers', [person for person in self.people if person in self.chairs])

    def affiliations(self) -> Iterator[str]:
        names = [*self.people[:3], *(name for talk in self.talks for name in talk.get('speakers', ()))]
        chosen = [name for name in dict.fromkeys(names) if self.random.random() < 0.6]
        yield '\n'.join(['affiliations:', *(f'  {scalar(name)}: {self.random.choice(PLACES)}' for name in chosen), ''])


def looks(name: str) -> set[str]:
    """What *name* shares with every name that could be taken for it: what a slip of one letter leaves, and the family
    with the initial."""
    letters = slug(name)
    family = {f'{letters[0]} {letters.rpartition("-")[2]}'} if ' ' in name else set()
    return family | {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}


def boards(number: int) -> Iterator[str]:
    """The numbers of poster boards, in rows: A1, A2, …, B1, …"""
    row = max(20, number // 26 + 1)
    return (f'{chr(ord("A") + at // row)}{at % row + 1}' for at in range(number))


def slots(talks: list[str], form: int, start: str) -> Iterator[str | Entry]:
    """The talks of a session: without times, each with its duration, or with a time where the first begins and none
    where the last ends."""
    minutes = MINUTES // len(talks)
    for index, talk in enumerate(talks):
        slot: Entry = {'talk': talk}
        if form == 2 and index == 0:
            slot['time'] = start
        if form and index < len(talks) - form + 1:
            slot['duration'] = minutes
        yield slot


# YAML, as one would write it by hand: on one line where there is room

PLAIN = re.compile(r"[^\W\d][\w .()&’'/-]*|[\dTZ][\dTZ:+-]*|https://[\w./-]+")
WIDTH = 118


def section(key: str, entries: Iterable[object]) -> str:
    """A list of entries, with an empty line above each day and after the last."""
    return '\n'.join([f'{key}:', *('\n' * begins_day(entry) + item(entry) for entry in entries), ''])


def begins_day(entry: object) -> bool:
    return isinstance(entry, dict) and 'day' in entry


def item(entry: object) -> str:
    """An item of a list: on one line if it fits, otherwise a line for each key."""
    line = f'- {flow(entry)}'
    if not isinstance(entry, dict) or (len(line) <= WIDTH and 'talks' not in entry and len(entry) > 1):
        return line
    lines = [f'{key}:{block(value)}' for key, value in entry.items()]
    return '- ' + '\n  '.join(line if line.startswith('title') else wrapped(line) for line in lines)


def wrapped(line: str) -> str:
    """*line*, on as many lines as it needs; only commas end one."""
    glued = line.replace(' ', '\0').replace(',\0', ', ')
    parts = (fill(part, WIDTH, subsequent_indent=' ' * 4, break_on_hyphens=False) for part in glued.split('\n'))
    return '\n'.join(parts).replace('\0', ' ')


def block(value: object) -> str:
    """A value behind its key: lists of slots have a line for each."""
    if isinstance(value, list) and isinstance(value[0], dict):
        return ''.join(f'\n  - {flow(entry) if len(entry) > 1 else scalar(entry["talk"])}' for entry in value)
    return f' {flow(value)}'


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {flow(inner)}' for key, inner in value.items()) + '}'
    if isinstance(value, list):
        return flow(value[0]) if len(value) == 1 else '[' + ', '.join(map(flow, value)) + ']'
    return scalar(value)


def scalar(value: object) -> str:
    """A word, with quotes where YAML needs them."""
    text = str(value)
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def main() -> None:
    parser = argparse.ArgumentParser(description='Make the program of a big conference that never was.')
    parser.add_argument('folder', type=Path, help='where program/ and index.md are written')
    for name, default in (('seed', 1), ('days', 3), ('rooms', 12), ('talks', 300)):
        parser.add_argument(f'--{name}', type=int, default=default, help=f'default: {default}')
    options = vars(parser.parse_args())
    generate(options.pop('folder'), **options)


if __name__ == '__main__':
    main()
