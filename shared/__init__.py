"""Tools that know no service's nouns (`events/`, the common language, excepted)."""
