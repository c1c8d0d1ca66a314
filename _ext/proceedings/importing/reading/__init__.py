"""Bytes of strangers as text, JSON and XML, with the lines that things stand on."""
