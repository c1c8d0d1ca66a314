"""The builder `epub`: the proceedings of one edition for e-readers (EPUB 3.3).

`pieces` cuts the book into files; `package` puts these, and what says how they belong together, into one archive, and
knows nothing of Sphinx; `builder` is the Sphinx side. Sphinx's own builder makes a book of all pages of a site, with
its theme, its scripts and the time of day in it, and takes the facts of the book from `conf.py`; EbookLib may not be
used by whoever does not want the AGPL, and asks the clock, too.
"""
