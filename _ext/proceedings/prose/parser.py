"""Authored Markdown in Sphinx: MyST's parser with the guard of `prose`, and a transform that vets links and files.

Pages that an organizer owns are MyST, unrestricted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, MutableMapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from ..problems import Place, Problem, Problems
from .addresses import file_problem, image_problem, is_authored, is_remote, link_problem, target_problem
from .allowed import FILES, IMAGES, LEXERS, LONGEST_COLOURED, is_of_page
from .guard import guard
from .judging import giving_up, judge
from .paragraphs import add_paragraphs, is_only_words
from .review import Review, TooMuch, environment, line_within, review_of
from .text import consecutive, readable
from .vet import is_plain

logger = logging.getLogger(__name__)

_PROBLEMS = 'proceedings_prose'
"""Where Sphinx's data on the document that it reads has the `Problems` of the parser, for the transform."""


class ProseParser(MystParser):
    """MyST for organizers, and the allowed part of it for authors.

    Their front matter is checked elsewhere, and MyST never sees it: it could change the settings of the parser.
    """

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        if not is_authored(env.docname):
            super().parse(inputstring, document)
            return
        text, file, problems = _readable(inputstring, env)
        if _add_words(text, document):
            return
        md = guard(create_md_parser(env.myst_config, ProseRenderer))
        md.options['document'] = document
        if not is_plain(text):
            judge(md, text, file, problems, image_hosts=_image_hosts(env))
        said = Problems()
        complete = False
        with giving_up(file, said):
            md.render(text, environment(Review(file, said, image_hosts=_image_hosts(env))))
            complete = True
        if not complete:
            _empty(document)
            md.render('')
        _add_new(problems, said)

    @staticmethod
    def parse_plain(inputstring: str, document: nodes.document) -> bool:
        """Parse the source of an authored page that is nothing but words; whether it is."""
        text, _, _ = _readable(inputstring, document.settings.env)
        return _add_words(text, document)


def _readable(inputstring: str, env: BuildEnvironment) -> tuple[str, str, Problems]:
    """(text without what is not Markdown, its file, the problems of both)."""
    file = str(env.doc2path(env.docname, base=False))
    if env.doc2path(env.docname).is_symlink():
        inputstring = ''  # it may lead out of the site; `load` says so
    problems = env.current_document[_PROBLEMS] = Problems()
    return readable(inputstring, file, problems), file, problems


def _add_words(text: str, document: nodes.document) -> bool:
    """Add *text* to *document* if it is nothing but words; whether it is."""
    config = document.settings.env.myst_config
    if not is_only_words(text, config.enable_extensions):
        return False
    add_paragraphs(text, document)
    _leave_as_myst_does(document, config)
    return True


def _leave_as_myst_does(document: nodes.document, config: MdParserConfig) -> None:
    """What MyST's transforms look for when they find the document."""
    document.myst_slugs = {}  # type: ignore[attr-defined]
    document.settings.myst_heading_anchors_html_ids = config.heading_anchors_html_ids
    document.settings.myst_footnote_transition = config.footnote_transition
    document.settings.myst_footnote_sort = config.footnote_sort


def _empty(document: nodes.document) -> None:
    """Take out of *document* all that a broken-off parse has left: its nodes, and what it knows of them."""
    kept = document.attributes, document.transformer
    document.__dict__.update(nodes.document(document.settings, document.reporter).__dict__)
    document.attributes, document.transformer = kept


def _add_new(problems: Problems, more: Problems) -> None:
    """Add what *problems* does not say yet; its own lines are exact, also inside directives."""
    said = {problem.message for problem in problems.found}
    problems.found |= {problem for problem in more.found if problem.message not in said}


class ProseRenderer(SphinxRenderer):
    """MyST's renderer, for tokens that the guard has let through."""

    def render(self, tokens: Sequence[Token], options: Any, md_env: MutableMapping[str, Any]) -> nodes.document:
        headings = [index for index, token in enumerate(tokens) if token.type == 'heading_open' and not token.level]
        for index, level in zip(headings, consecutive(int(tokens[i].tag[1]) for i in headings), strict=True):
            tokens[index].tag = tokens[index + 2].tag = f'h{level}'
        document: nodes.document = super().render(tokens, options, md_env)
        return document

    def nested_render_text(self, text: str, lineno: int, inline: bool = False, *args: Any, **kwargs: Any) -> None:
        # MyST counts the lines of a block from the line above it, and those of a title from the title itself
        lineno = max(lineno - inline, 0)
        review = review_of(self.md_env)
        with review.within(lineno) if review else nullcontext():
            super().nested_render_text(text, lineno, inline, *args, **kwargs)

    def run_directive(self, name: str, first_line: str, content: str, position: int, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().run_directive(name, first_line, content, position, *args, **kwargs)
        except (RecursionError, TooMuch):
            raise
        except Exception as error:  # some directives take for granted that they are written as they should be
            if review := review_of(self.md_env):
                place = Place(review.file, position)
                what = f'directive "{name}" fails here ({type(error).__name__})'
                review.problems.add(place, 'markdown', f'{what}; is it complete?')
            source = kwargs.get('block_text') or content
            return [nodes.literal_block(source, source, language='none')]

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Give each part of a paragraph its own line: MyST gives all of them that of the paragraph."""
        start = token.map[0] if token.map else 0
        for node in token.walk(include_self=False):
            for part in node.to_tokens():
                part.map = [start + line_within(part)] * 2
        super().render_inline(token)

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """A paragraph; with hard line breaks in it, a block of lines, which every builder can show."""
        super().render_paragraph(token)
        paragraph = self.current_node[-1]
        if isinstance(paragraph, nodes.paragraph) and any(isinstance(child, _Break) for child in paragraph):
            self.current_node[-1] = _line_block(paragraph)

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        in_paragraph = isinstance(self.current_node, nodes.paragraph)
        self.current_node.append(_Break('\n') if in_paragraph else nodes.Text('\n'))

    def _random_label(self) -> str:
        """A label for an equation without one: the same in every build."""
        return f'{self.sphinx_env.docname}-{self.sphinx_env.new_serialno("proceedings-equation")}'


class _Break(nodes.Text):
    """A hard line break, until the paragraph becomes a block of lines: Sphinx's visitors do not know it."""


def _line_block(paragraph: nodes.Element) -> nodes.line_block:
    lines = [nodes.line()]
    for child in paragraph.children:
        if isinstance(child, _Break):
            lines.append(nodes.line())
        else:
            lines[-1] += child
    for line in lines:
        line.source, line.line = paragraph.source, paragraph.line
    block = nodes.line_block('', *lines)
    block.source, block.line = paragraph.source, paragraph.line
    return block


class VetProse(SphinxTransform):
    """Judges the links, images and files of an authored page, and logs all of the page's problems.

    It runs before anything else: what other modules add to the page is theirs, and no file has been collected yet.
    """

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        docname = self.env.docname
        if not is_authored(docname):
            return
        file = str(self.env.doc2path(docname, base=False))
        self.found = Problems()
        _leave_ids_to_page(self.document)
        for raw in list(self.document.findall(nodes.raw)):
            self.report(raw, 'no raw output here; write Markdown instead')
            raw.parent.remove(raw)
        for quote in list(self.document.findall(nodes.block_quote)):
            if not quote.children:
                quote.parent.remove(quote)  # Sphinx fails over an empty one with a class
        self.vet_code()
        for footnote in self.document.findall(nodes.footnote):
            self.vet_footnote(footnote)
        for image in list(self.document.findall(nodes.image)):
            self.vet_image(image)
        for reference in list(self.document.findall(nodes.reference)):
            self.vet_link(reference)
        for xref in list(self.document.findall(addnodes.pending_xref)):
            self.vet_target(xref)
        for download in list(self.document.findall(addnodes.download_reference)):
            self.vet_download(download)
        problems: Problems = self.env.current_document.get(_PROBLEMS) or Problems()
        _add_new(problems, self.found)
        said = {(problem.place.file, problem.message) for problem in _reported(self.env)}  # as the program was loaded
        for problem in problems.sorted():
            if problem.notice or (problem.place.file, problem.message) in said:
                continue
            location = f'{file}:{problem.place.line}'
            logger.warning(problem.message, location=location, type='proceedings', subtype=problem.subtype)

    def report(self, node: nodes.Node, message: str) -> None:
        place: nodes.Node | None = node
        while place is not None and place.line is None:
            place = place.parent
        file = str(self.env.doc2path(self.env.docname, base=False))
        self.found.add(Place(file, (place.line if place is not None else None) or 1), 'markdown', message)

    def vet_code(self) -> None:
        """Of languages that are not known, and of too much, all is in one colour."""
        coloured = 0
        for code in (*self.document.findall(nodes.literal_block), *self.document.findall(nodes.literal)):
            length = len(code.astext())
            is_known = str(code.get('language', 'default')).lower() in LEXERS
            if is_known and length <= LONGEST_COLOURED and coloured + length <= 4 * LONGEST_COLOURED:
                coloured += length
            elif isinstance(code, nodes.literal_block) or 'language' in code:
                code['language'] = 'none'

    def vet_footnote(self, footnote: nodes.footnote) -> None:
        """LaTeX finds no end of one that refers to itself."""
        for reference in list(footnote.findall(nodes.footnote_reference)):
            if reference.get('refname') in footnote['names']:
                self.report(reference, 'this footnote refers to itself; leave that out')
                _replace(reference, [nodes.Text(f'[{reference.astext() or reference["refname"]}]')])

    def vet_link(self, reference: nodes.Element) -> None:
        message = link_problem(reference.get('refuri', ''))
        if message:
            self.report(reference, message)
            _replace(reference, reference.children or [nodes.Text(reference['refuri'])])

    def vet_target(self, xref: nodes.Element) -> None:
        """A link of Markdown that leads to no page: it is text, and nobody says so once more."""
        if xref.get('reftype') != 'myst' or xref.get('refdomain'):
            return
        if message := target_problem(Path(self.env.srcdir), self.env.docname, xref['reftarget']):
            self.report(xref, message)
            _replace(xref, xref[0].children or [nodes.Text(xref['reftarget'])])

    def vet_download(self, download: nodes.Element) -> None:
        message = file_problem(Path(self.env.srcdir), self.env.docname, download['reftarget'], FILES)
        if any(isinstance(parent, nodes.title) for parent in _parents(download)):
            message = 'no link to a file in a heading; write it below'  # Sphinx's table of contents breaks over it
        if message:
            self.report(download, message)
            inner = download[0].children if download['refexplicit'] else [nodes.Text(download['reftarget'])]
            _replace(download, inner)

    def vet_image(self, image: nodes.Element) -> None:
        url = image['uri']
        path = unquote(url)  # markdown-it quotes blanks and accents, which file names may have
        message = image_problem(url, _image_hosts(self.env))
        if not message and is_remote(url):
            return
        message = message or file_problem(Path(self.env.srcdir), self.env.docname, path, IMAGES)
        if not message:
            image['uri'] = path
            return
        self.report(image, message)
        text = nodes.Text(image.get('alt') or url)
        is_linked = any(isinstance(parent, nodes.reference) for parent in _parents(image))
        _replace_image(image, nodes.reference('', '', text, refuri=url) if is_remote(url) and not is_linked else text)


def _leave_ids_to_page(document: nodes.document) -> None:
    """Give other ids to what has one of the page's own, by which its links and scripts find their places."""
    ids = {id: _free(id, document) for id in document.ids if is_of_page(id)}
    if not ids:
        return
    for node in document.findall(nodes.Element):
        node['ids'] = [ids.get(id, id) for id in node['ids']]
    document.ids = {ids.get(id, id): node for id, node in document.ids.items()}
    document.nameids = {name: ids.get(id, id) for name, id in document.nameids.items()}
    slugs = getattr(document, 'myst_slugs', {})  # which the environment has, too
    slugs.update({slug: (line, ids.get(id, id), text) for slug, (line, id, text) in slugs.items()})


def _free(id: str, document: nodes.document) -> str:
    """*id* with something before it, so that neither the page nor the text has it."""
    id = f'text-{id}'
    return _free(id, document) if id in document.ids else id


def _reported(env: BuildEnvironment) -> frozenset[Problem]:
    """What this build has said already."""
    return getattr(_domain(env), 'reported', frozenset())


def _image_hosts(env: BuildEnvironment) -> Collection[str]:
    """The hosts that may be asked for images."""
    program = getattr(_domain(env), 'program', None)
    return program.series.image_hosts if program else ()


def _domain(env: BuildEnvironment) -> Domain | None:
    """That of the program, if the rest of the extension is in use."""
    try:
        return env.get_domain('proceedings')
    except ExtensionError:
        return None


def _parents(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _replace(node: nodes.Element, shown: Sequence[nodes.Node]) -> None:
    """Put *shown* in the place of *node*."""
    parent = node.parent
    index = parent.index(node)
    parent.remove(node)
    parent[index:index] = list(shown)


def _replace_image(image: nodes.Element, shown: nodes.Node) -> None:
    """Put *shown* in the place of *image*; of a figure, the caption and the legend stay as paragraphs."""
    block = image.parent if isinstance(image.parent, nodes.reference) else image
    figure = block.parent if isinstance(block.parent, nodes.figure) else None
    if figure is None and isinstance(block.parent, nodes.TextElement):
        _replace(image, [shown])
        return
    paragraph = nodes.paragraph()
    paragraph.source, paragraph.line = image.source, image.line
    paragraph.update_basic_atts(figure or block)
    _replace(figure or block, [paragraph, *(_captions(figure) if figure else [])])
    if block is not image:
        _replace(image, [shown])
        shown = block
    paragraph += shown


def _captions(figure: nodes.Element) -> Iterator[nodes.Node]:
    for child in figure.children[1:]:
        if isinstance(child, nodes.caption):
            caption = nodes.paragraph('', '', *child.children)
            caption.source, caption.line = child.source, child.line
            yield caption
        else:
            yield from child.children
