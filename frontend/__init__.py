"""Everything the browser sees; no decisions."""
