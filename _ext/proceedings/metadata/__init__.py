"""What pages say to machines: search engines, Google Scholar, reference managers, and sites that show links as cards.

| module | what it says | to whom |
|---|---|---|
| `description` | what a page is about, in a sentence or two | whoever lists results |
| `scholar` | `citation_title` and the like, of a talk with a paper | Google Scholar, Zotero |
| `dublin_core` | what a talk replaces, and what replaces it (`dcterms`, since schema.org lacks it) | harvesters |
| `linked_data` | its subject in the words of schema.org, as JSON-LD: `events`, `works`, `people` | search engines |
| `cards` | title, description and image of the card that stands for a link (OpenGraph, Twitter) | chats, networks |

All of these are pure functions of the program and `Addresses`; only `head` knows Sphinx.
"""
