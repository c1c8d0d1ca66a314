"""The files that search loads: what is in them, and what must not be, and when they are written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.search import IndexBuilder

from conftest import Site
from proceedings.search.index import _column
from proceedings.search.language import FoldedEnglish
from proceedings.search.pieces import MANY_WORDS, MOST, by_piece, letters, piece_of, postings, texts
from proceedings.search.words import Words
from test_search_language import needs_node, run_script

ENGINE = Path(__file__).parents[1] / '_static/proceedings'


def calls(file: Path) -> list[Any]:
    """What a data script hands over."""
    call = re.fullmatch(r'proceedings[.]\w+[(](.*)[)];\n', file.read_text(encoding='utf-8'), re.DOTALL)
    return json.loads(f'[{call[1]}]')


def index(out: Path) -> dict[str, Any]:
    (found,) = calls(out / 'search/index.js')
    return found


def words(out: Path) -> dict[str, list[int]]:
    """All stems of the full text, with the numbers of the entries that have them."""
    (about,) = calls(out / 'search/words.js')
    found: dict[str, list[int]] = {}
    for name in about['pieces']:
        piece, stems = calls(out / f'search/words-{name}.js')
        assert piece == name
        found |= {stem: [sum(steps[: at + 1]) for at in range(len(steps))] for stem, steps in stems.items()}
    return found


def titles(out: Path) -> list[str]:
    found: list[str] = index(out)['talks']['titles'].split('\n')
    return found


def names(out: Path) -> list[str]:
    found: list[str] = index(out)['people']['names'].split('\n')
    return found


def entries(out: Path) -> list[str]:
    """What the numbers mean: ids of talks, names of people, then the pages beside them."""
    found = index(out)
    parts = ['#'.join(part) for _, *part in found['documents']]
    pages = [*parts, *(document for _, document, *_ in found['pages'])]
    return [*found['talks']['ids'].split('\n'), *names(out), *pages]


# -- The index -----------------------------------------------------------------------------------------------------


def test_the_index_has_all_that_a_result_shows(site: Site) -> None:
    out = site.build().out
    found, program = index(out), site.program
    assert found['editions'] == [['2019', len(program.talks)]]
    assert titles(out) == [talk.title for talk in program.talks.values()]
    first = next(iter(program.talks.values()))
    people = [names(out)[number] for number in found['talks']['people'][0]]
    assert people == [program.people[credit.person].name for credit in first.people]
    assert found['addresses'] == {'page': '-.html', 'index': '-/index.html', 'home': 'index.html'}


def test_addresses_are_those_of_the_builder(site: Site) -> None:
    assert index(site.build('dirhtml').out)['addresses'] == {'page': '-/', 'index': '-/', 'home': ''}


def test_a_column_that_few_have_is_short() -> None:
    assert _column([None, 3, '', None, False]) == {1: 3}
    assert _column([0, None, None]) == {0: 0}
    assert _column([4, 3, None, 1]) == [4, 3, None, 1]


def test_a_name_that_is_hidden_is_in_no_file_of_the_search(site: Site) -> None:
    site.write('program/people.yml', 'people:\n- {name: Rose Yu, hidden_names: [Robert Yu]}\n')
    site.edit('program/2019.yml', 'Gilles Louppe, Rose Yu', 'Gilles Louppe, Robert Yu')
    site.write('talks/2019/inference.md', 'Rose Yu explains.\n')
    out = site.build().out
    written = [file.read_text(encoding='utf-8') for file in (out / 'search').iterdir()]
    assert any('Rose Yu' in text for text in written)
    assert [text for text in written if 'robert' in text.lower()] == []


def test_what_conf_leaves_out_is_not_found(site: Site) -> None:
    site.add('conf.py', "exclude_patterns = ['speakers/**']\n")
    out = site.build().out
    assert index(out)['people']['absent'] == [True] * len(names(out))
    assert [name for name in entries(out) if name.startswith('speakers/')] == []


def test_identifiers_are_taken_from_links(site: Site) -> None:
    site.add(
        'program/2019.yml',
        """
        - id: cited
          kind: poster
          title: Cited
          links: {paper: 'https://doi.org/10.1000/ABC.1', code: 'https://arxiv.org/abs/1912.01703v2'}
        """,
    )
    (found,) = index(site.build().out)['talks']['identifiers'].values()
    assert found == ['10.1000/abc.1', '1912.01703']


def test_data_cannot_end_its_script(site: Site) -> None:
    hostile = 'Likelihood </script><script>alert(1)</script>'
    site.edit('program/2019.yml', 'Likelihood-free inference', hostile)
    out = site.build().out
    assert '</script' not in (out / 'search/index.js').read_text(encoding='utf-8')
    assert hostile in titles(out)


# -- The full text -------------------------------------------------------------------------------------------------


def test_words_of_abstracts_and_of_pages_of_our_own_lead_there(site: Site) -> None:
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', 'Molecular clouds and *interferometers*.\n')
    site.write('talks/travel.md', '# How to travel\n\nBy ferry.\n')
    out = site.build().out
    assert words(out)['interferomet'] == [entries(out).index(talk.id)]
    assert words(out)['ferri'] == [entries(out).index('talks/travel')]
    assert ['How to travel', 'talks/travel'] in index(out)['documents']


def test_sections_of_pages_of_our_own_are_found_with_their_text(site: Site) -> None:
    travel = """
        # How to travel

        By ferry. By ferry, really.

        ## On foot

        % SECRET

        Along the beach.

        ```
        $ walk
        ```

        ### With *children*

        #### In a cart

        With a donkey.

        ## On foot
        """
    site.write('talks/travel.md', travel)
    out = site.build().out
    sections = [(title, *anchor) for title, document, *anchor in index(out)['documents'] if document == 'talks/travel']
    assert [title for title, *_ in sections] == ['How to travel', 'On foot', 'With children', 'On foot']
    anchors = [anchor for _, anchor in sections[1:]]
    assert len(set(anchors)) == 3
    assert all(f'id="{anchor}"' in site.build().page('talks/travel') for anchor in anchors)
    found, all_entries = words(out), entries(out)
    page, foot = (all_entries.index(name) for name in ('talks/travel', f'talks/travel#{anchors[0]}'))
    assert found['ferri'] == [page, page]  # as often as it is there
    assert found['walk'] == found['beach'] == [page, foot]
    (edition, excerpts) = calls(out / 'search/text--0.js')
    assert edition == ''
    assert [*excerpts.values()] == [
        'By ferry. By ferry, really.',
        'Along the beach. $ walk',
        'In a cart With a donkey.',
    ]


def test_a_word_that_a_heading_has_too_is_found(site: Site) -> None:
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', '## Calibration\n\nThe calibration of clouds.\n')
    out = site.build().out
    assert words(out)['calibr'] == [entries(out).index(talk.id)]


def test_of_pages_that_list_others_only_what_was_written_for_them_is_found(site: Site) -> None:
    site.write('talks/2019/index.md', 'We meet in a lighthouse.\n')
    out = site.build().out
    edition = entries(out).index('talks/2019/index')
    assert words(out)['lighthous'] == [edition]
    assert edition not in words(out)['infer']  # a word of a talk's title
    found = {number for numbers in words(out).values() for number in numbers}
    assert entries(out).index('talks/2019/days/2019-12-14') not in found


def test_excerpts_are_what_readers_see_and_nothing_else(site: Site) -> None:
    (talk, *others) = site.program.talks.values()
    hidden = '% SECRET\n\n  % SECRET\n\n> % SECRET\n\n<!-- SECRET\nthis -->\n\n+++ {"note": "SECRET"}\n\n'
    site.write(
        f'talks/{talk.ref}.md', f'---\nkeywords: [clouds]\n---\nSeen, `<!--` *too*.\n\n{hidden}## Last\n\nEnd.\n'
    )
    site.write(f'talks/{others[0].ref}.md', 'EMBARGOED\n')
    site.add('conf.py', f"exclude_patterns = ['talks/{others[0].ref}*']\n")
    out = site.build().out
    (edition, found) = calls(out / 'search/text-2019-0.js')
    assert (edition, found) == ('2019', {talk.id: 'Seen, <!-- too. Last End.'})
    assert others[0].title not in titles(out)
    assert [file.name for file in out.rglob('*.*') if b'EMBARGOED' in file.read_bytes()] == []
    assert [file.name for file in (out / 'search').iterdir() if b'SECRET' in file.read_bytes()] == []


def test_a_page_that_nobody_is_to_find_is_not_found(site: Site) -> None:
    site.edit('conf.py', "'index.*', ", "'index.*', 'draft.*', ")
    site.write('draft.md', '---\nnosearch: true\norphan: true\n---\n# Secret draft\n\nBudgets.\n')
    out = site.build().out
    assert (out / 'draft.html').is_file()
    assert 'draft' not in entries(out)
    assert 'budget' not in words(out)


def test_a_page_of_the_program_that_nobody_is_to_find_is_not_found(site: Site) -> None:
    (talk, other, *_) = site.program.talks.values()
    hide = "app.env.metadata[app.env.current_document.docname].update(nosearch='')"
    site.add(
        'conf.py',
        f"""
        def setup(app):
            app.connect('doctree-read', lambda app, doctree: 'causality' in doctree['source'] and {hide})
        """,
    )
    out = site.build().out
    assert talk.title not in titles(out)
    assert other.title in titles(out)


def test_texts_come_in_pieces_of_twenty_talks() -> None:
    abstracts = [(f'p{number}', 'text' if number in (3, 19, 20, 41) else '') for number in range(50)]
    assert dict(texts(abstracts)) == {0: {'p3': 'text', 'p19': 'text'}, 1: {'p20': 'text'}, 2: {'p41': 'text'}}


def test_a_build_without_news_leaves_the_files_alone(site: Site) -> None:
    out = site.build().out
    before = {file: file.stat().st_mtime_ns for file in (out / 'search').iterdir()}
    site.build()
    assert {file: file.stat().st_mtime_ns for file in (out / 'search').iterdir()} == before


def test_the_next_build_finds_what_was_edited_and_no_longer_what_is_gone(site: Site) -> None:
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', 'Zygotes.\n')
    assert 'zygot' in words(site.build().out)
    site.write(f'talks/{talk.ref}.md', 'Nothing of the kind.\n')
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Likelihood-free clouds')
    out = site.build().out
    assert 'Likelihood-free clouds' in titles(out)
    assert 'zygot' not in words(out)
    assert not (out / 'search/words-z.js').exists()


def test_serial_and_parallel_builds_write_the_same(site: Site, tmp_path: Path) -> None:
    first = {file.name: file.read_bytes() for file in (site.build().out / 'search').iterdir()}
    other = Site(tmp_path / 'other' / 'site')
    for file in site.folder.rglob('*'):
        if file.is_file():
            other.write(f'{file.relative_to(site.folder)}', file.read_text(encoding='utf-8'))
    assert {file.name: file.read_bytes() for file in (other.build(parallel=2).out / 'search').iterdir()} == first


def test_pieces_go_by_two_letters_where_there_are_many_words() -> None:
    few = {'abc': [1], 'abd': [0, 4, 9], 'b': [2]}
    many = few | {f'w{number}': [0] for number in range(MANY_WORDS)}
    assert letters(few) == 1
    assert by_piece(few) == {'a': {'abc': [1], 'abd': [0, 4, 5]}, 'b': {'b': [2]}}
    assert letters(many) == 2
    assert set(by_piece(many)) == {'ab', 'b', *(f'w{digit}' for digit in range(10))}


def test_a_number_is_there_as_often_as_the_stem_but_not_too_often() -> None:
    words_of_entries = [(7, ['one', 'two']), (5, ['two', 'one']), (9, ['one']), (9, ['one'] * 9), (3, [''])]
    assert postings(words_of_entries) == {'one': [5, 7, *[9] * MOST], 'two': [5, 7]}


# -- The words of pages --------------------------------------------------------------------------------------------


PROSE = """
---
keywords: [equations, 王伟]
---
The *Équations* of Mikołaj Jørgensen, and of 山田太郎, in 2019: see {talk}`2019/p9`.

% No comment

## Who wrote `it`?

| they | of them |
|------|---------|
| 86   | Having  |

:::{note}
:class: no-search

Ornithology
:::
"""


def test_the_words_are_those_of_the_index_of_sphinx(site: Site) -> None:
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', PROSE.lstrip())
    site.build()
    env = site.builds[-1].env
    index = IndexBuilder(env, FoldedEnglish.lang, {}, '')
    for document in env.found_docs:
        index.feed(document, document, 'title', env.get_doctree(document))
    ours = Words(index.lang)
    terms = index._mapping, index._title_mapping
    for document in env.found_docs:
        theirs = {stem for of_all in terms for stem, documents in of_all.items() if document in documents}
        assert ours.of(env.get_doctree(document)) == sorted(theirs)
    assert {'equat', 'jorgensen', '山田', '#2019', '#86'} <= {*ours.of(env.get_doctree(f'talks/{talk.ref}'))}


def test_only_pages_that_are_written_are_looked_at_for_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', 'Zygotes.\n')
    site.build()
    seen: list[str] = []
    of = Words.of

    def noted(self: Words, doctree: nodes.document) -> list[str]:
        seen.append(Path(doctree['source']).stem)
        return of(self, doctree)

    monkeypatch.setattr(Words, 'of', noted)
    site.build()
    assert seen == []
    site.write(f'talks/{talk.ref}.md', 'Yeasts.\n')
    found = words(site.build().out)
    assert seen == [talk.id]
    assert 'yeast' in found
    assert 'zygot' not in found


def test_only_words_that_no_build_has_seen_are_stemmed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    stemmed: list[str] = []
    find = Words._find_term
    monkeypatch.setattr(Words, '_find_term', lambda self, word: stemmed.append(word) or find(self, word))
    (talk, *_) = site.program.talks.values()
    site.write(f'talks/{talk.ref}.md', 'Zygotes divide.\n')
    site.build()
    assert {'zygotes', 'divide'} <= {*stemmed}
    stemmed.clear()
    site.write(f'talks/{talk.ref}.md', 'Zygotes divide, and mitochondria.\n')
    built = site.build()
    assert stemmed == ['mitochondria']
    stemmed.clear()
    (stems,) = (built.out.parent / 'doctrees').glob('stems-*.pickle')
    stems.write_bytes(b'no pickle')
    site.write(f'talks/{talk.ref}.md', 'Zygotes divide.\n')
    site.build()
    assert 'zygotes' in stemmed


def test_words_whose_note_was_lost_are_found_again(site: Site) -> None:
    built = site.build()
    before = words(built.out)
    for note in (site.folder.parent / '_build').rglob('words-*.json'):
        note.unlink()
    (built.out / 'search/words.js').unlink()
    assert words(site.build().out) == before


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_sphinx_makes_no_index_and_one_that_is_left_there_goes(site: Site, builder: str) -> None:
    out = site.build(builder).out
    assert not (out / 'searchindex.js').exists()
    assert 'Stemmer' in (out / '_static/language_data.js').read_text(encoding='utf-8')
    (out / 'searchindex.js').write_text('Search.setIndex({"titles": ["Sam Old"]})')
    built = site.build(builder)
    assert built.warnings == []
    assert not (out / 'searchindex.js').exists()


def test_a_site_may_have_the_builder_of_sphinx_and_its_index(site: Site) -> None:
    site.add(
        'conf.py',
        """
        from sphinx.builders.html import StandaloneHTMLBuilder

        def setup(app):
            app.add_builder(StandaloneHTMLBuilder, override=True)
        """,
    )
    site.write('talks/2019/p9.md', 'Zygotes.\n')
    index_of_sphinx = site.build().out / 'searchindex.js'
    assert '"zygot":' in index_of_sphinx.read_text(encoding='utf-8')
    site.write('talks/2019/p9.md', 'Yeasts.\n')
    built = site.build()
    assert built.warnings == []
    assert 'zygot' not in index_of_sphinx.read_text(encoding='utf-8')
    assert 'yeast' in words(built.out)


STEMS = ['molecul', 'a', '#2019', '#8', 'x_y', '王伟', 'é', 'हिन्दी', '山田', 'ß', '𠮷野']


@needs_node
@pytest.mark.parametrize('count', [1, 2])
def test_the_browser_looks_for_a_stem_in_the_piece_where_it_is(count: int) -> None:
    script = (ENGINE / 'find-text.js').read_text(encoding='utf-8')
    source = re.search(r'  function pieceOf\(.*?\n  }\n', script, re.DOTALL)[0]
    call = f'console.log(JSON.stringify(JSON.parse(process.argv[1]).map((stem) => pieceOf(stem, {count}))))'
    assert run_script(f'{source}{call}', json.dumps(STEMS)) == [piece_of(stem, count) for stem in STEMS]
