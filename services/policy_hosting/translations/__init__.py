"""Translations: a version's text in each language, and whether it is still a translation of the present one."""
