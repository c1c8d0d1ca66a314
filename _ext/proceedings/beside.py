"""What needs nothing of written pages is made beside them, by another process, where several work.

Sphinx has the others write pages only, and then one process makes all the rest, while the others have nothing to do:
of a big site that is a sixth of the time of a build, and a third of what another title takes.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from .domain import proceedings_domain
from .processes import are_several, are_worth_it


class Beside:
    """*make* is done once in a build that has not failed: until the build is finished."""

    def __init__(self, make: Callable[[Sphinx], None]) -> None:
        self.make = make
        self.others: ParallelTasks | None = None

    def begin(self, app: Sphinx, env: BuildEnvironment) -> None:
        """`env-updated`: where nothing was read there is little to do, or nothing."""
        is_new = app.fresh_env_used and are_several(app)
        if is_new or (proceedings_domain(env).read and are_worth_it(app)):
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
