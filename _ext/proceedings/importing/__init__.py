"""A program from what organizers have, in one line:

    files -> formats -> Draft -> wanted -> merging (with what the site says, and what was imported last) -> files

Nothing here knows Sphinx. All that is read is data from elsewhere: it is never run, never followed, and every text is
quoted as the file needs that it goes into.
"""
