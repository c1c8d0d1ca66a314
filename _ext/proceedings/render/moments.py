"""When and where, as readers see it: times with their days, the zone that they are in, the place of a slot."""

from __future__ import annotations

from datetime import date, datetime

from docutils import nodes

from ..model import Edition, Session, Slot
from ..nodes import data_inline, make, time_node
from ..nodes import moment as moment_node
from ..times import clock, day_and_month, iso, long_zone_name, short_day, zone_name
from .inline import Nodes, rooms, text, text_group


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
    shown = zone_name(at) if short else long_zone_name(edition.timezone, at)
    data = {'zone': edition.timezone, 'at': iso(at), 'short': 'short' if short else ''}
    return make(data_inline, [nodes.Text(shown)], ['proceedings-zone'], data=data)


def when(edition: Edition, slot: Slot | Session) -> Nodes:
    """`Sat 14 Dec 2019, 08:20–09:00 PST`; the day is the one on which it begins."""
    day = slot.start.date()
    shown = [
        text(short_day(day), 'proceedings-date'),
        nodes.Text(', '),
        text_group(times(slot, day), 'proceedings-times'),
        nodes.Text(' '),
        zone(edition, slot.start, short=True),
    ]
    return [make(data_inline, shown, ['proceedings-when'], data={'at': iso(slot.start)})]


def slot_line(edition: Edition, slot: Slot) -> Nodes:
    """When, where, and on which board."""
    place = [nodes.Text(', '), *rooms(edition, slot.rooms)] if slot.rooms else []
    at = [nodes.Text(f', board {slot.board}')] if slot.board else []
    return [*when(edition, slot), *place, *at]
