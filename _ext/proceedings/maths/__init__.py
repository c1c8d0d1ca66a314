"""Mathematics: LaTeX in, MathML out, and plain text for where no markup can be.

`mathml` converts and keeps harmless what authors write, `plain` reads text off the MathML, `titles` finds the
formulas in a title; `nodes` is the Sphinx layer, and the only one that knows Sphinx.
"""
