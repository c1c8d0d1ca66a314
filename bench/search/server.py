"""A local server that sends text as gzip, as hosts do, and counts what goes over the wire."""

from __future__ import annotations

import gzip
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Lock, Thread
from typing import Self
from urllib.parse import unquote, urlsplit

TEXT = ('text/', 'application/json', 'application/javascript', 'image/svg')
LEVEL = 6
"""What nginx and GitHub Pages are content with, more or less."""


class Server(ThreadingHTTPServer):
    """Serves *folder*; `bytes` and `requests` count since they were last set to 0.

    The bytes are those that Chromium calls `encodedDataLength`, of workers, too: Pagefind loads its index in one, and
    what is known of a page's network leaves that out.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(('127.0.0.1', 0), Handler)
        self.folder = folder.resolve()
        self.lock = Lock()
        self.bytes = self.requests = 0
        self.response = cache(self.response_of)

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def address(self) -> str:
        return f'http://127.0.0.1:{self.server_port}/'

    def response_of(self, path: str) -> bytes:
        """Head and body for *path*; compressed once, so that no time of it is measured twice."""
        file = (self.folder / path).resolve()
        if not file.is_file() or not file.is_relative_to(self.folder):
            return b'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'
        kind = guess_type(file.name)[0] or 'application/octet-stream'
        body = file.read_bytes()
        head = [f'Content-Type: {kind}', 'Cache-Control: max-age=600']
        if kind.startswith(TEXT) and len(body) > 500:
            body = gzip.compress(body, LEVEL)
            head.append('Content-Encoding: gzip')
        return '\r\n'.join(['HTTP/1.1 200 OK', *head, f'Content-Length: {len(body)}', '', '']).encode() + body

    def count(self, response: bytes) -> None:
        with self.lock:
            self.bytes += len(response)
            self.requests += 1


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server: Server

    def do_GET(self) -> None:
        response = self.server.response(unquote(urlsplit(self.path).path).lstrip('/'))
        self.server.count(response)
        self.wfile.write(response)

    def log_message(self, *arguments: object) -> None:
        """Nothing: the table is what is printed."""
