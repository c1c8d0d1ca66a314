"""What changed between two states of a program, in words.

`snapshots` brings the two states: git revisions, or the files as they are; `two_files` those of one edition. `matching`
says what of the one is what of the other, and `talks`, `schedule` and `facts` find what differs, as typed differences;
`summary` says many of one sort as one. `words` makes a sentence of each, `entries` what an organizer pastes under
`changes:`. Nothing here asks the clock, and nothing knows Sphinx.
"""

from .compare import compare
from .differences import Difference
from .entries import entries
from .words import report

__all__ = ['Difference', 'compare', 'entries', 'report']
