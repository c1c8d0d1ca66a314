"""What is said of the conference, of its committee and its sponsors."""

from __future__ import annotations

from dataclasses import replace

from ...draft import DraftOrganization
from ...tables import checked
from .. import File
from .days import days_of
from .reading import Reading
from .records import Record, records


def read_config(reading: Reading, config: Record) -> None:
    reading.draft.short_title = reading.line(config, 'name')
    reading.draft.title = reading.line(config, 'tagline')
    if url := config.text('site_url', 'url', 'homepage'):
        reading.draft.url = checked.address(url, config.at('site_url', 'url', 'homepage'), reading.report)
    days = days_of(config.text('date'))
    if days:
        reading.draft.start, reading.draft.end = days[0], days[-1]
    used = ['name', 'tagline', 'site_url', 'url', 'homepage', *(['date'] if days else [])]
    reading.lose(config, 'config', used)


def read_committee(reading: Reading, file: File) -> None:
    for record in records(file, reading.report):
        if not record.text('name'):
            continue
        affiliation = record.text('aff', 'affil', 'affiliation', 'institution')
        mention = reading.people.mention(record.text('name'), record.at('name'), affiliation=affiliation)
        reading.draft.organizers.append(replace(mention, role=reading.line(record, 'role')))
        person = reading.draft.people[mention.person]
        if url := record.text('url', 'website'):
            person.url = checked.address(url, record.at('url', 'website'), reading.report)
        used = ['name', 'role', 'aff', 'affil', 'affiliation', 'institution', 'url', 'website']
        reading.lose(record, 'committee', used)


def read_sponsors(reading: Reading, file: File) -> None:
    for record in records(file, reading.report):
        if name := reading.line(record, 'name'):
            url = record.text('website', 'url', 'link')
            url = checked.address(url, record.at('website', 'url', 'link'), reading.report) if url else ''
            reading.draft.sponsors.append(DraftOrganization(name=name, url=url))
            reading.lose(record, 'sponsors', ['uid', 'name', 'website', 'url', 'link'])
