"""Pages without what the PyData theme and sphinx-design write into each of them and few have a use for, and without
anything that their text would have to wait for.

No option and no layout does any of this, so it is done to rendered pages (see `rendered`). With another theme, the
scripts of Sphinx wait for the text, too, where that theme has none that could use them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from .forms import Change
from .rendered import change_rendered, without

CUSTOM_ICON = 'fa-custom'
"""The class of icons that a site draws itself: the theme's own are letters, and need no script."""

CUSTOM_ICONS = 'FontAwesome'
"""What a script is called in that of a site with such icons."""

OPTIONS = 'DOCUMENTATION_OPTIONS'
"""What the options are called of which each page has its own."""

WAITING = frozenset({'documentation_options.js', 'doctools.js', 'sphinx_highlight.js', 'design-tabs.js'})
"""Scripts of Sphinx and sphinx-design that do nothing before the whole page is there."""

DESIGN = re.compile(r'[\s"]sd-[a-z]')
"""The classes of what sphinx-design makes."""

_ICON_SCRIPT = re.compile(r'<script\b[^>]*/scripts/fontawesome\.js[^>]*></script>')
_DESIGN = re.compile(r'<(?:link\b[^>]*/sphinx-design\.min\.css[^>]*>|script\b[^>]*/design-tabs\.js[^>]*></script>)')
_SCRIPT_SOON = re.compile(r'<link rel="preload" as="script"[^>]*>')
_VIEWPORT = re.compile(r'<meta name="viewport" content="width=device-width, initial-scale=1(?:\.0)?" ?/?>')
_NEIGHBOUR = re.compile(r'(<link rel="(?:next|prev)") title="[^"]*"')
_IMPORTING = re.compile(r'<link href="((?:[^"]*/)?_static/)styles/theme\.css')

_COLOURS = re.compile(r'(document\.documentElement\.dataset\.theme = )localStorage\.getItem\("theme"\) \|\| "\w*";')
_COLOURS_AT_ONCE = (
    r'\1/^(light|dark)$/.exec(document.documentElement.dataset.mode)?.[0] ?? '
    r'(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");'
)

_HANDLED = re.compile(r'<(?:pre|textarea)\b|<link rel="(?:next|prev|preload)"|/_static/')
"""What is changed where it stands in a head, or keeps a page from being changed."""

_COMMENT = re.compile(r'<(script|style)\b.*?</\1>|<!--(?!\[).*?-->', re.DOTALL)
"""Comments, and what is none; conditions that some have a browser read begin with a bracket."""

_SCRIPT = re.compile(r'<script\b([^>]*)>(.*?)</script>', re.DOTALL)
_NAME = re.compile(r'\bsrc="(?:[^"?]*/)?([^"?/]*)')
_SAID = re.compile(r'(?:^|\s)(?:async|defer|type)\b')
_OPTIONS = re.compile(r'\s*(?:DOCUMENTATION_OPTIONS\.\w+ = [^;]*;?\s*)+')
_OPTION = re.compile(r"DOCUMENTATION_OPTIONS\.(?:pagename = '[^']*'|search_as_you_type = false);")
"""Of the theme's options those that only its menu of versions asks for, or that say what is so without them."""


def setup_unused(app: Sphinx) -> None:
    app.connect('builder-inited', leave_out_options)
    app.connect('builder-inited', render_what_is_used)


def render_what_is_used(app: Sphinx) -> None:
    """`builder-inited`: the builder has its templates now."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        draws = is_in_own_scripts(app, CUSTOM_ICONS)  # it needs the theme's script on each page
        change_rendered(app, Change(partial(changed, draws), used_by, {'metatags': tidied}))


def leave_out_options(app: Sphinx) -> None:
    """`builder-inited`: the theme writes options into each page as a script, another for each, and no Content Security
    Policy could name those. A script of the site itself may ask for them."""
    if not is_in_own_scripts(app, OPTIONS):
        app.connect('html-page-context', without_options, priority=900)  # behind the theme, which has put them in


def without_options(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: but for those of the menu of versions, if there is one."""
    if not isinstance(context.get('theme_switcher'), dict):
        context['script_files'] = [one for one in context.get('script_files', []) if not _is_option(one)]


def _is_option(script: object) -> bool:
    body = getattr(script, 'attributes', {}).get('body') or ''
    return bool(_OPTION.fullmatch(body.strip()))


class Used(NamedTuple):
    """What the texts of a page have a use for."""

    icons: bool
    design: bool
    viewport: bool


def used_by(context: Mapping[str, Any]) -> Used | None:
    """What the page with *context* uses in the texts of its own; None if more of these is changed than `tidied`."""
    body, head, title = (context.get(name) or '' for name in ('body', 'metatags', 'title'))
    scripts = _SCRIPT.findall(head)
    if '<script' in body or not all(_SAID.search(attributes) for attributes, _ in scripts) or _HANDLED.search(head):
        return None
    if title != title.strip() or '\n' in title:
        return None
    return Used(CUSTOM_ICON in body or CUSTOM_ICON in head, has_design(body), bool(_VIEWPORT.search(head)))


def tidied(head: str) -> str:
    """What a page has of its own in its *head*, as it is in a page that is changed."""
    return _squeezed(without(_VIEWPORT, head)).rstrip()


def changed(draws: bool, page: str, used: Used | None) -> str:
    """*page*, the texts of which use what is *used*; None if they are in it."""
    icons, design, _ = used or (False, False, False)
    return squeezed(deferred(coloured(without_unused(page, draws or icons, design))))


def is_in_own_scripts(app: Sphinx, name: str) -> bool:
    """Whether one of the site's own scripts uses what another script calls *name*."""
    return any(name in text for text in _own_scripts(app.config, Path(app.confdir)))


def _own_scripts(config: Config, site: Path) -> Iterator[str]:
    for entry in config.html_js_files:
        name = entry if isinstance(entry, str) else entry[0]
        files = (site / folder / name for folder in config.html_static_path if name)
        yield from (file.read_text(encoding='utf-8', errors='replace') for file in files if file.is_file())


def has_design(html: str) -> bool:
    return 'sd-' in html and bool(DESIGN.search(html))


def without_unused(page: str, icons: bool, design: bool = False) -> str:
    """*page* without the files for *icons* and for grids that it does not have, and with style sheets before scripts.

    The theme asks for its scripts as soon as for its style sheets, without which there is nothing to be seen; and one
    of these names another, for which a browser would only ask when it has read the first. Nobody sees the titles that
    links in the head have, and those of the pages before and behind can be long. What the window is like Sphinx says,
    then docutils, and then the theme.
    """
    head, end, body = page.partition('</head>')
    if first := _VIEWPORT.search(head):
        head = f'{head[: first.end()]}{without(_VIEWPORT, head[first.end() :])}'
    head = _NEIGHBOUR.sub(r'\1', head)
    if not icons and CUSTOM_ICON not in page:
        head = without(_ICON_SCRIPT, head)
    if not design and not has_design(body):
        head = without(_DESIGN, head)
    soon = r'<link rel="preload" as="style" href="\1basic.css">\n\g<0>'
    return f'{_IMPORTING.sub(soon, without(_SCRIPT_SOON, head), count=1)}{end}{body}'


def coloured(page: str) -> str:
    """*page* in light or dark colours from the beginning. The theme has it wait for a script that comes last, and a
    reader who was not there before sees it change; every element of it gets its style twice."""
    return _COLOURS.sub(_COLOURS_AT_ONCE, page, count=1)


def deferred(page: str) -> str:
    """*page* with nothing that its text waits for, where all of that can wait: not, if somebody's script may use at
    once what one of Sphinx's has made."""
    scripts = _SCRIPT.findall(page)
    return _SCRIPT.sub(_deferred, page) if all(_can_wait(*script) for script in scripts) else page


def _can_wait(attributes: str, text: str) -> bool:
    if _SAID.search(attributes):
        return True
    if name := _NAME.search(attributes):
        return name[1] in WAITING
    return OPTIONS not in text or bool(_OPTIONS.fullmatch(text))


def _deferred(script: re.Match[str]) -> str:
    """What is written in the page itself can only wait as a module; those run in their turn, from a folder, too."""
    attributes, text = script.groups()
    if _SAID.search(attributes):
        return script[0]
    if _NAME.search(attributes):
        return f'<script{attributes} defer></script>'
    return f'<script{attributes} type="module">{text}</script>' if _OPTIONS.fullmatch(text) else script[0]


def squeezed(page: str) -> str:
    """*page* without the empty lines, the indentation and the comments of the theme's templates, which are a tenth of
    it; what is in the article stays as it is."""
    before, article, rest = page.partition('<article class="bd-article">')
    within, end, after = rest.rpartition('</article>')
    if not end or any('<pre' in part or '<textarea' in part for part in (before, after)):
        return page
    head, body, header = before.partition('<body')
    header, main, top = header.partition('<main')
    around = f'{_squeezed(head)}{body}{_squeezed_header(header)}{main}{_squeezed(top)}'
    return f'{around}{article}{within}{end}{_squeezed_footer(after)}'


def _kept(found: re.Match[str]) -> str:
    """Nothing of a comment; all of what may look as if it had one in it."""
    return '' if found[0].startswith('<!') else found[0]


def _squeezed(html: str) -> str:
    """*html* with its lines close to one another; what stands at either end may be followed by more of the line."""
    if '<!--' in html:
        html = _COMMENT.sub(_kept, html)
    inner = html.strip()
    begin, end = html[: len(html) - len(html.lstrip())], html[len(html.rstrip()) :]
    lines = '\n'.join(filter(None, map(str.strip, inner.split('\n'))))
    return ('\n' if '\n' in begin else begin) + lines + ('\n' if '\n' in end else end)


_squeezed_header = lru_cache(32)(_squeezed)
_squeezed_footer = lru_cache(32)(_squeezed)
"""What is around the article is often the same on all pages of a folder."""
