"""Long texts: lists, emphasis and lines, as clean HTML for screen and paper."""

import re
from collections.abc import Iterable

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.languages import clean_text

LONGEST = 100_000
DEEPEST = 24

_TAGS = {"p", "br", "ul", "ol", "li", "em", "strong"}
_ATTRIBUTES = {"ol": {"start"}}

# Deeper than DEEPEST, so that nothing the parser would leave out goes unnoticed.
_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 2 * DEEPEST})
_MARKDOWN.enable(["list", "emphasis", "newline"])

_NUMBERED_BY_WORD = re.compile(r"^([ \t]*(?:\d{1,3}[.)]|[-*+]))\t+", re.MULTILINE)
_BULLETED_BY_WORD = re.compile(r"^[ \t]*[•·▪◦●‣][ \t]*", re.MULTILINE)


def clean_source(text: str) -> str:
    """Return the text as it is stored; too long a text is refused with a sentence."""
    clean = clean_text(text)
    if len(clean) > LONGEST:
        raise ValidationError(
            _("This text has %(length)s characters, at most %(most)s fit. Attach a file."),
            code="too_long",
            params={"length": len(clean), "most": LONGEST},
        )
    return _plain_rows(clean)


def rich(text: str) -> SafeString:
    """Return the text as HTML of seven harmless tags.

    A text nested deeper than anyone writes keeps its words and lines, and loses its lists.
    """
    source = clean_source(text)
    tokens = _MARKDOWN.parse(source)
    if _depth(tokens) > DEEPEST:
        html = "<p>" + escape(source).replace("\n", "<br>\n") + "</p>"
    else:
        html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    return mark_safe(clean)  # noqa: S308 -- the allow-list above made it so


def _plain_rows(text: str) -> str:
    """Turn rows of a table pasted from Word, and its bullets and numbers, into plain lines."""
    text = _BULLETED_BY_WORD.sub("- ", _NUMBERED_BY_WORD.sub(r"\1 ", text))
    return "\n".join(_plain_row(line) if "\t" in line else line for line in text.split("\n"))


def _plain_row(line: str) -> str:
    cells = (cell.strip() for cell in line.split("\t"))
    return " | ".join(filter(None, cells))


def _depth(tokens: Iterable[Token]) -> int:
    """Count how many elements the deepest word would stand in."""
    now = deepest = 0
    for token in tokens:
        now += token.nesting
        deepest = max(deepest, now + _depth(token.children or ()))
    return deepest
