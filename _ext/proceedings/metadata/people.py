"""People, teams and organizations, in the words of schema.org."""

from __future__ import annotations

from ..documents import speaker_document
from ..identifiers import orcid_url
from ..model import Credit, Organization, Person
from ..program import Program
from .addresses import Addresses
from .words import Node, more, node


def person_node(program: Program, id: str, to: Addresses, affiliation: str = '') -> Node:
    """Who somebody is, in so few words as a list of authors has place for."""
    person = program.people[id]
    document = speaker_document(id)
    is_team = person.parts.is_team
    return node(
        'Organization' if is_team else 'Person',
        to.id(document, 'person'),
        name=person.name,
        url=to.page(document),
        **{'memberOf' if is_team else 'affiliation': _organization(affiliation)},
        sameAs=_orcid(person),
    )


def credited(program: Program, credit: Credit, to: Addresses) -> Node:
    """Somebody with the affiliation that held then."""
    return person_node(program, credit.person, to, credit.affiliation)


def profile(program: Program, person: Person, to: Addresses, about: str) -> Node:
    """The page of a person, and all that is known of them; names that are hidden are not in the program at all.

    A page about a team is no profile: there is but the team.
    """
    affiliations = (role.affiliation for role in program.roles[person.id])
    found = person_node(program, person.id, to, next(filter(None, affiliations), person.affiliation))
    links = (_orcid(person), person.url, *(link.url for link in person.links))
    found = more(
        found,
        alternateName=[*person.aliases],
        disambiguatingDescription=person.disambiguation,
        identifier=_orcid(person),
        description=about,
        sameAs=[*dict.fromkeys(filter(None, links))],
    )
    if person.parts.is_team:
        return found
    document = speaker_document(person.id)
    return node('ProfilePage', to.id(document, 'page'), name=person.name, url=to.page(document), mainEntity=found)


def organization_node(organization: Organization) -> Node:
    return node('Organization', name=organization.name, url=organization.url)


def _organization(name: str) -> Node:
    return node('Organization', name=name) if name else {}


def _orcid(person: Person) -> str:
    return orcid_url(person.orcid) if person.orcid else ''
