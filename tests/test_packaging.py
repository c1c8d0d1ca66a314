"""What surrounds the code: how it is installed, locked, published and checked."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from proceedings.load import load

ROOT = Path(__file__).parent.parent
SPHINX = {'3.11': '9.0', '3.12': '9.1', '3.13': '9.2'}


@pytest.fixture(scope='module')
def project() -> dict:
    return tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']


@pytest.fixture(scope='module')
def locked() -> list[Requirement]:
    lines = (ROOT / 'constraints.txt').read_text(encoding='utf-8').splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith('#')]


@pytest.fixture(scope='module')
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip install .` would build it, with the hatchling that is installed: no network."""
    folder = tmp_path_factory.mktemp('wheel')
    run(sys.executable, '-m', 'hatchling', 'build', '--target', 'wheel', '--directory', folder, cwd=ROOT)
    return next(folder.glob('*.whl'))


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What *command* prints; a failure shows all of it."""
    result = subprocess.run(
        command, cwd=cwd, env=os.environ | environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout
    return result.stdout


def on(python: str, locked: list[Requirement]) -> dict[str, str]:
    """What *locked* installs with a version of Python on Linux, on a usual machine: project -> version."""
    machine = {'python_version': python, 'python_full_version': f'{python}.9', 'sys_platform': 'linux'}
    machine['platform_machine'] = 'x86_64'
    chosen = [one for one in locked if not one.marker or one.marker.evaluate(machine)]
    versions = {canonicalize_name(one.name): str(one.specifier).removeprefix('==') for one in chosen}
    assert len(versions) == len(chosen), f'a project is locked twice for Python {python}'
    return versions


def test_the_lock_names_no_host_and_no_path(locked: list[Requirement]) -> None:
    text = (ROOT / 'constraints.txt').read_text(encoding='utf-8')
    assert not re.search(r'://|^-|/|\\', text, re.MULTILINE)
    assert all(one.url is None for one in locked)


def test_the_lock_pins_one_version_of_each_project(locked: list[Requirement]) -> None:
    assert all(re.fullmatch(r'==[\w.]+', str(one.specifier)) for one in locked)


@pytest.mark.parametrize(('python', 'sphinx'), list(SPHINX.items()))
def test_the_lock_has_the_newest_sphinx_of_each_python(locked: list[Requirement], python: str, sphinx: str) -> None:
    assert on(python, locked)['sphinx'].rpartition('.')[0] == sphinx


@pytest.mark.parametrize('python', list(SPHINX))
def test_the_lock_satisfies_every_declared_dependency(project: dict, locked: list[Requirement], python: str) -> None:
    extras = project['optional-dependencies'].values()
    declared = [Requirement(line) for lines in (project['dependencies'], *extras) for line in lines]
    versions = on(python, locked)
    assert [str(one) for one in declared if not one.specifier.contains(versions[canonicalize_name(one.name)])] == []


def test_every_dependency_has_a_lower_bound(project: dict) -> None:
    declared = [Requirement(line) for line in project['dependencies'] + project['optional-dependencies']['test']]
    assert [one.name for one in declared if '>=' not in str(one.specifier)] == []


def imported(module: Path) -> Iterator[str]:
    """The packages of others that a module imports, at its top or only where they are needed."""
    for node in ast.walk(ast.parse(module.read_text(encoding='utf-8'))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition('.')[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition('.')[0]


def test_whatever_is_imported_is_declared(project: dict) -> None:
    """The tests have more libraries than somebody who only installs the package."""
    declared = {canonicalize_name(Requirement(line).name) for line in project['dependencies']}
    declared |= {'pydantic-core', 'sphinxcontrib-serializinghtml'}  # pydantic and Sphinx pin them, and hand them on
    used = {name for module in (ROOT / '_ext').rglob('*.py') for name in imported(module)}
    projects = packages_distributions()
    lacking = [
        name for name in sorted(used - sys.stdlib_module_names)
        if not declared & {canonicalize_name(one) for one in projects[name]}
    ]  # fmt: skip
    assert lacking == []


# What it depends on, and by whose leave

LICENSES = {
    '0BSD OR CC0-1.0', 'Apache-2.0', 'Apache-2.0 OR BSD-2-Clause', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT',
    'MIT-CMU', 'MPL-2.0', 'MPL-2.0 AND MIT', 'OFL-1.1', 'PSF-2.0',
}  # fmt: skip
"""What lets anybody use what we make as our own license does."""

AS_CLASSIFIED = {
    'Apache Software License': 'Apache-2.0',
    'BSD License': 'BSD-3-Clause',
    'MIT License': 'MIT',
    'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
    'Python Software Foundation License': 'PSF-2.0',
}
"""Packages that are older than SPDX's names in metadata (PEP 639) have a classifier; one of several is enough."""

ARGUED = {'docutils', 'recurring-ical-events', 'x-wr-timezone'}
"""The guide for contributors says why these are no hindrance."""


def license_of(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = [
        one.rpartition(' :: ')[2] for one in metadata.get_all('Classifier') or () if one.startswith('License')
    ]
    known = [AS_CLASSIFIED[one] for one in classifiers if one in AS_CLASSIFIED]
    written = metadata.get('License-Expression') or metadata.get('License') or ''
    return metadata.get('License-Expression') or next(iter(known), written.replace('Apache License 2.0', 'Apache-2.0'))


def all_that_comes(lines: Iterable[str], seen: set[str]) -> set[str]:
    """What pip installs for the requirements in *lines* on this machine."""
    for requirement in map(Requirement, lines):
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {''}
        wanted = not requirement.marker or any(requirement.marker.evaluate({'extra': extra}) for extra in extras)
        if wanted and name not in seen:
            seen.add(name)
            of_extras = [
                line for line in distribution(name).requires or ()
                if not (marker := Requirement(line).marker) or any(marker.evaluate({'extra': one}) for one in extras)
            ]  # fmt: skip
            all_that_comes((line.partition(';')[0] for line in of_extras), seen)
    return seen


def test_the_guide_for_contributors_says_of_each_dependency_what_it_is_for_and_its_license(project: dict) -> None:
    table = re.findall(
        r'^\| `([a-z0-9-]+)` \| ([^|]+) \| [^|]{10,} \|$', (ROOT / 'CONTRIBUTING.md').read_text('utf-8'), re.MULTILINE
    )
    declared = [Requirement(line).name for line in project['dependencies']]
    assert [name for name, _ in table if name in declared] == declared
    told = {name: license for name, license in table if name in declared and name != 'docutils'}
    assert {name: license_of(name) for name in told} == told


def test_the_licenses_of_all_that_is_installed_allow_what_ours_does(project: dict) -> None:
    names = all_that_comes(project['dependencies'], set())
    assert len(names) > 50
    others = {name: license_of(name) for name in names - ARGUED if license_of(name) not in LICENSES}
    assert others == {}
    said = (ROOT / 'CONTRIBUTING.md').read_text('utf-8')
    assert [name for name in ARGUED if f'`{name}`' not in said] == []


def test_what_is_only_for_work_on_the_code_is_named_too(project: dict) -> None:
    said = ' '.join(
        (ROOT / 'CONTRIBUTING.md').read_text('utf-8').partition('## What it depends on')[2].casefold().split()
    )
    known = {
        'axe-playwright-python': 'axe',
        'pytest-playwright': 'pytest',
        'pytest-xdist': 'pytest',
        'frozen-flask': 'flask',
    }
    extras = project['optional-dependencies']
    names = [Requirement(line).name for extra in extras.values() for line in extra]
    wanted = {known.get(name, name) for name in names if not name.startswith('types-')} - {'hatchling', 'pre-commit'}
    assert [name for name in sorted(wanted) if name not in said] == []


def test_actions_and_images_of_workflows_are_pinned() -> None:
    """A tag such as v4 can be moved; so can one of an image that is not of a full version."""
    templates = ROOT / '_ext/proceedings/new_site/templates'
    files = [*ROOT.glob('.github/workflows/*'), *templates.glob('dot-*/**/*.y*ml'), *templates.glob('dot-*.yml')]
    texts = [file.read_text('utf-8') for file in [*files, *ROOT.glob('docs/*.md')]]
    actions = [use for text in texts for use in re.findall(r'^\s*(?:- )?uses: (.*)', text, re.MULTILINE)]
    images = [image for text in texts for image in re.findall(r'^\s*image: (.*)', text, re.MULTILINE)]
    assert len(actions) >= 9
    assert len(images) >= 3
    assert [use for use in actions if not re.fullmatch(r'[\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+', use)] == []
    assert [image for image in images if not re.fullmatch(r'[\w/-]+:\d+\.\d+\.\d+[\w.-]*', image)] == []


def test_the_licenses_of_code_and_content_are_stated() -> None:
    readme = (ROOT / 'README.md').read_text('utf-8')
    assert 'BSD 3-Clause License' in readme
    assert 'https://creativecommons.org/licenses/by/4.0/' in readme
    assert (ROOT / 'LICENSE').read_text('utf-8').startswith('BSD 3-Clause License')


def test_read_the_docs_accepts_its_configuration() -> None:
    check = (sys.executable, '-m', 'check_jsonschema', '--builtin-schema', 'vendor.readthedocs')
    run(*check, '.readthedocs.yaml', 'docs/.readthedocs.yaml', cwd=ROOT)


def test_read_the_docs_publishes_html_epub_pdf_and_a_zip_and_fails_on_warnings() -> None:
    settings = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text(encoding='utf-8'))
    assert settings['formats'] == ['epub', 'htmlzip', 'pdf']
    assert settings['sphinx'] == {'configuration': 'conf.py', 'builder': 'html', 'fail_on_warning': True}
    assert 'constraints.txt' in settings['build']['jobs']['install'][0]


def print_as_read_the_docs(folder: Path, python: str) -> str:
    """What its command for the book says, where python is that shell script."""
    settings = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text(encoding='utf-8'))
    (command,) = settings['build']['jobs']['build']['pdf']
    (folder / 'python').write_text(f'#!/bin/sh\n{python}\n', encoding='utf-8')
    (folder / 'python').chmod(0o755)
    environment = {'READTHEDOCS_OUTPUT': str(folder / 'out'), 'READTHEDOCS_PROJECT': 'ml4ps'}
    path = {'PATH': f'{folder}:/usr/bin:/bin'}
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment | path, stdout=subprocess.PIPE, text=True, check=True
    ).stdout  # fmt: skip


def test_read_the_docs_publishes_the_site_even_if_the_book_cannot_be_printed(tmp_path: Path) -> None:
    """No folder is left, either: an empty one is an error there."""
    assert 'There is no PDF' in print_as_read_the_docs(tmp_path, '[ "$4" != pdf ]')
    assert not (tmp_path / 'out').exists()


def test_read_the_docs_finds_the_book(tmp_path: Path) -> None:
    print_as_read_the_docs(tmp_path, 'mkdir -p _build/pdf; echo > _build/pdf/ml4ps-2020.pdf')
    assert [path.name for path in (tmp_path / 'out/pdf').iterdir()] == ['ml4ps.pdf']


def test_the_wheel_has_the_whole_package(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    modules = (ROOT / '_ext').glob('proceedings/**/*.py')
    assert {path.relative_to(ROOT / '_ext').as_posix() for path in modules} <= packed


def test_the_wheel_has_the_templates_of_a_new_site(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    templates = ROOT / '_ext/proceedings/new_site/templates'
    files = [path.relative_to(ROOT / '_ext') for path in templates.rglob('*') if path.is_file()]
    assert len(files) > 15
    assert {path.as_posix() for path in files} <= packed


def test_the_wheel_has_the_style_sheet_and_the_scripts(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = [path.relative_to(ROOT / '_static') for path in (ROOT / '_static').rglob('*') if path.is_file()]
    assert {f'proceedings/static/{path.as_posix()}' for path in files} <= packed


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    tops = {name.split('/')[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {re.sub(r'-.*(?=\.dist-info)', '', top) for top in tops} == {'proceedings', 'proceedings.dist-info'}


def test_another_project_uses_the_installed_extension(wheel: Path, tmp_path: Path) -> None:
    installed, site = tmp_path / 'installed', tmp_path / 'site'
    zipfile.ZipFile(wheel).extractall(installed)
    write(site / 'conf.py', 'project = "Elsewhere"\nextensions = ["proceedings"]\n')
    write(site / 'index.md', '# Elsewhere\n\n{talk}`2031/tides`\n\n```{toctree}\n:glob:\ntalks/**\nspeakers/*\n```\n')
    write(site / 'program/series.yml', 'series: {title: Workshop on Tides}\n')
    write(site / 'program/2031.yml', EDITION)
    command = (sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-b', 'html', '.', 'built')
    run(*command, cwd=site, PYTHONPATH=str(installed))
    assert 'Why tides are late' in (site / 'built/index.html').read_text(encoding='utf-8')
    assert 'Ada Smith' in (site / 'built/talks/2031/tides.html').read_text(encoding='utf-8')


def test_a_new_site_builds_at_once_with_the_installed_package(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, as somebody has it who never saw this repository; its libraries are those of the
    tests, lest this needs a network."""
    site, environment = tmp_path / 'tides', tmp_path / 'environment'
    run(sys.executable, '-m', 'venv', '--without-pip', environment, cwd=tmp_path)
    python = environment / 'bin/python'
    run(
        sys.executable,
        '-m',
        'pip',
        '--python',
        python,
        'install',
        '--quiet',
        '--no-deps',
        '--no-index',
        wheel,
        cwd=tmp_path,
    )
    [libraries] = (environment / 'lib').glob('*/site-packages')
    (libraries / 'of-the-tests.pth').write_text(f'{sysconfig.get_path("purelib")}\n', encoding='utf-8')
    facts = ('--title', 'Workshop on Tides', '--start', '2031-05-02', '--place', 'Brest, France')
    told = run(environment / 'bin/proceedings', 'new', site, '--yes', *facts, cwd=tmp_path)
    assert f'.venv/bin/pip install {wheel}\n' in told
    (site / '.venv').symlink_to(environment)
    assert run('make', '--no-print-directory', 'check', cwd=site, MAKEFLAGS='') == 'no problems\n'
    assert 'WARNING' not in run('make', 'html', cwd=site, MAKEFLAGS='')
    assert 'Friday 2 May 2031' in (site / '_build/html/index.html').read_text(encoding='utf-8')
    write(tmp_path / 'talks.csv', 'Title,Speaker\nWhy tides are late,Ada Smith\n')
    run(environment / 'bin/proceedings', 'import', tmp_path / 'talks.csv', '--edition', '2031', cwd=site)
    assert 'Why tides are late' in (site / 'program/2031.yml').read_text(encoding='utf-8')
    where = run(python, '-c', 'import proceedings; print(proceedings.__file__)', cwd=site)
    assert where.startswith(str(libraries))


EDITION = """\
edition: {start: 2031-05-02, timezone: Europe/Paris, room: Hall}
rooms: [Hall]
schedule:
- {time: 09:00-09:30, talk: tides}
talks:
- {id: tides, kind: invited, title: Why tides are late, speakers: [Ada Smith]}
"""


def test_the_example_in_the_readme_is_a_program_without_problems(tmp_path: Path) -> None:
    examples = re.findall(
        r'```yaml\n# (program/\S+)\n(.*?)```', (ROOT / 'README.md').read_text(encoding='utf-8'), re.DOTALL
    )
    for name, text in [*examples, ('program/series.yml', 'series: {title: Workshop on Tides}')]:
        write(tmp_path / name, text)
    loaded = load(tmp_path)
    assert (list(loaded.program.editions), loaded.problems) == (['2031'], ())


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')


def test_ci_is_an_executable_bash_script_that_parses() -> None:
    script = ROOT / '.ci/run'
    assert script.read_text(encoding='utf-8').startswith('#!/usr/bin/env bash\n')
    assert os.access(script, os.X_OK)
    run('bash', '-n', script, cwd=ROOT)


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'gettext'])
def test_make_builds_with_every_builder_and_forgives_no_warning(builder: str) -> None:
    commands = run('make', '--dry-run', builder, cwd=ROOT, MAKEFLAGS='')
    assert re.search(rf'sphinx -nW --keep-going -j auto .*-b {builder} .*\. _build/{builder} ', commands)


def test_make_says_what_to_do_without_a_usable_python(tmp_path: Path) -> None:
    for name in ('Makefile', 'pyproject.toml', 'constraints.txt'):
        write(tmp_path / name, (ROOT / name).read_text(encoding='utf-8'))
    result = subprocess.run(
        ['make', 'html', 'PYTHON=false'],
        cwd=tmp_path, env=os.environ | {'MAKEFLAGS': ''}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode != 0
    assert 'Install one, or name the one you have: make PYTHON=python3.13' in result.stderr


def a_machine_without_chromium(folder: Path, user: int) -> dict[str, str | int]:
    """What `tests/chromium.sh` does where only *folder* is on the PATH, and `apt-get install` would make a chromium."""
    commands = {
        'id': f'echo {user}',
        'sudo': 'exit 1',
        'apt-get': f'[ $1 = update ] || {{ echo "#!/bin/sh" >{folder}/chromium; chmod +x {folder}/chromium; }}',
    }
    for name, command in commands.items():
        write(folder / name, f'#!/bin/sh\n{command}\n')
        (folder / name).chmod(0o755)
    for name in ('chmod', 'env', 'grep'):
        (folder / name).symlink_to(shutil.which(name))
    result = subprocess.run(
        [shutil.which('sh'), ROOT / 'tests/chromium.sh'],
        env={'PATH': str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return {'status': result.returncode, 'says': result.stderr, 'installed': (folder / 'chromium').exists()}


def test_make_test_installs_the_chromium_of_the_distribution(tmp_path: Path) -> None:
    assert a_machine_without_chromium(tmp_path, user=0) == {'status': 0, 'says': '', 'installed': True}


def test_make_test_says_what_to_do_where_it_may_not_install_chromium(tmp_path: Path) -> None:
    done = a_machine_without_chromium(tmp_path, user=1000)
    assert 'Install it, for example with: apt-get install chromium' in done['says']
    assert (done['status'], done['installed']) == (1, False)


@pytest.mark.parametrize(('ci', 'outcome'), [('', '1 skipped'), ('true', '1 error')])
def test_without_a_browser_its_tests_are_skipped_but_fail_in_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    command = (sys.executable, '-m', 'pytest', '-p', 'no:cacheprovider', 'tests/test_browser.py', '-k', 'javascript')
    result = subprocess.run(
        command,
        cwd=ROOT, env=os.environ | {'CI': ci, 'PATH': str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome in result.stdout.splitlines()[-1]
    assert 'no Chromium on this machine: install it' in result.stdout


@pytest.mark.parametrize(
    'name', ['.ci/run', 'Makefile', 'pyproject.toml', '.readthedocs.yaml', 'README.md', 'tests/chromium.sh']
)
def test_no_file_names_a_place_on_somebodys_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding='utf-8')
    assert not re.search(r'(?<![\w.])/(?:home|root|Users|tmp|work|opt)/', text)
