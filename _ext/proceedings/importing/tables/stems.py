"""What files of tables are called, whichever version of them it is."""

from __future__ import annotations

import re

from ..formats import File

_COPY = re.compile(
    r'(?:[ _-]+(?:v(?:ersion)?[ _.-]*\d+|final|copy|kopie|draft|\d{8}|\d{4}-\d\d-\d\d(?:[ _-]\d{2,6})?)|\s*\(\d+\))+$',
    re.IGNORECASE,
)


def source_stem(file: File) -> str:
    """The name of a file without what tells versions of it apart: `talks-v2 (1).csv` and `talks.csv` are one source."""
    return _COPY.sub('', ' '.join(file.path.stem.split())).strip() or file.path.stem
