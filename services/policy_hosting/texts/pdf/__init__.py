"""The PDF form: the tree as JSON, set by a Typst template; tagged for screen readers (PDF/UA-1)."""
