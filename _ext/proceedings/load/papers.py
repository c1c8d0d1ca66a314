"""Papers that lie in the repository: which file is whose, and whether it is a PDF that can be published.

A paper is where a `paper` link says, or at `talks/2019/ID.pdf`, beside the Markdown file of its talk. On the site it
has the address of the talk's page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..documents import paper_file
from ..model import Edition, Talk
from ..problems import Place, Problems, most_like, short
from ..schema.entries import EditionFile, TalkFrontMatter, TalkLinksEntry
from ..source import Loc
from .markdown import names_in
from .validate import File

AnyFile = File[EditionFile] | File[TalkFrontMatter]

HEADER, TRAILER = b'%PDF-', b'%%EOF'
"""What a PDF begins and ends with (ISO 32000-1, 7.5.2 and 7.5.5); readers take some bytes before and behind."""

SLACK = 1024


class Papers:
    """The papers of one edition that are files of the site; `used` are those that some talk has."""

    def __init__(self, edition: str, site: Path, problems: Problems) -> None:
        self.edition = edition
        self.site = site
        self.problems = problems
        self.used: set[str] = set()
        self.beside = {name.lower() for name in names_in(site / 'talks' / edition)}
        """What lies beside the Markdown, in lower case: on some disks that is no other name."""

    def with_paper(self, talk: Talk, file: File[EditionFile], loc: Loc, front: File[TalkFrontMatter] | None) -> Talk:
        """*talk* with the way to its paper, if that is here; *file* and *front* are what may say where."""
        entry = file.entries.talks[int(loc[1])]
        written = [*self._named(file, loc, entry.links, '')]
        if front:
            written += self._named(front, (), front.entries.links, posixpath.dirname(paper_file(talk.ref)))
        if not written:
            return self._with_beside(talk)
        path, which, at = written[0]
        for other, other_file, other_at in written[1:]:
            if other != path:
                other_file.problem(other_at, 'duplicate', f'the paper is {path} already; a talk has one, so delete one')
        problem = _file_problem(self.site, path) or pdf_problem(self.site / path)
        if problem:
            which.problem(at, 'file', f'"{short(path)}" {problem}')
            return talk
        return replace(talk, pdf=path)

    def _named(self, file: AnyFile, loc: Loc, links: TalkLinksEntry, folder: str) -> Iterator[tuple[str, AnyFile, Loc]]:
        """(way to it, who says so, where) of each paper that is a file."""
        for index, written in links.files:
            path = posixpath.normpath(posixpath.join(folder, written))
            self.used.add(path)
            yield path, file, (*loc, 'links', 'paper', index)

    def _with_beside(self, talk: Talk) -> Talk:
        path = paper_file(talk.ref)
        if posixpath.basename(path) not in self.beside:
            return talk
        if not (self.site / path).exists() and not (self.site / path).is_symlink():
            return talk
        self.used.add(path)
        if problem := _file_problem(self.site, path) or pdf_problem(self.site / path):
            self.problems.add(Place(path), 'file', problem)
            return talk
        return replace(talk, pdf=path)

    def report_strange(self, edition: Edition) -> None:
        """Notices for files that look like the paper of a talk, and are not: no slip is to pass in silence."""
        without = [talk.id for talk in edition.talks.values() if not talk.pdf]
        for path in sorted((self.site / 'talks' / self.edition).glob('*.pdf')):
            name = f'talks/{self.edition}/{path.name}'
            if name not in self.used and path.stem in edition.talks:
                message = (
                    f'is not shown: the paper of "{path.stem}" is {edition.talks[path.stem].pdf}; delete one of them'
                )
                self.problems.add(Place(name), 'file', message, notice=True)
            elif name not in self.used and (meant := most_like(path.stem, without)):
                message = f'no talk "{path.stem}"; if it is the paper of "{meant}", rename it to {meant}.pdf'
                self.problems.add(Place(name), 'file', message, notice=True)


def _file_problem(site: Path, path: str) -> str | None:
    """What is wrong with *path* as that of a file of the site; nothing there may lead out of it."""
    parts = [site.joinpath(*path.split('/')[: n + 1]) for n in range(len(path.split('/')))]
    if any(part.is_symlink() for part in parts):
        return 'is a symbolic link, or in a linked folder; put the file itself here'
    if not parts[-1].is_file():
        like_host = '/' in path and '.' in path.partition('/')[0]
        way_out = 'if it is a web address, write https:// in front' if like_host else 'is its name spelled the same?'
        return f'is no file of this site; {way_out}'
    return None


def pdf_problem(path: Path) -> str | None:
    """What is wrong with the file at *path* as a PDF; only its two ends are read."""
    try:
        with path.open('rb') as file:
            head = file.read(SLACK)
            size = file.seek(0, 2)
            file.seek(max(0, size - SLACK))
            tail = file.read()
    except OSError as error:
        return f'cannot be read: {error.strerror}'
    if HEADER not in head:
        lfs = ' (it is a pointer of Git LFS: run git lfs pull)' if head.startswith(b'version https://git-lfs') else ''
        return f'is not a PDF{lfs}; save the paper as PDF'
    if TRAILER not in tail:
        return 'is a PDF that ends too early; was it copied whole?'
    return None
