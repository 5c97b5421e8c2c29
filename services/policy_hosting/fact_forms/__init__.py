"""Fact forms: one subject of the facts as a form in the console, made from the record's own models.

`shape` reads the models, `nodes` fills them with values for the template, `reading` makes values of what was typed;
`subjects`, `labels` and `values` say in words what everything is called.
"""
