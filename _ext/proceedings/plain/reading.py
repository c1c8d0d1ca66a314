"""Reads plain documents, before Sphinx reads all others: no parser is made for each, nor options for it; and of the
others those few for which no other process is worth it."""

from __future__ import annotations

import pickle
import time
import warnings
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache
from pathlib import Path

from docutils import nodes
from docutils.frontend import OptionParser, Values
from docutils.parsers import Parser
from docutils.readers import standalone
from docutils.utils import DependencyList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransformer
from sphinx.util.display import progress_message
from sphinx.util.docutils import LoggingReporter
from sphinx.util.parallel import ParallelTasks

from ..domain import proceedings_domain
from ..frozen import uproot
from ..processes import are_several, read_sooner
from ..prose.addresses import is_authored
from ..prose.parser import ProseParser
from ..stubs import StubParser
from .transforms import for_reading

OURS: tuple[type[Parser], ...] = (StubParser, ProseParser)


def setup_plain_reading(app: Sphinx) -> None:
    documents = PlainDocuments()
    app.connect('env-before-read-docs', documents.read, priority=900)  # when others have said what is to be read
    app.connect('env-updated', documents.tell)


class PlainDocuments:
    """Those that are read in one build."""

    def __init__(self) -> None:
        self.are_read: set[str] = set()

    def read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """`env-before-read-docs`: what is read here is left to Sphinx no more."""
        self.are_read.clear()
        if proceedings_domain(env).is_translated or Path(app.confdir, 'docutils.conf').is_file():
            return
        reader = PlainReader(app)
        if mine := list(filter(reader.may_read, docnames)):
            with progress_message(f'reading pages of the program: {len(mine):,}'):
                self.are_read |= reader.read_all(mine)
        others = [docname for docname in docnames if docname not in self.are_read]
        if are_several(app) and not read_sooner(app, others):
            self.are_read.update(map(reader.read_whole, others))
            others.clear()
        docnames[:] = others

    def tell(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """`env-updated`: what else was read."""
        return sorted(self.are_read)


class PlainReader:
    """Does for plain documents what `Builder.read_doc` does."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.env = app.env
        self.marks = proceedings_domain(app.env).data['plain']
        self.transforms = for_reading(app.registry.get_transforms())
        self.parser_for = cache(app.registry.get_source_parser)
        self.parser_of = cache(self._parser)
        self.folder_of = cache(self._folder)
        self.settings: dict[type[Parser], Values] = {parser: self._settings(parser) for parser in OURS}

    def may_read(self, docname: str) -> bool:
        """Whether only our own parsers have to read the file of *docname*, and what authors may write is all in it."""
        parser = self.parser_of(docname)
        return parser is StubParser or (parser is ProseParser and is_authored(docname))

    def _parser(self, docname: str) -> type[Parser]:
        suffixes = self.app.config.source_suffix
        path = str(self.env.doc2path(docname))
        return self.parser_for(next(suffixes[suffix] for suffix in suffixes if path.endswith(suffix)))

    def read_all(self, docnames: Sequence[str]) -> set[str]:
        """Read those of *docnames* that are plain; which these are."""
        for docname in docnames:
            self._purge(docname)
        are_safe = all(one.parallel_read_safe for one in self.app.extensions.values())
        if not (are_safe and read_sooner(self.app, docnames)):
            return set(filter(self.read, docnames))
        return self._read_in_processes(docnames, self.app.parallel)

    def read_whole(self, docname: str) -> str:
        """Have Sphinx read *docname*, plain or not, in this process."""
        self._purge(docname)
        self.app.builder.read_doc(docname)
        return docname

    def _read_in_processes(self, docnames: Sequence[str], number: int) -> set[str]:
        """Each of them takes its part at once: what Sphinx does for few documents each is most of its work."""
        parts = [part for part in (docnames[first::number] for first in range(number)) if part]
        are_read: set[str] = set()

        def read(part: Sequence[str]) -> tuple[list[str], bytes]:
            found = list(filter(self.read, part))
            return found, pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(part: Sequence[str], result: tuple[list[str], bytes]) -> None:
            found, pickled = result
            self.env.merge_info_from(found, pickle.loads(pickled), self.app)
            are_read.update(found)

        tasks = ParallelTasks(number)
        for part in parts[1:]:
            tasks.add_task(read, part, merge)
        are_read.update(filter(self.read, parts[0]))
        tasks.join()
        return are_read

    def _purge(self, docname: str) -> None:
        """As Sphinx does; but looking for traces of what was never read takes the longer the more others there are."""
        if docname in self.env.all_docs:
            self.app.emit('env-purge-doc', self.env, docname)
        self.env.clear_doc(docname)

    def read(self, docname: str) -> bool:
        """Read *docname*, if it is plain; whether it is."""
        env = self.env
        env.prepare_settings(docname)
        try:
            document = self._parsed(docname)
            if document is None:
                return False
            self._transform(document)
        finally:
            env.current_document.clear()
            env.ref_context.clear()
        env.all_docs[docname] = time.time_ns() // 1_000
        self.marks[docname] = True
        self._keep(docname, document)
        uproot(document)
        return True

    def _parsed(self, docname: str) -> nodes.document | None:
        """The document, if its source is plain. An extension that changes sources may be asked once more by Sphinx."""
        path = self.env.doc2path(docname)
        source = [path.read_text(encoding=self.env.settings['input_encoding'])]
        self.app.emit('source-read', docname, source)
        parser = self.parser_of(docname)
        document = self._new(str(path), parser)
        return document if parser.parse_plain(source[0], document) else None  # type: ignore[attr-defined]

    def _new(self, path: str, parser: type[Parser]) -> nodes.document:
        settings = copy(self.settings[parser])  # in a tenth of the time of their own method
        settings._source = path
        reporter = LoggingReporter(
            source=path,
            report_level=settings.report_level,
            halt_level=settings.halt_level,
            debug=settings.debug,
            error_handler=settings.error_encoding_error_handler,
        )
        document = nodes.document(settings, reporter, source=path)
        document.note_source(path, -1)
        return document

    def _transform(self, document: nodes.document) -> None:
        document.transformer = SphinxTransformer(document)
        document.transformer.add_transforms(self.transforms)
        document.transformer.apply_transforms()

    def _keep(self, docname: str, document: nodes.document) -> None:
        """What `Builder.write_doctree` does, which makes a copy of the settings: others may have the same."""
        document.reporter = document.transformer = None  # type: ignore[assignment]
        document.settings.env = document.settings.warning_stream = None
        document.settings.record_dependencies = DependencyList()
        folder, _, name = docname.rpartition('/')
        self.folder_of(folder).joinpath(f'{name}.doctree').write_bytes(pickle.dumps(document, pickle.HIGHEST_PROTOCOL))

    def _folder(self, name: str) -> Path:
        folder = self.app.doctreedir / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _settings(self, parser: type[Parser]) -> Values:
        """What Sphinx makes anew for each document, in two thousandths of a second."""
        with warnings.catch_warnings(action='ignore', category=DeprecationWarning):
            options = OptionParser(
                components=(standalone.Reader, parser),
                defaults={'traceback': True, **self.env.settings},
                read_config_files=True,
            )
            return options.get_default_values()
