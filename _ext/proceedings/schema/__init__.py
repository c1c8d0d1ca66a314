"""What an organizer may write: the shape of each YAML file and of front matter, as pydantic models.

These models say what a single value may be; whether it refers to something that exists is for `load` to find
out. Their JSON Schema (`proceedings schema`) is what editors complete and check by. Descriptions are
written for organizers, who read them while they type.
"""
