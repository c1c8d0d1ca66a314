"""Where the files of a site can be changed in a browser: the pages for it of the forge that has the repository.

What is known of these pages: GitHub takes the file with its folders as `filename`, and what is to be in it as `value`
(with the folder in the path, it takes the last folder for the file). Gitea and Forgejo, which Codeberg runs, have the
same parameters, and the folder in the path. GitLab calls them `file_name` and `content`; its newer editor ignores the
second, and who may not write has no such page before the first fork. Bitbucket has a page to change a file, and none
that begins a certain one.

It is the conf.py of the site that says where the repository is, or else the service that builds the site. It is not
the clone: each may be of another fork, and the same input would give other pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from .problems import did_you_mean, short

LONGEST = 4_000
"""Characters of an address. Servers take 8,000; but who has to log in first is sent there with this address as a
parameter, in which each % becomes %25."""

MAIN = 'main'
"""The branch, where nobody says another."""

_NEW = {
    'github': '{address}/new/{branch}?filename={path}',
    'gitea': '{address}/_new/{branch}/{folder}?filename={name}',
    'gitlab': '{address}/-/new/{branch}/{folder}?file_name={name}',
}
_CONTENT = {'github': 'value', 'gitea': 'value', 'gitlab': 'content'}
_EDIT = {
    'github': '{address}/edit/{branch}/{path}',
    'gitea': '{address}/_edit/{branch}/{path}',
    'gitlab': '{address}/-/edit/{branch}/{path}',
    'bitbucket': '{address}/src/{branch}/{path}?mode=edit',
}
_VIEW = {
    'github': '{address}/blob/{branch}/{path}',
    'gitea': '{address}/src/branch/{branch}/{path}',
    'gitlab': '{address}/-/blob/{branch}/{path}',
    'bitbucket': '{address}/src/{branch}/{path}',
}

FORGES: Mapping[str, str] = {'github': 'GitHub', 'gitea': 'Gitea', 'gitlab': 'GitLab', 'bitbucket': 'Bitbucket'}
"""Each forge as settings have it, and as it is called."""

_HOSTS = {'github.com': 'github', 'gitlab.com': 'gitlab', 'bitbucket.org': 'bitbucket', 'gitea.com': 'gitea',
          'codeberg.org': 'gitea'}  # fmt: skip
_SAME_HOST = {
    'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com', 'altssh.bitbucket.org': 'bitbucket.org',
}  # fmt: skip
"""Hosts for ssh where a network lets only the port of https through."""

_NAMES = {'codeberg.org': 'Codeberg'}
_HINTS = {'github': 'github', 'gitlab': 'gitlab', 'gitea': 'gitea', 'forgejo': 'gitea'}
"""What the first word of a host says: `gitlab.example.org`."""

_WITH_OWNER_AND_NAME = frozenset({'github.com', 'bitbucket.org', 'gitea.com', 'codeberg.org'})
"""Where an address has an owner and a name, and all behind that is a page of the repository."""

_OLD_PAGES = re.compile(r'(?<=[^/])/(?:blob|commits|edit|raw|tree)/.*')
"""What follows the repository in GitLab's addresses before there was `/-/`; no project can have such a name."""

_SCP = re.compile(r'(?:[\w.+-]+@(?=[\w.-]+:)|(?=[\w-]+\.))(?P<host>[\w.-]+):(?P<path>[^\s?#]+)')
"""How git writes an address for ssh: `git@github.com:tides/site.git`; there is a user, or a dot in the host."""

_HOST = re.compile(r'[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?')


class ForgeError(ValueError):
    """Raised where a setting says of no repository where it is; the message says what is wrong, and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository: `address` is that of its home page, `folder` the way from its top to the folder of the site."""

    forge: str
    address: str
    branch: str = MAIN
    folder: str = ''

    @property
    def name(self) -> str:
        """What its forge is called."""
        return _NAMES.get(urlsplit(self.address).netloc, FORGES[self.forge])

    def new_file(self, file: str, contents: Sequence[str] = ()) -> str:
        """The page on which the new *file* of the site is written; nothing if this forge has none.

        It begins with the first of *contents* with which the address is not too long.
        """
        if self.forge not in _NEW:
            return ''
        page = self._page(_NEW[self.forge], file)
        name = _CONTENT[self.forge]
        filled = (f'{page}&{name}={quote(content, safe="")}' for content in contents)
        return next((address for address in filled if len(address) <= LONGEST), page)

    def edit(self, file: str) -> str:
        """The page on which the *file* of the site is changed."""
        return self._page(_EDIT[self.forge], file)

    def view(self, file: str) -> str:
        """The page on which the *file* of the site is read."""
        return self._page(_VIEW[self.forge], file)

    def _page(self, template: str, file: str) -> str:
        path = '/'.join(filter(None, (self.folder, file)))
        folder, _, name = path.rpartition('/')
        words = {'branch': self.branch, 'path': path, 'folder': folder, 'name': name}
        return template.format(address=self.address, **{key: quote(word, safe='/') for key, word in words.items()})


def home_page(address: str) -> str:
    """The web address of the repository that git or a browser calls *address*; nothing if it is none.

    It is the same for all who clone it: without the name of a user, a password, or a port of ssh.
    """
    if any(c.isspace() or not c.isprintable() or c == '\\' for c in address):
        return ''
    if '://' not in address and (ssh := _SCP.fullmatch(address)):
        return _joined('https', ssh['host'], ssh['path'])
    try:
        parts = urlsplit(address)
    except ValueError:
        return ''
    host = parts.netloc.rpartition('@')[2]
    if parts.scheme == 'ssh':
        return _joined('https', host.partition(':')[0], parts.path)
    return _joined(parts.scheme, host, parts.path) if parts.scheme in ('http', 'https') else ''


def _joined(scheme: str, host: str, path: str) -> str:
    host = host.lower().removeprefix('www.')
    host = _SAME_HOST.get(host, host)
    path = unquote(path).partition('/-/')[0].strip('/')
    if forge_of(f'https://{host}') == 'gitlab':
        path = _OLD_PAGES.sub('', path)
    words = path.removesuffix('.git').split('/')
    if host in _WITH_OWNER_AND_NAME:
        words = [word.removesuffix('.git') for word in words[:2]]
    if len(words) < 2 or not all(word.strip('.') for word in words) or not _HOST.fullmatch(host):
        return ''
    return f'{scheme}://{host}/{quote("/".join(words))}'


def forge_of(address: str) -> str:
    """Which forge has that home page; nothing if its host does not say it."""
    host = urlsplit(address).netloc.partition(':')[0]
    return _HOSTS.get(host) or _HINTS.get(host.partition('.')[0], '')


def folder_in(path: str) -> str:
    """A way within a repository, as its pages have it. Raises ForgeError if it leads out of it."""
    words = [word for word in path.replace('\\', '/').split('/') if word not in ('', '.')]
    if '..' in words:
        raise ForgeError(f'"{short(path)}" leads out of the repository; write the way from its top to the site')
    return '/'.join(words)


def of_setting(address: str, branch: str = '', forge: str = '', folder: str = '') -> Repository:
    """The repository of the settings of conf.py. Raises ForgeError."""
    home = home_page(address)
    if not home:
        raise ForgeError(
            f'"{short(address)}" is not the address of a repository; write it as https://github.com/OWNER/NAME'
        )
    if forge and forge not in FORGES:
        known = did_you_mean(forge, FORGES) or f'; known are {", ".join(FORGES)}'
        raise ForgeError(f'no forge "{short(forge)}"{known}')
    forge = forge or forge_of(home)
    if not forge:
        raise ForgeError(
            f'which software runs {urlsplit(home).netloc} its name does not say; write proceedings_forge = "gitea", '
            f'or another of {", ".join(FORGES)}'
        )
    return Repository(forge=forge, address=home, branch=branch or MAIN, folder=folder_in(folder))


def of_context(context: Mapping[str, object], folder: str = '') -> Repository | None:
    """The repository that `html_context` names for themes: `github_user`, `github_repo`, `github_version` and the
    like. Raises ForgeError."""
    for forge, host in (
        ('github', 'https://github.com'),
        ('gitlab', 'https://gitlab.com'),
        ('gitea', 'https://codeberg.org'),
        ('bitbucket', 'https://bitbucket.org'),
    ):
        user, name = (_text(context, f'{forge}_{what}') for what in ('user', 'repo'))
        if user and name:
            base = (_text(context, f'{forge}_url') or host).rstrip('/')
            return of_setting(f'{base}/{user}/{name}', _text(context, f'{forge}_version'), forge, folder)
    return None


def _text(context: Mapping[str, object], name: str) -> str:
    found = context.get(name)
    return found if isinstance(found, str) and found != 'None' else ''


def of_environment(
    environment: Mapping[str, str], folder: str = '', default_branch: Callable[[], str] = lambda: ''
) -> Repository | None:
    """The repository that the service says which builds the site, if it is one of these.

    Somebody's pull request is built in a branch, or a fork, which is soon gone: the branch is that which it is for.
    Raises ForgeError where *folder* cannot be.
    """
    for found in (_read_the_docs, _gitlab, _github):
        if (said := found(environment)) and (home := home_page(said[0])):
            forge = forge_of(home) or said[2]
            branch = said[1] or default_branch() or MAIN
            return of_setting(home, branch, forge, folder) if forge else None
    return None


def _read_the_docs(environment: Mapping[str, str]) -> tuple[str, str, str] | None:
    """(address, branch if it is one, forge if it is known) on Read the Docs."""
    if environment.get('READTHEDOCS') != 'True':
        return None
    is_branch = environment.get('READTHEDOCS_VERSION_TYPE') == 'branch'
    branch = environment.get('READTHEDOCS_GIT_IDENTIFIER', '') if is_branch else ''
    return environment.get('READTHEDOCS_GIT_CLONE_URL', ''), branch, ''


def _gitlab(environment: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The same in GitLab's own builds."""
    if environment.get('GITLAB_CI') != 'true':
        return None
    return environment.get('CI_PROJECT_URL', ''), environment.get('CI_DEFAULT_BRANCH', ''), 'gitlab'


def _github(environment: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The same in GitHub's, and those of Gitea and Forgejo, which have the same variables."""
    if environment.get('GITHUB_ACTIONS') != 'true':
        return None
    is_other = any(environment.get(f'{name}_ACTIONS') == 'true' for name in ('GITEA', 'FORGEJO'))
    address = f'{environment.get("GITHUB_SERVER_URL", "")}/{environment.get("GITHUB_REPOSITORY", "")}'
    is_branch = environment.get('GITHUB_REF_TYPE') == 'branch' and not environment.get('GITHUB_HEAD_REF')
    branch = environment.get('GITHUB_BASE_REF') or (environment.get('GITHUB_REF_NAME', '') if is_branch else '')
    return address, branch, 'gitea' if is_other else 'github'
