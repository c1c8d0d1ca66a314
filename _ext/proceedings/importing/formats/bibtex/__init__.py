r"""A volume in BibTeX: `@proceedings`, and an `@inproceedings` for each paper, as the ACL Anthology, PMLR, NeurIPS and
this site itself write them.

bibtexparser takes the file apart (`entries`); only its `Splitter` is used, since its later stages leave `a # " b"` as
it is. What TeX has in it is read by `texts`. `program` makes a draft: of the `volume` and its `papers`, by `facts`,
`values` and `names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...draft import Draft
from ...report import Report
from ...tables.stems import source_stem
from .. import File, UnreadableError
from .entries import items_of
from .program import draft_of

NAME = 'bibtex'

_VOLUMES = frozenset({'proceedings', 'mvproceedings', 'collection', 'book'})
_PAPERS = frozenset(
    {
        'article', 'conference', 'inbook', 'incollection', 'inproceedings', 'misc', 'online', 'techreport',
        'unpublished', 'report', 'presentation',
    }
)  # fmt: skip
_START = re.compile(
    rb'^\s*@\s*(?:(?:in)?proceedings|conference|article|misc|string|comment|preamble|incollection|book)\s*[{(]',
    re.IGNORECASE | re.MULTILINE,
)


def recognizes(file: File) -> bool:
    return file.path.suffix.lower() in ('.bib', '.bibtex') or bool(
        file.path.suffix.lower() in ('.txt', '.ref', '') and _START.search(file.head)
    )


def read(files: Sequence[File], report: Report) -> Draft:
    items = [item for file in files for item in items_of(file, report)]
    papers = [item for item in items if item.type in _PAPERS]
    volumes = [item for item in items if item.type in _VOLUMES]
    for item in items:
        if item.type not in _PAPERS | _VOLUMES:
            report.lose(f'entries of the type {item.type}', item.place, item.key, 'it is neither a paper nor a volume')
    if not papers and not volumes:
        raise UnreadableError(f'{files[0].name}: there are no papers here: no @inproceedings')
    return draft_of(volumes, papers, report, stem=source_stem(files[0]))
