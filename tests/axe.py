"""What axe-core finds on a page, in all looks that readers may have it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

Options = dict[str, object]
Scheme = Literal['light', 'dark']

LOOKS: dict[int, tuple[Scheme, Scheme]] = {1280: ('light', 'dark'), 390: ('dark', 'light')}
"""For each width, the colours in which all rules are asked, and those in which only the rules about colours are."""

WIDTHS = tuple(LOOKS)

ALL_RULES: Options = {'rules': {'target-size': {'enabled': True}}}
"""The rule of WCAG 2.2 AA about what a finger has to hit is one that axe does not ask unless it is told to."""

WCAG: Options = {'runOnly': {'type': 'tag', 'values': ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}}
"""For pages of books, which have no landmarks and need none."""

COLOURS: Options = {'runOnly': {'type': 'rule', 'values': ['color-contrast', 'link-in-text-block']}}
"""All rules of level AA that axe counts among those about colours (`cat.color`)."""

COMMON: Options = {
    'resultTypes': ['violations'],
    'preload': False,  # nothing fetches styles and sounds again: no rule that is asked looks at them, and it takes long
}

LAID_OUT = '* { content-visibility: visible !important }'
"""What is out of sight lies where it will not be when the reader comes to it; axe measures it there."""

RUN = """async (options) => {
  const { violations } = await axe.run(options);
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].target} ${nodes[0].html}`);
}"""
IS_STILL = '!document.getAnimations().some((one) => one instanceof CSSTransition)'


def violations(page: Page, rules: Options = ALL_RULES) -> list[str]:
    """What axe finds on the page as it is now: for each rule, how often, and what is the first."""
    page.add_style_tag(content=LAID_OUT)
    if not page.evaluate('"axe" in window'):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, {**COMMON, **rules})
    return found


def violations_in_both_schemes(page: Page, rules: Options = ALL_RULES) -> list[str]:
    """What axe finds in light and dark colours, at the width that the window has.

    In one of them only the rules about colours are asked, which find all that there is to find: the theme says `light`
    or `dark` in an attribute that nothing but colours depends on, so that all else is what it was in the other.
    """
    width = page.viewport_size['width'] if page.viewport_size else 0
    found: list[str] = []
    for scheme, asked in zip(LOOKS[width], (rules, COLOURS), strict=True):
        show_in(page, scheme)
        found += (f'{width} {scheme}: {violation}' for violation in violations(page, asked))
    return found


def violations_in_all_looks(page: Page, rules: Options = ALL_RULES) -> list[str]:
    """What axe finds in light and dark colours, in a wide window and on a telephone.

    For what is open at one width only, and where the theme makes code that scrolls reachable by keyboard (it does so a
    while after the window has changed), there is `violations_in_both_schemes`.
    """
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({'width': width, 'height': 800})
        found += violations_in_both_schemes(page, rules)
    return found


def show_in(page: Page, scheme: Scheme) -> None:
    """Have the reader's device be light or dark, and the theme follow it, until all colours are what they will be."""
    page.emulate_media(color_scheme=scheme)
    expect(page.locator('html')).to_have_attribute('data-theme', scheme)
    page.wait_for_function(IS_STILL)
