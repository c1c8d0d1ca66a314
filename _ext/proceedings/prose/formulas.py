"""Formulas of authors on their way to LaTeX, which would run whatever is in them: only those go there that a page can
show, since for pages it is known what each command does. The others are shown as they are written."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ..maths.mathml import problem
from ..maths.nodes import source_of, title_math
from .addresses import is_authored

logger = logging.getLogger(__name__)


class VetFormulas(SphinxPostTransform):
    """In what LaTeX gets, each document is in a node with its name."""

    default_priority = 400
    formats = ('latex',)

    def run(self, **kwargs: Any) -> None:
        for document in self.document.findall(addnodes.start_of_file):
            if is_authored(document['docname']):
                formulas: list[nodes.math | nodes.math_block] = [*document.findall(nodes.math)]
                for formula in [*formulas, *document.findall(nodes.math_block)]:
                    if not isinstance(formula, title_math):  # which is judged where it is written
                        vet(formula)


def vet(formula: nodes.math | nodes.math_block) -> None:
    """Put the source of *formula* in its place, with a warning, where it is not known what it would do."""
    is_block = isinstance(formula, nodes.math_block)
    if message := problem(source_of(formula), display=is_block):
        logger.warning(message, location=formula, type='proceedings', subtype='markdown')
        text, ids = formula.astext(), formula['ids']
        as_it_is = nodes.literal_block(text, text, ids=ids, language='none') if is_block else nodes.literal(text, text)
        formula.parent.replace(formula, as_it_is)
