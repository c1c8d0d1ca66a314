"""How a program stands: what it lacks, who looks like one person, which links lead nowhere.

`missing` and `pairs` find and say, `links` and `asking` ask other hosts, and nobody changes anything; `report` puts
into lines what they find. Nothing here knows Sphinx.
"""
