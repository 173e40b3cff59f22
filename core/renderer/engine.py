"""From HTML to the bytes of a paper. Imported in the renderer's processes only."""

from __future__ import annotations

import gc
import hashlib
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML, VERSION, Attachment
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration

from core.renderer import wire
from core.renderer.fetcher import PictureFetcher

FAMILY = "Liberation Serif"
VARIANTS = frozenset({"pdf/a-3a", "pdf/a-3u", "pdf/ua-1"})
MOST_SHEETS = 20
WARM_UP = {
    "html": "<html lang=ky><p>ҢңӨөҮү № <b>1</b> <i>«а»</i><table><tr><td>1</table>",
    "css": "html { font-family: Liberation Serif } @page { size: A4 }",
    "language": "ky",
    "title": "Ң",
    "made_at": "2026-01-01T00:00:00+06:00",
}


class Engine:
    """One font configuration and the parsed stylesheets, kept for the life of a process."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheets: dict[str, CSS] = {}

    def warm_up(self) -> None:
        """Lay out one page, so that what every paper needs is in memory before the forks."""
        self.render(WARM_UP)
        self.sheets.clear()
        gc.collect()
        gc.freeze()

    def render(self, order: dict[str, Any]) -> tuple[bytes, list[str]]:
        """Return the PDF and the addresses that were refused; equal orders give equal bytes."""
        fetcher = PictureFetcher()
        html = HTML(string=order["html"], url_fetcher=fetcher)
        sheets = [self.sheet(order["css"])] if order.get("css") else []
        document = html.render(font_config=self.fonts, stylesheets=sheets)
        made_at = datetime.fromisoformat(order["made_at"])
        document.metadata.title = order["title"]
        document.metadata.lang = order["language"]
        document.metadata.created = made_at.isoformat(timespec="seconds")
        document.metadata.modified = document.metadata.created
        document.metadata.attachments = [
            _attachment(given, made_at) for given in order.get("attachments", ())
        ]
        variant = order.get("variant", "pdf/a-3a")
        pdf = document.write_pdf(
            pdf_variant=variant if variant in VARIANTS else "pdf/a-3a",
            pdf_identifier=_identifier(order),
        )
        return pdf, fetcher.blocked

    def sheet(self, text: str) -> CSS:
        """Parse a stylesheet once; schools have few."""
        if text not in self.sheets:
            if len(self.sheets) >= MOST_SHEETS:
                self.sheets.clear()
            self.sheets[text] = CSS(
                string=text, font_config=self.fonts, url_fetcher=PictureFetcher()
            )
        return self.sheets[text]


def _attachment(given: dict[str, str], made_at: datetime) -> Attachment:
    return Attachment(
        string=given["text"],
        name=given["name"],
        description=given.get("description", ""),
        created=made_at,
        modified=made_at,
        relationship="Data",
    )


def _identifier(order: dict[str, Any]) -> bytes:
    return hashlib.sha256(wire.pack(order)).hexdigest()[:32].encode()


def versions() -> dict[str, str]:
    """Name what makes the bytes: to be kept with every filed paper."""
    major, rest = divmod(pango.pango_version(), 10000)
    layout = f"{major}.{rest // 100}.{rest % 100}"
    return {
        "renderer": f"WeasyPrint {VERSION}, pydyf {version('pydyf')}, Pango {layout}",
        "font": _font(),
    }


def _font() -> str:
    """Name the version and the digest of the font file that papers get."""
    asked = "%{family[0]}\\n%{fontversion}\\n%{file}"
    command = ["fc-match", f"--format={asked}", f"{FAMILY}:lang=ky"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- no words of users
        family, number, path = answer.split("\n")
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return "?"
    return f"{family} {int(number) / 65536:.3f} {digest[:12]}"
