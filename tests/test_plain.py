"""Documents of nothing but words are read and written without Sphinx's help, and nobody sees a difference."""

from __future__ import annotations

import pickle
from pathlib import Path
from shutil import rmtree

import pytest
from docutils import nodes
from sphinx import addnodes

from conftest import Built, Site
from programs.everything import write_everything

WORDS = 'An abstract of the "plain" kind, with 5 % of nothing.\n\nAnd more -- of two\nlines...\n'

HERE = 'writing pages of the program'

FOREIGN = """
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

class Shout(SphinxTransform):
    default_priority = 400

    def apply(self):
        for text in list(self.document.findall(nodes.Text)):
            text.parent.replace(text, nodes.Text(text.upper()))

class Whisper(SphinxPostTransform):
    default_priority = 400

    def run(self):
        for text in list(self.document.findall(nodes.Text)):
            text.parent.replace(text, nodes.Text(text.lower()))
"""


def written_pages(built: Built) -> dict[str, str]:
    return {path.relative_to(built.out).as_posix(): path.read_text('utf-8') for path in built.out.rglob('*.html')}


def doctrees(site: Site) -> dict[str, str]:
    folder = Path(site.builds[-1].doctreedir)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob('*.doctree')}
    return {name: shown(pickle.loads(path.read_bytes())) for name, path in sorted(paths.items())}


def shown(document: nodes.document) -> str:
    document.attributes.pop('translation_progress', None)  # there are no translations
    for toctree in document.findall(addnodes.toctree):
        toctree['rawentries'] = []  # which are only for these
    return document.pformat()


def plain(site: Site) -> set[str]:
    """The documents that are."""
    return set(site.builds[-1].env.domaindata['proceedings']['plain'])


def leave_all_to_sphinx(site: Site) -> None:
    site.write('docutils.conf', '[general]\n')


def test_pages_and_doctrees_are_those_of_sphinx(site: Site) -> None:
    write_everything(site.folder)
    ours = site.build()
    assert len(plain(site)) > 5
    assert HERE in ours.messages
    trees, pages = doctrees(site), written_pages(ours)
    rmtree(ours.out.parent)
    leave_all_to_sphinx(site)
    theirs = site.build()
    assert not plain(site)
    assert doctrees(site) == trees
    assert written_pages(theirs) == pages


def test_an_abstract_of_words_is_plain_until_there_is_more_in_it(site: Site) -> None:
    site.write('talks/2019/jax-md.md', WORDS)
    built = site.build()
    assert 'talks/2019/jax-md' in plain(site)
    assert 'of the “plain” kind' in built.text('talks/2019/jax-md')
    site.edit('talks/2019/jax-md.md', 'more', '*more* and $x^2$')
    built = site.build()
    assert 'talks/2019/jax-md' not in plain(site)
    assert '<em>more</em>' in built.page('talks/2019/jax-md')
    site.write('talks/2019/jax-md.md', WORDS)
    site.build()
    assert 'talks/2019/jax-md' in plain(site)


@pytest.mark.parametrize(('written', 'read'), [("it's", 'it’s'), ('so --- so', 'so — so'), ('a . . . b', 'a … b')])
def test_marks_become_round_in_an_abstract_with_no_more_than_one(site: Site, written: str, read: str) -> None:
    site.write('talks/2019/jax-md.md', f'No more than {written}.\n')
    assert f'No more than {read}.' in site.build().text('talks/2019/jax-md')
    assert 'talks/2019/jax-md' in plain(site)


def test_what_another_extension_changes_is_changed_on_plain_pages_too(site: Site) -> None:
    site.write('talks/2019/jax-md.md', WORDS)
    site.add('conf.py', FOREIGN + '\ndef setup(app):\n    app.add_transform(Shout)\n')
    built = site.build()
    assert 'talks/2019/jax-md' in plain(site)
    assert 'AND MORE – OF TWO' in built.text('talks/2019/jax-md')


def test_where_another_extension_looks_at_what_is_written_it_sees_plain_documents_too(site: Site) -> None:
    site.write('talks/2019/jax-md.md', WORDS)
    site.add('conf.py', FOREIGN + '\ndef setup(app):\n    app.add_post_transform(Whisper)\n')
    built = site.build()
    assert HERE not in built.messages
    assert 'an abstract of the' in built.text('talks/2019/jax-md')


@pytest.mark.parametrize('more', ['and words', 'and *emphasis*'])
def test_an_extension_may_change_the_source_of_a_plain_document(site: Site, more: str) -> None:
    site.write('talks/2019/jax-md.md', WORDS)
    change = f"lambda app, name, source: source.__setitem__(0, source[0].replace('more', {more!r}))"
    site.add('conf.py', f"\ndef setup(app):\n    app.connect('source-read', {change})\n")
    assert more.replace('*', '') in site.build().text('talks/2019/jax-md')


def test_what_is_read_here_counts_as_read(site: Site) -> None:
    site.write('talks/2019/jax-md.md', WORDS)
    site.build()
    site.edit('talks/2019/jax-md.md', 'more', 'less')
    built = site.build()
    assert 'And less' in built.text('talks/2019/jax-md')
    assert 'And less' in (site.build('text').out / 'talks/2019/jax-md.txt').read_text('utf-8')
