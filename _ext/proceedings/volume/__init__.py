"""The proceedings of one edition as a book, whatever it is bound in: EPUB, PDF.

`front`, `talks`, `people` and `contents` make its parts from the model, as `render` makes pages; `assembly` puts them
and the prose of authors into one document, whose references lead to places in the book, to the web, or nowhere
(`references`). `builder` is what the builders of books have in common; `pieces` cuts the book where a file is to begin.
"""
