"""What is known of a site where its prose is judged: without it, only the prose itself is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..mentions import Mention


@dataclass(frozen=True, slots=True)
class Vetting:
    """The folder of the site, in which files are; the hosts that may be asked for images; and where to note what is
    mentioned of the program."""

    site: Path
    image_hosts: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
