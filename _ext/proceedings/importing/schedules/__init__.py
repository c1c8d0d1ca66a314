"""What all readers of schedules share, whatever the format: an `Event` for each thing that takes place, and a
`Collector` that makes talks, sessions and people of them. `times`, `zones`, `links` and `rows` know how times, time
zones, links and breaks are really written; `tally` says a thing once that is true of hundreds; `own` reads what our own
exports say in words.
"""
