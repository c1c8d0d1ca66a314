"""When and where, as readers see it: times with their days, the zone that they are in, the place of a slot."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from docutils import nodes

from ..model import Edition, Session, Slot
from ..nodes import data_inline, make, repeated, time_node
from ..nodes import moment as moment_node
from ..times import clock, day_and_month, iso, long_zone_name, short_day, zone_name
from .inline import Nodes, rooms, text, text_group

TIMES = 1_000
"""So many are remembered: a schedule has few, and a page has those of one day, or of one person."""


def times(slot: Slot | Session, day: date) -> Nodes:
    """`08:20–09:00`, both ends machine-readable, in a place that is about *day*."""
    return span(slot.start, slot.end, day)


def span(start: datetime, end: datetime, day: date) -> Nodes:
    """`23:30–01:00 Fri 11 Sep` where only the end is not on *day*, `Fri 11 Sep 01:00–02:00` where neither is."""
    if start.date() == end.date() != day:
        begins = time_node(start, '')
        begins += [_other_day(start), nodes.Text(f' {clock(start)}')]
        return [begins, nodes.Text('–'), at_time(end, end.date())]
    return [at_time(start, day), nodes.Text('–'), at_time(end, day)]


def at_time(moment: datetime, day: date) -> moment_node:
    """`08:20`, or `01:00 Fri 11 Sep` where that is not on *day*."""
    node = time_node(moment, clock(moment))
    if moment.date() != day:
        node += [nodes.Text(' '), _other_day(moment)]
    return node


def _other_day(moment: datetime) -> nodes.inline:
    return text(day_and_month(moment.date()), 'proceedings-other-day')


def zone(edition: Edition, at: datetime, *, short: bool = False) -> data_inline:
    """`America/Vancouver time, PST`, or `PST`: which clocks the times around it are those of."""
    return _zone(edition.timezone, at, short=short)


def _zone(timezone: str, at: datetime, *, short: bool) -> data_inline:
    shown = zone_name(at) if short else long_zone_name(timezone, at)
    data = {'zone': timezone, 'at': iso(at), 'short': 'short' if short else ''}
    return make(data_inline, [nodes.Text(shown)], ['proceedings-zone'], data=data)


def when(edition: Edition, slot: Slot | Session) -> Nodes:
    """`Sat 14 Dec 2019, 08:20–09:00 PST`; the day is the one on which it begins."""
    return [_when(edition.timezone, slot.start, slot.start.fold, slot.end, slot.end.fold)]


@lru_cache(TIMES)
def _when(timezone: str, start: datetime, start_fold: int, end: datetime, end_fold: int) -> repeated:
    """The same: one node for all pages that say it. (Python takes the hour that clocks show twice for one.)"""
    shown = [
        text(short_day(start.date()), 'proceedings-date'),
        nodes.Text(', '),
        text_group(span(start, end, start.date()), 'proceedings-times'),
        nodes.Text(' '),
        _zone(timezone, start, short=True),
    ]
    return make(repeated, shown, ['proceedings-when'], data={'at': iso(start)})


def slot_line(edition: Edition, slot: Slot) -> Nodes:
    """When, where, and on which board."""
    place = [nodes.Text(', '), *rooms(edition, slot.rooms)] if slot.rooms else []
    at = [nodes.Text(f', board {slot.board}')] if slot.board else []
    return [*when(edition, slot), *place, *at]
