"""HTML as blocks. lxml makes a tree of whatever is sent, closed or not; what no page may have is left out, and said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ...problems import Place, short
from ...prose.text import INVISIBLE, visible
from ..report import MAIL_IS_PRIVATE, Report
from .blocks import Block, Code, Formula, Heading, Items, Look, Paragraph, Quote, Rule, Run, Table
from .characters import without_invisible
from .formulas import Sort, parts, trouble

_DEEPEST = 24
"""Elements inside each other that are still told apart; what is deeper is text."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p pre search
    section select summary table tbody td textarea tfoot th thead tr ul xmp
""")
_SILENT = _names('base basefont col colgroup head link meta rp template title wbr')
_LEFT_OUT = _names('script style')
_FRAMES = _names('applet audio embed frame iframe image img object source track video')
_STRONG = _names('b strong')
_EMPHASIS = _names('cite dfn em i var')
_CODE = _names('code kbd samp tt')
_STRUCK = _names('del s strike')
_FORM = _names('button canvas form input map select svg textarea')
_KNOWN = (
    _BLOCKS | _SILENT | _LEFT_OUT | _FRAMES | _STRONG | _EMPHASIS | _CODE | _STRUCK | _FORM
    | _names('''
        a abbr acronym area annotation bdi bdo big blink br data datalist font frameset g ins label mark marquee math
        meter mfrac mi mn mo mover mrow ms msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder nobr noframes
        noscript output param path picture progress q rb rt rtc ruby semantics slot small span sub sup time tspan u
    ''')
)  # fmt: skip
_NO_TAG = re.compile(
    rf"""<(?!(?:/?(?:{'|'.join(sorted(_KNOWN))}|[a-z]\w*[:-][\w:-]*)(?=[\s/>])(?:[^<>"']|"[^"]{{0,5000}}"|'[^']{{0,5000}}')*+>|!--|!DOCTYPE|\?))""",
    re.IGNORECASE,
)
"""An angle bracket that begins no tag: a parser would take what follows for the name of one, and swallow it."""

_DATA = re.compile(r'data:[\w/+.;=-]*,[^\s"\'<>]{200,}')

_URL = re.compile(r'https?://[^\s<>"`{}|\\^]+', re.IGNORECASE)
_MAIL = re.compile(r'(?<![\w@/:.+-])[\w.+-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*\.[A-Za-z]{2,}(?![\w@])')
_WHITE = re.compile(r'[ \t\n\r\f\xa0]{2,}|[ \t\n\r\f]')
_PUNCTUATION = frozenset('.,;:!?)')
_LANGUAGE = re.compile(r'(?:lang(?:uage)?-|brush:\s*)([\w+#-]+)')

_NO_IMAGE = 'no page loads images from other hosts; a link to it stands there'
_NO_FRAME = 'no page loads anything from other hosts; a link to it stands there'


def read(html: str, place: Place, report: Report, what: str) -> list[Block]:
    """The blocks of *html*."""
    html = _NO_TAG.sub('&lt;', _DATA.sub('data:', html.replace('<![CDATA[', '').replace(']]>', '')))
    soup = BeautifulSoup(f'<div>{html}</div>', 'lxml')
    for text in [text for text in soup.find_all(string=INVISIBLE) if type(text) is NavigableString]:
        text.replace_with(NavigableString(without_invisible(text, place, report, what)))  # they came as entities
    return _with_good_rules(_Reader(place, report, what, _with_blocks(soup)).blocks(soup.contents))


def _with_blocks(soup: BeautifulSoup) -> frozenset[int]:
    """The elements that are blocks, or have one in them, by `id`."""
    found: set[int] = set()
    for tag in soup.find_all(list(_BLOCKS)):
        around: Tag | None = tag
        while around is not None and id(around) not in found:
            found.add(id(around))
            around = around.parent
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Style:
    """What holds for all letters inside an element."""

    strong: bool = False
    emphasis: bool = False
    link: str = ''
    code: bool = False
    depth: int = 0
    nested: bool = False  # in a list, a quote or a cell, where no heading can be


@dataclass(slots=True)
class _Reader:
    place: Place
    report: Report
    what: str
    with_blocks: frozenset[int]

    def is_block(self, tag: Tag) -> bool:
        return id(tag) in self.with_blocks and tag.name.lower() not in _FRAMES | _SILENT | _LEFT_OUT | {'math'}

    def blocks(self, nodes: Iterable[PageElement], style: _Style = _Style()) -> list[Block]:
        """What *nodes* are as blocks; what stands between blocks makes paragraphs."""
        found: list[Block] = []
        runs: list[Run] = []
        for node in nodes:
            if isinstance(node, Tag) and style.depth < _DEEPEST and self.is_block(node):
                found += _paragraphs(runs)
                runs = []
                found += self.block(node, replace(style, depth=style.depth + 1))
            else:
                runs += self.inline(node, style)
        return found + _paragraphs(runs)

    def block(self, tag: Tag, style: _Style) -> list[Block]:
        """What a block, or an element with blocks in it, is."""
        name = tag.name.lower()
        nested = replace(style, nested=True)
        if re.fullmatch('h[1-6]', name):
            return self.heading(tag, int(name[1]), style)
        match name:
            case 'ul' | 'ol' | 'menu' | 'dir':
                return self.items(tag, nested)
            case 'dl':
                return self.definitions(tag, nested)
            case 'blockquote':
                inner = self.blocks(tag.children, nested)
                return [Quote(inner)] if inner else []
            case 'pre' | 'listing' | 'xmp':
                return self.code(tag)
            case 'table':
                return self.table(tag, nested)
            case 'hr':
                return [] if style.nested else [Rule()]
            case 'summary' | 'caption' | 'legend':
                return self.blocks(tag.children, replace(style, strong=True))
        if name in _FORM:
            self.lose(tag, 'nothing is sent from a page; its text stays')
        return self.blocks(tag.children, self.styled(tag, style))

    def heading(self, tag: Tag, level: int, style: _Style) -> list[Block]:
        inner = [block for block in _paragraphs(self.all_inline(tag, style)) if isinstance(block, Paragraph)]
        runs = _joined_runs([block.runs for block in inner])
        if not runs:
            return []
        if style.nested:
            return [Paragraph([replace(run, strong=True) for run in runs])]
        return [Heading([replace(run, strong=False) for run in runs], level)]

    def items(self, tag: Tag, style: _Style) -> list[Block]:
        items: list[list[Block]] = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name.lower() == 'li':
                items.append(self.blocks(child.children, style))
            elif more := self.blocks([child], style):  # a list in a list, not in an item of it
                items[-1:] = [[*(items[-1] if items else []), *more]]
        start = str(tag.get('start') or '1')
        number = int(start) if re.fullmatch(r'\d{1,6}', start) else 1
        items = [item for item in items if item]
        return [Items(items, number if tag.name.lower() == 'ol' else None)] if items else []

    def definitions(self, tag: Tag, style: _Style) -> list[Block]:
        """A list of terms, each in bold, and what they mean."""
        items: list[list[Block]] = []
        for child in tag.find_all(['dt', 'dd']):
            if not isinstance(child, Tag) or child.find_parent('dl') is not tag:
                continue
            is_term = child.name.lower() == 'dt'
            inner = self.blocks(child.children, replace(style, strong=is_term))
            if is_term or not items:
                items.append(inner)
            else:
                items[-1] += inner
        items = [item for item in items if item]
        return [Items(items)] if items else []

    def code(self, tag: Tag) -> list[Block]:
        text = '\n'.join(line.rstrip() for line in tag.get_text().strip('\n').split('\n'))
        marked = [element for element in (tag, tag.find('code')) if isinstance(element, Tag)]
        language = _LANGUAGE.search(' '.join(str(element.get('class') or '') for element in marked))
        return [Code(text, language[1].lower() if language else '')] if text.strip() else []

    def table(self, tag: Tag, style: _Style) -> list[Block]:
        """A table; one that only puts things beside each other, or has blocks in its cells, as what is in it."""
        rows = (row for row in tag.find_all('tr') if row.find_parent('table') is tag)
        cells = [found for row in rows if (found := list(row.find_all(['td', 'th'], recursive=False)))]
        titles = tag.find_all('caption', recursive=False)
        caption = [block for title in titles for block in self.block(title, style)]
        widest = max(map(len, cells), default=0)
        if widest < 2 or tag.find(['table', 'ul', 'ol', 'pre', 'blockquote']):
            return [*caption, *(block for row in cells for cell in row for block in self.blocks(cell.children, style))]
        table = Table([list(self.row(row, style)) for row in cells])
        table.header = all(cell.name == 'th' for cell in cells[0]) or bool(cells[0][0].find_parent('thead'))
        if table.header:
            table.rows[0] = [[replace(run, strong=False) for run in cell] for cell in table.rows[0]]
        return [*caption, table]

    def row(self, cells: list[Tag], style: _Style) -> Iterator[list[Run]]:
        for cell in cells:
            yield _one_line(self.all_inline(cell, style))
            span = str(cell.get('colspan') or '1')
            yield from ([] for _ in range(min(int(span), 50) - 1 if re.fullmatch(r'\d{1,4}', span) else 0))

    def all_inline(self, tag: Tag, style: _Style) -> list[Run]:
        """All that is in *tag* as one line, whatever blocks it has."""
        runs: list[Run] = []
        for child in tag.children:
            if not isinstance(child, Tag) or style.depth >= _DEEPEST or not self.is_block(child):
                runs += self.inline(child, style)
            else:
                runs += [Run(' '), *self.all_inline(child, self.styled(child, style)), Run(' ')]
        return runs

    def inline(self, node: PageElement, style: _Style) -> list[Run]:
        """The runs of *node*."""
        if isinstance(node, PreformattedString):  # comments, declarations
            return []
        if isinstance(node, NavigableString):
            return self.text(str(node), style)
        if not isinstance(node, Tag):
            return []
        name = node.name.lower()
        if name == 'math' or 'katex' in node.get_attribute_list('class'):
            return self.mathml(node, style)
        if name == 'script' and str(node.get('type', '')).startswith('math/tex'):
            return self.formula(node.get_text(), 'display' in str(node.get('type')), node.get_text(), style)
        if name in _SILENT:
            return []
        if name in _LEFT_OUT:
            self.lose(node, 'pages run and restyle nothing')
            return []
        if name in _FRAMES:
            return self.frame(node, style)
        if name == 'br':
            return [Run('', Look.BREAK)]
        if name in _CODE:
            return [_run(_WHITE.sub(' ', node.get_text()), style, Look.CODE)]
        if name in ('sup', 'sub'):
            return [_run(_WHITE.sub(' ', node.get_text()).strip(), style, Look.HIGH if name == 'sup' else Look.LOW)]
        return self.element(node, style)

    def element(self, node: Tag, style: _Style) -> list[Run]:
        """An element with a text in it."""
        name = node.name.lower()
        if style.depth >= _DEEPEST:
            return self.text(node.get_text(' '), style)
        inner = [run for child in node.children for run in self.inline(child, self.styled(node, style))]
        if name == 'q':
            return [_run('“', style), *inner, _run('”', style)]
        if name == 'rt':
            return [_run('(', style), *inner, _run(')', style)]
        if name in ('abbr', 'acronym') and (title := visible(str(node.get('title') or ''), lambda *_: None).strip()):
            return [*inner, _run(f' ({title})', style)]
        if name in _STRUCK and inner:
            self.lose(node, 'nothing is struck through on a page; its text stays')
        if name in _FORM:
            self.lose(node, 'nothing is sent from a page; its text stays')
        return inner

    def styled(self, tag: Tag, style: _Style) -> _Style:
        """How letters look inside *tag*."""
        name = tag.name.lower()
        style = replace(style, depth=style.depth + 1)
        css = str(tag.get('style') or '').replace(' ', '').lower()
        if name in _STRONG or 'font-weight:bold' in css or 'font-weight:700' in css:
            style = replace(style, strong='font-weight:normal' not in css)
        if name in _EMPHASIS or 'font-style:italic' in css:
            style = replace(style, emphasis=True)
        if name == 'a' and (href := ''.join(str(tag.get('href') or '').split())):
            style = replace(style, link=self.address(href))
        return style

    def address(self, href: str) -> str:
        """The address of a link, if it leads anywhere from a page."""
        if re.match(r'https?://[^/?#\\]', href, re.IGNORECASE) and _is_whole(href):
            return href
        if href.lower().startswith('mailto:'):
            self.report.lose('mailto: links in texts', self.place, short(href), MAIL_IS_PRIVATE)
        elif not href.startswith('#'):
            self.report.lose('links in texts that are no web addresses', self.place, short(href), 'their text stays')
        return ''

    def frame(self, node: Tag, style: _Style) -> list[Run]:
        """A link to what is no part of the page, an image or a video; and what stands there for who cannot see it."""
        source = node.get('src') or node.get('data') or node.get('href') or ''
        deeper = replace(style, depth=style.depth + 1)
        children = node.children if style.depth < _DEEPEST else ()
        inner = [run for child in children for run in self.inline(child, deeper)]
        address = ''.join(str(source).split())
        address = f'https:{address}' if address.startswith('//') else address
        if not address:
            return inner
        is_image = node.name.lower() in ('img', 'image')
        words = ' '.join(visible(str(node.get('alt') or node.get('title') or ''), lambda *_: None).split())
        is_web = bool(re.match(r'https?://[^/?#\\]', address, re.IGNORECASE)) and _is_whole(address)
        why = (_NO_IMAGE if is_image else _NO_FRAME) if is_web else 'it is no file of this site'
        self.report.lose(f'<{node.name}> in texts', self.place, short(address), why)
        if is_web:
            words = words or ('image' if is_image else address)
            link = style.link or address
            following = node.next_sibling
            is_end = isinstance(following, NavigableString) and following[:1] in _PUNCTUATION
            return [Run(' '), Run(words, link=link), *([] if is_end else [Run(' ')]), *inner]
        return [*([Run(words)] if words else []), *inner]

    def mathml(self, node: Tag, style: _Style) -> list[Run]:
        """MathML as the LaTeX that it was made of, or as text."""
        note = node.find('annotation', attrs={'encoding': re.compile('tex', re.IGNORECASE)})
        math = node if node.name == 'math' else node.find('math')
        is_display = isinstance(math, Tag) and math.get('display') == 'block'
        if isinstance(note, Tag):
            return self.formula(note.get_text(), is_display, note.get_text(), style)
        if isinstance(math, Tag) and (alt := str(math.get('alttext') or '')):
            return self.formula(alt, is_display, math.get_text(), style)
        self.lose(node, 'formulas are LaTeX here; its letters stay')
        return [_run(_WHITE.sub(' ', (math or node).get_text()), style)]

    def formula(self, latex: str, display: bool, otherwise: str, style: _Style) -> list[Run]:
        latex = ' '.join(latex.split())
        if not latex:
            return []
        if message := trouble(latex, display=display):
            self.report.wrong(self.place, f'{message}; in {self.what} it is text')
            return [_run(_WHITE.sub(' ', otherwise), style)]
        return [_run(latex, style, Look.DISPLAY if display else Look.FORMULA)]

    def text(self, text: str, style: _Style) -> list[Run]:
        """Letters, formulas and addresses in a text."""
        runs: list[Run] = []
        for sort, part in parts(text, self.place, self.report, self.what):
            if sort is Sort.TEXT:
                runs += self.words(_WHITE.sub(' ', part), style)
            else:
                runs.append(_run(part, style, Look.FORMULA if sort is Sort.FORMULA else Look.DISPLAY))
        return runs

    def words(self, text: str, style: _Style) -> Iterator[Run]:
        end = 0
        for match in () if style.link else _URL.finditer(text):
            address = _without_punctuation(match[0])
            if _is_whole(address):
                yield _run(self.without_mail(text[end : match.start()]), style)
                yield _run(address, replace(style, link=address))
                end = match.start() + len(address)
        yield _run(self.without_mail(text[end:]), style)

    def without_mail(self, text: str) -> str:
        """*text* with an ellipsis for each e-mail address: whoever wants theirs to be public may write it again."""
        for match in _MAIL.finditer(text):
            self.report.lose('e-mail addresses in texts', self.place, match[0], MAIL_IS_PRIVATE)
        return _MAIL.sub('…', text)

    def lose(self, tag: Tag, why: str) -> None:
        text = ' '.join(tag.get_text(' ').split())
        self.report.lose(f'<{tag.name}> in texts', self.place, short(text) or f'<{tag.name}>', why)


def _run(text: str, style: _Style, look: Look = Look.TEXT) -> Run:
    return Run(text, look, style.strong, style.emphasis, style.link)


def _is_whole(address: str) -> bool:
    """Whether *address* can be taken apart, and has no name and no password of a user in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and '@' not in parts.netloc and address.isprintable()


def _without_punctuation(address: str) -> str:
    """*address* without what belongs to the sentence around it."""
    while address:
        is_single = {')': '(', ']': '['}.get(address[-1])
        if address[-1] not in '.,;:!?\'*_~"’”»' and (
            not is_single or address.count(is_single) >= address.count(address[-1])
        ):
            break
        address = address[:-1]
    return address


def _paragraphs(runs: list[Run]) -> list[Block]:
    """Paragraphs of *runs*: two breaks in a row end one, and so does a formula on lines of its own."""
    found: list[Block] = []
    current: list[Run] = []
    breaks = 0
    for run in [*runs, Run('', Look.BREAK), Run('', Look.BREAK)]:
        if run.look is Look.BREAK:
            breaks += 1
            if breaks == 2:
                found += _paragraph(current)
                current = []
            continue
        if run.look is Look.DISPLAY:
            found += [*_paragraph(current), Formula(run.text)]
            current = []
        elif run.text.strip() or breaks == 0:
            if breaks == 1 and current:
                current.append(Run('', Look.BREAK))
            current.append(run)
        if run.text.strip():
            breaks = 0
    return found


def _paragraph(runs: list[Run]) -> list[Block]:
    runs = tidy(runs)
    return [Paragraph(runs)] if runs else []


def tidy(runs: Iterable[Run]) -> list[Run]:
    """*runs* with single spaces, none at the ends of lines; runs that look alike are one."""
    found: list[Run] = []
    for run in runs:
        text = run.text
        at_start = not found or found[-1].look is Look.BREAK
        if run.look is Look.TEXT:
            text = _WHITE.sub(' ', text)
            if at_start or (found[-1].look is Look.TEXT and found[-1].text.endswith((' ', '\xa0'))):
                text = text.lstrip()
        elif run.look is Look.BREAK:
            while found and found[-1].look is Look.TEXT and not found[-1].text.rstrip():
                found.pop()
            if found and found[-1].look is Look.TEXT:
                found[-1] = replace(found[-1], text=found[-1].text.rstrip())
            if found and found[-1].look is not Look.BREAK:
                found.append(run)
            continue
        if not text:
            continue
        if found and found[-1].look is run.look is Look.TEXT and replace(found[-1], text='') == replace(run, text=''):
            found[-1] = replace(run, text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    while found and (found[-1].look is Look.BREAK or (found[-1].look is Look.TEXT and not found[-1].text.strip())):
        found.pop()
    if found and found[-1].look is Look.TEXT:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return found


def _with_good_rules(blocks: list[Block]) -> list[Block]:
    """*blocks* with lines across only where they divide something: a section neither begins nor ends with one."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Rule | Heading) and found and isinstance(found[-1], Rule):
            found.pop()
        if not isinstance(block, Rule) or (found and not isinstance(found[-1], Heading)):
            found.append(block)
    return found[:-1] if found and isinstance(found[-1], Rule) else found


def _one_line(runs: list[Run]) -> list[Run]:
    """*runs* without ends of lines; formulas are in the line."""
    looks = {Look.DISPLAY: Look.FORMULA}
    inline = (replace(run, look=looks.get(run.look, run.look)) for run in runs)
    return tidy(Run(' ') if run.look is Look.BREAK else run for run in inline)


def _joined_runs(lines: list[list[Run]]) -> list[Run]:
    return _one_line([run for line in lines for run in (*line, Run(' '))])
