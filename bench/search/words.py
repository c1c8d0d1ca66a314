"""Titles, abstracts and names with as much in them as real ones: what a search index weighs depends on nothing else.

Titles that repeat a dozen subjects compress to a fraction of real ones. These are chains of words, each of which
follows the one before it in the program of this repository; some are exchanged for made-up technical words, a few of
which are frequent and most rare. How many is chosen so that gzip makes as much of a title as of a real one.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

import yaml

END = ''
"""What comes before the first and after the last word of a chain."""

LETTERS = 5
"""Words that begin with as many letters alike are like each other."""

FLATNESS = 0.7
"""The exponent of the law of Zipf; 1 would be that of ordinary prose, which has fewer rare words."""

SHORT = 4
"""Shorter words stay as they are: most are those of the grammar."""


class Chain:
    """Draws words, or letters, each after those that it follows in what was read."""

    def __init__(self, examples: Iterable[Iterable[str]], order: int) -> None:
        self.order = order
        self.next: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for example in examples:
            before = (END,) * order
            for part in [*example, END]:
                self.next[before].append(part)
                before = (*before[1:], part)

    def draw(self, random: Random) -> Iterator[str]:
        before = (END,) * self.order
        while part := random.choice(self.next[before]):
            yield part
            before = (*before[1:], part)


class Vocabulary:
    """Made-up words that look like those of *examples*, and begin with none of *planted*: the first are
    drawn most often, as Zipf found of real words."""

    def __init__(self, examples: set[str], planted: set[str], size: int, random: Random) -> None:
        spelling = Chain(sorted(examples), order=3)
        made: dict[str, None] = {}
        while len(made) < size:
            word = ''.join(spelling.draw(random))
            if 5 <= len(word) <= 16 and word not in examples and word[:LETTERS] not in planted:
                made[word] = None
        self.words = [*made]
        self.weights = [*accumulate((rank + 3) ** -FLATNESS for rank in range(size))]

    def draw(self, random: Random) -> str:
        return self.words[bisect(self.weights, random.random() * self.weights[-1])]


class Writer:
    """Writes texts like *examples*, with words of *vocabulary* in place of one in *1 / share*."""

    def __init__(self, examples: Iterable[str], vocabulary: Vocabulary, share: float) -> None:
        self.chain = Chain((text.split() for text in examples), order=1)
        self.vocabulary = vocabulary
        self.share = share

    def text(self, random: Random, shortest: int, longest: int) -> str:
        while not shortest <= len(words := [*self.chain.draw(random)]) <= longest:
            pass
        return ' '.join(self.exchanged(word, random) for word in words)

    def exchanged(self, word: str, random: Random) -> str:
        """*word*, or another with its capital and the comma behind it."""
        letters = re.match(r'[A-Za-z-]+', word)
        if not letters or len(letters[0]) < SHORT or letters[0].isupper() or random.random() > self.share:
            return word
        new = self.vocabulary.draw(random)
        return (new.capitalize() if word[0].isupper() else new) + word[letters.end() :]


def gzip_each(texts: list[str]) -> float:
    """How many bytes gzip makes of each of *texts*, one to a line."""
    return len(gzip.compress('\n'.join(texts).encode(), 6)) / len(texts)


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall('[a-z]+', text.lower()))


class Real:
    """What the program of this repository says: titles, names, the sentences of abstracts."""

    def __init__(self, root: Path) -> None:
        talks = [
            talk
            for year in ('2019', '2020')
            for talk in yaml.load((root / f'program/{year}.yml').read_text('utf-8'), yaml.CSafeLoader)['talks']
        ]
        self.titles = [talk['title'] for talk in talks]
        self.names = sorted({name for talk in talks for name in talk.get('authors', []) if isinstance(name, str)})
        abstracts = sorted(path for path in root.glob('talks/*/*.md') if path.name != 'index.md')
        self.abstracts = [prose(path.read_text('utf-8')) for path in abstracts]
        self.sentences = [text for abstract in self.abstracts for text in re.split(r'(?<=\.) ', abstract)]


def prose(markdown: str) -> str:
    """*markdown* in one line, without front matter, formulas and what else the loader would have to be pleased with."""
    text = re.sub(r'\A---\n.*?\n---\n', '', markdown, flags=re.DOTALL)
    text = re.sub(r'\{\w+\}`[^`]*`|[$*_`<>\[\]{}#|\\]', '', text)
    return ' '.join(text.split())
