"""Invites authors to write: from the page of a talk or a person to the page of the forge where its file is written.

What leads there is made when a page is written, since the same document can be built for other repositories; where
the repository is, is a setting like others, so Sphinx writes all pages again when it is another.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from .export.git import GitError, ask
from .forge import ForgeError, Repository, of_context, of_environment, of_setting
from .problems import Place, Problem
from .prose.templates import with_steps
from .stubs import SUFFIX
from .web import invitation, is_web, visitor

_CONTEXT, _STEPS = 'proceedings_repository', 'proceedings_steps'
"""Where `html_context` has it, and the address of the steps: Sphinx looks there for what is another since the last
build."""

_OFFERED_BY = ('display_vcs_links', 'display_github', 'display_gitlab', 'display_bitbucket')
"""What themes go by that offer the source of a page whatever its suffix is: that of Read the Docs, and the like."""

INSTRUCTIONS = 'CONTRIBUTING.md'
"""The file of the site, if it has it, that says step by step what authors do."""

SETTINGS = {
    'proceedings_repository': 'The web address of the repository where authors write, as '
    '`https://github.com/OWNER/NAME`; that of which Read the Docs or the like builds the site, if it is empty.',
    'proceedings_branch': 'The branch that authors write to; that which is built or `main`, if it is empty.',
    'proceedings_forge': 'The software there, where its address does not tell it: `github`, `gitlab`, `gitea` or '
    '`bitbucket`.',
}
"""The settings of conf.py, and what each is for."""


def setup_invitation(app: Sphinx, report: Callable[[Problem], None]) -> None:
    for name, about in SETTINGS.items():
        app.add_config_value(name, '', 'html', [str], about)
    app.add_node(invitation, html=(visitor(_invitation), None))

    def find(app: Sphinx, config: Config) -> None:
        """`config-inited`: whatever is wrong with the settings, there is only no link."""
        try:
            repository = find_repository(config, Path(app.srcdir))
        except ForgeError as error:
            report(Problem(Place('conf.py'), str(error), 'link'))
            repository = None
        steps = repository.view(INSTRUCTIONS) if repository and (Path(app.srcdir) / INSTRUCTIONS).is_file() else ''
        found = asdict(repository) if repository else None
        config.html_context = {**config.html_context, _CONTEXT: found, _STEPS: steps}

    app.connect('config-inited', find)
    app.connect('html-page-context', lead_to_no_stub, priority=600)  # behind the theme, whose button it is


def find_repository(config: Config, site: Path) -> Repository | None:
    """The repository of the site: as our settings say it, or those of themes, or else the service that builds it.

    Raises ForgeError.
    """
    context = config.html_context
    told = (context.get(name) for name in ('doc_path', 'conf_py_path'))
    folder = next((folder for folder in told if isinstance(folder, str)), None)
    if folder is None:
        folder = _ask(site, 'rev-parse', '--show-prefix')
    if config.proceedings_repository:
        words = (config.proceedings_repository, config.proceedings_branch, config.proceedings_forge)
        return of_setting(*words, folder)
    return of_context(context, folder) or of_environment(os.environ, folder, lambda: default_branch(site))


def default_branch(site: Path) -> str:
    """The branch that the clone came with; nothing if it does not know."""
    return _ask(site, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD').partition('/')[2]


def _ask(site: Path, *arguments: str) -> str:
    try:
        return ask(site, *arguments).strip()
    except GitError:
        return ''


def repository_of(config: Config) -> Repository | None:
    """What was found in `config-inited`."""
    found = config.html_context.get(_CONTEXT)
    return Repository(**found) if found else None


def _invitation(builder: Builder, node: invitation) -> str:
    repository = repository_of(builder.config)
    if not node['has_prose']:
        return _line(f'No {node["what"]} yet. {_way(builder.config, node)}')
    improve = _link(repository.edit(node['file']), 'Improve this page', node) if repository and node['file'] else ''
    if improve and node['by_editors']:
        return _line(f'This summary is by the editors. Are you an author? {improve}')
    return _line(improve) if improve else ''


def _way(config: Config, node: invitation) -> str:
    """How to add what is missing: a link, or else the file in which it is expected; and where the steps are."""
    steps = _steps(config, node['what'])
    if address := _address(config, node):
        link = _link(address, f'Add your {node["what"]}', node)
        return f'{link} · {steps}' if steps else link
    file = escape(node['file'] or node['name'])
    return f'It goes into the file <code>{file}</code>. {steps}'.rstrip()


def _address(config: Config, node: invitation) -> str:
    """Where what is missing is written; nothing if that is not known."""
    repository = repository_of(config)
    if not repository or node['file']:
        return repository.edit(node['file']) if repository else ''
    contents = [with_steps(content, config.html_context[_STEPS]) for content in node['contents']]
    return repository.new_file(node['name'], contents)


def _steps(config: Config, what: str) -> str:
    """A small link to the steps; nothing if the site does not have them."""
    address = escape(config.html_context[_STEPS])
    spoken = f'How? Step by step to your {what}'
    return f'<a href="{address}" aria-label="{spoken}">How?</a>' if address else ''


def _link(address: str, label: str, node: invitation) -> str:
    """A link that those who hear it know from the same one of another page."""
    spoken = escape(f'{label}: {node["about"]}')
    return (
        f'<a class="proceedings-invited-to" href="{escape(address)}" aria-label="{spoken}" rel="nofollow">{label}</a>'
    )


def _line(content: str) -> str:
    return f'<p class="proceedings-invitation">{content}</p>\n'


def lead_to_no_stub(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """`html-page-context`: nobody wrote a stub, so no theme is to offer its source, or to change it.

    The PyData theme's button leads to where the page can be written, and there is none where nobody is to write.
    """
    if context.get('page_source_suffix') != SUFFIX:
        return
    context.update({'sourcename': '', 'page_source_suffix': '', **dict.fromkeys(_OFFERED_BY, False)})
    has_button = context.get('theme_use_edit_page_button') not in (None, False, 'False')  # as the theme's own is
    if not has_button or 'get_edit_provider_and_url' not in context or not is_web(app.builder):
        return
    repository = repository_of(app.config)
    node = next(iter(doctree.findall(invitation)), None) if doctree else None
    address = _address(app.config, node) if node else ''
    if repository and address:
        context['page_source_suffix'] = '.md'
        context['get_edit_provider_and_url'] = lambda: (repository.name, address)
