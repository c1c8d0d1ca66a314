"""Settings of the site. What it says is in program/, talks/ and speakers/; how it looks is in _static/."""

import os

extensions = ['proceedings', 'sphinx_design']
include_patterns = ['index.*', 'talks/**', 'speakers/**']
exclude_patterns = ['_build', '.venv*']
myst_enable_extensions = ['amsmath', 'colon_fence', 'deflist', 'dollarmath']

html_baseurl = os.environ.get('READTHEDOCS_CANONICAL_URL', '')
html_copy_source = False
html_use_index = False
html_context = {'default_mode': 'auto'}
html_theme = 'pydata_sphinx_theme'
html_sidebars = {'**': []}
html_theme_options = {
    'search_bar_text': 'Search talks and people',
    'navbar_align': 'left',
    'show_prev_next': False,
    'show_toc_level': 2,
    'secondary_sidebar_items': {'talks/*/index': ['page-toc']},
    'footer_start': ['copyright'],
    'footer_end': [],
}
