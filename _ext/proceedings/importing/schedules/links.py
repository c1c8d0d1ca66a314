"""What a link leads to: from what its source calls it, from its name, its host, or its file's ending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from ...model import Link
from ...names import fold
from ...problems import Place, short
from ...vocabulary import LINK_KINDS
from ..report import Report
from .tally import Tally

_TYPES: Mapping[str, str] = {
    'slides': 'slides',
    'paper': 'paper',
    'video': 'video',
    'media': 'video',
    'poster': 'poster',
}
"""Kinds that formats say themselves; `web`, `related`, `blog` and so on say less than name and address do."""

_WORDS = (
    (
        'slides',
        r'slides?|slide ?decks?|deck|presentation|folien|vortragsfolien|diapositivas|diapositives|transparencias',
    ),
    ('poster', r'posters?'),
    ('video', r'videos?|recordings?|youtube|vimeo|aufzeichnung|video recording|peertube|vod'),
    ('paper', r'papers?|preprints?|proceedings|publication|arxiv|doi|full text|camera ready'),
    ('code', r'code|source(?: ?code)?|sources|repositor(?:y|ies)|repo|git|github|gitlab|codeberg|notebooks?'),
    ('data', r'data|datasets?|data sets?'),
    ('review', r'reviews?|openreview'),
    ('discussion', r'discussions?|chat|forum|matrix|slack|discord|rocket ?chat|zulip|q a'),
)
_NAMED = tuple((kind, re.compile(rf'\b(?:{words})\b')) for kind, words in _WORDS)

_HOSTS: Mapping[str, str] = {
    **dict.fromkeys(
        ('youtube.com', 'youtu.be', 'vimeo.com', 'media.ccc.de', 'video.fosdem.org', 'slideslive.com'), 'video'
    ),
    **dict.fromkeys(('twitch.tv', 'dailymotion.com', 'bilibili.com', 'underline.io'), 'video'),
    **dict.fromkeys(('github.com', 'gitlab.com', 'codeberg.org', 'bitbucket.org', 'git.sr.ht', 'gitee.com'), 'code'),
    **dict.fromkeys(('colab.research.google.com', 'salsa.debian.org', 'sourceforge.net', 'gist.github.com'), 'code'),
    **dict.fromkeys(('arxiv.org', 'doi.org', 'dx.doi.org', 'biorxiv.org', 'hal.science', 'eprint.iacr.org'), 'paper'),
    **dict.fromkeys(('aclanthology.org', 'proceedings.mlr.press', 'papers.nips.cc', 'dl.acm.org'), 'paper'),
    **dict.fromkeys(('slideshare.net', 'speakerdeck.com', 'slides.com', 'noti.st'), 'slides'),
    **dict.fromkeys(('kaggle.com', 'figshare.com', 'dataverse.org'), 'data'),
    **dict.fromkeys(('matrix.to', 'discord.gg', 'chat.fosdem.org', 'discord.com'), 'discussion'),
    'openreview.net': 'review',
}

_ENDINGS: Mapping[str, str] = {
    **dict.fromkeys(('ppt', 'pptx', 'odp', 'key', 'pps', 'ppsx'), 'slides'),
    **dict.fromkeys(('mp4', 'webm', 'mkv', 'mov', 'avi', 'ogv', 'm4v', 'm3u8', 'mpg'), 'video'),
    **dict.fromkeys(('zip', 'gz', 'tgz', 'xz', 'bz2', 'ipynb', 'py', 'git', 'c', 'rs'), 'code'),
    **dict.fromkeys(('csv', 'tsv', 'parquet', 'h5', 'hdf5', 'npz'), 'data'),
    **dict.fromkeys(('bib', 'ps', 'djvu'), 'paper'),
}

_UNFIT = re.compile(r'[\x00-\x20<>"\\^`{|}\x7f]')


class Links:
    """Makes links of addresses; says what it guesses, and what is no address."""

    def __init__(self, report: Report, tally: Tally, base: str = '') -> None:
        self.report = report
        self.tally = tally
        self.base = base

    def link(
        self, path: str, place: Place, url: str, *, title: str = '', type: str = '', base: str = '', file: bool = False
    ) -> Link | None:
        """The link that *url* is, if it is one; *title* and *type* are what the source calls it, *base* is what it is
        relative to (else to what the schedule says), *file* whether it is an attachment."""
        whole = self._whole(url, base) if url.strip() else ''
        if not whole:
            if url.strip():
                self.report.lose(
                    path, place, short(url.strip()), 'no web address, and nothing says what it is relative to'
                )
            return None
        return Link(kind=self.kind(place, whole, title, type, file=file), url=whole)

    def kind(self, place: Place, url: str, title: str, type: str, *, file: bool = False) -> str:
        name = ' '.join(re.findall(r'\w+', fold(title)))
        if name in LINK_KINDS or name == 'website':
            return 'web' if name == 'website' else name
        if type.strip().lower() in _TYPES:
            return _TYPES[type.strip().lower()]
        if found := next((kind for kind, words in _NAMED if words.search(name)), ''):
            self.tally.guess(place, f'a link is taken for {found} by its name', title)
            return found
        return self._by_address(place, url, file=file)

    def _by_address(self, place: Place, url: str, *, file: bool) -> str:
        parts = urlsplit(url)
        host = (parts.hostname or '').lower().removeprefix('www.')
        ending = parts.path.rsplit('/', 1)[-1].rpartition('.')[2].lower()
        found = _by_host(host) or _ENDINGS.get(ending, '') or ('slides' if file and ending == 'pdf' else '')
        if not found:
            return 'web'
        self.tally.guess(place, f'a link is taken for {found} by its address', url)
        return found

    def _whole(self, url: str, base: str) -> str:
        """*url* as an address of the web, quoted where it has to be; nothing if it is none."""
        try:
            whole = urljoin(base or self.base, url.strip())
            parts = urlsplit(whole)
            good = parts.scheme in ('http', 'https') and bool(parts.hostname) and parts.port != 0
        except ValueError:
            return ''
        quoted = _UNFIT.sub(lambda char: f'%{ord(char[0]):02X}', whole)
        return quoted if good and quoted.isprintable() else ''


def _by_host(host: str) -> str:
    """The kind of a host, or of one that it is below."""
    parts = host.split('.')
    return next((kind for at in range(len(parts)) if (kind := _HOSTS.get('.'.join(parts[at:])))), '')
