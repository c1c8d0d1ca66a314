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
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
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


def listen(port: int | None) -> socket.socket:
    """A socket that listens at *port*, or at the first that is free. Raises OSError."""
    for number in PORTS:
        if port is None:
            with suppress(OSError):
                return socket.create_server((HOST, number))
    return socket.create_server((HOST, PORTS[0] if port is None else port))


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
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(changes.collect())
                group.create_task(self.follow(changes))
        finally:
            await self.builds.stop()

    async def follow(self, changes: Changes) -> None:
        await self.build(set())
        while True:
            changes.watch(self.builds.folders, self.builds.files)
            await self.build(await changes.next())

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
                Mount('/', Files(self)),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, 'localhost'])],
            exception_handlers={404: self.not_there},
        )

    def with_script(self, page: bytes, status: int) -> HTMLResponse:
        """With the mark of the moment: a browser that keeps the page would come with that mark for ever."""
        script = f'<script src="{SCRIPT}" data-mark="{self.mark}"></script>\n'
        return HTMLResponse(page + script.encode(), status, headers={'Cache-Control': 'no-store'})

    async def not_there(self, request: Request, error: Exception) -> HTMLResponse:
        """What is shown before there are pages; the script loads it again as soon as there are."""
        path = escape(request.url.path)
        text = (
            f'There is no page <code>{path}</code> yet. It is shown here as soon as it is built. <a href="/">Home</a>'
        )
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
        page = f'{head}<body><main><h1>Preview</h1><p>{text}</p></main></body></html>'
        return self.with_script(page.encode(), 404)


ASK_AGAIN = {'Cache-Control': 'no-cache'}
"""Lest a browser shows a page with the style sheet of before."""


class Files(StaticFiles):
    """What was built; in pages, with the script."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(directory=preview.builds.out / 'html', html=True, check_dir=False)
        self.preview = preview

    def is_not_modified(self, response_headers: Headers, request_headers: Headers) -> bool:
        is_page = response_headers.get('content-type', '').startswith('text/html')
        return not is_page and super().is_not_modified(response_headers, request_headers)

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and 'range' not in Headers(scope=scope):
            return self.whole(response)
        response.headers.update(ASK_AGAIN)
        return response

    def whole(self, file: FileResponse) -> Response:
        """The *file* in one piece: a build may write it anew meanwhile, and it would not be as long as was said."""
        try:
            content = Path(file.path).read_bytes()
        except OSError:
            raise HTTPException(404) from None
        if file.media_type == 'text/html':
            return self.preview.with_script(content, file.status_code)
        headers = {name: file.headers[name] for name in ('etag', 'last-modified')}
        return Response(content, file.status_code, {**headers, **ASK_AGAIN}, file.media_type)


def report(files: list[str], built: Built, seconds: float) -> str:
    """What the terminal says of a build: what was built, how long that took, what is wrong."""
    named = f'{", ".join(files[:3])}{f" and {len(files) - 3} more" if len(files) > 3 else ""}: ' if files else ''
    number = len(built.problems)
    problems = f', {number} problem{"s" * (number != 1)}:' if number else ''
    done = f'not built: {built.failed}' if built.failed else f'built in {seconds:.1f} s'
    return '\n  '.join([f'{named}{done}{problems}', *(problem.replace('\n', '\n    ') for problem in built.problems)])


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
