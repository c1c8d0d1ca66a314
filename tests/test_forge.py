"""The addresses of the pages on which forges let a file be written."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from proceedings.forge import (
    LONGEST,
    ForgeError,
    Repository,
    forge_of,
    home_page,
    of_context,
    of_environment,
    of_setting,
)

TEXT = '---\n# keywords: [a, b]\n---\n% "50 %" & <b> + José \'x\'\n\nWrite.\n'

READ_THE_DOCS = {
    'READTHEDOCS': 'True',
    'READTHEDOCS_VERSION_TYPE': 'branch',
    'READTHEDOCS_GIT_IDENTIFIER': 'trunk',
    'READTHEDOCS_GIT_CLONE_URL': 'https://github.com/tides/site.git',
}


def asked(address: str) -> dict[str, str]:
    """What a forge gets in the query of *address*, as servers read it."""
    found = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values())
    return {name: values[0] for name, values in found.items()}


def test_github_gets_the_file_with_its_folder_and_what_it_begins_with() -> None:
    address = of_setting('https://github.com/tides/site').new_file('talks/2031/sand.md', [TEXT])
    assert address.partition('?')[0] == 'https://github.com/tides/site/new/main'
    assert asked(address) == {'filename': 'talks/2031/sand.md', 'value': TEXT}


def test_codeberg_gets_the_folder_in_the_path() -> None:
    address = of_setting('https://codeberg.org/tides/site').new_file('talks/2031/sand.md', [TEXT])
    assert address.partition('?')[0] == 'https://codeberg.org/tides/site/_new/main/talks/2031'
    assert asked(address) == {'filename': 'sand.md', 'value': TEXT}


def test_gitlab_calls_these_otherwise_and_has_groups_in_groups() -> None:
    address = of_setting('https://gitlab.com/sea/tides/site').new_file('talks/2031/sand.md', [TEXT])
    assert address.partition('?')[0] == 'https://gitlab.com/sea/tides/site/-/new/main/talks/2031'
    assert asked(address) == {'file_name': 'sand.md', 'content': TEXT}


def test_bitbucket_has_no_page_that_begins_a_file() -> None:
    repository = of_setting('https://bitbucket.org/tides/site')
    assert repository.new_file('speakers/a.md', [TEXT]) == ''
    assert repository.edit('speakers/a.md') == 'https://bitbucket.org/tides/site/src/main/speakers/a.md?mode=edit'


@pytest.mark.parametrize(
    ('home', 'expected'),
    [
        ('https://github.com/tides/site', 'https://github.com/tides/site/edit/main/speakers/a.md'),
        ('https://codeberg.org/tides/site', 'https://codeberg.org/tides/site/_edit/main/speakers/a.md'),
        ('https://gitlab.com/tides/site', 'https://gitlab.com/tides/site/-/edit/main/speakers/a.md'),
    ],
)
def test_each_forge_has_a_page_to_change_a_file(home: str, expected: str) -> None:
    assert of_setting(home).edit('speakers/a.md') == expected


def test_branch_and_folder_are_part_of_the_way() -> None:
    repository = of_setting('https://github.com/tides/site', 'spring tides', folder='/docs/the site/')
    assert repository.edit('speakers/a.md').endswith('/edit/spring%20tides/docs/the%20site/speakers/a.md')
    assert asked(repository.new_file('speakers/a.md'))['filename'] == 'docs/the site/speakers/a.md'


@pytest.mark.parametrize(
    ('home', 'expected'),
    [
        ('https://github.com/tides/site', 'https://github.com/tides/site/blob/main/a%20b/HOW.md'),
        ('https://codeberg.org/tides/site', 'https://codeberg.org/tides/site/src/branch/main/a%20b/HOW.md'),
        ('https://gitlab.com/tides/site', 'https://gitlab.com/tides/site/-/blob/main/a%20b/HOW.md'),
        ('https://bitbucket.org/tides/site', 'https://bitbucket.org/tides/site/src/main/a%20b/HOW.md'),
    ],
)
def test_each_forge_has_a_page_to_read_a_file(home: str, expected: str) -> None:
    assert of_setting(home, folder='a b').view('HOW.md') == expected


@pytest.mark.parametrize(
    ('home', 'begins', 'edits', 'reads'),
    [
        ('https://github.com/tides/site', '/new/', '/edit/', '/blob/'),
        ('https://codeberg.org/tides/site', '/_new/', '/_edit/', '/src/branch/'),
        ('https://gitlab.com/tides/site', '/-/new/', '/-/edit/', '/-/blob/'),
    ],
)
@pytest.mark.parametrize('branch', ['main/2031', 'feature#1', 'spring tides', '100%?', 'Gezeiten-für-alle', 'a+b&c'])
@pytest.mark.parametrize('folder', ['', 'docs/the site', 'c#/a?b=1&c', '50%'])
@pytest.mark.parametrize('file', ['talks/2031/sand.md', 'talks/2031/José #1? 100%+.md'])
def test_odd_branches_folders_and_files_come_back_as_they_are(
    home: str, begins: str, edits: str, reads: str, branch: str, folder: str, file: str
) -> None:
    repository = of_setting(home, branch, folder=folder)
    path = '/'.join(filter(None, (branch, folder, file)))
    for address, way in ((repository.edit(file), edits), (repository.view(file), reads)):
        parts = urlsplit(address)
        assert unquote(parts.path) == f'/tides/site{way}{path}'
        assert (parts.query, parts.fragment) == ('', '')
    parts = urlsplit(address := repository.new_file(file, [TEXT]))
    name = next(asked(address)[key] for key in ('filename', 'file_name') if key in asked(address))
    assert f'{unquote(parts.path)}/{name}' == f'/tides/site{begins}{path}'
    assert parts.fragment == ''


@pytest.mark.parametrize(
    'written',
    [
        'https://github.com/tides/site',
        'https://github.com/tides/site/',
        'https://github.com/tides/site.git',
        'https://github.com/tides/site/tree/main/talks',
        'https://GitHub.com/tides/site?tab=readme',
        'https://ada:secret@github.com/tides/site.git',
        'git@github.com:tides/site.git',
        'github.com:tides/site',
        'ssh://git@github.com:22/tides/site.git',
        'ssh://git@ssh.github.com:443/tides/site.git',
        'https://www.github.com/tides/site',
    ],
)
def test_all_that_git_and_browsers_call_a_repository_is_one_address(written: str) -> None:
    assert home_page(written) == 'https://github.com/tides/site'


@pytest.mark.parametrize('page', ['', '/', '.git', '/tree/main', '/-/tree/main', '/blob/main/a/tree/b.md', '/-/issues'])
def test_pages_of_gitlab_are_of_their_repository(page: str) -> None:
    assert home_page(f'https://gitlab.com/sea/tides/site{page}') == 'https://gitlab.com/sea/tides/site'
    assert home_page(f'https://gitlab.example.org/tree/site{page}') == 'https://gitlab.example.org/tree/site'


def test_a_forge_of_ones_own_keeps_its_port_and_its_path() -> None:
    assert home_page('http://git.example.org:3000/code/tides/site.git') == 'http://git.example.org:3000/code/tides/site'


@pytest.mark.parametrize(
    'written',
    [
        '',
        'tides/site',
        'https://github.com/tides',
        'https://github.com',
        'ftp://github.com/tides/site',
        'file:///home/ada/site',
        '/home/ada/site',
        'javascript://github.com/tides/site%0aalert(1)',
        'javascript:alert(1)//a/b',
        'data:text/html,a/b',
        'https://github.com/../site',
        'https://github.com/tides/..',
        'https://github.com/tides/%2e%2e',
        'https://github.com/ti des/site',
        'https://github.com/tides/site\n',
        'https://"onload=x"/tides/site',
        'https://[::1/tides/site',
        'https://github.com\\@example.org/tides/site',
        'https://example.org<b>/tides/site',
    ],
)
def test_what_is_no_repository_on_the_web_has_no_address(written: str) -> None:
    assert home_page(written) == ''
    with pytest.raises(ForgeError):
        of_setting(written)


def test_nothing_gets_out_of_its_place_in_an_address() -> None:
    hostile = '"><script>&a=b?#%/../\\ \'\n'
    repository = Repository(forge='gitea', address='https://codeberg.org/a/b', branch=hostile, folder=hostile)
    for address in (repository.edit(hostile), repository.new_file(hostile, [hostile])):
        assert re.fullmatch(r'https://codeberg\.org/a/b/[\w.~%/-]+(?:\?[\w.~%/=&-]+)?', address)
    assert asked(repository.new_file('a.md', [hostile])) == {'filename': 'a.md', 'value': hostile}


def test_a_folder_outside_of_the_repository_is_refused() -> None:
    with pytest.raises(ForgeError, match='leads out of the repository'):
        of_setting('https://github.com/tides/site', folder='docs/../..')


def test_an_address_that_would_be_too_long_has_a_shorter_text_or_none() -> None:
    repository = of_setting('https://github.com/tides/site')
    long, fitting = 'é' * 1_000, 'fitting'
    assert asked(repository.new_file('a.md', [long, fitting]))['value'] == fitting
    assert asked(repository.new_file('a.md', [long])) == {'filename': 'a.md'}
    assert len(repository.new_file('a.md', [long, 'x' * 3_900])) <= LONGEST


@pytest.mark.parametrize(
    ('host', 'forge'),
    [
        ('github.com', 'github'),
        ('codeberg.org', 'gitea'),
        ('gitlab.example.org', 'gitlab'),
        ('forgejo.example.org:3000', 'gitea'),
        ('git.example.org', ''),
        ('notgithub.com', ''),
    ],
)
def test_a_host_may_say_which_forge_it_is(host: str, forge: str) -> None:
    assert forge_of(f'https://{host}/a/b') == forge


def test_where_the_host_does_not_say_it_a_setting_has_to() -> None:
    with pytest.raises(ForgeError, match='proceedings_forge = "gitea"'):
        of_setting('https://git.example.org/tides/site')
    assert of_setting('https://git.example.org/tides/site', forge='gitea').forge == 'gitea'
    with pytest.raises(ForgeError, match='did you mean "gitea"'):
        of_setting('https://git.example.org/tides/site', forge='gittea')


def test_the_settings_that_themes_know_serve_too() -> None:
    context = {'github_user': 'tides', 'github_repo': 'site', 'github_version': 'trunk', 'doc_path': 'docs'}
    repository = of_context(context, 'docs')
    assert repository is not None
    assert repository.edit('a.md') == 'https://github.com/tides/site/edit/trunk/docs/a.md'
    own = {'gitlab_url': 'https://git.example.org/', 'gitlab_user': 'tides', 'gitlab_repo': 'site'}
    repository = of_context(own)
    assert repository is not None
    assert repository.edit('a.md') == 'https://git.example.org/tides/site/-/edit/main/a.md'
    assert of_context({'default_mode': 'auto', 'github_user': 3, 'github_repo': 'site'}) is None


def test_read_the_docs_says_it_of_a_branch() -> None:
    repository = of_environment(READ_THE_DOCS)
    assert repository == Repository(forge='github', address='https://github.com/tides/site', branch='trunk')


@pytest.mark.parametrize('type', ['external', 'tag', 'unknown'])
def test_what_is_built_of_no_branch_leads_to_the_main_one(type: str) -> None:
    environment = {**READ_THE_DOCS, 'READTHEDOCS_VERSION_TYPE': type, 'READTHEDOCS_GIT_IDENTIFIER': '123'}
    repository = of_environment(environment, 'docs', lambda: 'sea')
    assert repository is not None
    assert repository.edit('a.md') == 'https://github.com/tides/site/edit/sea/docs/a.md'
    repository = of_environment(environment)
    assert repository is not None
    assert repository.branch == 'main'


def test_a_service_does_not_know_the_folder_which_is_held_to_the_same_rules() -> None:
    repository = of_environment(READ_THE_DOCS, './docs\\site/')
    assert repository is not None
    assert repository.edit('a.md') == 'https://github.com/tides/site/edit/trunk/docs/site/a.md'
    with pytest.raises(ForgeError, match='leads out of the repository'):
        of_environment(READ_THE_DOCS, '../..')


def test_the_builds_of_forges_say_it() -> None:
    github = {
        'GITHUB_ACTIONS': 'true', 'GITHUB_SERVER_URL': 'https://github.com', 'GITHUB_REPOSITORY': 'tides/site',
        'GITHUB_REF_TYPE': 'branch', 'GITHUB_REF_NAME': 'sea',
    }  # fmt: skip
    assert of_environment(github) == of_setting('https://github.com/tides/site', 'sea')
    request = {**github, 'GITHUB_REF_NAME': '7/merge', 'GITHUB_HEAD_REF': 'patch-1', 'GITHUB_BASE_REF': 'trunk'}
    assert of_environment(request) == of_setting('https://github.com/tides/site', 'trunk')
    forgejo = {**github, 'FORGEJO_ACTIONS': 'true', 'GITHUB_SERVER_URL': 'https://git.example.org'}
    assert of_environment(forgejo) == of_setting('https://git.example.org/tides/site', 'sea', 'gitea')
    gitlab = {'GITLAB_CI': 'true', 'CI_PROJECT_URL': 'https://git.example.org/a/b', 'CI_DEFAULT_BRANCH': 'trunk'}
    assert of_environment(gitlab) == of_setting('https://git.example.org/a/b', 'trunk', 'gitlab')


def test_any_other_machine_says_nothing() -> None:
    assert of_environment({}) is None
    assert of_environment({'READTHEDOCS_GIT_CLONE_URL': 'https://github.com/tides/site'}) is None
    assert of_environment({**READ_THE_DOCS, 'READTHEDOCS_GIT_CLONE_URL': 'https://git.example.org/a/b'}) is None


def test_a_path_of_a_page_is_read_back_as_the_file() -> None:
    address = of_setting('https://gitlab.com/tides/site').edit('talks/2031/José 100%.md')
    assert unquote(urlsplit(address).path).endswith('/-/edit/main/talks/2031/José 100%.md')
