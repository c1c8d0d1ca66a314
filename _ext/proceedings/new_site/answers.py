"""What is known of a new site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ..forge import Repository

LICENSES: Mapping[str, str] = MappingProxyType(
    {
        'CC BY 4.0': 'https://creativecommons.org/licenses/by/4.0/',
        'CC BY-SA 4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
        'CC0 1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
    }
)
"""What authors may agree to, and where it can be read."""


CODEBERG = 'https://codeberg.org/'


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """All that the files of a new site are made of."""

    title: str
    start: date
    end: date
    edition: str
    timezone: str
    short_title: str = ''
    place: Mapping[str, str]
    """`name`, `city`, `country`, as far as they are known."""
    repository: Repository | None = None
    license: str = ''
    requirement: str
    """How pip gets the extension; nothing where that is not known."""
    examples: bool = False
    """Whether the schedule begins with examples, to look at and replace."""

    @property
    def checks(self) -> str:
        """Who runs checks of every push: `github` (Gitea and Forgejo, too), `gitlab`, `woodpecker`, or nobody."""
        if not self.repository:
            return 'github'  # where most are
        if self.repository.address.startswith(CODEBERG):
            return 'woodpecker'
        return {'github': 'github', 'gitea': 'github', 'gitlab': 'gitlab'}.get(self.repository.forge, '')
