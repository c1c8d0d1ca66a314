"""YAML as a person writes it; one value of a file changed and nothing else; files written all or none."""
