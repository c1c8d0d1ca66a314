"""Whose time it is: each moment belongs to one part, the innermost that is at work, or else to the rest."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import wraps
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from types import FunctionType
from typing import Any

REST = 'rest'
GARBAGE = 'garbage'
"""Python looks for it now and then, all at once: that would be the time of whichever part is at work just then."""

Work = Callable[..., Any]
Part = str | Callable[..., str]
"""The name of a part, or what tells it from the arguments of a call."""


def clock() -> float:
    """Seconds of work, of this process and of those that it has waited for (git); not while others had the machine."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


class Stopwatch:
    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.at_work = [REST]
        self.since = clock()

    def turn(self) -> None:
        """Give the time since the last turn to whatever was at work."""
        now = clock()
        self.seconds[self.at_work[-1]] += now - self.since
        self.since = now

    def reset(self) -> None:
        self.turn()
        self.seconds.clear()

    def start(self, part: str) -> None:
        self.turn()
        self.at_work.append(part)

    def stop(self) -> None:
        self.turn()
        self.at_work.pop()

    def collecting(self, phase: str, info: dict[str, int]) -> None:
        """For `gc.callbacks`."""
        if phase == 'start':
            self.start(GARBAGE)
        else:
            self.stop()

    def timed(self, part: Part, work: Work) -> Work:
        """*work*, whose time is that of *part*; what it yields is made when it is asked for."""

        @wraps(work)
        def timed_work(*arguments: Any, **named: Any) -> Any:
            whose = part if isinstance(part, str) else part(*arguments, **named)
            self.start(whose)
            try:
                result = work(*arguments, **named)
            finally:
                self.stop()
            return self.each(whose, result) if isinstance(result, Iterator) else result

        return timed_work

    def each(self, part: str, made: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.start(part)
            try:
                one = next(made, self)
            finally:
                self.stop()
            if one is self:
                return
            yield one

    def attach(self, part: Part, owner: Any, name: str) -> None:
        """Time the function *name* of a module or class, wherever it was imported; of a class, all its methods."""
        work = getattr(owner, name)
        if isinstance(work, type):
            for method, own in list(vars(work).items()):
                if isinstance(own, FunctionType):
                    setattr(work, method, self.timed(part, own))
        elif isinstance(owner, type):
            setattr(owner, name, self.timed(part, work))
        else:
            replace_everywhere(work, self.timed(part, work))


def replace_everywhere(work: Work, by: Work) -> None:
    for module in [module for name, module in sys.modules.items() if name.startswith('proceedings.')]:
        for name, value in list(vars(module).items()):
            if value is work:
                setattr(module, name, by)
