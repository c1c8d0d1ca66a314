"""Which transforms have something to do in plain documents: those that are not known to have nothing to do there, and
one of Sphinx's only where it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils.transforms import Transform
from sphinx.transforms import SphinxSmartQuotes

from ..books import ShowProgramParts
from ..images import SizeImages
from ..page import prose_of
from ..prose.formulas import VetFormulas

_IDLE = {
    # of docutils' reader and of the parsers, see `reading`: they look for what a parser makes of markup
    'docutils.transforms.frontmatter': 'DocInfo DocTitle SectionSubTitle',
    'docutils.transforms.misc': 'Transitions',
    'docutils.transforms.references': (
        'AnonymousHyperlinks ExternalTargets Footnotes IndirectHyperlinks InternalTargets PropagateTargets SectionIDs '
        'Substitutions'
    ),
    'docutils.transforms.universal': 'Decorations ExposeInternals StripComments Validate',
    'myst_parser.mdit_to_docutils.transforms': (
        'AddSlugIds CollectFootnotes PrioritiseExplicitIds ResolveAnchorIds ResolveSectionRefs SortFootnotes '
        'UnreferencedFootnotesDetector'
    ),
    # for citations, footnotes, code, indices, glossaries, substitutions, references; and for translations, which plain
    # documents have none of
    'sphinx.builders.latex.transforms': (
        'BibliographyTransform CitationReferenceTransform DocumentTargetTransform FootnoteDocnameUpdater '
        'IndexInSectionTitleTransform LaTeXFootnoteTransform LiteralBlockTransform MathReferenceTransform '
        'ShowUrlsTransform SubstitutionDefinitionsRemover'
    ),
    'sphinx.builders.linkcheck': 'HyperlinkCollector',
    'sphinx.domains.c': 'AliasTransform',
    'sphinx.domains.citation': 'CitationDefinitionTransform CitationReferenceTransform',
    'sphinx.domains.cpp': 'AliasTransform',
    'sphinx.ext.intersphinx._resolve': 'IntersphinxRoleResolver',
    'sphinx.transforms': (
        'ApplySourceWorkaround AutoIndexUpgrader AutoNumbering DefaultSubstitutions DoctestTransform '
        'ExtraTranslatableNodes FilterSystemMessages GlossarySorter HandleCodeBlocks MoveModuleTargets '
        'ReorderConsecutiveTargetAndIndexNodes SortIds'
    ),
    'sphinx.transforms.compact_bullet_list': 'RefOnlyBulletListTransform',
    'sphinx.transforms.i18n': (
        'AddTranslationClasses Locale PreserveTranslatableMessages RemoveTranslatableInline '
        'TranslationProgressTotaliser'
    ),
    'sphinx.transforms.post_transforms': (
        'OnlyNodeTransform PropagateDescDomain ReferencesResolver SigElementFallbackTransform'
    ),
    'sphinx.transforms.post_transforms.code': 'HighlightLanguageTransform TrimDoctestFlagsTransform',
    'sphinx.transforms.post_transforms.images': 'DataURIExtractor ImageDownloader',
    'sphinx.transforms.references': 'SphinxDanglingReferences',
    # for links, cards, tabs and the like
    'myst_parser.sphinx_ext.myst_refs': 'MystReferenceResolver',
    'pydata_sphinx_theme.short_link': 'ShortenLinkTransform',
    'sphinx_design.aside': 'AsideHtmlTransform',
    'sphinx_design.badges_buttons': (
        'BadgeRefTooltipGraft BadgeRefTooltipStash ButtonRefContentGraft ButtonRefContentStash MaterialRole'
    ),
    'sphinx_design.dropdown': 'DropdownHtmlTransform',
    'sphinx_design.extension': 'AddFirstTitleCss',
    'sphinx_design.tabs': 'TabSetHtmlTransform',
}

IDLE = frozenset(
    {
        *(f'{module}.{name}' for module, names in _IDLE.items() for name in names.split()),
        *(f'{ours.__module__}.{ours.__qualname__}' for ours in (ShowProgramParts, SizeImages, VetFormulas)),
    }
)
"""Those that are known to have nothing to do. One that is unknown may be of another extension, or of another Sphinx."""


def needed(transforms: Iterable[type[Transform]]) -> Iterator[type[Transform]]:
    """Those of *transforms* that may have something to do in a plain document."""
    return (one for one in transforms if f'{one.__module__}.{one.__qualname__}' not in IDLE)


_QUOTES = re.compile(r"""["']|--|\.\.\.|\. \. \.""")
"""What Sphinx makes round, long or one mark. Escapes are nowhere in plain prose, nor are backticks."""


class QuotesOfProse(SphinxSmartQuotes):
    """Takes the time of Sphinx's own only where prose has such marks; in what we add they stay as they are."""

    def apply(self, **kwargs: Any) -> None:
        if any(_QUOTES.search(node.astext()) for node in prose_of(self.document)):
            super().apply(**kwargs)


def for_reading(transforms: Iterable[type[Transform]]) -> list[type[Transform]]:
    """Those of *transforms* by which a plain document is read."""
    return [QuotesOfProse if one is SphinxSmartQuotes else one for one in needed(transforms)]
