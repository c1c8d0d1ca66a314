"""Plain documents: those of nothing but words, and what is made from the program.

Most pages are that: of people, and of talks with abstracts as people write them. Sphinx reads and writes each document
as if anything could be in it. Here they are read (`reading`) and written (`writing`) without what has nothing to do in
them (`transforms`); what comes out is the same, and all others are Sphinx's.
"""
