"""Settings of the documentation. It is a site of its own, with an invented workshop in program/ for its examples."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / '_ext'))

project = 'Proceedings'
author = 'The proceedings developers'
copyright = author
version = release = ''

extensions = ['proceedings', 'sphinx_argparse_cli', 'guide']
include_patterns = ['*.md', 'talks/**', 'speakers/**']
templates_path = ['_templates']
myst_enable_extensions = ['amsmath', 'attrs_block', 'colon_fence', 'deflist', 'dollarmath']
myst_heading_anchors = 3
proceedings_cards = False
# An invented one: pages show how authors are invited, and nobody is led to write an abstract for the Workshop on Tides.
proceedings_repository = 'https://git.example.org/tides/proceedings'
proceedings_forge = 'gitea'

html_title = html_short_title = project
html_theme = 'pydata_sphinx_theme'
html_copy_source = False
html_use_index = False
html_static_path = ['_static']
html_css_files = ['guide.css']
html_context = {'default_mode': 'auto'}
html_sidebars = {'**': ['guide-pages.html']}
html_theme_options = {
    'search_bar_text': 'Search the guide',
    'navbar_align': 'left',
    'navbar_start': ['navbar-logo'],
    'navbar_center': [],
    'navbar_persistent': ['search-button-field'],
    'show_prev_next': False,
    'show_toc_level': 2,
    'secondary_sidebar_items': {'*': ['page-toc']},
    'footer_start': ['copyright'],
    'footer_end': [],
}
