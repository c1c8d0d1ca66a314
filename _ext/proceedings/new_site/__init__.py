"""A fresh site for another series: what has to be known of it, and the files that it begins with.

`questions` says what is asked, and what each answer may be (`zones`, `repository` and `requirement` read those that
people write in many ways); `answers` is what is known in the end; `files` makes the files of it, from `templates/`.
Nothing here knows Sphinx, or that there is a terminal: `cli/new` asks and writes.
"""
