"""What is read again, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

import proceedings.files
from conftest import EDITION, Built, Site

OLD, NEW = 'Likelihood-free inference', 'Inference without likelihood'


def test_the_first_build_reads_every_page_and_has_no_warning(site: Site) -> None:
    built = site.build()
    assert built.warnings == []
    assert 'talks/2019/jax-md' in built.read
    assert 'speakers/gilles-louppe' in built.read


def test_an_unchanged_site_reads_nothing(site: Site) -> None:
    site.build()
    assert site.build().read == []


def test_touching_the_yaml_without_changing_it_reads_nothing(site: Site) -> None:
    site.build()
    os.utime(site.folder / 'program/2019.yml')
    site.edit('program/2019.yml', 'kind: break}', 'kind: break}  # with cake')
    assert site.build().read == []


def test_a_new_title_reads_the_pages_that_show_it(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Inference without likelihood')
    built = site.build()
    shown_by = [
        'index',
        'speakers/gilles-louppe',
        'speakers/rose-yu',
        'talks/2019/days/2019-12-14',
        'talks/2019/index',
        'talks/2019/p9',
        'talks/2019/rooms/west-109',
        'talks/index',
    ]
    assert built.read == shown_by  # the home page names the posters of a small session
    assert 'Inference without likelihood' in built.text('talks/2019/p9')
    assert 'Inference without likelihood' in built.text('speakers/rose-yu')


def test_a_new_title_reads_prose_that_refers_to_the_talk(site: Site) -> None:
    site.write('talks/2019/jax-md.md', 'See {talk}`2019/p9`.\n')
    site.build()
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Inference without likelihood')
    built = site.build()
    assert 'talks/2019/jax-md' in built.read
    assert 'See Inference without likelihood.' in built.text('talks/2019/jax-md')


def test_a_new_time_reads_the_schedule_and_the_neighbours(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', '09:20-09:40, title: Coffee', '09:25-09:40, title: Coffee')
    built = site.build()
    assert 'index' in built.read
    assert 'talks/2019/jax-md' in built.read  # what comes after it is now later
    assert 'speakers/gilles-louppe' not in built.read


def test_a_new_abstract_reads_that_page_and_keeps_its_address(site: Site) -> None:
    before = site.build()
    assert (before.out / 'talks/2019/p9.html').exists()
    site.write('talks/2019/p9.md', 'We infer *without* likelihoods.\n')
    built = site.build()
    assert built.read == ['talks/2019/p9']
    assert 'We infer without likelihoods.' in built.text('talks/2019/p9')
    assert not (site.folder / 'talks/2019/p9.stub').exists()
    assert site.build().read == []


def test_only_abstracts_that_are_others_are_read_for_the_files_that_have_them_all(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    find = proceedings.files._abstract
    monkeypatch.setattr(proceedings.files, '_abstract', lambda site, ref: asked.append(ref) or find(site, ref))
    for id in ('jax-md', 'p9'):
        site.write(f'talks/2019/{id}.md', f'The prose of {id}.\n')
    site.build()
    asked.clear()
    site.edit('program/2019.yml', OLD, NEW)
    site.build()
    assert asked == []
    site.write('talks/2019/p9.md', 'Another text of p9.\n')
    site.build()
    assert asked == ['2019/p9']
    written = site.builds[-1].outdir.joinpath('talks/2019/program.json').read_text('utf-8')
    assert all(text in written for text in (NEW, 'The prose of jax-md.', 'Another text of p9.'))


def test_an_abstract_that_is_taken_back_leaves_the_page(site: Site) -> None:
    site.write('talks/2019/p9.md', 'We infer.\n')
    site.build()
    (site.folder / 'talks/2019/p9.md').unlink()
    built = site.build()
    assert built.read == ['talks/2019/p9']
    assert 'We infer.' not in built.text('talks/2019/p9')
    assert 'Likelihood-free inference' in built.text('talks/2019/p9')


def test_a_link_in_front_matter_reads_the_pages_that_show_it(site: Site) -> None:
    site.write('talks/2019/p9.md', 'We infer.\n')
    site.build()
    site.write('talks/2019/p9.md', '---\nlinks: {code: "https://example.org/p9"}\n---\nWe infer.\n')
    lists = ['talks/2019/days/2019-12-14', 'talks/2019/index', 'talks/2019/p9', 'talks/index']
    assert site.build().read == lists


def test_a_removed_talk_leaves_no_stub_and_no_mention(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', '[jax-md, p9]', '[jax-md]')
    text = (site.folder / 'program/2019.yml').read_text()
    (site.folder / 'program/2019.yml').write_text(text[: text.index('- id: p9')])
    built = site.build()
    assert built.warnings == []
    assert not (site.folder / 'talks/2019/p9.stub').exists()
    assert not (site.folder / 'speakers/gilles-louppe.stub').exists()
    assert 'Likelihood-free' not in built.text('talks/index')


def test_stubs_are_not_written_again(site: Site) -> None:
    site.build()
    stub = site.folder / 'talks/2019/p9.stub'
    os.utime(stub, (1, 1))
    site.build()
    assert stub.stat().st_mtime == 1


def test_a_file_that_only_looks_like_a_stub_is_left_alone(site: Site) -> None:
    site.write('speakers/mine.stub', 'Mine.\n')
    site.build()
    assert (site.folder / 'speakers/mine.stub').read_text() == 'Mine.\n'


def test_an_abstract_with_an_old_date_is_read_all_the_same(site: Site) -> None:
    site.build()
    site.write('talks/2019/p9.md', 'We infer.\n')
    os.utime(site.folder / 'talks/2019/p9.md', (1, 1))
    built = site.build()
    assert built.read == ['talks/2019/p9']
    assert 'We infer.' in built.text('talks/2019/p9')


def test_a_new_organizer_reads_only_what_shows_organizers(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Rose Yu, Ekin Cubuk]')
    assert site.build().read == ['index', 'speakers/ekin-cubuk', 'talks/2019/index']


def test_a_directive_follows_the_latest_edition(site: Site) -> None:
    site.write('index.md', '# Mine\n\n```{talks}\n```\n\n```{talks} 2020\n```\n')
    settings = {'version': '1', 'release': '1'}
    first = site.build(**settings)
    assert 'no edition "2020"' in first.warnings[0]
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\ntalks: [{id: new, title: News}]\n')
    built = site.build(**settings)
    assert built.warnings == []
    assert built.text('index').count('News') == 2


def test_a_home_page_of_its_own_is_not_read_for_what_it_does_not_show(site: Site) -> None:
    site.write('index.md', '# Mine\n')
    site.build()
    site.edit('program/2019.yml', 'title: Coffee', 'title: Tea')
    assert 'index' not in site.build().read


def test_a_stub_is_not_written_through_a_link(site: Site, tmp_path: Path) -> None:
    victim = tmp_path / 'victim'
    victim.write_text('precious')
    (site.folder / 'talks/2019').mkdir(parents=True)
    (site.folder / 'talks/2019/p9.stub').symlink_to(victim)
    built = site.build()
    assert victim.read_text() == 'precious'
    assert 'talks/2019/p9.stub:1:1: WARNING: is a symbolic link' in built.warnings[0]


def test_what_is_in_the_place_of_a_stub_is_left_alone(site: Site) -> None:
    site.write('talks/2019/p9.stub', 'Mine.\n')
    built = site.build()
    assert (site.folder / 'talks/2019/p9.stub').read_text() == 'Mine.\n'
    assert 'is in the place of a page that the build makes; rename it' in built.warnings[0]


# Pages that are written again, though nobody reads their source


def pages_with(built: Built, text: str) -> list[str]:
    return [page.name for page in sorted(built.out.rglob('*.html')) if text in page.read_text(encoding='utf-8')]


def times(built: Built) -> dict[str, int]:
    """When each page of the program was written."""
    pages = [*built.out.glob('talks/**/*.html'), *built.out.glob('speakers/**/*.html')]
    return {str(page): page.stat().st_mtime_ns for page in pages}


@pytest.mark.parametrize('parallel', [1, 3])
def test_a_new_title_reaches_the_pages_before_and_behind_which_are_not_read(site: Site, parallel: int) -> None:
    site.build(parallel=parallel)
    site.edit('program/2019.yml', OLD, NEW)
    built = site.build(parallel=parallel)
    assert pages_with(built, OLD) == []
    neighbour = (built.out / 'talks/2019/jax-md.html').read_text(encoding='utf-8')
    assert f'title="{NEW}"' in neighbour
    assert 'talks/2019/jax-md' not in built.read


@pytest.mark.parametrize('shown', [True, False])
def test_a_new_title_reaches_the_pages_before_and_behind_where_the_theme_shows_it(site: Site, shown: bool) -> None:
    options = {'html_theme_options': {'show_prev_next': shown}, 'html_sidebars': {'**': []}}
    settings = {'html_theme': 'pydata_sphinx_theme', **options}
    before = times(site.build(**settings))
    site.edit('program/2019.yml', OLD, NEW)
    built = site.build(**settings)
    neighbour = built.out / 'talks/2019/jax-md.html'
    assert pages_with(built, OLD) == []
    assert (times(built)[str(neighbour)] != before[str(neighbour)]) is shown


def test_a_new_title_reaches_the_pages_below(site: Site) -> None:
    site.build(html_theme='pydata_sphinx_theme')
    site.edit('program/2019.yml', '  start: 2019-12-14\n', '  start: 2019-12-14\n  title: The Second Workshop\n')
    built = site.build(html_theme='pydata_sphinx_theme')
    assert 'The Second Workshop' in (built.out / 'talks/2019/rooms/west-109.html').read_text(encoding='utf-8')
    assert 'The Second Workshop' in (built.out / 'talks/2019/causality.html').read_text(encoding='utf-8')


def test_pages_with_nothing_new_around_them_are_not_written_again(site: Site) -> None:
    before = times(site.build())
    notes = {path: path.stat().st_mtime_ns for path in site.folder.parent.glob('_build/doctrees/pages-*')}
    assert times(site.build()) == before
    assert {path: path.stat().st_mtime_ns for path in notes} == notes != {}
    site.edit('program/2019.yml', OLD, NEW)
    now = times(site.build())
    written = sorted(Path(page).stem for page in now if now[page] != before[page])
    assert 'jax-md' in written
    assert 'causality' not in written


def test_what_another_builder_was_told_is_still_news_to_this_one(site: Site) -> None:
    site.build('html')
    site.edit('program/2019.yml', OLD, NEW)
    site.build('dirhtml')
    assert pages_with(site.build('html'), OLD) == []


def test_a_build_of_one_file_leaves_the_others_to_the_next(site: Site) -> None:
    built = site.build()
    site.edit('program/2019.yml', OLD, NEW)
    app = SphinxTestApp(srcdir=site.folder, builddir=site.folder.parent / '_build', freshenv=False)
    app.build(filenames=[site.folder / 'talks/2019/p9.stub'])
    app.cleanup()
    assert 'jax-md.html' in pages_with(built, OLD)
    assert 'jax-md.html' not in pages_with(site.build(), OLD)


# Pages of what is no more


def without_p9(site: Site) -> None:
    site.edit('program/2019.yml', '[jax-md, p9]', '[jax-md]')
    text = (site.folder / 'program/2019.yml').read_text()
    (site.folder / 'program/2019.yml').write_text(text[: text.index('- id: p9')])


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_the_page_of_what_is_no_more_goes_with_the_copy_of_its_source(site: Site, builder: str) -> None:
    site.write('talks/2019/p9.md', 'We infer.\n')
    built = site.build(builder, html_copy_source=True)
    page = built.out / ('talks/2019/p9.html' if builder == 'html' else 'talks/2019/p9/index.html')
    source = built.out / '_sources/talks/2019/p9.md.txt'
    assert page.exists()
    assert source.exists()
    without_p9(site)
    (site.folder / 'talks/2019/p9.md').unlink()
    site.build(builder, html_copy_source=True)
    assert not page.exists()
    assert not source.exists()


def test_prose_that_is_taken_back_is_published_nowhere(site: Site) -> None:
    site.write('talks/2019/p9.md', 'We infer exoplanetology.\n')
    site.write('talks/2019/jax-md.md', 'Molecules.\n')
    site.build(html_copy_source=True)
    (site.folder / 'talks/2019/p9.md').unlink()
    built = site.build(html_copy_source=True)
    assert [path.name for path in (built.out / '_sources').rglob('*.txt')] == ['jax-md.md.txt']
    assert [path for path in built.out.rglob('*') if path.is_file() and b'exoplanetolog' in path.read_bytes()] == []


def test_sources_that_are_no_longer_published_are_removed(site: Site) -> None:
    site.write('talks/2019/p9.md', 'We infer.\n')
    assert (site.build(html_copy_source=True).out / '_sources/talks/2019/p9.md.txt').exists()
    assert list((site.build(html_copy_source=False).out).glob('_sources/*')) == []


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_an_edition_that_is_no_more_leaves_no_folder(site: Site, builder: str) -> None:
    site.write('program/2020.yml', EDITION.replace('2019-12-14', '2020-12-14'))
    site.write('talks/2020/p9.md', 'We infer.\n')
    site.write('talks/2019/p9.md', 'We infer.\n')
    assert (site.build(builder, html_copy_source=True).out / '_sources/talks/2020').is_dir()
    (site.folder / 'program/2020.yml').unlink()
    (site.folder / 'talks/2020/p9.md').unlink()
    out = site.build(builder, html_copy_source=True).out
    assert [path for path in out.rglob('*') if path.is_dir() and not any(path.iterdir())] == []
    assert not (out / 'talks/2020').exists()


def test_pages_that_are_not_of_the_program_stay(site: Site) -> None:
    patterns = ['*.stub', '*.md', 'talks/**', 'speakers/**']
    site.write('about.md', '---\norphan: true\n---\n# About us\n')
    built = site.build(include_patterns=patterns)
    (built.out / 'talks/2019/slides.html').write_text('Mine.')
    without_p9(site)
    (site.folder / 'about.md').unlink()
    site.build(include_patterns=patterns)
    assert not (built.out / 'talks/2019/p9.html').exists()
    assert (built.out / 'talks/2019/slides.html').read_text() == 'Mine.'
    assert (built.out / 'about.html').exists()


def test_what_has_the_address_now_stays(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', '[jax-md, p9]', '[jax-md, p10]')
    site.edit('program/2019.yml', '- id: p9\n', '- id: p10\n  former_ids: p9\n')
    for _ in range(2):
        built = site.build()
        assert 'p10.html' in (built.out / 'talks/2019/p9.html').read_text(encoding='utf-8')


def test_a_page_that_another_document_has_too_stays(site: Site) -> None:
    site.write('talks/2019/more.md', '---\norphan: true\n---\n# Some\n')
    site.write('talks/2019/more/index.md', '---\norphan: true\n---\n# More\n')
    site.build('dirhtml')
    (site.folder / 'talks/2019/more.md').unlink()
    built = site.build('dirhtml')
    assert 'More' in (built.out / 'talks/2019/more/index.html').read_text(encoding='utf-8')


def test_a_talk_that_comes_back_has_its_page_again(site: Site) -> None:
    site.build()
    text = (site.folder / 'program/2019.yml').read_text()
    without_p9(site)
    site.build()
    (site.folder / 'program/2019.yml').write_text(text)
    built = site.build()
    assert OLD in built.text('talks/2019/p9')
    assert 'jax-md.html' in pages_with(built, OLD)
