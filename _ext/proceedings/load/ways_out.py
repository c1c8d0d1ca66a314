"""What is to be said of an address that would be lost: each sort of page has its own ways out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..problems import most_like

_GONE = 'was published, and is the address of nothing any more'
_BACK = 'with a status (withdrawn, retracted, cancelled), a reason and since:'


def perhaps(id: str, choices: Iterable[str]) -> str:
    """` (perhaps "…")` with what is most like *id*, or nothing."""
    found = most_like(id, choices)
    return f' (perhaps "{found}")' if found else ''


def of_edition(edition: str, more: int) -> str:
    """*more* is how many other addresses go with it."""
    others = f', as are {more} more of that edition' if more else ''
    return (
        f'{_GONE}{others}; if the edition has another id now, write former_ids: {edition} under edition: in its file; '
        f'if not, put program/{edition}.yml back: what did not take place has a status'
    )


def of_talk(id: str, edition: str, guess: str, people: int) -> str:
    """*people* is how many have no page any more either, and may be in no other talk."""
    others = f', as are {people} of the people, who may come back with it' if people else ''
    return (
        f'{_GONE}{others}; if the talk has another id now{guess}, write former_ids: {id} at it in '
        f'program/{edition}.yml; if not, put it back there {_BACK}'
    )


def of_moved_talk(page: str, now: str) -> str:
    """A new talk of that id is in another edition, and no former id leads from one to another."""
    return (
        f'{_GONE}; if it is {now} now, write under series: in program/series.yml redirects: {{{page}: {now}}}; if not, '
        f'put it back {_BACK}'
    )


def of_day(day: str, edition: str) -> str:
    return (
        f'{_GONE}; write former_days: {day} under edition: in program/{edition}.yml, and it leads to the edition; '
        f'or put what was on that day back with status: cancelled, a reason and since:'
    )


def of_place(id: str, places: str, edition: str) -> str:
    """*places* is `rooms` or `tracks`."""
    return (
        f'{_GONE}; if the {places.removesuffix("s")} has another id now, write former_ids: {id} at it in '
        f'program/{edition}.yml; if not, put it back there under {places}:'
    )


def of_person(id: str, guess: str) -> str:
    return (
        f'{_GONE}; if the person has another id now{guess}, write former_ids: {id} at them in program/people.yml, or '
        f'aliases: with the name that made it, if it may be shown; if not, put back what named them, as a talk {_BACK};'
        f' if that was a mistake, write under series: in program/series.yml redirects: {{speakers/{id}: …}}'
    )


def of_keyword(id: str, guess: str) -> str:
    """*guess* is the id of a keyword that is new, and may be the same."""
    now = f'talks/keywords/{guess or "…"}'
    return (
        f'{_GONE}; if the keyword is another now, write under series: in program/series.yml redirects: '
        f'{{talks/keywords/{id}: {now}}}; if not, put it back at a talk, or lead to talks/keywords/index'
    )


def of_page(page: str, guess: str) -> str:
    return (
        f'{_GONE}; write under series: in program/series.yml redirects: {{{page}: …}}, with the page that has it now'
        f'{guess}; or put the page back'
    )


def of_paper(file: str) -> str:
    return (
        f'was published, and others link to it: put the PDF back, at {file} or where a paper link of the talk says; as '
        'the last way out, delete the line, which breaks those links for ever'
    )


def of_file(more: Sequence[str]) -> str:
    """The page of the file is there, and has nothing for it; *more* are the files that are lost, and kept, with it."""
    others = f', nor for {", ".join(more)}' if more else ''
    return (
        f'was published for others to subscribe to, and there is nothing with a time for it any more{others}; put back '
        'into the schedule what was there, with status: cancelled, a reason and since:; as the last way out, delete '
        f'the {"lines of all of them" if more else "line"}, which breaks, for ever, what people have subscribed to'
    )
