"""Texts of other systems, as Markdown that a page may have, and as lines for titles and names.

`characters` makes text of what arrives, `formulas` tells formulas from money, `plain`, `latex` and `html` read what the
source has written, each as HTML, and `markdown` writes that so that MyST reads the same words, and none of them by
accident as something else.
"""

from .line import to_line
from .page import looks_like_html, looks_like_markdown, to_markdown

__all__ = ['looks_like_html', 'looks_like_markdown', 'to_line', 'to_markdown']
