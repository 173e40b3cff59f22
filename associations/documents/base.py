"""What every paper of a school has in common: its names above, its words, its measures."""

from dataclasses import asdict
from typing import Any

from associations.models import School
from core.pdf import Document, Sheet

MEASURES = ("margin_left", "margin_right", "margin_top", "margin_bottom", "font_size")


class SchoolDocument(Document):
    """A paper in the form its school has chosen.

    A frozen paper puts ``look()`` into its ``data``: measures and words then stay as they
    were on its day, whatever the school changes later.
    """

    def school(self) -> School:
        return self.subject.school

    def look(self) -> dict[str, Any]:
        """Measures and words of the school, as plain values."""
        school = self.school()
        left, right, top, bottom, size = (getattr(school, name) for name in MEASURES)
        sheet = Sheet(left=left, right=right, top=top, bottom=bottom, size=size)
        told = {
            name: school.words(name, self.language)
            for name in ("approved", "agreed", "heard", "spoke", "decided", "head_title")
        }
        return {"sheet": asdict(sheet), "words": told, "letterhead": self.letterhead()}

    def letterhead(self) -> list[str]:
        school = self.school()
        lines = [school.words(name, self.language) for name in ("superior", "name")]
        return [line for line in lines if line]

    def sheet(self) -> Sheet:
        return Sheet(**self._look()["sheet"])

    def words(self) -> dict[str, str]:
        return super().words() | self._look()["words"]

    def _look(self) -> dict[str, Any]:
        """The frozen look, or for a living paper that of today."""
        frozen = self.frozen if self.snapshot is not None else {}
        return frozen.get("look") or self.look()
