"""Links that lead nowhere: every address that the program names is asked for, once.

Sphinx's `linkcheck` asks, too, but of what stands in documents: it has to read the whole site first, names a file that
nobody wrote (most pages have none) instead of a talk, and calls broken what only turns away strangers or is busy. A
crawler has the first two faults as well. Here dead is only what says that it is gone, or has a host that nobody knows.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import chain
from urllib.parse import urlsplit

import requests

from .. import __version__
from .links import OFFLINE, Answer, Verdict, Where

USER_AGENT = f'Mozilla/5.0 (compatible; proceedings/{__version__}; looks for dead links)'
"""Who asks; some hosts turn away whoever does not look like a browser at all."""

DEAD = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""What else goes wrong (401, 403, 429, 5xx) may be about who asks, or be over tomorrow."""

NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, 'EAI_NODATA', socket.EAI_NONAME)})
"""A name that nobody has; other failures to look one up are those of a moment."""

PER_HOST = 2
"""How many ask one host at a time: a small server is not to take an organizer for an attack."""

WORKERS = 32

ENOUGH_UNREACHABLE = 12
"""When so many hosts could not be reached, and none was, there is no network, and no use in waiting for each."""


def check(links: Iterable[Where], timeout: float = 10) -> list[tuple[Where, Answer]]:
    """Each of *links* with its answer; *timeout* is how many seconds a host has to say something."""
    links = list(links)
    asker = _Asker(timeout)
    shares = sorted(_shares(link.address for link in links), key=len, reverse=True)
    with ThreadPoolExecutor(WORKERS) as pool:
        answers = dict(chain.from_iterable(pool.map(asker.ask_host, shares)))
    return [(link, asker.judged(answers[link.address])) for link in links]


def _shares(addresses: Iterable[str]) -> Iterator[list[str]]:
    """*addresses*, each once, by host, in as many shares as may be asked for at a time."""
    hosts: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        hosts.setdefault(urlsplit(address).netloc, []).append(address)
    for of_host in hosts.values():
        yield from filter(None, (of_host[start::PER_HOST] for start in range(PER_HOST)))


@dataclass(slots=True)
class _Asker:
    """Asks, and asks a host no more that cannot be reached or has had enough."""

    timeout: float
    answered: bool = False
    unreachable: set[str] = field(default_factory=set)

    def ask_host(self, addresses: list[str]) -> list[tuple[str, Answer]]:
        """Ask for each of *addresses*, all of one host, one after another."""
        answers: list[tuple[str, Answer]] = []
        stop = self._offline()
        with requests.Session() as session:
            session.headers['User-Agent'] = USER_AGENT
            for address in addresses:
                answer, is_last = (stop, True) if stop else self._ask(session, address)
                answers.append((address, answer))
                stop = answer if is_last else None
        return answers

    def judged(self, answer: Answer) -> Answer:
        """*answer*, unless no host at all was reached: then no name is known to be wrong."""
        return answer if self.answered else OFFLINE

    def _offline(self) -> Answer | None:
        enough = not self.answered and len(self.unreachable) >= ENOUGH_UNREACHABLE
        return OFFLINE if enough else None

    def _ask(self, session: requests.Session, address: str) -> tuple[Answer, bool]:
        """What is to be said of *address*, and whether it holds for all of its host."""
        try:
            status, at = self._request(session, address)
        except requests.RequestException as error:
            self.answered = self.answered or error.response is not None
            return self._failed(error, urlsplit(address).netloc)
        except ValueError:  # from urllib, of an address that a host led to
            return Answer(Verdict.UNCLEAR, 'leads to what is no address'), False
        self.answered = True
        return _said(status, address, at), status == HTTPStatus.TOO_MANY_REQUESTS

    def _request(self, session: requests.Session, address: str) -> tuple[int, str]:
        """The status of *address*, and the address that it leads to."""
        timeout = (self.timeout / 2, self.timeout)
        response = session.head(address, allow_redirects=True, timeout=timeout)
        if response.status_code >= 400 and response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            # Some refuse HEAD, and some know only what is asked for with GET.
            response = session.get(address, stream=True, timeout=timeout)
            response.close()  # nobody reads it
        return response.status_code, response.url

    def _failed(self, error: requests.RequestException, host: str) -> tuple[Answer, bool]:
        url = error.request.url if error.request else None  # that of another host, if it was led there
        asked = urlsplit(url).netloc if isinstance(url, str) else host
        is_unreachable = isinstance(error, (requests.ConnectionError, requests.Timeout)) and asked == host
        if is_unreachable:
            self.unreachable.add(host)
        return _reason(error, asked, self.timeout), is_unreachable


def _said(status: int, address: str, at: str) -> Answer:
    """What a host said of *address*, which led to *at*."""
    if status >= 400:
        return Answer(Verdict.DEAD if status in DEAD else Verdict.UNCLEAR, _phrase(status))
    there = urlsplit(at)
    if not there.path.strip('/') and not there.query and urlsplit(address).path.strip('/'):
        return Answer(Verdict.UNCLEAR, f'leads to the front page of {there.netloc}')
    return Answer(Verdict.ALIVE, _phrase(status))


def _phrase(status: int) -> str:
    """`404 Not Found`; what somebody made up is a number."""
    return f'{status} {HTTPStatus(status).phrase}' if status in set(HTTPStatus) else f'{status}'


def _reason(error: requests.RequestException, host: str, timeout: float) -> Answer:
    """Why there was no answer."""
    if isinstance(error, requests.Timeout):
        return Answer(Verdict.UNCLEAR, f'no answer in {timeout:g} seconds')
    if isinstance(error, requests.exceptions.SSLError):
        return Answer(Verdict.UNCLEAR, f'no secure connection to {host}')
    if isinstance(error, requests.TooManyRedirects):
        return Answer(Verdict.UNCLEAR, 'redirects without end')
    lookup = _lookup(error)
    if lookup and lookup.errno in NO_SUCH_HOST:
        return Answer(Verdict.DEAD, f'no host is called {host}')
    return Answer(Verdict.UNCLEAR, f'{host} cannot be {"looked up" if lookup else "reached"} now')


def _lookup(error: requests.RequestException) -> socket.gaierror | None:
    """The failure to find out the address of a host, if that was it."""
    reason = getattr(error.args[0], 'reason', None) if error.args else None
    cause = getattr(reason, '__cause__', None)
    return cause if isinstance(cause, socket.gaierror) else None
