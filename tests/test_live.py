"""The preview: what one writes is soon in the browser, and what is wrong with it; and nothing else builds anything."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from conftest import CONF, EDITION, SERIES, Site
from proceedings.cli import main
from proceedings.live import watching
from proceedings.live.alone import RunsAlready, alone
from proceedings.live.builds import Builds, Built
from proceedings.live.serving import Files, Preview, listen, report
from proceedings.live.watching import Changes, Watched
from proceedings.live.worker import Build

if TYPE_CHECKING:
    from playwright.sync_api import Page

T = TypeVar('T')

LONG = 60.0
"""Seconds; nothing here is about how long it takes."""

BUILT = re.compile(r'(?:not )?built\b')

OWN_EXTENSION = """
import sys
sys.path.insert(0, '.')
extensions += ['own']
"""

OWN = """
def setup(app):
    app.connect('source-read', lambda app, name, source: source.append(source.pop().replace('OURS', '{}')))
"""


class Live:
    """A running `proceedings live`, and what it has printed."""

    def __init__(self, site: Site, *options: str) -> None:
        command = [sys.executable, '-m', 'proceedings.cli', 'live', *options]
        self.site = site
        self.process = subprocess.Popen(
            command, cwd=site.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, 'PYTHONUNBUFFERED': '1'}, start_new_session=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ''))

    @property
    def said(self) -> str:
        return ''.join(self.lines)

    @property
    def builds(self) -> int:
        return sum(bool(BUILT.search(line)) for line in self.lines)

    @property
    def address(self) -> str:
        until(lambda: 'http://' in self.said)
        return re.search(r'http://[\d.:]+/', self.said)[0]  # type: ignore[index]

    def write(self, name: str, text: str) -> None:
        """As editors do: there is no moment with half of a file."""
        new = self.site.folder.parent / 'new'
        new.write_text(text, encoding='utf-8')
        (self.site.folder / name).parent.mkdir(exist_ok=True)
        new.rename(self.site.folder / name)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.site.folder / name).read_text(encoding='utf-8')
        assert old in text
        self.write(name, text.replace(old, new))

    def until_built(self, number: int) -> None:
        until(lambda: self.builds >= number, lambda: self.said)

    def after(self, change: Callable[[], object]) -> str:
        """What is said of the build that *change* makes."""
        builds, lines = self.builds, len(self.lines)
        change()
        self.until_built(builds + 1)
        time.sleep(0.2)  # problems come on the lines behind
        return ''.join(self.lines[lines:])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=LONG)
        self.reading.join(timeout=LONG)
        return status


def until(is_true: Callable[[], object], otherwise: Callable[[], str] = str) -> None:
    end = time.monotonic() + LONG
    while not is_true():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.05)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=LONG) as answer:
        return str(answer.read().decode())


@pytest.fixture(scope='module')
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests here; each leaves a site without problems."""
    site = Site(tmp_path_factory.mktemp('live') / 'site')
    site.write('conf.py', CONF.replace("'basic'", "'pydata_sphinx_theme'"))
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION)
    site.write('talks/2019/causality.md', 'Why is it so?\n')
    site.write('_static/mine.css', 'body { color: black }\n')
    (site.folder / 'conf.py').open('a').write("html_static_path = ['_static']\nhtml_css_files = ['mine.css']\n")
    (site.folder / 'conf.py').open('a').write(OWN_EXTENSION)
    site.write('own.py', OWN.format('yours'))
    running = Live(site)
    running.until_built(1)
    yield running
    assert running.stop() == 0
    assert 'Traceback' not in running.said


def test_the_page_in_the_browser_has_what_was_just_written(live: Live, page: Page) -> None:
    page.goto(f'{live.address}talks/2019/causality.html')
    live.write('talks/2019/causality.md', 'Because of that.\n')
    page.get_by_text('Because of that.').wait_for(timeout=LONG * 1000)
    live.write('talks/2019/causality.md', 'Why is it so?\n')
    page.get_by_text('Why is it so?').wait_for(timeout=LONG * 1000)


def test_a_page_that_is_open_while_another_is_written_is_loaded_once(live: Live, page: Page) -> None:
    loads: list[str] = []
    page.goto(f'{live.address}talks/2019/jax-md.html')
    page.wait_for_timeout(500)
    page.on('response', lambda response: loads.append(response.url) if response.url.endswith('.html') else None)
    live.after(lambda: live.write('talks/2019/causality.md', 'Because.\n'))
    page.wait_for_timeout(3000)
    assert len(loads) == 1
    live.after(lambda: live.write('talks/2019/causality.md', 'Why is it so?\n'))


def test_a_second_preview_of_the_site_says_where_the_first_is(live: Live) -> None:
    command = [sys.executable, '-m', 'proceedings.cli', 'live', str(live.site.folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONG)
    assert said.returncode == 1
    assert f'runs already at {live.address};' in said.stderr


def test_what_the_terminal_says_may_be_kept_in_the_site(live: Live) -> None:
    until_quiet(live)
    builds = live.builds
    live.site.write('live.log', live.said)
    time.sleep(2)
    assert live.builds == builds


def test_the_page_stays_where_the_reader_was(live: Live, page: Page) -> None:
    text = '\n\n'.join(f'Paragraph {number} of many.' for number in range(200))
    live.after(lambda: live.write('talks/2019/causality.md', text))
    page.goto(f'{live.address}talks/2019/causality.html')
    page.evaluate('scrollTo({top: 1500, behavior: "instant"})')
    page.wait_for_function('scrollY == 1500')
    live.write('talks/2019/causality.md', f'{text}\n\nAnd one more.\n')
    page.get_by_text('And one more.').wait_for(timeout=LONG * 1000, state='attached')
    page.wait_for_function('Math.abs(scrollY - 1500) < 50')
    live.after(lambda: live.write('talks/2019/causality.md', 'Why is it so?\n'))


def test_a_slip_is_said_with_its_place_in_terminal_and_page_until_it_is_mended(live: Live, page: Page) -> None:
    page.goto(f'{live.address}talks/2019/causality.html')
    said = live.after(lambda: live.write('talks/2019/causality.md', 'Why <b>so</b>?\n'))
    assert '1 problem:\n  talks/2019/causality.md:1:5: ' in said or 'talks/2019/causality.md:1' in said
    box = page.locator('#proceedings-live-problems')
    box.get_by_text('talks/2019/causality.md:1').first.wait_for(timeout=LONG * 1000)
    said = live.after(lambda: live.write('talks/2019/jax-md.md', 'Atoms move.\n'))
    assert 'talks/2019/causality.md:1' in said, 'Sphinx does not say it again'
    live.after(lambda: live.write('talks/2019/causality.md', 'Why is it so?\n'))
    box.wait_for(timeout=LONG * 1000, state='detached')
    assert 'problem' not in live.after(lambda: (live.site.folder / 'talks/2019/jax-md.md').unlink())


def test_broken_yaml_leaves_the_pages_as_they_were(live: Live, page: Page) -> None:
    page.goto(f'{live.address}talks/2019/causality.html')
    said = live.after(lambda: live.edit('program/2019.yml', 'talks:\n- id: causality', 'talks: [\n- id: causality'))
    assert 'not built: a file in program/ cannot be read, and the pages stay as they were' in said
    assert 'program/2019.yml:' in said
    page.locator('#proceedings-live-problems').wait_for(timeout=LONG * 1000)
    assert 'Why is it so?' in get(f'{live.address}talks/2019/causality.html')
    said = live.after(lambda: live.edit('program/2019.yml', 'talks: [\n- id', 'talks:\n- id'))
    assert 'problem' not in said
    page.locator('#proceedings-live-problems').wait_for(timeout=LONG * 1000, state='detached')


def test_a_title_in_the_yaml_reaches_the_page(live: Live) -> None:
    live.after(lambda: live.edit('program/2019.yml', 'Causality and Exoplanets', 'Causes and Planets'))
    assert 'Causes and Planets' in get(f'{live.address}talks/2019/causality.html')
    live.after(lambda: live.edit('program/2019.yml', 'Causes and Planets', 'Causality and Exoplanets'))


def test_a_new_file_takes_the_place_of_a_stub_and_leaves_it_again(live: Live) -> None:
    live.after(lambda: live.write('talks/2019/p9.md', 'We infer.\n'))
    assert 'We infer.' in get(f'{live.address}talks/2019/p9.html')
    live.after(lambda: (live.site.folder / 'talks/2019/p9.md').unlink())
    assert 'We infer.' not in get(f'{live.address}talks/2019/p9.html')
    assert (live.site.folder / 'talks/2019/p9.stub').is_file()


def test_a_style_sheet_and_conf_py_are_followed(live: Live) -> None:
    live.after(lambda: live.write('_static/mine.css', 'body { color: navy }\n'))
    assert 'navy' in get(f'{live.address}_static/mine.css')
    said = live.after(lambda: live.edit('conf.py', "project = 'Testing'", "project = 'Testing"))
    assert 'not built: ' in said
    assert 'conf' in said
    assert 'problem' not in live.after(lambda: live.edit('conf.py', "project = 'Testing", "project = 'Testing'"))


def test_code_of_the_site_reads_every_page_again(live: Live) -> None:
    live.after(lambda: live.write('talks/2019/causality.md', 'It is OURS.\n'))
    assert 'It is yours.' in get(f'{live.address}talks/2019/causality.html')
    live.after(lambda: live.write('own.py', OWN.format('mine')))
    until(lambda: 'It is mine.' in get(f'{live.address}talks/2019/causality.html'))
    live.after(lambda: live.write('talks/2019/causality.md', 'Why is it so?\n'))


def test_a_folder_that_is_new_is_watched(live: Live) -> None:
    live.after(lambda: live.write('speakers/rose-yu.md', 'Rose Yu *works*.\n'))
    assert '<em>works</em>' in get(f'{live.address}speakers/rose-yu.html')
    live.after(lambda: live.write('speakers/rose-yu.md', 'Rose Yu *rests*.\n'))
    assert '<em>rests</em>' in get(f'{live.address}speakers/rose-yu.html')
    live.after(lambda: (live.site.folder / 'speakers/rose-yu.md').unlink())


def test_two_saves_in_a_row_end_with_the_second(live: Live) -> None:
    live.write('talks/2019/causality.md', 'The first.\n')
    time.sleep(0.3)
    live.write('talks/2019/causality.md', 'The second.\n')
    until(lambda: 'The second.' in get(f'{live.address}talks/2019/causality.html'))
    live.write('talks/2019/causality.md', 'Why is it so?\n')
    until(lambda: 'Why is it so?' in get(f'{live.address}talks/2019/causality.html'))


def test_what_builds_and_editors_write_builds_nothing(live: Live) -> None:
    until_quiet(live)
    builds = live.builds
    for name in ('.jax-md.md.swp', '4913', 'jax-md.md~', '#jax-md.md#', '.#jax-md.md', 'x.stub', 'jax-md.md.tmp'):
        live.site.write(f'talks/2019/{name}', 'Nothing.\n')
        (live.site.folder / 'talks/2019' / name).unlink()
    live.site.write('_build/live/html/note.txt', 'Mine.\n')
    live.site.write('.git/index', 'Nothing.\n')
    time.sleep(2)
    assert live.builds == builds


def until_quiet(live: Live) -> None:
    """No build follows another of itself."""
    builds = -1
    end = time.monotonic() + LONG
    while builds != live.builds:
        assert time.monotonic() < end, live.said
        builds = live.builds
        time.sleep(3)


def test_other_sites_in_the_browser_learn_nothing(live: Live, page: Page) -> None:
    request = urllib.request.Request(live.address, headers={'Host': 'evil.example.org'})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=LONG)
    assert refused.value.code == 400
    page.route('http://other.example.org/', lambda route: route.fulfill(body='<p>Other</p>', content_type='text/html'))
    page.goto('http://other.example.org/')
    address = live.address.replace('http', 'ws')
    closed = page.evaluate(
        """address => new Promise(done => {
            const socket = new WebSocket(`${address}proceedings-live/pages`);
            socket.onopen = () => socket.send('0');
            socket.onmessage = () => done('told');
            socket.onclose = () => done('closed');
        })""",
        address,
    )
    assert closed == 'closed'


def test_what_is_not_there_yet_says_so_and_styles_are_asked_for_again(live: Live) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f'{live.address}talks/2019/none.html')
    assert b'proceedings-live/preview.js' in refused.value.read()
    kept = {'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT', 'If-None-Match': '*'}
    request = urllib.request.Request(f'{live.address}talks/2019/causality.html', headers=kept)
    with urllib.request.urlopen(request, timeout=LONG) as answer:
        assert answer.headers['Cache-Control'] == 'no-store'
        assert 'ETag' not in answer.headers
    with urllib.request.urlopen(f'{live.address}_static/mine.css', timeout=LONG) as answer:
        assert answer.headers['Cache-Control'] == 'no-cache'
        assert answer.headers['ETag']
    assert live.address.startswith('http://127.0.0.1:')


# Parts of it


def test_a_port_that_is_taken_is_said_and_otherwise_the_next_is_found(site: Site) -> None:
    with listen(None) as first, listen(None) as second:
        port = first.getsockname()[1]
        assert second.getsockname()[1] > port
        with pytest.raises(OSError, match='in use'):
            listen(port)
        said = subprocess.run(
            [sys.executable, '-m', 'proceedings.cli', 'live', str(site.folder), '--port', str(port)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert said.returncode == 1
    reason = 'another program has it'
    assert said.stderr == f'the preview cannot be at port {port}: {reason}; name another one: --port 8100\n'


def test_a_folder_without_a_site_is_said(tmp_path: Path) -> None:
    command = [sys.executable, '-m', 'proceedings.cli', 'live', str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.startswith('there is no conf.py in ')


def test_only_folders_that_a_site_is_made_of_are_watched(site: Site) -> None:
    for name in ('.venv/lib/deep', '_build/html', 'talks/2019/.git', 'tests/deep', 'talks/2019'):
        (site.folder / name).mkdir(parents=True, exist_ok=True)
    watched = Watched(site.folder)
    names = {path.relative_to(site.folder).as_posix() for path in watched.folders()}
    assert names == {'.', 'program', 'talks', 'talks/2019'}
    watched.names |= {'tests'}
    assert site.folder / 'tests/deep' in watched.folders()


@pytest.mark.parametrize(
    ('name', 'old', 'new'),
    [
        ('program/2019.yml', 'talks:\n', 'talks: [\n'),
        ('program/2019.yml', '  start: 2019-12-14\n', ''),
        ('program/series.yml', 'title: Workshop', 'title: [Workshop'),
    ],
)
def test_a_program_that_cannot_be_read_is_not_whole(site: Site, name: str, old: str, new: str) -> None:
    assert site.load().is_whole
    site.edit(name, old, new)
    assert not site.load().is_whole


def test_a_mere_slip_in_the_program_is_built(site: Site) -> None:
    site.edit('program/2019.yml', 'speakers: [Samuel Schoenholz]', 'speakrs: [Samuel Schoenholz]')
    assert site.problems
    assert site.load().is_whole


def test_code_that_is_loaded_makes_everything_anew_and_conf_py_does_not(tmp_path: Path) -> None:
    builds = Builds(tmp_path, tmp_path / '_build', [tmp_path / 'code'])
    builds.loaded = {str(tmp_path / 'own.py')}
    assert builds._is_code(tmp_path / 'code/deep/page.py')
    assert builds._is_code(tmp_path / 'own.py')
    assert not builds._is_code(tmp_path / 'conf.py')
    assert not builds._is_code(tmp_path / 'tests/test_it.py')


def test_problems_are_remembered_over_night(tmp_path: Path) -> None:
    (tmp_path / 'a.md').write_text('A')
    first = Builds(tmp_path, tmp_path / '_build')
    first._note({'read': ['a.md'], 'problems': ['a.md:1: wrong', 'program/2019.yml:1: wrong']})
    second = Builds(tmp_path, tmp_path / '_build')
    second._note({'read': [], 'problems': []})
    assert second.problems == ['a.md:1: wrong']
    second._note({'read': ['a.md'], 'problems': []})
    assert second.problems == []


def test_a_listening_socket_is_only_for_this_machine() -> None:
    with listen(None) as listening:
        assert listening.family == socket.AF_INET
        assert listening.getsockname()[0] == '127.0.0.1'


def test_a_file_beside_a_stub_is_no_second_document_where_nothing_is_remembered(site: Site) -> None:
    site.build()
    site.write('talks/2019/p9.md', 'We infer.\n')
    shutil.rmtree(site.folder.parent / '_build/doctrees')
    built = site.build()
    assert built.warnings == []
    assert 'We infer.' in built.page('talks/2019/p9')


def test_only_files_that_a_site_is_made_of_count_in_its_folder(site: Site) -> None:
    watched = Watched(site.folder)
    watched.own = {'logo.svg'}
    names = ('live.log', 'logo.svg', 'conf.py', 'about.md', 'talks/figure.png')
    assert [name for name in names if watched.counts(site.folder / name)] == [*names[1:]]


def test_watching_goes_on_while_folders_come_and_go(site: Site) -> None:
    (site.folder / 'talks').mkdir()

    class Late(Watched):
        """There is a folder that is gone when it is to be watched."""

        gone = site.folder / 'talks/gone'
        looks = 0

        def folders(self) -> set[Path]:
            self.looks += 1
            return super().folders() | ({self.gone} if self.looks == 1 else set())

    async def change() -> Set[Path]:
        changes = Changes(Late(site.folder))
        collecting = asyncio.create_task(changes.collect())
        await asyncio.sleep(1)
        site.write('talks/a.md', 'A\n')
        async with asyncio.timeout(LONG):
            found = await changes.next()
        assert not collecting.done()
        collecting.cancel()
        return found

    assert run(change()) == {site.folder / 'talks/a.md'}


def test_where_the_system_cannot_watch_so_many_folders_one_looks_again_and_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = watching.awatch

    def limited(*folders: Path, force_polling: bool | None, **settings: Any) -> Any:
        if not force_polling:
            raise OSError(errno.ENOSPC, 'OS file watch limit reached')
        return real(*folders, force_polling=True, **settings)

    async def change() -> Set[Path]:
        changes = Changes(Watched(site.folder))
        collecting = asyncio.create_task(changes.collect())
        await asyncio.sleep(2)
        site.write('about.md', 'A\n')
        async with asyncio.timeout(LONG):
            found = await changes.next()
        collecting.cancel()
        return found

    monkeypatch.setattr(watching, 'awatch', limited)
    monkeypatch.setattr(watching, 'PAUSE', 0.01)
    assert run(change()) == {site.folder / 'about.md'}


def test_the_end_of_watching_ends_the_preview(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def ends(changes: Changes) -> None:
        raise RuntimeError('no more')

    monkeypatch.setattr(Changes, 'collect', ends)
    out = site.folder / '_build/live'
    with pytest.raises(ExceptionGroup) as ended:
        run(Preview(Builds(site.folder, out), Watched(site.folder), print).run())
    assert ended.value.subgroup(RuntimeError)


def test_a_file_that_a_build_writes_while_it_is_asked_for_is_sent_as_it_is_then(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = site.folder / '_build/live/html'
    site.write('_build/live/html/basic.css', 'body { color: black }\n' * 9)
    files = Files(Preview(Builds(site.folder, html.parent), Watched(site.folder), print))
    real = Files.whole

    def written_before(self: Files, file: FileResponse) -> Response:
        (html / 'basic.css').write_text('body {}\n')
        return real(self, file)

    monkeypatch.setattr(Files, 'whole', written_before)
    scope = {'type': 'http', 'method': 'GET', 'path': '/basic.css', 'headers': []}
    response = run(files.get_response('basic.css', scope))
    assert response.body == b'body {}\n'
    assert response.headers['content-length'] == str(len(response.body))
    (html / 'basic.css').unlink()
    with pytest.raises(HTTPException) as refused:
        real(files, FileResponse(html / 'basic.css'))
    assert refused.value.status_code == 404


def test_a_warning_of_several_lines_is_one_problem(site: Site) -> None:
    said: list[dict[str, Any]] = []
    build = Build(said.append, site=str(site.folder), out=str(site.folder / '_build/live'), fresh=False)
    build.said.write('index.md:3: WARNING: found:\n  this\n  that\n')
    build.said.write('\n')
    assert build.problems() == ['index.md:3: found:\n  this\n  that']
    assert report([], Built(problems=build.problems()), 1.0).splitlines()[1:] == [
        '  index.md:3: found:',
        '      this',
        '      that',
    ]


@pytest.mark.parametrize('port', ['99999', '-1', '0', 'http'])
def test_a_port_that_is_none_is_said(site: Site, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(['live', str(site.folder), f'--port={port}'])
    assert f'a port is a number from 1 to 65535, not {port!r}' in capsys.readouterr().err


def test_a_port_that_may_not_be_used_is_not_said_to_be_taken(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(address: object) -> socket.socket:
        raise PermissionError(errno.EACCES, 'Permission denied')

    monkeypatch.setattr(socket, 'create_server', refuse)
    assert main(['live', str(site.folder), '--port', '80']) == 1
    assert 'at port 80: this machine does not let you use it;' in capsys.readouterr().err


def test_the_lock_of_a_preview_that_was_killed_is_no_hindrance(tmp_path: Path) -> None:
    held = (
        'import pathlib, sys, time; from proceedings.live.alone import alone\n'
        "with alone(pathlib.Path(sys.argv[1]), 'http://127.0.0.1:8001/'): print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, '-c', held, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(RunsAlready, match=r'http://127\.0\.0\.1:8001/'), alone(tmp_path, 'here'):
            pass
        other.kill()
    with alone(tmp_path, 'here'):
        pass


def test_a_process_that_has_died_while_it_waited_is_replaced(site: Site) -> None:
    async def built_after_a_death() -> list[Built]:
        builds = Builds(site.folder, site.folder / '_build/live')
        first = await builds.build(set(), nothing)
        assert builds.process
        builds.process.kill()
        await builds.process.wait()
        second = await builds.build(set(), nothing)
        await builds.stop()
        return [first, second]

    async def nothing() -> None:
        pass

    assert [built.failed for built in run(built_after_a_death())] == ['', '']


def test_the_process_ends_with_a_server_that_was_killed(site: Site) -> None:
    site.add(
        'conf.py', "import time, pathlib, os\npathlib.Path('building').write_text(str(os.getpid()))\ntime.sleep(600)\n"
    )
    running = Live(site)
    until((site.folder / 'building').exists, lambda: running.said)
    time.sleep(0.1)
    worker = int((site.folder / 'building').read_text())
    assert is_running(worker)
    running.process.kill()
    running.process.wait()
    until(lambda: not is_running(worker))


def test_ctrl_c_twice_ends_without_a_traceback_and_leaves_nothing(site: Site) -> None:
    site.add(
        'conf.py', "import time, pathlib, os\npathlib.Path('building').write_text(str(os.getpid()))\ntime.sleep(600)\n"
    )
    running = Live(site)
    until((site.folder / 'building').exists, lambda: running.said)
    time.sleep(0.1)
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.05)
    assert running.stop() == 0
    assert 'Traceback' not in running.said
    assert not is_running(int((site.folder / 'building').read_text()))


def run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def is_running(process: int) -> bool:
    """A dead one may not have been noticed yet by whoever has to."""
    try:
        return ' Z ' not in Path(f'/proc/{process}/stat').read_text()
    except FileNotFoundError:
        return False
