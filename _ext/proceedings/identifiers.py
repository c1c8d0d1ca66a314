"""What a web address says without words: that a paper has a DOI, or is on arXiv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from .model import Link

_DOI = re.compile(r'\bdoi\.org/(10\.\d{4,9}/[^\s?#]+)', re.IGNORECASE)
_ARXIV = re.compile(r'\barxiv\.org/(?:abs|pdf)/([\w.-]+/\d{7}|\d{4}\.\d{4,5})', re.IGNORECASE)


def dois(links: Iterable[Link]) -> list[str]:
    """The DOIs that *links* lead to, bare: `10.1000/182`."""
    return [unquote(match[1]) for link in links if (match := _DOI.search(link.url))]


def arxiv_numbers(links: Iterable[Link]) -> list[str]:
    """The numbers of the preprints on arXiv that *links* lead to, without their version: `1912.01703`."""
    return [match[1] for link in links if (match := _ARXIV.search(link.url))]


def doi_url(doi: str) -> str:
    """The address of a DOI; what may be in one and not in an address is quoted (DOI Handbook, 3.3)."""
    return f'https://doi.org/{quote(doi, safe="/:;()")}'


def orcid_url(orcid: str) -> str:
    """The address of an ORCID iD, which is how it is shown (ORCID's display guidelines)."""
    return f'https://orcid.org/{orcid}'
