"""What is read again, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

from conftest import Site


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
    site.write('talks/2019/p9.md', '---\nlinks: {code: "https://example.org/code"}\n---\nWe infer.\n')
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
