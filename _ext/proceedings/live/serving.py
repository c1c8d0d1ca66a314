"""Serves what was built, to this machine only, and tells the pages in the browser when there is something new."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Set
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import uvicorn
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # type: ignore[import-untyped]
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from .builds import Builds, Built
from .watching import Changes, Watched

HOST = '127.0.0.1'
PORTS = range(8000, 8020)
"""Those that are tried where nobody asks for one."""

SCRIPT = '/proceedings-live/preview.js'
PAGES = '/proceedings-live/pages'

Say = Callable[[str], None]


class PortTaken(Exception):  # noqa: N818
    """Another program has the port."""


def listen(port: int | None) -> socket.socket:
    """A socket at *port*, or the first that is free. Raises PortTaken."""
    for number in PORTS if port is None else [port]:
        listening = socket.socket()
        try:
            listening.bind((HOST, number))
        except OSError:
            listening.close()
        else:
            return listening
    raise PortTaken


class Preview:
    """The server of one site, which builds it whenever something in it has changed."""

    def __init__(self, builds: Builds, watched: Watched, say: Say) -> None:
        self.builds = builds
        self.watched = watched
        self.say = say
        self.built = Built(problems=builds.problems)
        self.mark = ''
        """Another one whenever the pages are others."""
        self.open: dict[WebSocket, str] = {}
        """The pages in browsers, and the mark that each came with."""

    # Building

    async def run(self) -> None:
        """Never ends."""
        changes = Changes(self.watched)
        collecting = asyncio.create_task(changes.collect())
        try:
            await self.build(set())
            while True:
                changes.watch(self.builds.folders)
                await self.build(await changes.next())
        finally:
            collecting.cancel()
            await self.builds.stop()

    async def build(self, changed: Set[Path]) -> None:
        began = time.monotonic()
        self.built = await self.builds.build(changed, self.show_pages)
        await self.tell()
        files = sorted(self._name(path) for path in changed)
        self.say(report(files, self.built, time.monotonic() - began))

    def _name(self, path: Path) -> str:
        return (path.relative_to(self.watched.site) if path.is_relative_to(self.watched.site) else path).as_posix()

    # Pages in browsers

    async def show_pages(self) -> None:
        self.mark = str(time.time_ns())
        self.built = Built(problems=self.builds.problems)
        await self.tell()

    async def tell(self) -> None:
        """Say to each page whether it is old, and what is wrong now."""
        for page, mark in [*self.open.items()]:
            with suppress(RuntimeError, WebSocketDisconnect):  # it has just been closed
                await page.send_json(self.news(mark))

    def news(self, mark: str) -> dict[str, Any]:
        return {'old': mark != self.mark, 'failed': self.built.failed, 'problems': self.built.problems}

    async def page(self, page: WebSocket) -> None:
        """A page in a browser: it says which mark it came with, and hears what is new."""
        if page.headers.get('origin', '').rpartition('://')[2] != page.headers.get('host'):
            await page.close()  # some other site that is open in the same browser
            return
        await page.accept()
        try:
            self.open[page] = await page.receive_text()
            await page.send_json(self.news(self.open[page]))
            while True:
                await page.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            self.open.pop(page, None)

    def application(self) -> Starlette:
        script = Path(__file__).with_name('preview.js')
        return Starlette(
            routes=[
                Route(SCRIPT, lambda _: FileResponse(script, headers=ASK_AGAIN)),
                WebSocketRoute(PAGES, self.page),
                Mount('/', Files(directory=self.builds.out / 'html', html=True, check_dir=False)),
            ],
            middleware=[
                Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, 'localhost']),
                Middleware(WithScript, preview=self),
            ],
            exception_handlers={404: not_there},
        )


ASK_AGAIN = {'Cache-Control': 'no-cache'}
"""Lest a browser shows a page with the style sheet of before."""


class Files(StaticFiles):
    def file_response(self, *arguments: Any, **keywords: Any) -> Response:
        response = super().file_response(*arguments, **keywords)
        response.headers.update(ASK_AGAIN)
        return response


class WithScript(JavascriptInjectorMiddleware):  # type: ignore[misc]
    """Ours in the place of sphinx-autobuild's script, which loads the page again, and that is all."""

    def __init__(self, app: Any, preview: Preview) -> None:
        super().__init__(app, ws_url='')
        self.preview = preview

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """With the mark of the moment when the page is asked for: it may be another when it has been sent."""
        of_page = JavascriptInjectorMiddleware(self.app, ws_url='')
        of_page.script = f'<script src="{SCRIPT}" data-mark="{self.preview.mark}"></script>\n'.encode()
        await of_page(scope, receive, send)


async def not_there(request: Request, error: Exception) -> HTMLResponse:
    """What is shown before there are pages; the script loads it again as soon as there are."""
    path = escape(request.url.path)
    text = f'There is no page <code>{path}</code> yet. It is shown here as soon as it is built. <a href="/">Home</a>'
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
    return HTMLResponse(f'{head}<body><main><h1>Preview</h1><p>{text}</p></main></body></html>', status_code=404)


def report(files: list[str], built: Built, seconds: float) -> str:
    """What the terminal says of a build: what was built, how long that took, what is wrong."""
    named = f'{", ".join(files[:3])}{f" and {len(files) - 3} more" if len(files) > 3 else ""}: ' if files else ''
    number = len(built.problems)
    problems = f', {number} problem{"s" * (number != 1)}:' if number else ''
    done = f'not built: {built.failed}' if built.failed else f'built in {seconds:.1f} s'
    return '\n  '.join([f'{named}{done}{problems}', *built.problems])


def serve(preview: Preview, listening: socket.socket) -> None:
    """Until Ctrl-C."""
    settings = uvicorn.Config(preview.application(), log_level='error', lifespan='off', timeout_graceful_shutdown=1)

    async def all_of_it() -> None:
        building = asyncio.create_task(preview.run())
        building.add_done_callback(lambda task: setattr(server, 'should_exit', True))
        await server.serve(sockets=[listening])
        building.cancel()
        with suppress(asyncio.CancelledError):
            await building

    server = uvicorn.Server(settings)
    with suppress(KeyboardInterrupt):
        asyncio.run(all_of_it())
