"""How often Python looks for garbage during a build.

It does so after every 700 new objects, and goes through all that a build keeps again and again. Nodes refer to each
other in circles, so it cannot be left out; but a build makes millions of objects, and looking after every 50,000 is
enough: it takes a fifth less time, and some megabytes more. What Sphinx kept of the last build is loaded in a quarter
of the time. That, the program, and all modules are there as long as the build is: they are frozen, and no longer looked
at. And when all is over, Python would go through everything once more before it lets it go.
"""

from __future__ import annotations

import atexit
import gc

from sphinx.application import Sphinx

SELDOM = (50_000, 20, 100)


def setup_garbage(app: Sphinx) -> None:
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)

    def freeze(app: Sphinx) -> None:
        """`builder-inited`: all is loaded, and no process is started yet."""
        gc.freeze()

    def often(app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: whoever called Sphinx has it as it was. What the build has left counts as old, so that
        Python does not go through it at once."""
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*before)

    app.connect('builder-inited', freeze, priority=900)
    app.connect('build-finished', often, priority=900)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
