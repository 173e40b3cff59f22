"""Papers: a class, a template and what they print, turned into PDF/A by the renderer."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from core import names
from core.renderer import client

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_LANGUAGE = "ky"

# What offices print, not what screens say: so it lives here and not in the catalogues.
# Installations that spell a word differently override ``Document.words``.
WORDS: dict[str, dict[str, str]] = {
    "ky": {
        "draft": "ДОЛБООР",
        "replaced": "АЛМАШТЫРЫЛГАН",
        "agreed": "МАКУЛДАШЫЛДЫ",
        "approved": "БЕКИТЕМ",
        "accepted": "КАБЫЛ АЛЫНДЫ",
        "seal": "М.О.",
        "annexes": "Тиркемелер",
        "check": "Текшерүү коду",
    },
    "ru": {
        "draft": "ЧЕРНОВИК",
        "replaced": "ЗАМЕНЕНО",
        "agreed": "СОГЛАСОВАНО",
        "approved": "УТВЕРЖДАЮ",
        "accepted": "ПРИНЯТО",
        "seal": "М.П.",
        "annexes": "Приложения",
        "check": "Код проверки",
    },
}

_LATIN = dict(zip("абвгдезийклмноөпрстуүфыэ", "abvgdeziyklmnooprstuufye", strict=True)) | {
    "ё": "yo",
    "ж": "zh",
    "ң": "ng",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a page: margins in millimetres, letters in points."""

    left: float = 30
    right: float = 15
    top: float = 20
    bottom: float = 20
    size: float = 14
    table: float = 11.5
    line: float = 1.15
    indent: float = 12.5

    def as_css(self) -> dict[str, str]:
        """Write the measures with a full stop, whatever the language writes."""
        return {field.name: f"{getattr(self, field.name):g}" for field in fields(self)}


class Document:
    """A paper about one subject.

    A living paper overrides ``context``; its template reads the subject. A frozen one
    overrides ``data``; its template reads ``data`` and nothing else, so that the stored
    snapshot gives the same paper for ever.
    """

    kind: ClassVar[str]
    template_name: ClassVar[str]
    styles: ClassVar[tuple[str, ...]] = ("pdf/paper.css",)
    page: ClassVar[str] = "portrait"
    TEMPLATE_VERSION: ClassVar[str] = "1"

    def __init__(  # noqa: PLR0913 -- what may differ between two prints of one paper
        self,
        subject: Any,
        *,
        language: str | None = None,
        draft: bool = False,
        code: str = "",
        snapshot: dict[str, Any] | None = None,
        made_at: datetime | None = None,
        replaced: str = "",
    ) -> None:
        self.subject = subject
        self.language = paper_language(language)
        self.draft = draft
        self.code = code
        self.snapshot = snapshot
        self.replaced = replaced
        self._made_at = made_at

    def title(self) -> str:
        return str(self.subject)

    def data(self) -> dict[str, Any]:
        """Gather what a frozen paper prints: plain values, no models, no dates as objects."""
        return {}

    def context(self) -> dict[str, Any]:
        """Gather what a living paper prints beside its subject."""
        return {}

    def sheet(self) -> Sheet:
        return Sheet()

    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    @cached_property
    def frozen(self) -> dict[str, Any]:
        """The snapshot: the stored one, or what ``data`` gathers now, in stored form."""
        if self.snapshot is not None:
            return self.snapshot
        with translation.override(self.language):
            return dict(json.loads(canonical(self.data())))

    @property
    def made_at(self) -> datetime:
        """When the paper was made; a frozen paper says so itself and so keeps its bytes."""
        if self._made_at is None:
            told = self.frozen.get("made_at")
            moment = datetime.fromisoformat(told) if told else timezone.now()
            self._made_at = moment.replace(microsecond=0)
        return self._made_at

    @property
    def filename(self) -> str:
        with translation.override(self.language):
            name = ascii_name(self.title()) or self.kind
        return f"{name}{'-draft' if self.draft else ''}.pdf"

    def check_url(self) -> str:
        """The address where anybody may ask whether a printed copy is genuine."""
        if not self.code:
            return ""
        base = getattr(settings, "BASE_URL", "")
        return str(self.frozen.get("check_url") or f"{base}/check/{self.code}/")

    def html(self) -> str:
        """A frozen paper says what it says: whoever froze it has kept its names whole."""
        with translation.override(self.language):
            html = render_to_string(self.template_name, self._everything())
        return html if self.frozen else names.kept_whole(html)

    def css(self) -> str:
        return "\n".join(_stylesheet(name, self.sheet(), self.page) for name in self.styles)

    def pdf(self) -> bytes:
        """Have the paper laid out; raises ``RenderError`` with a sentence when it cannot be."""
        html = self.html()
        with translation.override(self.language):
            title = self.title()
        return client.render(
            html,
            css=self.css(),
            language=self.language,
            title=title,
            made_at=self.made_at,
            attachments=self.attachments(),
        )

    def attachments(self) -> list[dict[str, str]]:
        """A frozen paper carries its own data, for programs that come after ours."""
        if self.draft or not self.frozen:
            return []
        text = canonical(self.frozen).decode()
        return [{"name": f"{self.kind}.json", "text": text, "description": self.title()}]

    def _everything(self) -> dict[str, Any]:
        address = self.check_url()
        return {
            "subject": self.subject,
            "title": self.title(),
            "data": self.frozen,
            "draft": self.draft,
            "replaced": self.replaced,
            "code": self.code,
            "check_url": address,
            "qr": qr(address, f"{self.words()['check']}: {self.code}") if address else "",
            "language": self.language,
            "page": self.page,
            "words": self.words(),
            **self.context(),
        }


def paper_language(language: str | None = None) -> str:
    """Choose a language papers are written in; the reader's, if it is one of them."""
    wanted = (language or translation.get_language() or FIRST_LANGUAGE)[:2]
    return wanted if wanted in WORDS else FIRST_LANGUAGE


def canonical(data: Mapping[str, Any]) -> bytes:
    """Write plain data so that equal data has equal bytes; refuses what is not plain."""
    return json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def renderer_version() -> str:
    return client.versions()["renderer"]


def font_version() -> str:
    return client.versions()["font"]


def qr(text: str, title: str) -> str:
    """Draw a small QR code that says in words what it is."""
    drawing = segno.make(text, error="m", micro=False)
    svg = drawing.svg_inline(border=1, omitsize=True, title=title)
    return mark_safe(svg)  # noqa: S308 -- segno writes the drawing and escapes the title


_DASHES = re.compile("[\u2010-\u2015\u2212]")


def ascii_name(text: str) -> str:
    """Write a title as a file name every system can keep."""
    latin = "".join(_LATIN.get(letter, letter) for letter in _DASHES.sub("-", text.lower()))
    plain = latin.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:80].strip("-")


@lru_cache(maxsize=64)
def _stylesheet(name: str, sheet: Sheet, page: str) -> str:
    return render_to_string(name, {"sheet": sheet.as_css(), "page": page})
