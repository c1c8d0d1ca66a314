"""The schedule for apps on phones (Giggity, EventFahrplan) in the format of frab, pretalx and the CCC.

`Schedule` is all that both forms say; `as_xml` and `as_json` write it down.
"""

from __future__ import annotations

from .json import as_json
from .schedule import Schedule, schedule_of
from .xml import as_xml

__all__ = ['Schedule', 'as_json', 'as_xml', 'schedule_of']
