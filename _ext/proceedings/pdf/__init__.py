"""The book of an edition as a PDF: `builder` makes one page of HTML of it, and a `browser` of this machine prints that.

`numbers` are the places for page numbers, `heads` is what stands above the pages, `reading` what a printed book says of
itself, `finishing` what is said of it.

Why a browser: tried with the same 70 pages in five scripts, Chromium 150 took 6 seconds and got all of them, formulas,
links, bookmarks and tags right; WeasyPrint 70 took 28 and has no MathML; LaTeX lost every Chinese name. Typst reads
neither HTML nor doctrees. What no browser does is `target-counter`: so the book is printed twice, and page numbers are
filled in between.
"""
