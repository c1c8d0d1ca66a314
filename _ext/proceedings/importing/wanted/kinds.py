"""The source's word for what sort of talk or session something is -> a kind that every program knows.

Words are looked up without case, accents, durations and what stands in brackets; where a phrase is not known, its words
are. What is not plain is a guess, and what nobody knows becomes a kind of the series, with the word as its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from ...names import fold
from ...vocabulary import KINDS

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        'keynote': (
            'keynote, keynote talk, keynote speech, keynote lecture, plenary, plenary talk, plenary lecture, '
            'opening keynote, closing keynote, hauptvortrag, plenarvortrag, eroffnungsvortrag, conference '
            'pleniere, conferencia magistral, conferencia plenaria, ponencia magistral, conferencia inaugural, '
            'palestra principal'
        ),
        'invited': (
            'invited, invited talk, invited speaker, invited lecture, invited presentation, eingeladener vortrag, '
            'eingeladen, conference invitee, expose invite, invite, charla invitada, ponencia invitada, palestra '
            'convidada, relazione invitata, invited paper, gastvortrag, colloquium'
        ),
        'contributed': (
            'contributed, contributed talk, contributed paper, contribution, talk, long talk, short talk, '
            'standard talk, regular talk, full talk, vortrag, vortrage, kurzvortrag, langvortrag, beitrag, '
            'referat, lecture, presentation, oral, oral presentation, oral paper, paper, full paper, long paper, '
            'short paper, research paper, paper presentation, spotlight, spotlight talk, conference talk, '
            'praesentation, prasentation, expose, communication, communication orale, presentation orale, charla, '
            'ponencia, presentacion, comunicacion, comunicacion oral, palestra, apresentacao, relazione, '
            'presentazione, intervento, lezing, presentatie, prelekcja, wyklad, prednaska, foredrag, foredraget, '
            'foredraag, doklad, main track, devroom'
        ),
        'lightning': (
            'lightning, lightning talk, lightningtalk, lightning round, flash talk, flash presentation, '
            'blitzvortrag, pecha kucha, pechakucha, ignite, ignite talk, charla relampago, charla rapida, '
            'presentation eclair, expose eclair, talk eclair, elevator pitch, pitch, rump session, madness, fast '
            'forward'
        ),
        'poster': (
            'poster, poster session, poster presentation, poster paper, posterprasentation, postersitzung, '
            'postersession, session poster, session posters, sesion de posteres, sesion de posters, cartel, '
            'affiche, posters, presentation affichee, posterausstellung'
        ),
        'demo': (
            'demo, demonstration, live demo, demo paper, vorfuhrung, demonstracion, demonstration en direct, '
            'exhibit, exhibition, installation, ausstellung, stand, demo session'
        ),
        'panel': (
            'panel, panel discussion, podium, podiumsdiskussion, panel debate, round table, roundtable, table '
            'ronde, mesa redonda, tavola rotonda, fireside chat, debate, debat, paneldiskussion'
        ),
        'tutorial': (
            'tutorial, tutorium, tutoriel, lesson, course, kurs, cours, curso, masterclass, training, schulung, '
            'formation, short course'
        ),
        'workshop': (
            'workshop, atelier, taller, hands on, hands-on, hackathon, hack session, hacking session, sprint, '
            'sprints, oficina, laboratorio, lab, seminar, seminar session, werkstatt'
        ),
        'discussion': (
            'discussion, open discussion, diskussion, general discussion, debate open, birds of a feather, bof, '
            'meetup, meet-up, meeting, treffen, town hall, assembly, self organized session, discusion, '
            'unconference, business meeting, general assembly, mitgliederversammlung'
        ),
        'breakout': (
            'breakout, breakout session, break-out, break-out session, working group, arbeitsgruppe, groupe de '
            'travail, grupo de trabajo, small groups'
        ),
        'qa': (
            'q&a, qa, q & a, questions and answers, question and answer, questions, fragen und antworten, '
            'fragerunde, questions reponses, preguntas y respuestas, ama, ask me anything'
        ),
        'award': (
            'award, awards, award ceremony, awards ceremony, prize, prizes, prize giving, preisverleihung, remise '
            'des prix, entrega de premios, best paper award'
        ),
        'session': (
            'session, parallel session, paper session, oral session, talk session, regular session, sitzung, '
            'seance, sesion, sessao, sessione, track session, technical session, contributed session, panel '
            'session, special session, main program'
        ),
        'opening': (
            'opening, opening remarks, opening session, opening ceremony, welcome, welcome address, welcome '
            'remarks, welcome session, introduction, intro, eroffnung, begrussung, ouverture, mot de bienvenue, '
            'accueil, bienvenue, apertura, bienvenida, inauguracion, abertura, opening event, opening talk'
        ),
        'closing': (
            'closing, closing remarks, closing session, closing ceremony, closing event, farewell, wrap up, '
            'wrap-up, abschluss, verabschiedung, schlusswort, schlussworte, cloture, mot de la fin, clausura, '
            'cierre, encerramento, chiusura, concluding remarks, conclusion, closing talk'
        ),
        'break': (
            'break, coffee break, coffee, tea break, coffee & tea, tea, short break, refreshments, pause, '
            'kaffeepause, kaffee, pause cafe, cafe, descanso, pausa, pausa cafe, pausa para cafe, intervalo, '
            'pausa caffe, koffiepauze, registration, registration and coffee, check-in, anmeldung, registrierung, '
            'inscription, registro, breakfast, fruhstuck, petit dejeuner, desayuno, changeover, room change, '
            'umbau'
        ),
        'lunch': (
            'lunch, lunch break, luncheon, mittagessen, mittagspause, dejeuner, pause dejeuner, almuerzo, comida, '
            'pausa para comer, almoco, pranzo, pausa pranzo, mittag, brunch'
        ),
        'social': (
            'social, social event, reception, welcome reception, dinner, conference dinner, gala dinner, banquet, '
            'party, drinks, happy hour, apero, aperitif, abendessen, empfang, konferenzdinner, excursion, '
            'ausflug, tour, diner, diner de gala, cena, recepcion, coctel, jantar, concert, konzert, performance, '
            'networking, get together, get-together, stammtisch, film, movie, screening, game, show, ice breaker, '
            'icebreaker, after party'
        ),
    }
)
"""The words for each kind, folded; English first, then German, French, Spanish, Portuguese, Italian and others."""

_KNOWN = {word: kind for kind, words in _WORDS.items() for word in words.split(', ')}

_PLAIN = ('keynote', 'invited', 'contributed', 'lightning', 'poster', 'demo', 'panel', 'tutorial', 'workshop')
_CERTAIN = {
    **{word: kind for kind in KINDS for word in (kind, fold(KINDS[kind].name))},
    **{f'{word} talk': word for word in _PLAIN},
    'coffee break': 'break',
    'lunch break': 'lunch',
    'panel discussion': 'panel',
    'poster session': 'poster',
    'opening remarks': 'opening',
    'closing remarks': 'closing',
    'closing session': 'closing',
    'opening session': 'opening',
}
"""What needs no guess."""

_ASIDE = re.compile(
    r'\([^)]*\)|\[[^\]]*\]|(?<!\w)\d+\s*(?:h|hrs?|hours?|m|min|mins|minutes?|minuten|stunden?|heures?|horas?|minutos)?(?!\w)'
)
_NO_WORD = re.compile(r'[^\w&-]+')
_STRONG = ('lunch', 'break', 'keynote', 'poster', 'lightning', 'opening', 'closing', 'panel', 'tutorial', 'workshop',
           'invited', 'demo', 'qa', 'award', 'social')  # fmt: skip
"""Kinds that one word of a phrase may stand for, the surest first."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The id of a kind that every program knows, and whether the word says so without a guess."""

    kind: str
    plain: bool


def kind_of(word: str) -> Found | None:
    """The kind that *word* means, or None if nobody knows."""
    key = _key(word)
    for form in (key, key.removesuffix('s')):
        if form in _CERTAIN:
            return Found(_CERTAIN[form], plain=True)
    for form in (key, key.removesuffix('s'), key.removesuffix('es'), key.replace('-', ' ')):
        if form in _KNOWN:
            return Found(_KNOWN[form], plain=False)
    return _of_phrase(key)


def exact_kind(word: str) -> str:
    """The kind that *word* is a known word for, as a whole; nothing otherwise."""
    key = _key(word)
    forms = (key, key.removesuffix('s'), key.replace('-', ' '))
    return next((found for form in forms if (found := _CERTAIN.get(form) or _KNOWN.get(form))), '')


def kind_of_title(title: str) -> Found | None:
    """The kind of a session that has a title and no talks: `Lunch`, `Welcome to Paris`."""
    found = kind_of(title)
    return found and Found(found.kind, plain=False)


def _key(word: str) -> str:
    key = ' '.join(_ASIDE.sub(' ', fold(word[:_LONGEST])).split())
    return _NO_WORD.sub(' ', key).strip(' -')


def _of_phrase(key: str) -> Found | None:
    """The kind that one word of a phrase stands for: `Coffee break and networking`."""
    words = key.split()
    pairs = [' '.join(pair) for pair in pairwise(words)]
    means = {_KNOWN.get(form) or _KNOWN.get(form.removesuffix('s')) for form in (*pairs, *words)}
    return next((Found(kind, plain=False) for kind in _STRONG if kind in means), None)
