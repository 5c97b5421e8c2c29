"""Facts: what a policy promises and states, as one typed record that every language shares.

`record.Facts` is the whole; each subject has its file. `reading.load` and `reading.dump` know its YAML (docs/facts.md),
`rendering` says it in a reader's language, `findings` flags what is stated and wrong, `promises` tells the other
services what must be kept.
"""
