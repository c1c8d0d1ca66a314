"""Writes plain documents as web pages: no transform looks for anything in them but references, which headings have."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence, Set
from itertools import islice
from math import ceil
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import progress_message
from sphinx.util.docutils import LoggingReporter
from sphinx.util.parallel import ParallelTasks

from ..domain import proceedings_domain
from ..frozen import uproot
from .transforms import needed

MOST = 480
"""So many documents another process writes at once. Each process starts with what this one has found that pages share,
and finds the rest by itself; but they are all in memory."""

PARTS = 3
"""So many times each process is given some, if there are few."""

FEW = 40
"""So many documents are written before another process has begun, or nearly."""

QUICKER = 4
"""So many documents are resolved in the time in which another process writes one."""


class WritesPlainDocuments:
    """What a builder of Sphinx does that writes plain documents by itself, where no other extension wants to see them
    before."""

    def write_documents(self: Any, docnames: Set[str]) -> None:
        mine = docnames & proceedings_domain(self.env).data['plain'].keys()
        if any(needed(self._registry.get_post_transforms())):
            mine = set()
        if mine:
            with progress_message(f'writing pages of the program: {len(mine):,}'):
                write = self.write_in_processes if self.parallel_ok and len(mine) > FEW else self.write_here
                write(sorted(mine))
        if rest := docnames - mine:
            super().write_documents(rest)  # type: ignore[misc]

    def write_here(self: Any, docnames: Iterable[str]) -> None:
        self.write_all((docname, self.resolve_plain(docname)) for docname in docnames)

    def write_in_processes(self: Any, docnames: Sequence[str]) -> None:
        """As in Sphinx, extensions see in this process what is resolved, and another writes it; but this one writes,
        too, as long as those have something to do."""
        others = self._app.parallel - 1
        tasks = ParallelTasks(others)
        left = iter(docnames)
        theirs = min(MOST, ceil(len(docnames) / PARTS / others))
        mine = theirs * max(0, QUICKER - others) // (QUICKER + 1) // others
        self.write_here(islice(left, 1))  # what is the same on all pages is there when the others begin
        while part := list(islice(left, theirs)):
            tasks.add_task(self.write_all, [(docname, self.resolve_plain(docname)) for docname in part])
            self.write_here(islice(left, mine))
        tasks.join()

    def write_all(self: Any, resolved: Iterable[tuple[str, nodes.document]]) -> None:
        self.phase = BuildPhase.WRITING
        for docname, doctree in resolved:
            self.write_doc(docname, doctree)
            uproot(doctree)

    def resolve_plain(self: Any, docname: str) -> nodes.document:
        """What `BuildEnvironment.get_and_resolve_doctree` gives, and who wants to know is told of it. Its toctrees are
        hidden, so nothing of them is shown."""
        self.phase = BuildPhase.RESOLVING
        doctree: nodes.document = pickle.loads((self.doctreedir / f'{docname}.doctree').read_bytes())
        doctree.settings.env = self.env
        doctree.reporter = LoggingReporter(doctree['source'])
        found = [node for node in doctree.findall() if isinstance(node, addnodes.toctree | addnodes.pending_xref)]
        toctrees = [node for node in found if isinstance(node, addnodes.toctree)]
        for toctree in toctrees:
            toctree.parent.remove(toctree)
        if len(found) > len(toctrees):
            ReferencesResolver(doctree).apply()
        self.events.emit('doctree-resolved', doctree, docname)
        self.phase = BuildPhase.WRITING
        self.write_doc_serialized(docname, doctree)
        return doctree
