"""HTML cleaned before it is read: well-formed, without scripts, comments and what a reader would not have seen."""

import re

import nh3

_GONE = {
    *("button", "canvas", "datalist", "dialog", "form", "head", "iframe", "input", "math", "nav", "noscript", "object"),
    *("option", "script", "select", "style", "svg", "template", "textarea", "title", "video", "audio"),
}
_TAGS = {
    *(
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "body",
        "br",
        "center",
        "cite",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
    ),
    *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li", "main", "ol"),
    *("p", "pre", "section", "span", "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_GONE - {"body"},
    attributes={"*": {"style", "class", "hidden", "aria-hidden"}, "a": {"href"}, "ol": {"start"}},
    generic_attribute_prefixes=set(),
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel"},
)
_FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
_CONDITIONS = re.compile(r"<!\[if !supportLists\]>(.*?)<!\[endif\]>", re.DOTALL)
"""Word puts the bullet it drew there; the list is told by the paragraph's style."""


def cleaned(html: str) -> str:
    """Only tags that mean something, closed in order; of a clipboard only what was chosen."""
    chosen = _FRAGMENT.search(html)
    bare = _CONDITIONS.sub("", chosen[1] if chosen else html)
    return _CLEANER.clean(bare.replace("\0", ""))
