"""The IANA time zone that somebody means who writes a city or a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from rapidfuzz import fuzz, process

from .. import times
from ..names import fold, slug
from ..problems import short

ALIKE = 80
"""How much like a city, out of 100, a slip in its name has to be: Munich is not Zurich."""


def zone_named(text: str, day: date) -> str:
    """The zone that *text* names: itself, a city, or a country that has one clock on *day*.

    Raises ValueError, with the zones that may be meant. An abbreviation such as EST is none, though the IANA has it:
    it is an hour off for half of the year.
    """
    text = ' '.join(text.split())
    if zone := _zones().get(_key(text)) or _cities().get(slug(text)):
        return zone
    zones = _zones_of_country(text) if slug(text) else ()
    if not zones:
        raise ValueError(f'"{short(text)}" is no time zone, and no city or country that has one; {_hint(text)}')
    by_clock = {times.offset_of(times.midnight(day, zone)): zone for zone in reversed(zones)}
    if len(by_clock) > 1:
        named = ', '.join(zone for zone in zones if zone in by_clock.values())
        several = f'"{short(text)}" has several time zones; write the one that you mean, such as {named}'
        raise SeveralZonesError(several, next(iter(_largest(zones)), ''))
    return zones[0]


class SeveralZonesError(ValueError):
    """Said of a country; `likely` is where nearly all of its people are, or nothing."""

    def __init__(self, message: str, likely: str) -> None:
        super().__init__(message)
        self.likely = likely


def first_zone(texts: Iterable[str], day: date) -> str:
    """The zone of the first of *texts* that names one, or the likely one of several; nothing if there is none.

    Raises SeveralZonesError where none of them is likely.
    """
    for text in texts:
        try:
            return zone_named(text, day)
        except SeveralZonesError as several:
            if several.likely:
                return several.likely
            raise
        except ValueError:
            continue
    return ''


def _largest(zones: Iterable[str]) -> Iterator[str]:
    """Those that the IANA describes as the mainland, or as most of a country: not so in the USA."""
    remarks = {zone: remark for _, _, zone, *remarks in _table('zone.tab') for remark in remarks}
    yield from (zone for zone in zones if re.search(r'\(mainland\)|^most of ', remarks.get(zone, '')))


def _key(zone: str) -> str:
    return zone.casefold().replace(' ', '_')


def _city(zone: str) -> str:
    return zone.rpartition('/')[2].replace('_', ' ')


@cache
def _zones() -> Mapping[str, str]:
    """All that are a region and a city, and UTC, by how they may be written."""
    names = (
        zone for zone in sorted(available_timezones()) if '/' in zone and not zone.startswith(('Etc/', 'SystemV/'))
    )
    return {_key(zone): zone for zone in ('UTC', *names)}


@cache
def _cities() -> Mapping[str, str]:
    """The zone of each city that has one; of two names of a zone the one that the IANA prefers."""
    preferred = [zone for zones in _zones_by_country().values() for zone in zones]
    return {slug(_city(zone)): zone for zone in (*_zones().values(), *preferred)}


def _zones_of_country(text: str) -> tuple[str, ...]:
    """Those of a country called *text*, the one with the most people first."""
    zones = _zones_by_country()
    codes = [_countries().get(slug(text), ''), *_codes(text.upper())]
    found = next((code for code in codes if code in zones), '') or _countries_in_their_languages().get(slug(text), '')
    return zones.get(found, ())


def _codes(text: str) -> list[str]:
    """The codes (ISO 3166) of a country that *text* may stand for, as UK and USA do."""
    aliases: Mapping[str, list[str]] = get_global('territory_aliases')
    return [] if text in available_timezones() else [text, *aliases.get(text, ())]


def _hint(text: str) -> str:
    way_out = 'write a large city of that zone, the country, or Europe/Paris'
    if text in available_timezones():  # WET, EST: some zone of a name that is much like it would be a wrong one
        return way_out
    known = [*_zones().values(), *map(_city, _zones().values()), *(name for name, _ in _names())]
    best = process.extractOne(text, known, scorer=fuzz.ratio, processor=fold, score_cutoff=ALIKE)
    return f'did you mean "{best[0]}"?' if best else way_out


@cache
def _zones_by_country() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country, by its code."""
    found: dict[str, list[str]] = {}
    for code, _, zone, *_ in _table('zone.tab'):
        found.setdefault(code, []).append(zone)
    return {code: tuple(zones) for code, zones in found.items()}


@cache
def _countries() -> Mapping[str, str]:
    """The code of each country that has a zone, by its names."""
    return {slug(name): code for name, code in _names() if code in _zones_by_country()}


def _names() -> Iterator[tuple[str, str]]:
    """(name, code) of countries, as the IANA and the CLDR call them in English."""
    for code, name in _table('iso3166.tab'):
        yield name.partition(' (')[0], code  # Britain (UK)
    yield from ((name, code) for code, name in sorted(Locale('en').territories.items()) if code.isalpha())


@cache
def _countries_in_their_languages() -> Mapping[str, str]:
    """The same as they call themselves: Deutschland, 日本. That takes a second, and is asked last."""
    found: dict[str, str] = {}
    for code in sorted(_zones_by_country()):
        for language in get_official_languages(code, regional=True, de_facto=True):
            try:
                name = Locale.parse(language).territories.get(code, '')
            except (UnknownLocaleError, ValueError):
                continue
            found.setdefault(slug(name), code)
    return found


def _table(name: str) -> Iterator[list[str]]:
    """The rows of a table of the IANA."""
    text = files('tzdata').joinpath('zoneinfo', name).read_text(encoding='utf-8')
    return (line.split('\t') for line in text.splitlines() if line and not line.startswith('#'))
