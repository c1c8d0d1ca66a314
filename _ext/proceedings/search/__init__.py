"""Search: what a reader finds, and how.

pages, in our `language` -> `words` -> `pieces` (full text) -> `files` -> find.js, in the browser
program -> `index` (titles, names, keywords) ---------------/
pages of one's own -> `sections` (headings, text) -----------/
"""
