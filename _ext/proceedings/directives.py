"""`schedule`, `talks` and `speakers`: arguments in, `recipes` out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from .domain import ProceedingsDomain, proceedings_domain
from .model import Edition
from .names import named_as
from .page import settle
from .problems import did_you_mean
from .recipes import Recipe, edition_named

logger = logging.getLogger(__name__)


class ProgramDirective(SphinxDirective):
    """Shows a part of the program. The argument is an edition, by default the latest."""

    optional_arguments = 1
    final_argument_whitespace = False
    has_content = False

    def run(self) -> list[nodes.Node]:
        known = self.check()
        # noted even where nothing comes out: the document is to be read again when something does
        made = self.domain.show(self.env.current_document.docname, self.recipe())
        settle(made, self.state.document, self.env)
        if known and not made:
            return [nodes.paragraph('', 'Nothing is planned yet.', classes=['proceedings-note'])]
        return made

    def recipe(self) -> Recipe:
        """What was written, for `recipes`."""
        raise NotImplementedError

    def check(self) -> bool:
        """Whether all that was written names something; a warning says what does not."""
        try:
            edition = edition_named(self.domain.program, self.written_edition)
        except KeyError:
            return self.unknown('edition', self.written_edition or 'of any year', self.domain.program.editions)
        found = [self.check_option(name, edition) for name in self.options]  # each has its own warning
        return all(found)

    def check_option(self, name: str, edition: Edition) -> bool:
        written = self.options[name]
        known: dict[str, Iterable[str]] = {
            'day': [day.isoformat() for day in edition.sessions_by_day()],
            'kind': self.domain.program.kinds,
            'room': [*edition.rooms, *(room.name for room in edition.rooms.values())],
            'track': [*edition.tracks, *(track.name for track in edition.tracks.values())],
        }
        found = {'room': named_as(edition.rooms, written), 'track': named_as(edition.tracks, written)}
        return bool(found.get(name)) or written in known[name] or self.unknown(name, written, known[name])

    def unknown(self, what: str, name: str, known: Iterable[str]) -> bool:
        known = list(dict.fromkeys(known))
        hint = did_you_mean(name, known) or (f'; known here: {", ".join(known)}' if known else '')
        logger.warning('no %s "%s"%s', what, name, hint, location=self.get_location(), type='proceedings', subtype=what)
        return False

    @property
    def domain(self) -> ProceedingsDomain:
        return proceedings_domain(self.env)

    @property
    def written_edition(self) -> str:
        return self.arguments[0] if self.arguments else ''


class ScheduleDirective(ProgramDirective):
    """The schedule of an edition: all of it, or a day, a room, a track."""

    option_spec: ClassVar[OptionSpec] = {
        'day': directives.unchanged_required,
        'room': directives.unchanged_required,
        'track': directives.unchanged_required,
    }

    def recipe(self) -> Recipe:
        options = (self.options.get(name, '') for name in ('day', 'room', 'track'))
        return ('schedule', self.written_edition, *options)


class TalksDirective(ProgramDirective):
    """The talks of an edition: all of them, of a kind, of a track."""

    option_spec: ClassVar[OptionSpec] = {
        'kind': directives.unchanged_required,
        'track': directives.unchanged_required,
    }

    def recipe(self) -> Recipe:
        return ('talks', self.written_edition, self.options.get('kind', ''), self.options.get('track', ''))


class SpeakersDirective(ProgramDirective):
    """Those who speak in an edition, by name; without an argument everybody."""

    def recipe(self) -> Recipe:
        return ('speakers', self.written_edition)

    def check(self) -> bool:
        return not self.written_edition or super().check()
