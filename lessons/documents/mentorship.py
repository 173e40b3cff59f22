"""Papers of a mentorship: the two plans, the mentor's diary, the reports (documents 5.7)."""

from datetime import date
from typing import Any

from django.conf import settings

from associations.models import User
from core import dates
from core.names import numbered
from core.templatetags.paper import together
from lessons.documents.mentorship_words import WORDS
from lessons.figures.mentorship import visits_of
from lessons.models import Mentorship, MentorshipPlan, MentorshipReport, MentorshipRow
from plans.documents.look import PlanPaper, person_in, school_look, spoken

Plain = dict[str, Any]


def in_both(write: Any) -> Plain:
    """What stands on papers, in each of their languages."""
    return {code: write(code) for code in settings.PAPER_LANGUAGES}


def pair_data(pair: Mentorship) -> Plain:
    """The heading of all these papers, as plain values."""
    head = pair.association.head()
    return {
        "look": school_look(pair.school),
        "year": pair.year.start.year,
        "association": {
            f"{name}_{code}": getattr(pair.association, f"{name}_{code}")
            for name in ("name", "genitive")
            for code in settings.PAPER_LANGUAGES
        },
        "mentor": in_both(pair.mentor.full_name_in),
        "novice": in_both(pair.novice.full_name_in),
        "subject": {
            code: getattr(pair.subject, f"name_{code}") for code in settings.PAPER_LANGUAGES
        },
        "since": pair.since.isoformat(),
        "until": pair.last_day.isoformat(),
        "order": _order(pair),
        "head": in_both(head.initials_in) if head else {},
    }


def _order(pair: Mentorship) -> Plain | None:
    if pair.order_date is None:
        return None
    return {"number": pair.order_number, "date": pair.order_date.isoformat()}


class PairPaper(PlanPaper):
    """What they have in common: letterhead, who with whom, and how it is signed."""

    styles = ("pdf/paper.css", "lessons/pdf/mentorship.css")

    def context(self) -> Plain:
        return {
            "said": WORDS[self.language],
            "lines": self.letterhead(),
            "heading": self.title(),
            "facts": self.facts(),
            "signatures": self.signatures(),
        }

    def facts(self) -> list[tuple[str, str]]:
        data, words = self.frozen, WORDS[self.language]
        first, last = (self.day(data[name], dates.short) for name in ("since", "until"))
        told = {
            "association": spoken(data["association"], "name", self.language),
            "mentor": person_in(data["mentor"], self.language),
            "novice": person_in(data["novice"], self.language),
            "subject": person_in(data["subject"], self.language),
            "term": words["term"].format(first=first, last=last),
            "order": self.order(),
        }
        return [(words["facts"][name], value) for name, value in told.items()]

    def order(self) -> str:
        order, words = self.frozen["order"], WORDS[self.language]
        if order is None:
            return str(words["no_order"])
        day = self.day(order["date"], dates.dated)
        number = together(numbered(order["number"]))
        return str(words["order"].format(day=day, number=number))

    def signatures(self) -> list[Plain]:
        """The one whose paper it is, and the head."""
        words, data = WORDS[self.language]["posts"], self.frozen
        names = {data["side"]: data["author"], "head": data["head"]}
        return [
            {"post": words[who], "name": person_in(name, self.language)}
            for who, name in names.items()
        ]

    def day(self, text: str, write: Any) -> str:
        return str(write(date.fromisoformat(text), self.language))

    def year(self) -> str:
        return dates.academic_year(self.frozen["year"], self.language)


def side_data(paper: MentorshipPlan | MentorshipReport) -> Plain:
    author: User = paper.author
    return {"side": paper.side, "author": in_both(author.initials_in)}


class MentorshipPlanPaper(PairPaper):
    """Filed as it was approved; printed later, it has its marks."""

    kind = "mentorship_plan"
    template_name = "lessons/pdf/mentorship_plan.html"
    subject: MentorshipPlan

    def title(self) -> str:
        data = self.frozen
        words = WORDS[self.language]["plan"][data["side"]]
        return f"{words} ({person_in(data['author'], self.language)}), {self.year()}"

    def data(self) -> Plain:
        plan = self.subject
        rows = [
            {name: getattr(row, name) for name in ("month", "content", "form", "mark", "words")}
            for row in plan.rows.in_order()
        ]
        told = {**pair_data(plan.mentorship), **side_data(plan)}
        return {**told, "goal": plan.goal, "rows": rows, "approved": _approved(plan)}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        words = WORDS[language]
        return {
            **super().context(),
            "heading": words["plan"][data["side"]],
            "of_year": self.year(),
            "rows": [
                [
                    dates.month_name(row["month"], language),
                    row["content"],
                    row["form"],
                    ". ".join(
                        part for part in (words["marks"].get(row["mark"]), row["words"]) if part
                    ),
                ]
                for row in data["rows"]
            ],
            "approved": self.approved(),
        }

    def approved(self) -> str:
        where, words = self.frozen["approved"], WORDS[self.language]
        if where is None:
            return str(words["not_approved"].format(year=self.frozen["year"]))
        day = self.day(where["date"], dates.dated)
        number = together(numbered(where["number"]))
        return str(words["approved"].format(day=day, number=number))


def _approved(plan: MentorshipPlan) -> Plain | None:
    if plan.approved_at is None:
        return None
    meeting = plan.approved_at.meeting
    return {"number": meeting.number, "date": meeting.date.isoformat()}


class MentorsDiaryPaper(PairPaper):
    """The diary as it stands: lines by the mentor, and visits that took place."""

    kind = "mentorship_diary"
    template_name = "lessons/pdf/mentorship_diary.html"
    subject: Mentorship

    def title(self) -> str:
        author = person_in(self.frozen["author"], self.language)
        return f"{WORDS[self.language]['diary']} ({author}), {self.year()}"

    def data(self) -> Plain:
        pair = self.subject
        lines = [
            {"day": row.day.isoformat(), "kind": row.kind, "text": row.text}
            for row in pair.diary.in_order()
        ]
        lines += [
            {
                "day": visit.day.isoformat(),
                "kind": "visit",
                "text": ". ".join(part for part in (str(visit), visit.topic) if part),
            }
            for visit in visits_of(pair)
        ]
        lines.sort(key=lambda line: line["day"])
        told = {"side": "mentor", "author": in_both(pair.mentor.initials_in)}
        return {**pair_data(pair), **told, "entries": lines}

    def context(self) -> Plain:
        kinds = WORDS[self.language]["kinds"]
        rows = [
            [self.day(row["day"], dates.short), kinds[row["kind"]], row["text"]]
            for row in self.frozen["entries"]
        ]
        heading = WORDS[self.language]["diary"]
        return {**super().context(), "heading": heading, "of_year": self.year(), "rows": rows}


class MentorshipReportPaper(PairPaper):
    """A report with what the plan and the diary say of the same time."""

    kind = "mentorship_report"
    template_name = "lessons/pdf/mentorship_report.html"
    subject: MentorshipReport

    def title(self) -> str:
        return f"{self.heading()} ({person_in(self.frozen['author'], self.language)})"

    def heading(self) -> str:
        data = self.frozen
        words = WORDS[self.language]["report"][data["side"], data["period"]]
        return str(words.format(year=self.year()))

    def data(self) -> Plain:
        report = self.subject
        pair = report.mentorship
        until = report.reaches_to
        rows = MentorshipRow.objects.filter(
            plan__mentorship=pair, plan__side=report.side, plan__status="approved"
        )
        done = rows.filter(mark=MentorshipRow.Mark.DONE, marked_on__lte=until)
        kinds = list(pair.diary.filter(day__lte=until).values_list("kind", flat=True))
        visits = visits_of(pair).filter(day__lte=until).count()
        return {
            **pair_data(pair),
            **side_data(report),
            "period": report.period,
            "texts": {
                name: getattr(report, name)
                for name in ("done", "outcome", "troubles", "proposals")
            },
            "rows": rows.count(),
            "rows_done": done.count(),
            "visits": kinds.count("visit") + visits,
            "others": len(kinds) - kinds.count("visit"),
            "accepted": _accepted(report),
        }

    def context(self) -> Plain:
        data, words = self.frozen, WORDS[self.language]
        counted = []
        if data["rows"]:
            counted += [words["fulfilled"].format(rows=data["rows"], done=data["rows_done"])]
        if data["side"] == "mentor" and data["visits"] + data["others"]:
            counted += [words["helped"].format(visits=data["visits"], others=data["others"])]
        return {
            **super().context(),
            "heading": self.heading(),
            "counted": counted,
            "parts": [
                (title, data["texts"][name])
                for name, title in words["parts"].items()
                if data["texts"][name]
            ],
            "accepted": self.accepted(),
        }

    def accepted(self) -> str:
        told = self.frozen["accepted"]
        if told is None:
            return ""
        day = self.day(told["date"], dates.full)
        name = person_in(told["by"], self.language)
        return str(WORDS[self.language]["accepted"].format(name=name, day=day))


def _accepted(report: MentorshipReport) -> Plain | None:
    if report.decided_by is None or report.decided_on is None:
        return None
    return {
        "by": in_both(report.decided_by.initials_in),
        "date": report.decided_on.isoformat(),
    }
