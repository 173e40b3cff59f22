"""The protocol and the extract on paper."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from core import dates, pdf
from core.pdf import Document, Sheet
from meetings.documents.printing import printed
from meetings.documents.snapshot import protocol_data, spoken
from meetings.documents.unions import meeting_of, number_of, words_of
from meetings.documents.words import WORDS
from meetings.models import Extract, Meeting, Protocol


class MeetingPaper(Document):
    """What papers of a meeting share: the school's words, measures and letterhead."""

    styles = ("pdf/paper.css", "meetings/pdf/meeting.css")
    subject: Any
    frozen: dict[str, Any]

    def words(self) -> dict[str, Any]:
        return {**pdf.WORDS[self.language], **words_of(self.frozen, self.language)}

    def spoken(self) -> dict[str, Any]:
        data: dict[str, Any] = spoken(self.frozen, self.language)
        return data

    def sheet(self) -> Sheet:
        own = self.frozen["school"]["sheet"]
        return Sheet(
            left=own["margin_left"],
            right=own["margin_right"],
            top=own["margin_top"],
            bottom=own["margin_bottom"],
            size=own["font_size"],
        )

    def context(self) -> dict[str, Any]:
        data = self.spoken()
        return {"data": data, "lines": letterhead(data), "paper": self}


class ProtocolDocument(MeetingPaper):
    """Minutes on paper, full or short: the fields and the order of a school's protocol.

    Its subject is a meeting for a draft, a protocol once it is signed.
    """

    kind = "protocol"
    template_name = "meetings/pdf/protocol.html"
    subject: Meeting | Protocol

    def __init__(self, subject: Any, *, short: bool = False, **wishes: Any) -> None:
        super().__init__(subject, **wishes)
        self.short = short

    def title(self) -> str:
        return heading(self.spoken(), self.language)

    def data(self) -> dict[str, Any]:
        if isinstance(self.subject, Meeting):
            return protocol_data(self.subject)
        return {**json.loads(self.subject.snapshot), **signed_facts(self.subject)}

    def body(self) -> str:
        """The text alone, for the page on which it is read and signed."""
        with translation.override(self.language):
            everything = {**self._everything(), "reading": True}
            return render_to_string("meetings/_protocol_text.html", everything)

    def context(self) -> dict[str, Any]:
        known = super().context()
        lines = printed(known["data"], self.language)
        return {**known, **lines, **marks(known["data"], self.language), "short": self.short}


class ExtractDocument(MeetingPaper):
    """Chosen resolutions, cut from the signed snapshot and nothing else."""

    kind = "extract"
    template_name = "meetings/pdf/extract.html"
    subject: Extract

    def title(self) -> str:
        words, data = self.words(), self.spoken()
        return str(words["extract"]).format(data["extract"]["number"])

    def data(self) -> dict[str, Any]:
        data = json.loads(self.subject.protocol.snapshot)
        wanted = set(self.subject.labels)
        return {
            **data,
            "items": [cut for item in data["items"] for cut in _cut(item, wanted)],
            "extract": {
                "number": self.subject.number,
                "issued_to": self.subject.issued_to,
                "issued_on": self.subject.issued_on.isoformat(),
                "by": {code: self.subject.by.initials_in(code) for code in ("ky", "ru")},
                "post": _post(self.subject),
            },
            "made_at": timezone.now().replace(microsecond=0).isoformat(),
        }

    def context(self) -> dict[str, Any]:
        known = super().context()
        data, lines = known["data"], printed(known["data"], self.language)
        issued = dates.full(date.fromisoformat(data["extract"]["issued_on"]), self.language)
        of = heading(data, self.language, form="genitive")
        return {**known, **lines, "of": of, "issued_line": issued}


def _cut(item: dict[str, Any], wanted: set[str]) -> Iterator[dict[str, Any]]:
    """What of a question was chosen; an election is chosen by the question's own number."""
    resolutions = [row for row in item["resolutions"] if row["label"] in wanted]
    if resolutions or (item.get("election") and str(item["number"]) in wanted):
        yield {**item, "control": [], "resolutions": resolutions}


def signed_facts(protocol: Protocol) -> dict[str, Any]:
    """What the paper tells beyond the signed text: its version and who signed when."""
    return {
        "version": protocol.version,
        "reason": protocol.reason,
        "signatures": [
            {"role": row.role, "name": row.name, "at": row.at.isoformat()}
            for row in protocol.signatures.order_by("at", "pk")
        ],
    }


def marks(data: dict[str, Any], language: str) -> dict[str, Any]:
    """What stands in small letters under the signatures: who signed here, and when."""
    moments = [
        {"name": mark["name"], "moment": _moment(mark["at"], language)}
        for mark in data.get("signatures", [])
    ]
    version = WORDS[language]["version"].format(data.get("version", 1))
    return {"marks": moments, "version_line": version[:1].upper() + version[1:]}


def _moment(text: str, language: str) -> str:
    moment = timezone.localtime(datetime.fromisoformat(text))
    return f"{dates.short(moment.date(), language)}, {dates.clock(moment)}"


def letterhead(data: dict[str, Any]) -> list[str]:
    return [line for line in [data["school"]["superior"], data["school"]["name"]] if line]


def heading(data: dict[str, Any], language: str, form: str = "") -> str:
    """«… усулдук бирикмесинин отурумунун № 3 ПРОТОКОЛУ», «ПРОТОКОЛ № 3 заседания …».

    Under the title of an extract: «… № 3 протоколунан», «(ИЗ ПРОТОКОЛА) № 3 заседания …».
    """
    number, of = number_of(data), meeting_of(data, language)
    if language == "ky":
        return f"{of} {number} {'протоколунан' if form else 'ПРОТОКОЛУ'}"
    return f"{'' if form else 'ПРОТОКОЛ '}{number} {of}"


def _post(extract: Extract) -> dict[str, str]:
    meeting = extract.protocol.meeting
    if extract.by_id == meeting.chair_id:
        role = "chair"
    else:
        role = "secretary" if extract.by_id == meeting.secretary_id else ""
    titles = {code: extract.by.title_in(code) for code in ("ky", "ru")}
    return {code: WORDS[code][role] if role else titles[code] for code in ("ky", "ru")}
