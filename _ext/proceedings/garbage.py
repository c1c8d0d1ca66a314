"""How often Python looks for garbage during a build.

It does so after every 700 new objects, and goes through all that a build keeps again and again. Nodes refer to each
other in circles, so it cannot be left out; but a build makes millions of objects, and looking after every 50,000 is
enough: it takes a fifth less time, and some megabytes more. What Sphinx kept of the last build is loaded in a quarter
of the time. And when all is over, Python would go through everything once more before it lets it go.
"""

from __future__ import annotations

import atexit
import gc

from sphinx.application import Sphinx
from sphinx.config import Config

SELDOM = (50_000, 20, 100)


def setup_garbage(app: Sphinx) -> None:
    before = gc.get_threshold()

    def seldom(app: Sphinx, config: Config) -> None:
        """`config-inited`: Sphinx loads what it kept next."""
        gc.set_threshold(*SELDOM)

    def often(app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: whoever called Sphinx has it as it was."""
        gc.set_threshold(*before)

    app.connect('config-inited', seldom)
    app.connect('build-finished', often, priority=900)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
