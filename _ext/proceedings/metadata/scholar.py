"""The tags of Google Scholar, which reference managers read, too: of talks with a paper, and of no other page.

As Scholar's guidelines for webmasters have it: a tag for each author, `Family, Given`; the day, or the month; the
address of the PDF, which Scholar follows only into the folder of the page itself. What they do not name
(`citation_doi`, `citation_author_orcid`, `citation_keywords` …) are words of Highwire Press, as all of these tags are.

What was withdrawn or cancelled has no such tags: there is no paper. What was retracted keeps them, with `Retracted: `
before its title, as NISO's CREC (RP-45) has it, so that the record that others have of it changes; but not its PDF.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import talk_document
from ..export.citations.works import Work
from ..identifiers import orcid_url
from ..maths.titles import plain_title
from ..model import Person, Talk
from ..vocabulary import OFF
from .addresses import Addresses

Tag = tuple[str, str]


def scholar_tags(talk: Talk, work: Work, to: Addresses) -> Iterator[Tag]:
    """(name, content) of each tag for the page of a talk; *work* is what is cited."""
    if not talk.has_paper or talk.status in OFF:
        return
    yield 'citation_title', cited_title(talk)
    yield from _authors(talk, work)
    yield 'citation_publication_date', work.dated('/')
    yield 'citation_conference_title', plain_title(work.container)
    found = {
        'citation_volume': work.volume,
        'citation_firstpage': talk.pages[0] if talk.pages else '',
        'citation_lastpage': talk.pages[1] if talk.pages else '',
        'citation_doi': work.doi,
        'citation_isbn': work.isbn,
        'citation_issn': work.issn,
        'citation_publisher': work.publisher,
        'citation_abstract_html_url': to.target.page_url(talk_document(talk.ref)),
        'citation_pdf_url': work.pdf,
    }
    yield from ((name, content) for name, content in found.items() if content)
    yield from (('citation_keywords', keyword) for keyword in talk.keywords)


def cited_title(talk: Talk) -> str:
    """A title without markup, and with what everybody has to know who cites it."""
    title = plain_title(talk.title)
    return title if talk.stands else f'{talk.status.capitalize()}: {title}'


def _authors(talk: Talk, work: Work) -> Iterator[Tag]:
    """Each author, as the paper names them, and right behind the author what belongs to them."""
    for credit, person in zip(talk.authors or talk.speakers, work.authors, strict=True):
        yield 'citation_author', author_name(person)
        if credit.affiliation:
            yield 'citation_author_institution', credit.affiliation
        if person.orcid:
            yield 'citation_author_orcid', orcid_url(person.orcid)


def author_name(person: Person) -> str:
    """`van der Berg, Jan Jr.`; a mononym, a team, or a name whose parts nobody knows, as it is written."""
    parts = person.parts
    if not (parts.given and parts.family):
        return person.name
    return f'{parts.whole_family}, {" ".join(filter(None, (parts.given, parts.suffix)))}'
