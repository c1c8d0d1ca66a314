"""What an author may write in Markdown: judged on markdown-it's tokens, without Sphinx.

Authored pages (`talks/<edition>/<id>.md`, `speakers/<id>.md`) are untrusted. `guard` adds one rule to a
markdown-it parser, and the rule lets through only what is on the lists of `allowed`: anything else becomes a problem
at its own line, and its source is shown as text, so nothing is lost and nothing runs. The rule works wherever
that parser parses, hence also inside directives. `vet` uses it for the command line, `parser` for Sphinx.

HTML comments, and lines that begin with `%`, are allowed and simply not shown.
"""
