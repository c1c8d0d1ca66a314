"""What every build has to know of the PDF; the builder itself comes only where one is made."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import ENUM

from .numbers import setup_page_numbers


def setup_pdf(app: Sphinx) -> None:
    app.add_config_value(
        'proceedings_browser', '', '', frozenset({str}),
        'The path or name of the browser that prints the PDF; the first Chromium, Chrome or Edge, if it is empty.',
    )  # fmt: skip
    app.add_config_value('proceedings_paper', 'A4', '', ENUM('A4', 'letter'), 'The paper of the PDF: `A4` or `letter`.')
    setup_page_numbers(app)
