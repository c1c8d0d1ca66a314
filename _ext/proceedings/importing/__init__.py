"""A program from what organizers have: `formats` read a file into a `Draft`, `prose` makes Markdown of its texts, `ids`
gives everything an id once, `merge` keeps what organizers wrote, `write` writes what is left to write.

Nothing here knows Sphinx. All that is read is data from elsewhere: it is never run, never followed, and every text is
quoted as the file needs that it goes into.
"""
