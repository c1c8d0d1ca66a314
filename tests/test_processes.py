"""What other processes do besides reading and writing pages, and for how few of these none is started."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

import proceedings.files
import proceedings.plain.writing
import proceedings.processes
from conftest import Site
from proceedings.observed import Values
from proceedings.plain.reading import PlainReader
from proceedings.processes import Ahead

TITLE = 'Causality and Exoplanets'


@pytest.fixture
def big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every site counts as one of thousands of documents."""
    monkeypatch.setattr(proceedings.processes, 'MANY', 0)
    monkeypatch.setattr(proceedings.processes, 'FEW', 0)
    monkeypatch.setattr(proceedings.plain.writing, 'FEW', 1000)


@pytest.fixture
def who(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], Callable[[], set[bool]]]:
    """Notes each call of a function: whether it is another process that calls it."""

    def watch(owner: object, name: str) -> Callable[[], set[bool]]:
        function, path, this = getattr(owner, name), tmp_path / f'{name}.calls', os.getpid()

        def noted(*arguments: Any, **named: Any) -> Any:
            with path.open('a') as file:
                file.write(f'{os.getpid() != this}\n')
            return function(*arguments, **named)

        def calls() -> set[bool]:
            found = {line == 'True' for line in path.read_text().splitlines()} if path.exists() else set()
            path.unlink(missing_ok=True)
            return found

        monkeypatch.setattr(owner, name, noted)
        return calls

    return watch


# Ahead


def test_another_process_finds_what_is_asked_for_later() -> None:
    assert Ahead(os.getpid).found() != os.getpid()


def test_what_the_other_process_cannot_find_this_one_does() -> None:
    this = os.getpid()
    assert Ahead(lambda: this if os.getpid() == this else os._exit(3)).found() == this


@pytest.mark.usefixtures('big')
@pytest.mark.parametrize(('processes', 'others'), [(1, False), (2, True)])
def test_on_a_big_site_another_process_finds_what_has_changed(
    site: Site, who: Callable[..., Callable[[], set[bool]]], processes: int, others: bool
) -> None:
    site.build(parallel=processes)
    calls = who(Values, '_of_thing')
    site.build(parallel=processes)
    assert calls() == set()  # nothing has
    site.edit('program/2019.yml', TITLE, 'Causes of Exoplanets')
    built = site.build(parallel=processes)
    assert (True in calls()) is others
    assert 'Causes of Exoplanets' in built.text('talks/2019/causality')


# Files


@pytest.mark.parametrize(('processes', 'are_beside'), [(1, False), (2, True)])
def test_the_files_of_a_new_site_are_made_beside_its_pages_where_several_work(
    site: Site, who: Callable[..., Callable[[], set[bool]]], processes: int, are_beside: bool
) -> None:
    calls = who(proceedings.files, '_write_files')
    built = site.build(parallel=processes)
    assert calls() == {are_beside}
    assert (built.out / 'talks/2019/jax-md.ics').exists()
    site.edit('program/2019.yml', 'Opening', 'Beginning')
    again = site.build(parallel=processes)
    assert calls() == {False}  # for a few pages no other is started
    assert 'Beginning' in (again.out / 'talks/2019/schedule.ics').read_text('utf-8')


@pytest.mark.usefixtures('big')
def test_those_of_a_big_one_are_also_when_something_has_changed(
    site: Site, who: Callable[..., Callable[[], set[bool]]]
) -> None:
    site.build(parallel=2)
    calls = who(proceedings.files, '_write_files')
    site.build(parallel=2)
    assert calls() == {False}
    site.edit('program/2019.yml', 'Opening', 'Beginning')
    built = site.build(parallel=2)
    assert calls() == {True}
    assert 'Beginning' in (built.out / 'talks/2019/schedule.ics').read_text('utf-8')


@pytest.mark.parametrize('processes', [1, 2])
def test_what_goes_wrong_with_a_file_fails_the_build(
    site: Site, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    def fail(*arguments: Any) -> None:
        raise OSError('no space left')

    monkeypatch.setattr(proceedings.files, '_write_files', fail)
    with pytest.raises(Exception, match='no space left'):
        site.build(parallel=processes)


# Pages


@pytest.mark.parametrize('are_few', [True, False])
def test_few_pages_of_many_are_read_by_this_process_be_they_plain_or_not(
    site: Site, monkeypatch: pytest.MonkeyPatch, who: Callable[..., Callable[[], set[bool]]], are_few: bool
) -> None:
    site.write('index.md', '# About\n\n```{note}\nAll of it.\n```\n')
    site.build(parallel=2)
    monkeypatch.setattr(proceedings.processes, 'FEW', 0 if are_few else 1000)
    plain, whole = who(PlainReader, 'read'), who(PlainReader, 'read_whole')
    site.edit('index.md', 'All', 'None')
    site.edit('program/2019.yml', TITLE, 'Causes of Exoplanets')
    built = site.build(parallel=2)
    assert (plain(), whole()) == (({False}, {False}) if are_few else ({False, True}, set()))
    assert 'None of it.' in built.text('index')
    assert 'Causes of Exoplanets' in built.text('talks/2019/causality')


@pytest.mark.parametrize('are_few', [True, False])
def test_few_pages_of_many_are_written_by_this_process(
    site: Site, monkeypatch: pytest.MonkeyPatch, who: Callable[..., Callable[[], set[bool]]], are_few: bool
) -> None:
    monkeypatch.setattr(proceedings.plain.writing, 'FEW', 1000 if are_few else 0)
    writes = who(StandaloneHTMLBuilder, 'write_doc')
    site.build(parallel=2)
    assert writes() == ({False} if are_few else {False, True})
