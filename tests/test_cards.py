"""The cards of talks and editions: what is on them, in whatever script; each is drawn only when it has to be."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import bidi
import pytest
from PIL import Image, ImageChops

import proceedings.cards
import proceedings.kept
from conftest import CONF, ROOT, Site
from proceedings.export.cards import HEIGHT, WIDTH, Card, draw, edition_card, ink, left_out, talk_card
from proceedings.export.cards.drawing import MARGIN
from proceedings.export.cards.fonts import Face, clusters, drawable, font_of
from proceedings.export.cards.ink import Ink, ink_of, side_by_side
from proceedings.export.cards.lines import (
    Piece,
    base_level,
    line_of,
    pieces_of,
    shortened,
    visual,
    width_of,
    words_of,
    wrap,
)
from proceedings.load import load

CARD = Card(
    title='Causality and Exoplanets',
    label='Invited talk',
    people=('Bernhard Schölkopf', 'Rose Yu'),
    event='Workshop on Testing 2019',
    details=('Saturday 14 December 2019 · Vancouver', 'Conference on Everything'),
)

SCRIPTS = {
    'Latin': 'Łukasz Şahin, Nguyễn Thị Ánh, Þórr',
    'Greek': 'Ελένη Παπαδοπούλου',
    'Cyrillic': 'Лев Толстой, Їжак',
    'Chinese': '深度学习在物理科学中的应用',
    'traditional Chinese': '機器學習與物理科學',
    'Japanese': '機械学習と「微分可能」なシミュレーション',
    'Korean': '물리 과학을 위한 기계 학습',
    'Arabic': 'التعلم الآلي والعلوم الفيزيائية',
    'Hebrew': 'למידת מכונה',
    'Devanagari': 'यन्त्र अधिगम क्षेत्रीय',
    'Tamil': 'இயந்திரக் கற்றல்',
    'Thai': 'การเรียนรู้ของเครื่อง',
    'Georgian': 'მანქანური სწავლება',
    'Armenian': 'մեքենայական ուսուցում',
    'Amharic': 'የማሽን ትምህርት',
    'emoji': '🚀 👩‍🔬 👍🏽 🇨🇦 ❤️',
    'formulas': 'β-VAE: ∇²ψ ∈ ℝ³ ≤ ∞, α → β, x₀ + y² ≈ ∫ ∑ ⊗',
}

LONG = 'On the Unreasonable Effectiveness of Titles That Nobody Reads to Their End: '

ODD = {
    'a title of 300 characters': replace(CARD, title=(LONG * 4)[:300]),
    'a title of 5,000 characters': replace(CARD, title=LONG * 65),
    'one long word': replace(CARD, title='Donaudampfschifffahrtselektrizitäten' * 12),
    'a long Chinese title': replace(CARD, title='深度学习在物理科学中的应用，从分子动力学到宇宙学。' * 20),
    'a long Arabic title': replace(CARD, title='التعلم الآلي والعلوم الفيزيائية: JAX في 2019، ' * 20),
    '3,000 authors': replace(CARD, people=tuple(f'Ada Number {n}' for n in range(3000))),
    'one author with a long name': replace(CARD, people=('Ada ' * 200,)),
    'nobody': replace(CARD, people=()),
    'everything long': Card(
        title=LONG * 9, label=LONG * 9, status=LONG, people=(LONG * 9,) * 9, event=LONG * 9, details=(LONG * 9,) * 2
    ),
    'organizers': Card(title='Workshop', fact=LONG * 3, organizers=tuple(f'Ada Number {n}' for n in range(40))),
    'controls': replace(CARD, title='A\n\tB\x00\x1b[31m\u202eC\u2066 \ufeff\u00ad', people=('\u200b', '\u202e', 'D')),
    'half a character': replace(CARD, title='A \ud83d B'),
    'nothing': Card(title=''),
}


def picture(card: Card) -> Image.Image:
    image = Image.open(BytesIO(draw(card)))
    image.load()
    return image.convert('RGB')


def changed(one: Card, other: Card) -> tuple[int, int, int, int]:
    """The box in which two cards differ: left, top, right, bottom."""
    box = ImageChops.difference(picture(one), picture(other)).getbbox()
    assert box
    return box


def text_of(lines: list[list[Piece]]) -> list[str]:
    return [''.join(piece.text for piece in line) for line in lines]


def lines_in(face: Face, text: str, width: int) -> list[list[Piece]]:
    return wrap(words_of(pieces_of(face, drawable(face, text) or '')), width)


def test_a_card_is_a_small_picture_of_1200_by_630() -> None:
    content = draw(CARD)
    Image.open(BytesIO(content)).verify()
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size, image.mode) == ('PNG', (WIDTH, HEIGHT), 'P')
    assert (WIDTH, HEIGHT) == (1200, 630)
    assert len(content) < 25_000


def test_title_people_kind_and_event_are_on_it_in_this_order() -> None:
    label = changed(CARD, replace(CARD, label='Poster'))
    title = changed(CARD, replace(CARD, title='Causality and Endoplanets'))
    people = changed(CARD, replace(CARD, people=('Bernhard Schölkopf', 'Rose Yi')))
    event = changed(CARD, replace(CARD, event='Workshop on Tasting 2019'))
    date = changed(CARD, replace(CARD, details=('Saturday 14 December 2018 · Vancouver', 'Conference on Everything')))
    place = changed(CARD, replace(CARD, details=(CARD.details[0], 'Conference on Nothing')))
    boxes = [label, title, people, event, date, place]
    assert all(above[3] <= below[1] for above, below in pairwise(boxes))


def test_the_card_of_an_edition_names_only_those_who_organized_it(site: Site) -> None:
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Rose Yu, {name: Bo Li, role: advisor}]')
    program = site.program
    assert edition_card(program, program.editions['2019']).organizers == ('Rose Yu',)


def test_what_no_longer_stands_has_its_status_and_another_colour() -> None:
    gone = replace(CARD, status='Retracted')
    assert changed(gone, replace(gone, status='Withdrawn'))[3] < 130
    assert picture(gone).getpixel((5, HEIGHT - 5)) != picture(CARD).getpixel((5, HEIGHT - 5))


@pytest.mark.parametrize('name', ODD)
def test_all_ink_is_within_the_margins_and_no_text_runs_into_another(name: str) -> None:
    image = picture(ODD[name])
    for left, right in ((0, MARGIN - 8), (WIDTH - MARGIN + 8, WIDTH)):
        margin, row = image.crop((left, 0, right, HEIGHT)).tobytes(), 3 * (right - left)
        rows = (margin[at : at + row] for at in range(0, len(margin), row))
        assert all(part == part[:3] * (right - left) for part in rows)
    paper = image.getpixel((5, 300))
    foot = next(y for y in range(300, HEIGHT) if image.getpixel((5, y)) != paper)
    assert image.crop((0, foot - 10, WIDTH, foot)).getcolors() == [(WIDTH * 10, paper)]
    assert len(image.crop((0, HEIGHT - 16, WIDTH, HEIGHT)).getcolors()) == 1


@pytest.mark.parametrize('text', [LONG * 9, 'Donaudampfschifffahrt' * 40, '深度学习在物理科学中的应用，' * 20])
def test_what_is_too_long_ends_with_an_ellipsis_and_no_line_is_wider_than_it_may_be(text: str) -> None:
    lines = lines_in(Face.TITLE, text, 20_000)
    cut = shortened(Face.TITLE, lines, 3, 20_000)
    assert text_of(lines)[:2] == text_of(cut)[:2]
    assert len(cut) == 3
    assert text_of(cut)[2].endswith('…')
    assert text_of(lines)[2].startswith(text_of(cut)[2].rstrip('…'))
    assert max(map(width_of, [*lines, *cut])) <= 20_000


def test_what_is_not_too_long_is_whole() -> None:
    lines = lines_in(Face.TITLE, LONG * 2, 20_000)
    assert shortened(Face.TITLE, lines, len(lines), 20_000) == lines
    assert ' '.join(text_of(lines)) == (LONG * 2).strip()


def test_no_line_begins_with_a_mark_that_belongs_to_the_line_above() -> None:
    starts = {line[0].text[0] for line in lines_in(Face.TITLE, '深度学习，在物理。「科学」的应用' * 9, 7_000)}
    assert starts.isdisjoint('，。」')


@pytest.mark.parametrize('face', Face)
@pytest.mark.parametrize('script', SCRIPTS)
def test_every_letter_has_a_glyph_of_its_own_and_none_is_a_box(script: str, face: Face) -> None:
    text = drawable(face, SCRIPTS[script])
    assert text == SCRIPTS[script]
    glyphs = [glyph for piece in pieces_of(face, text) for glyph, *_ in piece.shaped.glyphs]
    assert glyphs
    assert 0 not in glyphs


def test_two_letters_of_any_script_look_different() -> None:
    for one, other in ('学書', '김이', 'あい', 'سم', 'कख', '🚀🔬', 'กข'):
        changed(replace(CARD, title=one), replace(CARD, title=other))


def test_letters_of_arabic_are_joined_and_run_leftwards() -> None:
    [name] = pieces_of(Face.TEXT, 'محمد')
    alone = [pieces_of(Face.TEXT, letter)[0].shaped.glyphs[0][0] for letter in 'محمد']
    drawn = [glyph for glyph, *_ in name.shaped.glyphs]
    font = font_of(name.shaped.font)
    assert set(drawn).isdisjoint(alone)
    assert font.glyph_to_string(drawn[0]).startswith(font.glyph_to_string(alone[-1]))
    assert (name.level, base_level('محمد')) == (1, 1)


def test_a_title_that_runs_leftwards_begins_at_the_right() -> None:
    empty = replace(CARD, title='', people=())
    left, _, right, _ = changed(replace(empty, title='למידת מכונה'), empty)
    assert left > WIDTH / 2
    assert right == pytest.approx(WIDTH - MARGIN, abs=8)


MIXED = [
    'Learning עברית ושלום now',
    'שלום JAX and M.D. עולם',
    'בשנת 2019 היה, 3.14 (ו-42)!',
    'JAX (שלום, עולם) 12 and more.',
    'التعلم الآلي: JAX في عام 2019 (نسخة 2.0)',
    '2019 עברית',
    'A/B שלום C++ עולם?',
]


WORDS = [
    'JAX',
    'שלום',
    'עולם',
    '2019',
    '3.14',
    '(שלום)',
    '(A)',
    '(2)',
    'محمد',
    '-',
    'M.D.',
    '42%',
    'A/B,',
    '!',
    'ה-3',
    ':',
]


def test_words_of_two_directions_stand_in_the_order_of_unicode() -> None:
    some = random.Random(6)
    made = [' '.join(some.choices(WORDS, k=some.randint(2, 6))) for _ in range(300)]
    for text in (*MIXED, *made):
        parts = [([*clusters(piece.text)], piece.level) for piece in visual(pieces_of(Face.TEXT, text))]
        seen = ''.join(''.join(reversed(part) if level % 2 else part) for part, level in parts)
        assert without_sides(seen) == without_sides(str(bidi.get_display(text))), text


def without_sides(text: str) -> str:
    """HarfBuzz turns brackets round, python-bidi takes others."""
    return text.replace('(', '|').replace(')', '|')


def test_names_keep_their_own_direction_and_do_not_turn_others() -> None:
    assert left_out(replace(CARD, people=('משה כהן', 'Rose Yu', 'فاطمة'))) == []
    both = replace(CARD, people=('משה כהן', 'Rose Yu'))
    alone = replace(CARD, people=('משה כהן',))
    assert changed(both, alone)[0] > MARGIN + 50


def test_letters_of_a_style_are_common_ones_and_signs_without_a_font_are_left_out() -> None:
    assert drawable(Face.TITLE, '𝔽₂ and 𝒩(0, 1)') == 'F₂ and N(0, 1)'
    assert drawable(Face.TITLE, '⟨ψ|ψ⟩') == '‹ψ|ψ›'
    assert drawable(Face.TITLE, 'A \U0010fffd B') == 'A B'
    assert drawable(Face.TITLE, 'x\u20d7 = 1') == 'x = 1'


def test_what_has_letters_of_no_font_is_left_out_whole_and_counted() -> None:
    cuneiform = '\U00012000\U00012001'
    assert drawable(Face.TITLE, f'On {cuneiform}') is None
    assert left_out(replace(CARD, title=f'On {cuneiform}')) == [f'On {cuneiform}']
    lacking = replace(CARD, people=('Rose Yu', cuneiform, 'Ada Smith'))
    assert left_out(lacking) == [cuneiform]
    assert draw(lacking) != draw(replace(CARD, people=('Rose Yu', 'Ada Smith')))
    assert draw(lacking) == draw(replace(lacking, people=('Rose Yu', 'Ada Smith', cuneiform)))


def test_signs_of_several_characters_are_one() -> None:
    assert [*clusters('👩‍🔬👍🏽🇨🇦🇯🇵e\u0301कि❤️1')] == ['👩‍🔬', '👍🏽', '🇨🇦', '🇯🇵', 'e\u0301', 'कि', '❤️', '1']


def test_a_word_is_drawn_once_for_all_cards_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    glyphs: list[int] = []
    ink_of.cache_clear()
    monkeypatch.setattr(ink, 'font_of', lambda number: glyphs.append(number) or font_of(number))
    for title in ('Causality', 'Causality and Causality', 'Causality and Exoplanets'):
        draw(replace(CARD, title=title, people=('Rose Yu',), label='', event='', details=()))
    assert len(glyphs) == len({'Causality', 'and', 'Exoplanets', 'Rose', 'Yu', ' of titles', ' of names'})


def test_what_runs_into_what_is_before_it_keeps_the_ink_of_both() -> None:
    first, second = Ink(0, -2, (b'\1\0\3', b'\1\1\1')), Ink(-1, -1, (b'\2\0', b'\5\5'))
    assert side_by_side([(1, first), (4, second)]) == Ink(0, -2, (b'\0\1\0\3\0', b'\0\1\1\2\0', b'\0\0\0\5\5'))
    assert side_by_side([(0, second)]) == Ink(0, -1, (b'\0', b'\5'))
    assert side_by_side([]).rows == ()


def test_ink_of_letters_is_where_their_widths_say() -> None:
    pieces = pieces_of(Face.TEXT, 'Kerning: AVATAR')
    assert line_of(pieces).width == width_of(pieces)
    apart = sum(width_of(pieces_of(Face.TEXT, letter)) for letter in 'AVATAR')
    assert width_of(pieces_of(Face.TEXT, 'AVATAR')) < apart


def test_the_cards_of_this_repository_leave_nothing_out() -> None:
    program = load(ROOT).program
    talks = [talk_card(program, talk) for talk in program.talks.values()]
    editions = [edition_card(program, edition) for edition in program.editions.values()]
    assert [text for card in (*talks, *editions) for text in left_out(card)] == []


def test_another_process_draws_the_same_bytes() -> None:
    texts = [card.title[:400] for card in ODD.values() if card.title.isprintable()] + [*SCRIPTS.values()]
    cards = [replace(CARD, title=text, people=(text, 'Rose Yu')) for text in texts]
    code = (
        'import hashlib, sys\n'
        'from proceedings.export.cards import Card, draw\n'
        'cards = eval(sys.stdin.buffer.read().decode())\n'
        'print(hashlib.sha256(b"".join(map(draw, cards))).hexdigest())'
    )
    made = subprocess.run(
        [sys.executable, '-c', code],
        env={**os.environ, 'PYTHONHASHSEED': '6'},
        input=repr(cards).encode(),
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode().strip() == hashlib.sha256(b''.join(map(draw, cards))).hexdigest()


def cards_in(folder: Path) -> dict[str, str]:
    """A digest of each picture of a site, by its address."""
    files = (path for path in folder.rglob('*.png') if '_static' not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


CARDS = ['talks/2019/causality.png', 'talks/2019/index.png', 'talks/2019/jax-md.png', 'talks/2019/p9.png']


@pytest.fixture
def site(site: Site) -> Site:
    """A site that knows its address."""
    site.write('conf.py', f'{CONF}\nhtml_baseurl = "https://example.org/"\n')
    return site


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the cards that are drawn."""
    titles: list[str] = []

    def draw_and_note(card: Card) -> bytes:
        titles.append(card.title)
        return draw(card)

    monkeypatch.setattr(proceedings.cards, 'draw', draw_and_note)
    return titles


def test_every_talk_and_edition_has_a_card_which_says_what_its_page_says(site: Site) -> None:
    built = site.build()
    assert built.warnings == []
    assert sorted(cards_in(built.out)) == CARDS
    program = site.program
    card = talk_card(program, program.talks['2019/jax-md'])
    assert card == Card(
        title='JAX, M.D.: Molecular Dynamics',
        label='Contributed talk',
        people=('Samuel Schoenholz', 'Ekin Cubuk'),
        event='Workshop on Testing 2019',
        details=('Saturday 14 December 2019',),
    )
    assert (built.out / 'talks/2019/jax-md.png').read_bytes() == draw(card)
    edition = edition_card(program, program.editions['2019'])
    assert edition == Card(title='Workshop on Testing 2019', fact='Saturday 14 December 2019', organizers=('Rose Yu',))
    assert (built.out / 'talks/2019/index.png').read_bytes() == draw(edition)


def test_an_edition_says_what_it_is_part_of_and_where_it_takes_place(site: Site) -> None:
    site.edit(
        'program/2019.yml',
        '  room: West 109',
        '  room: West 109\n  venue: {name: Great Hall, city: Lisbon}\n  part_of: {title: NeurIPS 2019}',
    )
    program = site.program
    edition = edition_card(program, program.editions['2019'])
    assert (edition.label, edition.fact) == ('NeurIPS 2019', 'Saturday 14 December 2019 · Great Hall, Lisbon')
    talk = talk_card(program, program.talks['2019/jax-md'])
    assert talk.details == ('Saturday 14 December 2019 · Great Hall, Lisbon', 'NeurIPS 2019')


def test_formulas_are_text_and_what_is_gone_says_so(site: Site) -> None:
    site.edit('program/2019.yml', 'title: Likelihood-free inference', r"title: '$\beta$-VAE for $x^2$'")
    site.edit('program/2019.yml', '- id: p9', '- id: p9\n  status: withdrawn')
    program = site.program
    card = talk_card(program, program.talks['2019/p9'])
    assert (card.title, card.status) == ('β-VAE for x²', 'Withdrawn')


def test_only_cards_on_which_something_has_changed_are_drawn_again(site: Site, drawn: list[str]) -> None:
    site.build()
    assert len(drawn) == len(CARDS)
    drawn.clear()
    before = {address: (site.build().out / address).stat().st_mtime_ns for address in CARDS}
    assert drawn == []
    site.edit('program/2019.yml', 'title: Causality and Exoplanets', 'title: Causality')
    out = site.build().out
    assert drawn == ['Causality']
    after = {address: (out / address).stat().st_mtime_ns for address in CARDS}
    assert [address for address in CARDS if before[address] != after[address]] == ['talks/2019/causality.png']


def test_a_card_that_was_lost_is_drawn_again(site: Site, drawn: list[str]) -> None:
    card = site.build().out / 'talks/2019/p9.png'
    drawn.clear()
    card.unlink()
    site.build()
    assert drawn == ['Likelihood-free inference']
    assert card.is_file()


def test_the_card_of_a_talk_that_is_gone_goes_too_but_no_picture_of_somebody_else(site: Site) -> None:
    out = site.build().out
    (out / 'talks/2019/jax-md.png').write_bytes(b'mine')
    text = (site.folder / 'program/2019.yml').read_text(encoding='utf-8')
    text = text.replace('talks: [jax-md, p9]', 'talks: [causality]').replace(
        '- {time: 09:00-09:20, talk: jax-md}\n', ''
    )
    (site.folder / 'program/2019.yml').write_text(text[: text.index('- id: jax-md')], encoding='utf-8')
    site.build()
    assert sorted(cards_in(out)) == ['talks/2019/causality.png', 'talks/2019/index.png', 'talks/2019/jax-md.png']


def test_pages_that_conf_leaves_out_have_no_card(site: Site) -> None:
    assert sorted(cards_in(site.build(exclude_patterns=['talks/2019/p9.*']).out)) == [
        address for address in CARDS if 'p9' not in address
    ]


def test_a_site_can_do_without_cards_and_no_page_leads_to_one_then(site: Site) -> None:
    built = site.build()
    page = 'talks/2019/jax-md.html'
    assert 'https://example.org/talks/2019/jax-md.png' in (built.out / page).read_text(encoding='utf-8')
    built = site.build(proceedings_cards=False)
    assert cards_in(built.out) == {}
    assert '.png' not in (built.out / page).read_text(encoding='utf-8')
    assert sorted(cards_in(site.build().out)) == CARDS


def test_a_site_that_does_not_know_its_address_has_no_cards_since_nothing_could_lead_to_them(
    site: Site, drawn: list[str]
) -> None:
    built = site.build(html_baseurl='')
    assert (drawn, cards_in(built.out)) == ([], {})
    assert not any('.png' in page.read_text(encoding='utf-8') for page in built.out.rglob('*.html'))
    assert sorted(cards_in(site.build().out)) == CARDS
    assert cards_in(site.build(html_baseurl='').out) == {}


def test_cards_have_the_same_addresses_with_every_web_builder_and_books_have_none(site: Site) -> None:
    assert sorted(cards_in(site.build('dirhtml').out)) == CARDS
    for builder in ('singlehtml', 'epub', 'text'):
        assert cards_in(site.build(builder).out) == {}


def test_several_processes_draw_the_same_bytes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    serial = cards_in(site.build().out)
    monkeypatch.setattr(proceedings.kept, 'WORTH_A_PROCESS', 1)
    assert cards_in(site.build('dirhtml', parallel=2).out) == serial


def test_one_line_says_what_is_on_no_card(site: Site) -> None:
    site.edit('program/2019.yml', 'title: Likelihood-free inference', 'title: On \U00012000')
    built = site.build()
    assert 'cards leave out what no font has: talks/2019/p9.png (On \U00012000)' in built.messages
    assert built.warnings == []


def test_a_picture_that_the_site_brings_along_is_not_drawn_and_stays(site: Site, drawn: list[str]) -> None:
    site.write('extra/talks/2019/jax-md.png', 'mine')
    for _ in range(2):
        out = site.build(html_extra_path=['extra']).out
        assert (out / 'talks/2019/jax-md.png').read_text() == 'mine'
    assert len(drawn) == len(CARDS) - 1
