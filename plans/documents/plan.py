"""The plan of a year or of a month on paper."""

import re
from datetime import date
from itertools import cycle
from typing import Any

from django.utils.html import format_html_join

from core import dates
from meetings.figures import number_for
from meetings.models import Meeting
from meetings.workflow import MeetingStatus
from plans.documents import printed
from plans.documents.look import PlanPaper, holders, school_look, spoken
from plans.documents.rounds import rounds_of, stamps_in
from plans.documents.snapshot import plan_data
from plans.documents.stamps import approval_sheet, stamps
from plans.documents.words import WORDS
from plans.models import Plan, PlanRevision
from plans.workflow import PlanStatus

Plain = dict[str, Any]
YEARS = re.compile(r"(\d+(?:–\d+)?-[^\W\d_]+|\d+–\d+)")


class PlanDocument(PlanPaper):
    """A plan as the regulation's forms have it: stamps, heading, four parts, meetings.

    Its subject is a plan while it is written, a revision once it was submitted; a revision
    that holds is filed, with all that was decided on it.
    """

    kind = "plan"
    template_name = "plans/pdf/plan.html"
    subject: Plan | PlanRevision

    def title(self) -> str:
        return heading(self.frozen, self.language)

    def data(self) -> Plain:
        if isinstance(self.subject, Plan):
            return {**plan_data(self.subject), **_beside(self.subject, None)}
        return {**self.subject.content, **_beside(self.subject.plan, self.subject)}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        monthly = data["period"] == "month"
        told = not monthly or len(data["rounds"]) > 1
        return {
            "said": WORDS[language],
            "lines": self.letterhead(),
            "heading_line": unbroken(heading(data, language)),
            "stamps": stamps(data, language),
            "monthly": monthly,
            "amended": _amended(data, language),
            "adopted": _adopted(data, language),
            "signatures": [signature(data, language)],
            "sheet_title": WORDS[language]["sheet"],
            "rounds": approval_sheet(data["rounds"], language) if told else [],
            "parts": printed.parts(data, language),
            **({} if monthly else _of_a_year(data, language)),
        }


def is_valid(revision: PlanRevision) -> bool:
    """Whether its paper is no draft: it waits for its stamps, or has them."""
    plan = revision.plan
    if revision.paper_id or plan.in_force_id == revision.pk:
        return True
    last = plan.revisions.order_by("-number").values_list("pk", flat=True).first()
    waits = plan.status in {PlanStatus.SUBMITTED, PlanStatus.AGREED}
    return waits and last == revision.pk


def heading(data: Plain, language: str) -> str:
    """«Так илимдер усулдук бирикмесинин 2026–2027-окуу жылына карата иш планы»."""
    of = spoken(data["association"], "genitive", language)
    of = of or spoken(data["association"], "name", language)
    start = date.fromisoformat(data["year"]["start"])
    words = WORDS[language]
    if data["period"] == "month":
        month = dates.to_month(date.fromisoformat(data["month"]), language)
        told = words["month_title"].format(of=of, month=month)
    else:
        year = dates.academic_year(start.year, language)
        told = words["year_title"].format(of=of, year=year)
    return str(told[:1].upper() + told[1:])


def unbroken(title: str) -> str:
    """Keep «2026–2027-окуу», «2026-жылдын» and «2026–2027» on one line, whatever dash is in."""
    kinds = cycle(("", "nowrap"))
    parts = zip(kinds, YEARS.split(title), strict=False)
    return format_html_join("", '<span class="{}">{}</span>', parts)


def _beside(plan: Plan, revision: PlanRevision | None) -> Plain:
    """What the paper tells beyond the text: the look, the rounds, where it was adopted."""
    rounds = rounds_of(plan, revision.number if revision else None)
    steps = rounds[-1]["steps"] if revision else []
    told = {
        "look": school_look(plan.school),
        "rounds": rounds,
        "steps": steps,
        "revision": revision.number if revision else None,
        "reason": revision.reason if revision else "",
        "considered": _considered(plan),
    }
    wanted = {"left", "right"} if plan.is_annual else {"left"}
    if stamps_in(steps).keys() >= wanted:
        return told
    return {**told, "holders": holders(plan.school)}


def _considered(plan: Plan) -> Plain | None:
    """The protocol that adopted the plan; without number and date until it is signed.

    A paper is filed when the director approves, with blanks for a protocol that is signed
    later: they are filled in by pen. It is not filed again: the bytes are those that were
    approved, the regulation's form asks for the two stamps alone, and the plan's page names
    the protocol. Prints that are not filed name it as soon as it was signed once.
    """
    item = plan.adopting
    if item is None:
        return None
    meeting = item.meeting
    if not _was_signed(meeting):
        return {"number": None, "date": None}
    number = number_for(meeting, {plan.association_id})
    return {"number": number, "date": meeting.date.isoformat()}


def _was_signed(meeting: Meeting) -> bool:
    """Also while the next version of its protocol is written: number and date stay."""
    signed = meeting.protocols.exclude(signed_at=None)
    return meeting.status == MeetingStatus.SIGNED or signed.exists()


def _adopted(data: Plain, language: str) -> str:
    where, words = data.get("considered"), WORDS[language]
    if where is None:
        return ""
    if where["number"] is None:
        year = date.fromisoformat(data["year"]["start"]).year
        return str(words["adopted"].format(words["protocol_blank"].format(year)))
    day = dates.dated(date.fromisoformat(where["date"]), language)
    return str(
        words["adopted"].format(words["protocol"].format(day=day, number=where["number"]))
    )


def _amended(data: Plain, language: str) -> str:
    if not data["reason"]:
        return ""
    return str(WORDS[language]["amended"].format(data["revision"], data["reason"]))


def signature(data: Plain, language: str) -> Plain:
    title = printed.head_word(data["look"], language)
    post = WORDS[language]["head"].format(head=title)
    name = (data["head"] or {}).get(language) or (data["head"] or {}).get("ky", "")
    return {"post": post[:1].upper() + post[1:], "name": name}


def _of_a_year(data: Plain, language: str) -> Plain:
    return {
        "themes": printed.heading(data, language),
        "members": printed.members(data, language),
        "meetings": printed.meetings(data, language),
        "events": printed.events(data, language),
    }
