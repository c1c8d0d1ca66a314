"""SVG files of authors: those that only draw are shown, and whatever could run or call home is none of these."""

from pathlib import Path

import pytest

from proceedings.prose.drawings import LARGEST, is_plain

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{more}>{text}</svg>'

HOSTILE = {
    'a script': '<script>x()</script>',
    'a script behind a prefix': '<x:script xmlns:x="http://www.w3.org/2000/svg">x()</x:script>',
    'a script of HTML': '<x:script xmlns:x="http://www.w3.org/1999/xhtml">x()</x:script>',
    'a frame': '<foreignObject><x:iframe xmlns:x="http://www.w3.org/1999/xhtml" src="/x"/></foreignObject>',
    'an event': '<path onclick="x()"/>',
    'an event in capitals': '<path ONLOAD="x()"/>',
    'a link that runs': '<a href="javascript:x()"><path/></a>',
    'a link with entities': '<a xlink:href="&#106;avascript:x()"><path/></a>',
    'a link that an animation makes': '<a><set attributeName="href" to="&#106;avascript:x()"/></a>',
    'a link to elsewhere': '<a href="https://example.org/"><path/></a>',
    'a picture from elsewhere': '<image href="https://example.org/x.png"/>',
    'a picture that is a drawing': '<image href="data:image/svg+xml,x"/>',
    'a part from elsewhere': '<use href="https://example.org/x.svg#a"/>',
    'a style sheet from elsewhere': '<style>@import url(https://example.org/x.css)</style>',
    'a style sheet in disguise': '<style>@im\\70ort "https://example.org/x.css"</style>',
    'a font from elsewhere': '<style>@font-face { src: url( "https://example.org/x" ) }</style>',
    'a colour from elsewhere': '<path fill="url(https://example.org/x.svg#a)"/>',
    'a style from elsewhere': '<path style="fill: url(//example.org/x)"/>',
    'a set of images': '<style>svg { background: image-set("https://example.org/x" 1x) }</style>',
    'a set of images in an attribute': """<path cursor="-webkit-image-set('https://example.org/x' 1x), auto"/>""",
    'a source': '<path style="fill: src(&quot;https://example.org/x&quot;)"/>',
    'a drawing in a style': '<style>svg { background: url(data:image/svg+xml,x) }</style>',
    'a ping': '<a href="#a" ping="https://example.org/"><path/></a>',
    'another base': '<g xml:base="https://example.org/"><use href="#a"/></g>',
    'an instruction': '<?xml-stylesheet href="https://example.org/x.css"?>',
}
WHOLE = {
    'an entity': '<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format(more='', text='&x;'),
    'entities that grow': '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    + SVG.format(more='', text='&b;'),
    'a file of the machine': '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + SVG.format(more='', text='&x;'),
    'an attribute that is declared': '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x()">]>'
    + SVG.format(more='', text=''),
    'a style sheet above': '<?xml-stylesheet href="https://example.org/x.css"?>' + SVG.format(more='', text=''),
    'a style sheet below': SVG.format(more='', text='') + '<?xml-stylesheet href="https://example.org/x.css"?>',
    'an event of the whole': SVG.format(more=' onload="x()"', text=''),
    'no drawing': 'GIF89a',
    'HTML': '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    'nothing': '',
}
PLAIN = {
    'a path': '<path d="M0 0h9" style="fill: #fff; stroke-width: 2"/>',
    'a part of itself': '<defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/><use href="#a" fill="url(#b)"/>',
    'a picture in it': '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    'a style': '<style type="text/css">*{stroke-linejoin: round} .a { fill: url(#b) }</style>',
    'functions': '<g transform="translate(1 2) rotate(3)" fill="rgb(0, 0, 0)" aria-label="f(x)" id="g (1)"/>',
    'notes of a program': '<metadata xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:RDF><rdf:Description rdf:about="https://example.org/"/></rdf:RDF></metadata><!-- Made by hand -->',
}


def drawing(folder: Path, text: str, encoding: str = 'utf-8') -> Path:
    path = folder / 'drawing.svg'
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize('text', HOSTILE.values(), ids=HOSTILE)
def test_a_drawing_that_runs_or_leads_out_is_not_plain(tmp_path: Path, text: str) -> None:
    assert not is_plain(drawing(tmp_path, SVG.format(more='', text=text)))


@pytest.mark.parametrize('text', WHOLE.values(), ids=WHOLE)
def test_nor_is_what_a_file_does_around_its_drawing(tmp_path: Path, text: str) -> None:
    assert not is_plain(drawing(tmp_path, text))


@pytest.mark.parametrize('text', PLAIN.values(), ids=PLAIN)
def test_what_drawing_programs_write_is_plain(tmp_path: Path, text: str) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    svg = SVG.format(more=' viewBox="0 0 9 9"', text=text)
    assert is_plain(drawing(tmp_path, f'<?xml version="1.0" standalone="no"?>{doctype}{svg}'))


def test_a_script_is_found_in_every_encoding(tmp_path: Path) -> None:
    script = SVG.format(more='', text='<script>x()</script>')
    assert not is_plain(drawing(tmp_path, f'<?xml version="1.0" encoding="utf-16"?>{script}', 'utf-16'))
    plain = SVG.format(more='', text='<path/>')
    assert is_plain(drawing(tmp_path, f'<?xml version="1.0" encoding="utf-16"?>{plain}', 'utf-16'))


def test_what_one_of_two_parsers_cannot_read_is_not_plain(tmp_path: Path) -> None:
    declared = '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x()">]>' + SVG.format(more='', text='')
    assert not is_plain(drawing(tmp_path, f'<?xml version="1.0" encoding="euc-jp"?>{declared}', 'euc-jp'))


def test_a_drawing_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    assert not is_plain(drawing(tmp_path, SVG.format(more='', text=' ' * LARGEST)))
