"""What all readers of schedules share, whatever the format: an `Event` for each thing that takes place, and a
`Collector` that makes talks, sessions and people of them. `times`, `zones`, `links` and `rows` know how times, time
zones, links and breaks are really written; `fields` and `json_fields` what of a source nobody took; `tally` says a
thing once that is true of hundreds; `ours` reads what our own exports say in words.
"""
