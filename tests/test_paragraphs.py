"""Prose of nothing but words comes out as MyST makes it."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.docutils_ import Parser
from myst_parser.parsers.mdit import create_md_parser

from proceedings.prose.paragraphs import add_paragraphs, is_only_words

EXTENSIONS = ['amsmath', 'colon_fence', 'deflist', 'dollarmath']
ALPHABET = 'aZé機ß12 \n\n.,;:!?\'"()/%–—‘’“”-_*`#>+=|\\$&<[]{}@~^\t'


def by_myst(text: str) -> str:
    document = new_document('x', get_default_settings(Parser()))
    md = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), DocutilsRenderer)
    md.options['document'] = document
    md.render(text)
    for node in list(document.findall(nodes.substitution_definition)):  # the numbers of words
        document.remove(node)
    return said(document)


def said(document: nodes.document) -> str:
    lines = [node.line for node in document.findall(nodes.paragraph)]
    return f'{lines} {document.pformat()}'


def ours(text: str) -> str:
    document = new_document('x', get_default_settings(Parser()))
    add_paragraphs(text, document)
    return said(document)


@given(st.text(ALPHABET, max_size=60) | st.text(ALPHABET[:25] + '=+#>@^&<~', max_size=60))
@example('A word.\n\nAnother (one),\nof two lines.\n')
@example('\n\nA word \nand more  \nand more')
@example('Word\n: what it is')
@example('a\n- b')
@example('Title\n---')
@example('a\n1. b')
@example('a\n    b')
@example('3D shapes: x^2 + y = 1 & a < 1, b > 2; #1 of 2, @home ~ 3\n\n12 of 13 or so')
@example('(a)=\n\nb')
@example('a ~~b~~')
@example('1) a')
@example('2019. a')
@example('a\n===')
@example('a &amp; b')
@example('a <b> c')
@example('a <https://example.org> b')
@example("It's 5% of “all”, e.g. 3-4; and: yes!\n")
@settings(max_examples=400, deadline=None)
def test_what_is_only_words_is_what_myst_makes_of_it(text: str) -> None:
    if is_only_words(text, {*EXTENSIONS}):
        assert ours(text) == by_myst(text)


@pytest.mark.parametrize(
    'text', ['An abstract.', 'One, of two\nlines.\n\nAnd (more): “words”.\n', '\n\n\nHä?', 'E = 1 + x^2 < 3 & so on']
)
def test_ordinary_abstracts_are_only_words(text: str) -> None:
    assert is_only_words(text, {*EXTENSIONS})


@pytest.mark.parametrize(
    'text',
    [
        '',
        '*a*',
        'a $b$',
        '- a',
        '1. a',
        '# a',
        '(a)=',
        'a\n: b',
        'a  \nb',
        '{b}',
        'a_b',
        '3. a',
        '&amp;',
        '<b',
        '~~a~~',
    ],
)
def test_what_may_mean_something_is_left_to_the_parser(text: str) -> None:
    assert not is_only_words(text, {*EXTENSIONS})


def test_extensions_that_change_words_see_all_of_them() -> None:
    assert not is_only_words('An abstract (c) 2019.', {'replacements'})
