"""The search language of a site: English that knows no accents.

While building, each page is split into words, and these are stemmed, for the full text that our search reads, and for
Sphinx's index where a builder of others makes one. So what is done to a page's words has to be done to the reader's
words too, and this language does it twice: in Python (`words`) and in JavaScript (`SCRIPT`), from the same tables. Both
fold accents (`proceedings.names.fold`), so that `scholkopf` finds Schölkopf and `Schölkopf` finds Scholkopf. What is
found first is not decided here, but in `find.js`.

Two habits of Sphinx's own script shape what follows. It ignores a word of nothing but digits, so numbers carry a
mark (`#2019`) on both sides, and a paper can be found by its number, a talk by its year. And it looks for a
part of a word only from three letters on, too late for names in Chinese, Japanese and Korean: words of those
scripts are indexed by pairs of letters, as search engines do.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search.en import SearchEnglish

from ..names import STROKES, fold, folded

UNSPACED = (
    (0x3005, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x20000, 0x3FFFF),
)  # fmt: skip
"""First and last letter of the blocks of Chinese, Japanese and Korean, whose names have no space inside."""

_UNSPACED = ''.join(f'{chr(first)}-{chr(last)}' for first, last in UNSPACED)
_RUN = re.compile(f'([{_UNSPACED}]+)|[^{_UNSPACED}]+')
_ASCII_WORD = re.compile('[a-z0-9_]+')


def words(text: str) -> list[str]:
    """The words of *text* as the index and a query hold them, before stemming: `Müller 2019` -> `muller`, `#2019`.

    Letters, digits, underscores and marks make words; for Python's `\\w` a mark ends a word, which would
    break Hindi and Thai. `splitQuery` in `SCRIPT` gives the same words.
    """
    plain = folded(text)
    if plain.isascii():
        return [*map(_mark_number, _ASCII_WORD.findall(plain))]
    return [part for word in plain.translate(_LETTERS).split() for part in _parts(word)]


class _Letters(dict[int, int]):
    """What a word can have stays; all else is a space."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = code if char == '_' or unicodedata.category(char)[0] in 'LNM' else ord(' ')
        return self[code]


_LETTERS = _Letters()


def _parts(word: str) -> Iterable[str]:
    """What *word* is indexed as: its runs of letters, or their pairs."""
    if word.isascii():
        return (_mark_number(word),)
    return [part for run in _RUN.finditer(word) for part in _parts_of_run(run)]


def _parts_of_run(run: re.Match[str]) -> list[str]:
    letters = run[1]
    if not letters:
        return [_mark_number(run[0])]
    return [letters[i : i + 2] for i in range(len(letters) - 1)] or [letters]


def _mark_number(word: str) -> str:
    return f'#{word}' if word.isdigit() and word.isascii() else word


def _regular_expression_class() -> str:
    return ''.join(f'\\u{{{first:x}}}-\\u{{{last:x}}}' for first, last in UNSPACED)


SCRIPT = r"""
/* The words of a query. Made by proceedings/search/language.py, as pages are split. */
var splitQuery = (() => {
  const strokes = @STROKES@;
  const unspaced = /^[@UNSPACED@]/u;
  const runs = /[@UNSPACED@]+|[^@UNSPACED@]+/gu;

  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/./gsu, (letter) => strokes[letter] ?? letter)
      .normalize("NFC");

  const pairs = (letters) =>
    letters.length < 2 ? letters : letters.slice(1).map((letter, i) => letters[i] + letter);

  const parts = (run) => {
    if (unspaced.test(run)) return pairs([...run]);
    return [/^[0-9]+$/.test(run) ? `#${run}` : run];
  };

  return (text) =>
    (fold(text).match(/[\p{L}\p{N}\p{M}_]+/gu) ?? []).flatMap((word) => word.match(runs)).flatMap(parts);
})();
""".replace('@STROKES@', json.dumps(dict(STROKES))).replace('@UNSPACED@', _regular_expression_class())
"""What the browser runs: `splitQuery`, as Sphinx's own script would call it; ours does."""


class FoldedEnglish(SearchEnglish):
    """English as Sphinx knows it, without accents.

    `language_name` stays that of English: Sphinx makes the name of the stemmer's script from it. Where this
    language is not registered, Sphinx takes the part of `lang` before the underscore.
    """

    lang = 'en_folded'
    js_splitter_code = SCRIPT

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        # Sphinx remembers stems for one page only, and stemming takes most of the time of indexing.
        self._stems: dict[str, str] = {}

    def split(self, input: str) -> list[str]:
        """The words of a page: those of a query, and each letter that a query can be alone."""
        found = words(input)
        return found if input.isascii() else [*found, *_single_letters(found)]

    def stem(self, word: str) -> str:
        """The stem of *word*, which is not folded yet where Sphinx takes it from `<meta name="keywords">`."""
        if word not in self._stems:
            self._stems[word] = super().stem(fold(word))
        return self._stems[word]

    def word_filter(self, word: str) -> bool:
        """Whether *word* is indexed; unlike in other languages a number is."""
        return word not in self.stopwords


def _single_letters(found: list[str]) -> list[str]:
    return [letter for word in found if len(word) == 2 and _RUN.match(word)[1] for letter in word]  # type: ignore[index]


def setup_search_language(app: Sphinx) -> None:
    """Make the language known, and the one of every English site that chooses no other."""
    app.add_search_language(FoldedEnglish)
    app.connect('config-inited', _choose_language)
    app.connect('html-collect-pages', _forget_words)


def _choose_language(app: Sphinx, config: Config) -> None:
    if config.html_search_language is None and config.language.partition('_')[0] == 'en':
        config.html_search_language = FoldedEnglish.lang


def _forget_words(app: Sphinx) -> Iterable[NoReturn]:
    """`html-collect-pages`, when all pages are in the index, and before it is written: remove the words that are on no
    page any more. Sphinx begins with the index of the last build, and would publish them for ever, names, too."""
    if index := getattr(app.builder, 'indexer', None):
        for documents_of in (index._mapping, index._title_mapping):
            for word in [word for word, documents in documents_of.items() if not documents]:
                del documents_of[word]
    return ()
