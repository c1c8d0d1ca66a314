"""Which time zones a calendar may name, for the library that reads it."""

from __future__ import annotations

from datetime import tzinfo

from icalendar.timezone.zoneinfo import ZONEINFO

from ...wanted.clocks import is_zone


class Zones(ZONEINFO):
    """Those of Python. `Europe`, which is a folder of them, and a name too long for a file are none: Python says so by
    an OSError, which the library does not expect."""

    def timezone(self, name: str) -> tzinfo | None:
        return super().timezone(name) if is_zone(name) else None
