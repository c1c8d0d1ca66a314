"""Judging Markdown with a parser, without Sphinx."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ..problems import Place, Problems
from .guard import guard
from .review import Review, TooMuch, environment
from .text import short
from .vetting import Vetting


def judge(
    md: MarkdownIt,
    text: str,
    file: str,
    problems: Problems,
    vetting: Vetting | None = None,
    *,
    image_hosts: Collection[str] = (),
) -> None:
    """Judge *text*, also inside its directives, with a parser that has its `guard`."""
    with giving_up(file, problems):
        hosts = vetting.image_hosts if vetting else image_hosts
        md.parse(text, environment(Review(file, problems, inside=True, vetting=vetting, image_hosts=hosts)))


@contextmanager
def giving_up(file: str, problems: Problems) -> Iterator[None]:
    """For work on a stranger's text: whatever is in it, the work on the other pages goes on."""
    try:
        yield
    except TooMuch as error:
        problems.add(Place(file), 'markdown', f'{error}; write it in a simpler way')
    except RecursionError:
        problems.add(Place(file), 'markdown', 'nested too deeply to be read; write it with fewer levels')
    except Exception as error:
        what = f'{type(error).__name__}: {short(str(error))}'
        problems.add(Place(file), 'markdown', f'cannot be read as Markdown ({what}); write it in a simpler way')


def parser() -> MarkdownIt:
    """A parser that knows as much of MyST as the site's settings switch on."""
    md = MarkdownIt('commonmark').enable('table')
    md.use(myst_block_plugin).use(myst_role_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(dollarmath_plugin).use(amsmath_plugin).use(deflist_plugin).use(colon_fence_plugin)
    return guard(md)
