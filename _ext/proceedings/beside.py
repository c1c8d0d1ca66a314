"""What needs nothing of written pages is made beside them, by another process, where several work and all is new.

Sphinx has the others write pages only, and then one process makes all the rest, while the others have nothing to do:
of a big site that is a sixth of the time.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.parallel import ParallelTasks, parallel_available


class Beside:
    """*make* is done once in a build that has not failed: until the build is finished."""

    def __init__(self, make: Callable[[Sphinx], None]) -> None:
        self.make = make
        self.others: ParallelTasks | None = None

    def begin(self, app: Sphinx, builder: Builder) -> None:
        """`write-started`: for a few pages no process is worth it."""
        if parallel_available and app.parallel > 1 and app.fresh_env_used:
            self.others = ParallelTasks(1)
            self.others.add_task(self.make, app)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: what went wrong there has gone wrong here."""
        others, self.others = self.others, None
        if exception is None and others:
            others.join()
        elif others:
            others.terminate()
        elif exception is None:
            self.make(app)
