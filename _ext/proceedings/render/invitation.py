"""What a page says to those whose it is: that prose is missing, or that what there is can be made better."""

from __future__ import annotations

from ..maths.titles import plain_title
from ..program import Program
from ..prose.templates import abstract, biography
from ..status.missing import tells_something
from ..web import invitation


def invitation_on(program: Program, docname: str, *, file: str, has_prose: bool) -> invitation | None:
    """What stands behind the prose of the document *docname*, or in its place; nothing where none is asked for.

    *file* is what somebody wrote, if anybody has; it may hold no more than keywords. Only a new one has contents to
    begin with.
    """
    match docname.split('/'):
        case ['talks', edition, id] if talk := program.talks.get(f'{edition}/{id}'):
            if not (has_prose or (talk.stands and tells_something(talk))):
                return None
            people = [program.people[credit.person].name for credit in talk.people]
            title = plain_title(talk.title)
            return invitation(
                what='abstract', about=title, name=f'{docname}.md', file=file, has_prose=has_prose,
                by_editors=talk.editors_summary, contents=[] if file else abstract(title, people),
            )  # fmt: skip
        case ['speakers', id] if person := program.people.get(id):
            return invitation(
                what='biography', about=person.name, name=f'{docname}.md', file=file, has_prose=has_prose,
                by_editors=False, contents=[] if file else biography(person.name),
            )  # fmt: skip
    return None
