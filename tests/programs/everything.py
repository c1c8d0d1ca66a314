"""The program of an edition that says something in every field of the model."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

FILES = {
    'program/series.yml': """
        series:
          title: Workshop on Testing
          short_title: WT
          url: https://testing.example.org/
          links: {web: https://testing.example.org/blog}
          kinds:
            digital: {name: Digital acceptance, presented: false}
            coffee: {name: Coffee, quiet: true}
            demos: {name: Demonstrations, side_by_side: true}
    """,
    'program/people.yml': """
        people:
        - name: Ludwig van der Berg Jr.
          disambiguation: Delft
          aliases: [L. van der Berg]
          affiliation: TU Delft
          url: https://example.org/berg
          orcid: 0000-0002-1825-0097
          links: {code: https://example.org/berg/code}
        - {name: The ATLAS Collaboration, team: true}
        - {name: Ada Now, id: ada, hidden_names: [Adam Then]}
    """,
    'program/2019.yml': r"""
        edition:
          title: The Workshop
          start: 2019-11-02
          end: 2019-11-03
          former_ids: [first]
          former_days: [2019-11-01]
          hours: 08:00-27:00
          timezone: America/Vancouver
          sequence: 2
          last_modified: 2019-10-05
          url: https://testing.example.org/2019
          links: {video: https://example.org/day}
          room: hall
          venue: {name: House, url: https://example.org/h, address: 1 Way, city: Vancouver, region: BC, country: Canada}
          part_of: {title: The Conference, url: https://example.org/c}
          proceedings:
            title: The Volume
            editors: [{name: Ada Now, affiliation: Oxford}]
            publisher: The Press
            series: The Series
            volume: 12
            number: 3
            isbn: 978-3-16-148410-0
            issn: 2049-3630
            doi: 10.1000/182
            published: 2020-02-01
        rooms:
        - {name: Großer Saal, id: hall, former_ids: [saal], url: https://example.org/hall}
        - Attic
        tracks: [{name: Theory, former_ids: [theories]}]
        organizers: [{name: Rose Yu, affiliation: UCSD, role: chair}]
        sponsors: [Nobody, {name: The Fund, url: https://example.org/fund}]
        reviewers: [{name: Adam Then, affiliation: Oxford}]
        schedule:
        - id: night
          time: 23:30-26:30
          title: 'A night of $\beta$ decays'
          kind: session
          track: Theory
          chairs: [Rose Yu]
          room: [hall, Attic]
          status: tentative
          reason: The moon
          since: 2019-10-01
          sequence: 1
          last_modified: 2019-10-02T10:00+02:00
          talks:
          - {talk: jax-md, time: 24:00-24:30, board: A1}
          - {talk: clocks, time: 24:30-26:30}
        - {day: 2019-11-03, time: 09:00-10:00, talk: clocks}
        - {time: 10:00-10:30, title: Coffee, kind: coffee}
        talks:
        - id: jax-md
          former_ids: [jax]
          kind: demos
          number: 0
          title: '$\beta$-VAE & <b>"quotes"</b>: \ and %'
          authors: [{name: Ludwig van der Berg Jr., affiliation: Oslo}, The ATLAS Collaboration]
          speakers: [Ludwig van der Berg Jr.]
          track: Theory
          keywords: [mass, 机器学习]
          links: {slides: https://example.org/1, code: [https://example.org/2, https://example.org/3]}
          doi: 10.1000/183
          pages: 12-17
          published: 2020-02-02
          awards: [Best paper award]
          corrections: [{date: 2020-03-01, kind: erratum, text: A sign, url: https://example.org/erratum}]
          status: retracted
          reason: The sign
          since: 2020-03-02
          replaced_by: clocks
          sequence: 3
          last_modified: 2019-10-03
        - {id: clocks, title: Clocks, speakers: [Adam Then]}
        - {id: only, kind: digital, title: Only a paper, authors: [Rose Yu, L. van der Berg]}
        changes:
        - {date: 2019-10-01, text: It may be cloudy.}
        - {date: 2019-10-04, text: One more., talk: clocks}
    """,
    'talks/2019/jax-md.md': """
        ---
        editors_summary: true
        ---
        Energy $E = mc^2$.
    """,
}

PDF = b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
"""The paper of jax-md."""


def write_everything(folder: Path) -> None:
    """Write the files of the program, of one abstract, and of one paper into *folder*."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip('\n'), encoding='utf-8')
    (folder / 'talks/2019/jax-md.pdf').write_bytes(PDF)
