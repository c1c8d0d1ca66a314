"""Draws the picture of the README again: `make html && .venv/bin/python docs/picture.py _build/html`.

A schedule on a screen and a talk on a phone, of the real site. The path of a browser may follow.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FILE = Path(__file__).parent / '_static/site.webp'
SHOTS = (('talks/2019/days/2019-12-14.html', 900), ('talks/2019/jax-md.html', 390))
HEIGHT = 780
GAP = 24


def shot(browser: Browser, address: str, width: int) -> Image.Image:
    page = browser.new_page(viewport={'width': width, 'height': HEIGHT}, color_scheme='light', reduced_motion='reduce')
    page.goto(address, wait_until='load')
    return Image.open(BytesIO(page.screenshot()))


def main(site: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[2] if sys.argv[2:] else None)
        shots = [shot(browser, (site / name).resolve().as_uri(), width) for name, width in SHOTS]
    picture = Image.new('RGB', (sum(one.width for one in shots) + GAP, HEIGHT), '#d5dae0')
    picture.paste(shots[0], (0, 0))
    picture.paste(shots[1], (shots[0].width + GAP, 0))
    picture.resize((picture.width * 3 // 4, picture.height * 3 // 4)).save(FILE, quality=60, method=6)


if __name__ == '__main__':
    main(Path(sys.argv[1]))
