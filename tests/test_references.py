"""Roles and directives in Markdown, `objects.inv`, and other sites."""

from __future__ import annotations

from pathlib import Path

from sphinx.util.inventory import InventoryFile

from conftest import Site, site_that_knows


def test_roles_lead_to_talks_people_sessions_and_editions(site: Site) -> None:
    site.write(
        'talks/2019/p9.md',
        'See {talk}`2019/jax-md`, {speaker}`bernhard-scholkopf`, {session}`2019/posters` and {edition}`2019`.\n',
    )
    built = site.build()
    assert built.warnings == []
    text, page = built.text('talks/2019/p9'), built.page('talks/2019/p9')
    assert 'See JAX, M.D.: Molecular Dynamics, Bernhard Schölkopf, Poster session and Workshop on Testing 2019.' in text
    for address in ('jax-md.html', '../../speakers/bernhard-scholkopf.html', 'index.html#session-posters'):
        assert f'href="{address}"' in page


def test_a_role_may_have_a_text_of_its_own(site: Site) -> None:
    site.write('talks/2019/p9.md', 'As {talk}`others <2019/jax-md>` say.\n')
    assert 'As others say.' in site.build().text('talks/2019/p9')


def test_a_role_works_on_every_page(site: Site) -> None:
    site.write('index.md', 'Begin with {talk}`2019/jax-md`.\n')
    assert 'Begin with JAX, M.D.' in site.build().text('index')


def test_a_dangling_role_is_a_warning_that_says_what_may_be_meant(site: Site) -> None:
    site.write('talks/2019/p9.md', 'One.\n\nSee {talk}`2019/jaxmd` and\n{speaker}`Ekin Cubuk`.\n')
    assert site.build().warnings == [
        'talks/2019/p9.md:3:1: WARNING: no talk "2019/jaxmd"; did you mean "2019/jax-md"? [proceedings.talk]',
        'talks/2019/p9.md:4:1: WARNING: no speaker "Ekin Cubuk"; did you mean "ekin-cubuk"? [proceedings.person]',
    ]


def test_a_session_needs_an_id_to_be_referred_to(site: Site) -> None:
    site.write('index.md', 'The {session}`2019/2019-12-14-0810`.\n')
    assert 'no session "2019/2019-12-14-0810"' in site.build().warnings[0]


def test_objects_are_in_the_inventory(site: Site) -> None:
    built = site.build()
    inventory = InventoryFile.loads((built.out / 'objects.inv').read_bytes(), uri='').data
    assert inventory['proceedings:talk']['2019/jax-md'].uri == 'talks/2019/jax-md.html'
    assert inventory['proceedings:talk']['2019/jax-md'].display_name == 'JAX, M.D.: Molecular Dynamics'
    assert inventory['proceedings:speaker']['bernhard-scholkopf'].uri == 'speakers/bernhard-scholkopf.html'
    assert inventory['proceedings:session']['2019/posters'].uri == 'talks/2019/index.html#session-posters'
    assert inventory['proceedings:edition']['2019'].uri == 'talks/2019/index.html'


def test_another_site_refers_to_ours_through_intersphinx(site: Site, tmp_path: Path) -> None:
    inventory = site.build().out / 'objects.inv'
    other = site_that_knows(inventory, tmp_path / 'other' / 'site')
    other.write('index.md', 'See {talk}`2019/jax-md` and {external+ml4ps:proceedings:speaker}`ekin-cubuk`.\n')
    built = other.build()
    assert built.warnings == []
    assert 'href="https://example.org/talks/2019/jax-md.html"' in built.page('index')
    assert 'href="https://example.org/speakers/ekin-cubuk.html"' in built.page('index')


def test_directives_show_parts_of_the_program_anywhere(site: Site) -> None:
    site.write(
        'index.md',
        """
        ```{talks} 2019
        :kind: invited
        ```

        ```{speakers} 2019
        ```

        ```{schedule}
        :day: 2019-12-14
        :room: West 109
        ```
        """,
    )
    built = site.build()
    assert built.warnings == []
    text = built.text('index')
    assert 'Causality and Exoplanets' in text
    assert 'Schölkopf, Bernhard' in text
    assert '08:10–08:20 Opening remarks' in text


def test_a_directive_that_asks_for_what_is_not_there_says_so_at_its_line(site: Site) -> None:
    site.write('index.md', 'Hello.\n\n```{schedule} 2018\n```\n\n```{talks}\n:kind: invted\n```\n')
    assert site.build().warnings == [
        'index.md:3: WARNING: no edition "2018"; did you mean "2019"? [proceedings.edition]',
        'index.md:6: WARNING: no kind "invted"; did you mean "invited"? [proceedings.kind]',
    ]


def test_yaml_problems_are_warnings_at_their_place(site: Site) -> None:
    site.edit('program/2019.yml', 'talks: [jax-md, p9]', 'talks: [jax-md, p99]')
    warnings = site.build().warnings
    assert warnings == [
        'program/2019.yml:15:19: WARNING: session "posters": no talk "p99"; did you mean "p9"? [proceedings.talk]'
    ]


def test_notices_do_not_fail_a_build(site: Site) -> None:
    site.edit('program/2019.yml', 'talks: [jax-md, p9]', 'talks: [jax-md]')
    built = site.build()
    assert built.warnings == []
    assert 'notice: talk "p9": ' in built.messages
    assert '[proceedings.unscheduled]' in built.messages


def test_what_an_author_may_not_write_is_said_once_in_every_build(site: Site) -> None:
    site.write('talks/2019/p9.md', 'Fine.\n\n```{include} x.md\n```\n\nA <b>bold</b> word, [x](javascript:x).\n')
    first = site.build().warnings
    assert [warning.partition(' WARNING')[0] for warning in first] == [
        'talks/2019/p9.md:3:1:',
        'talks/2019/p9.md:6:1:',
        'talks/2019/p9.md:6:1:',
    ]
    assert site.build().warnings == first
    assert [problem.partition(': ')[0] for problem in site.problems] == [w.partition(': WARNING')[0] for w in first]


def test_a_role_that_is_not_to_be_a_link_is_none(site: Site) -> None:
    site.write('talks/2019/p9.md', 'Not {talk}`!2019/jax-md`.\n')
    built = site.build()
    assert built.warnings == []
    assert 'Not 2019/jax-md.' in built.text('talks/2019/p9')


def test_any_role_shows_the_title(site: Site) -> None:
    site.write('index.md', 'See {any}`2019/jax-md`.\n')
    assert 'See JAX, M.D.: Molecular Dynamics.' in site.build().text('index')


def test_links_to_pages_that_are_left_out_are_no_links(site: Site) -> None:
    built = site.build(exclude_patterns=['speakers/ekin-cubuk.*'])
    assert built.warnings == []
    assert 'Ekin Cubuk' in built.text('talks/2019/jax-md')
    assert 'ekin-cubuk.html' not in built.page('talks/2019/jax-md')


def test_rooms_and_tracks_have_roles(site: Site) -> None:
    site.edit('program/2019.yml', 'talks:\n- id: causality', 'tracks: [Theory]\ntalks:\n- id: causality')
    site.write('index.md', '# Home\n\n{room}`2019/west-109` and {track}`2019/theory`, not {room}`2019/east`.\n')
    built = site.build()
    assert 'href="talks/2019/rooms/west-109.html"' in built.page('index')
    assert 'href="talks/2019/tracks/theory.html"' in built.page('index')
    assert 'West 109 and Theory' in built.text('index')
    assert [warning for warning in built.warnings if 'no room "2019/east"' in warning]
