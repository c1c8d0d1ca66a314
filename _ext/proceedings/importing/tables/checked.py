"""Values of other systems, held to the rules of a program, so that what is written can be read: addresses, DOIs, ORCID
iDs. What breaks them is a problem with its place, and is left out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...model import Link
from ...problems import Place, short
from ...schema import values
from ..report import Report

_ARXIV = re.compile(r'arxiv:\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})', re.IGNORECASE)
_BARE_DOI = re.compile(r'(?:doi:\s*)?(10\.\d{4,9}/\S+)', re.IGNORECASE)
_HOST = re.compile(r'(?:[\w-]{1,63}\.){1,5}[a-z]{2,18}(?:[/?#]\S*)?', re.IGNORECASE)
_ON_HOST = re.compile(r'(?:[\w-]{1,63}\.){1,5}[a-z]{2,18}/', re.IGNORECASE)
_FILE = re.compile(r'\.(?:pdf|pptx?|key|odp|zip|png|jpe?g|mp4|docx?)$', re.IGNORECASE)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def checked(kind: Any, text: str, place: Place, report: Report) -> Any:
    """*text* as the *kind* of `schema.values` has it, or None where it is not of that kind: a problem."""
    try:
        return _adapter(kind).validate_python(text)
    except ValidationError as error:
        message = error.errors()[0]['msg']
        report.wrong(place, f'{message}; it is left out')
        return None


def doi(text: str, place: Place, report: Report) -> str:
    return checked(values.Doi, text, place, report) or ''


def orcid(text: str, place: Place, report: Report) -> str:
    bare = text.strip().rstrip('/').rpartition('/')[2]
    return checked(values.Orcid, bare, place, report) or ''


def isbn(text: str, place: Place, report: Report) -> str:
    return checked(values.Isbn, text, place, report) or ''


def issn(text: str, place: Place, report: Report) -> str:
    return checked(values.Issn, text, place, report) or ''


def pages(text: str, place: Place, report: Report) -> str:
    text = re.sub(r'^(?:pp?|seiten?)\.?\s*', '', ' '.join(text.split()), flags=re.IGNORECASE)
    text = re.sub(r'\s*[-–—]+\s*', '-', text)
    return text if checked(values.Pages, text, place, report) else ''


def number(text: str) -> int | None:
    """The number that `12`, `#12` and `12.0` are."""
    match = re.fullmatch(r'(?:#|no\.?|nr\.?)?\s*0*(\d{1,6})(?:\.0+)?', text.strip(), re.IGNORECASE | re.ASCII)
    return int(match[1]) if match else None


def address(text: str, place: Place, report: Report) -> str:
    """The web address that *text* is, or nothing; what has no `https://` gets it, and a file is none."""
    text = text.strip().strip('<>')
    if match := _ARXIV.fullmatch(text):
        return f'https://arxiv.org/abs/{match[1]}'
    if match := _BARE_DOI.fullmatch(text):
        return f'https://doi.org/{match[1]}'
    if '://' not in text and _FILE.search(text) and not _ON_HOST.match(text):
        way_out = 'put the file into the site, beside the abstract, and link to it there'
        report.wrong(place, f'"{short(text)}" is a file, not a web address, and is not looked for; {way_out}')
        return ''
    if '://' not in text and _HOST.fullmatch(text):
        report.guess(place, f'"{short(text)}" is taken for https://{short(text)}')
        text = f'https://{text}'
    return checked(values.Url, text.replace(' ', '%20'), place, report) or ''


def link(kind: str, text: str, place: Place, report: Report) -> Link | None:
    url = address(text, place, report)
    return Link(kind=kind, url=url) if url else None
