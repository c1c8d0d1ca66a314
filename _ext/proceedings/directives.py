"""`schedule`, `talks` and `speakers`: arguments in, `recipes` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from .domain import ProceedingsDomain, proceedings_domain
from .load.lookup import named_as
from .model import Edition
from .page import settle
from .problems import did_you_mean
from .recipes import Recipe

logger = logging.getLogger(__name__)


class ProgramDirective(SphinxDirective):
    """Shows a part of the program. The argument is an edition, by default the latest."""

    optional_arguments = 1
    final_argument_whitespace = False
    has_content = False

    @property
    def domain(self) -> ProceedingsDomain:
        return proceedings_domain(self.env)

    def run(self) -> list[nodes.Node]:
        recipe = self.recipe()
        if recipe is None:
            return []
        made = self.domain.show(self.env.current_document.docname, recipe)
        settle(made, self.state.document, self.env)
        return made or [nodes.paragraph('', 'Nothing is planned yet.', classes=['proceedings-note'])]

    def recipe(self) -> Recipe | None:
        raise NotImplementedError

    def edition(self) -> Edition | None:
        """The edition that the argument names, or the latest; None, with a warning, if there is no such edition."""
        program = self.domain.program
        found = program.editions.get(self.arguments[0]) if self.arguments else program.latest
        if found is None:
            self.unknown('edition', self.arguments[0] if self.arguments else 'of any year', program.editions)
        return found

    def option(self, name: str, find: Callable[[str], str], known: Iterable[str]) -> str | None:
        """The id that the option names, '' if it is not given, None, with a warning, if there is no such thing."""
        given = self.options.get(name, '')
        found = find(given) if given else ''
        if given and not found:
            self.unknown(name, given, known)
            return None
        return found

    def unknown(self, what: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        hint = did_you_mean(name, known) or (f'; known here: {", ".join(known)}' if known else '')
        logger.warning('no %s "%s"%s', what, name, hint, location=self.get_location(), type='proceedings', subtype=what)


class ScheduleDirective(ProgramDirective):
    """The schedule of an edition: all of it, or a day, a room, a track."""

    option_spec: ClassVar[OptionSpec] = {
        'day': directives.unchanged_required,
        'room': directives.unchanged_required,
        'track': directives.unchanged_required,
    }

    def recipe(self) -> Recipe | None:
        edition = self.edition()
        if edition is None:
            return None
        days = [day.isoformat() for day in edition.sessions_by_day()]
        day = self.option('day', lambda given: given if given in days else '', days)
        room = self.option('room', lambda given: named_as(edition.rooms, given), edition.rooms)
        track = self.option('track', lambda given: named_as(edition.tracks, given), edition.tracks)
        if day is None or room is None or track is None:
            return None
        return ('schedule', edition.id, day, room, track)


class TalksDirective(ProgramDirective):
    """The talks of an edition: all of them, of a kind, of a track."""

    option_spec: ClassVar[OptionSpec] = {
        'kind': directives.unchanged_required,
        'track': directives.unchanged_required,
    }

    def recipe(self) -> Recipe | None:
        edition = self.edition()
        if edition is None:
            return None
        kinds = self.domain.program.kinds
        kind = self.option('kind', lambda given: given if given in kinds else '', kinds)
        track = self.option('track', lambda given: named_as(edition.tracks, given), edition.tracks)
        return None if kind is None or track is None else ('talks', edition.id, kind, track)


class SpeakersDirective(ProgramDirective):
    """Those who speak in an edition, by name; without an argument everybody."""

    def recipe(self) -> Recipe | None:
        if not self.arguments:
            return ('speakers', '')
        edition = self.edition()
        return ('speakers', edition.id) if edition else None
