"""The PDF form: the tree as JSON, set by a Typst template; tagged for screen readers (PDF/UA-1)."""

from services.policy_hosting.texts.pdf.setting import PdfHead, to_pdf

__all__ = ["PdfHead", "to_pdf"]
