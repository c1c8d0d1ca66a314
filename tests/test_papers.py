"""Papers of the repository on the site: at the addresses of their talks, copied only when they have to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import proceedings.papers
from conftest import Site

PDF = b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
OTHER = PDF.replace(b'<<>>', b'<</A 1>>')


def put(site: Site, name: str, content: bytes = PDF) -> Path:
    path = site.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def papers_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob('*.pdf'))}


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read in full."""
    names: list[str] = []
    copy = proceedings.papers._copy

    def copy_and_note(file: Path, to: Path) -> None:
        names.append(file.name)
        copy(file, to)

    monkeypatch.setattr(proceedings.papers, '_copy', copy_and_note)
    return names


def test_a_paper_has_the_address_of_its_talk_wherever_it_lies(site: Site) -> None:
    put(site, 'papers/Final version.PDF', OTHER)
    put(site, 'talks/2019/p9.pdf')
    site.edit('program/2019.yml', '{paper: https://example.org/86.pdf}', '{paper: papers/Final version.PDF}')
    built = site.build()
    assert built.warnings == []
    assert papers_in(built.out) == {'talks/2019/jax-md.pdf': OTHER, 'talks/2019/p9.pdf': PDF}
    assert papers_in(site.build('dirhtml').out) == papers_in(built.out)


def test_a_paper_is_copied_when_it_has_changed_and_only_then(site: Site, copied: list[str]) -> None:
    paper = put(site, 'talks/2019/p9.pdf')
    out = site.build().out / 'talks/2019/p9.pdf'
    assert copied == ['p9.pdf']
    before = out.stat().st_mtime_ns
    site.build()
    assert copied == ['p9.pdf']
    os.utime(paper)  # as a fresh clone has it
    site.build()
    assert copied == ['p9.pdf', 'p9.pdf']
    assert out.stat().st_mtime_ns == before
    put(site, 'talks/2019/p9.pdf', OTHER)
    site.build()
    assert out.read_bytes() == OTHER


def test_a_paper_that_is_gone_goes_from_the_site_but_no_file_of_somebody_else(site: Site) -> None:
    for name in ('p9', 'causality'):
        put(site, f'talks/2019/{name}.pdf')
    out = site.build().out
    (out / 'talks/2019/causality.pdf').write_bytes(b'mine')
    for name in ('p9', 'causality'):
        (site.folder / f'talks/2019/{name}.pdf').unlink()
    assert papers_in(site.build().out) == {'talks/2019/causality.pdf': b'mine'}


def test_a_paper_is_also_where_its_talk_was(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf')
    site.edit('program/2019.yml', '- id: p9', '- id: p9\n  former_ids: [p8]')
    assert papers_in(site.build().out) == {'talks/2019/p8.pdf': PDF, 'talks/2019/p9.pdf': PDF}


def test_pages_that_only_lead_to_a_talk_bring_no_paper(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf')
    site.edit('program/series.yml', '  short_title: WT', '  short_title: WT\n  redirects: {about: talks/2019/p9}')
    assert [*papers_in(site.build().out)] == ['talks/2019/p9.pdf']


def test_what_conf_leaves_out_has_no_paper_and_books_copy_none(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf')
    assert papers_in(site.build(exclude_patterns=['talks/2019/p9.*']).out) == {}
    for builder in ('singlehtml', 'epub', 'text'):
        assert papers_in(site.build(builder).out) == {}


def test_what_is_no_pdf_is_a_problem_and_is_not_copied(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf', b'<html>')
    built = site.build()
    assert any('talks/2019/p9.pdf' in warning for warning in built.warnings)
    assert papers_in(built.out) == {}


def test_papers_need_not_fit_into_memory(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    big = put(site, 'talks/2019/p9.pdf')
    with big.open('r+b') as file:
        file.truncate(50_000_000)
        file.seek(0, 2)
        file.write(b'%%EOF\n')
    read_bytes = Path.read_bytes

    def read_small(path: Path) -> bytes:
        assert path.suffix != '.pdf'
        return read_bytes(path)

    monkeypatch.setattr(Path, 'read_bytes', read_small)
    out = site.build().out / 'talks/2019/p9.pdf'
    assert out.stat().st_size == big.stat().st_size
    big.unlink()
    site.build()
    assert not out.exists()


def test_a_paper_that_the_site_brings_along_itself_stays(site: Site, copied: list[str]) -> None:
    put(site, 'talks/2019/p9.pdf')
    put(site, 'extra/talks/2019/p9.pdf', OTHER)
    for _ in range(2):
        assert papers_in(site.build(html_extra_path=['extra']).out) == {'talks/2019/p9.pdf': OTHER}
    assert copied == []
