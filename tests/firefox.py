"""Firefox, told what to do by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself.

Playwright has only a Firefox of its own, which is on no package index, and geckodriver is not in Debian.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

PREFERENCES = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "http://127.0.0.1:1/");
user_pref("toolkit.telemetry.enabled", false);
"""
PATIENCE = 30
"""Seconds."""

EVENTS = ['log.entryAdded', 'network.beforeRequestSent']


def path_of_firefox() -> str | None:
    return shutil.which('firefox-esr') or shutil.which('firefox')


@contextmanager
def firefox() -> Iterator[Firefox]:
    """One that nobody sees, with a profile of its own, until it is left."""
    with TemporaryDirectory(prefix='firefox-', ignore_cleanup_errors=True) as profile:
        Path(profile, 'user.js').write_text(PREFERENCES)
        command = [path_of_firefox() or 'firefox', '--headless', '--no-remote', '--profile', profile]
        process = subprocess.Popen(
            [*command, '--remote-debugging-port', '0', 'about:blank'], stderr=subprocess.PIPE, text=True
        )
        try:
            with connect(f'{_address(process)}/session', max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _address(process: subprocess.Popen[str]) -> str:
    """What it says first."""
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r'WebDriver BiDi listening on (\S+)', line):
            return found[1]
    raise AssertionError('Firefox has ended before it listened')


class Firefox:
    """One window. `said` is what its console says, but for what it only tells; `asked` all that it asks for."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.numbers = count(1)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.call('session.new', capabilities={})
        self.call('session.subscribe', events=EVENTS)
        self.window = self.call('browsingContext.getTree')['contexts'][0]['context']

    def call(self, method: str, **params: Any) -> Any:
        """The result of a command. Raises AssertionError if there is none."""
        id = next(self.numbers)
        self.socket.send(json.dumps({'id': id, 'method': method, 'params': params}))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE))
            if answer.get('id') == id:
                assert answer['type'] == 'success', answer
                return answer['result']
            self._note(answer)

    def _note(self, event: Any) -> None:
        params = event.get('params', {})
        if event.get('method') == 'log.entryAdded' and params['level'] in ('error', 'warn'):
            self.said.append(f'{params["level"]}: {params["text"]}')
        elif event.get('method') == 'network.beforeRequestSent':
            self.asked.append(params['request']['url'])

    def resize(self, width: int, height: int = 800) -> None:
        self.call('browsingContext.setViewport', context=self.window, viewport={'width': width, 'height': height})

    def open(self, address: str) -> None:
        self.call('browsingContext.navigate', context=self.window, url=address, wait='complete')

    def run(self, expression: str) -> Any:
        """What a script gives in the page, by way of JSON."""
        wrapped = f'(async () => JSON.stringify(await ({expression})) ?? "null")()'
        found = self.call(
            'script.evaluate',
            expression=wrapped,
            target={'context': self.window},
            awaitPromise=True,
            userActivation=True,
        )
        assert found['type'] == 'success', found['exceptionDetails']['text']
        return json.loads(found['result']['value'])

    def wait_for(self, condition: str) -> None:
        """Until *condition* holds in the page, or in the one that comes after it. Raises AssertionError."""
        until = monotonic() + PATIENCE
        while not self._holds(condition):
            assert monotonic() < until, f'still not: {condition}'
            sleep(0.05)

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.run(f'Boolean({condition})'))
        except AssertionError:  # one page is left, and the next is not there yet
            return False

    def type(self, text: str, *, control: bool = False) -> None:
        """Press the keys of *text*, one after the other, as somebody would."""
        keys = [{'type': kind, 'value': key} for key in text for kind in ('keyDown', 'keyUp')]
        if control:
            keys = [{'type': 'keyDown', 'value': '\ue009'}, *keys, {'type': 'keyUp', 'value': '\ue009'}]
        self.call(
            'input.performActions', context=self.window, actions=[{'type': 'key', 'id': 'keyboard', 'actions': keys}]
        )

    def click(self, selector: str) -> None:
        """Where the first such element is, with the mouse, once it is in sight."""
        element = f'document.querySelector({json.dumps(selector)})'
        self.wait_for(f'{element} !== null')
        box = self.run(f"""(() => {{
          const found = {element};
          found.scrollIntoView({{block: "center", behavior: "instant"}});
          const {{x, y, width, height}} = found.getBoundingClientRect();
          return [Math.round(x + width / 2), Math.round(y + height / 2)];
        }})()""")
        moves = [
            {'type': 'pointerMove', 'x': box[0], 'y': box[1]},
            {'type': 'pointerDown', 'button': 0},
            {'type': 'pointerUp', 'button': 0},
        ]
        self.call(
            'input.performActions', context=self.window, actions=[{'type': 'pointer', 'id': 'mouse', 'actions': moves}]
        )

    def foreign(self, own: str) -> list[str]:
        """What it has asked of others than *own* host."""
        web = (address for address in self.asked if urlsplit(address).scheme in ('http', 'https', 'ws', 'wss'))
        return [address for address in web if urlsplit(address).netloc != urlsplit(own).netloc]
