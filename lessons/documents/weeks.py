"""The programme of a subject week on paper, and its report."""

from datetime import date
from typing import Any

from core import attachments, dates
from core.pdf import digest
from lessons.documents.gathered import (
    GatheredPaper,
    approval,
    approvers,
    beside,
    both,
    clock,
    decided,
    hour,
    names_in,
    people,
    quoted,
    span,
    union_line,
)
from lessons.documents.weeks_words import WORDS
from lessons.models import SubjectWeek, WeekRow
from plans.documents.look import spoken

Plain = dict[str, Any]
REPORTED = ("winners", "best", "failed", "proposals")


class WeekPlan(GatheredPaper):
    """The programme by days, with the stamp of who approved it."""

    kind = "week_plan"
    template_name = "lessons/pdf/week_plan.html"
    subject: SubjectWeek

    def title(self) -> str:
        return f"{self.heading()} {quoted(self.frozen['title'])}"

    def heading(self) -> str:
        return str(WORDS[self.language][f"{self.frozen['kind']}_plan"])

    def data(self) -> Plain:
        return week_data(self.subject)

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        return {
            **super().context(),
            "heading": self.heading(),
            "name": quoted(data["title"]),
            "said": WORDS[language],
            "stamp": approval(data, language),
            "union": union_line(data, language),
            "days": days_of(data, language),
            "subject_name": spoken(data["subject"], "name", language),
            "rows": [_planned(row, language) for row in data["rows"]],
        }


class WeekReport(GatheredPaper):
    """What was held and what came of it, counted and in words."""

    kind = "week_report"
    template_name = "lessons/pdf/week_report.html"
    subject: SubjectWeek

    def title(self) -> str:
        return f"{self.heading()} {quoted(self.frozen['title'])}"

    def heading(self) -> str:
        return str(WORDS[self.language][f"{self.frozen['kind']}_report"])

    def data(self) -> Plain:
        week = self.subject
        texts = {name: getattr(week, name) for name in REPORTED}
        return {**week_data(week), "report": texts, "photos": photos_of(week)}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        words = WORDS[language]
        held = [row for row in data["rows"] if row["status"] == "held"]
        missed = [row for row in data["rows"] if row["status"] == "missed"]
        return {
            **super().context(),
            "heading": self.heading(),
            "name": quoted(data["title"]),
            "said": words,
            "union": union_line(data, language),
            "days": days_of(data, language),
            "goal": data["goal"],
            "facts": _facts(data, held, language),
            "held": [_held(row, language) for row in held],
            "missed": [_missed(row, language) for row in missed],
            "texts": [
                {"title": words[name], "text": data["report"][name]}
                for name in REPORTED
                if data["report"][name].strip()
            ],
        }


def week_data(week: SubjectWeek) -> Plain:
    """Everything both papers print but the words of the report."""
    return {
        **week_text(week),
        **beside(week),
        "decided": decided(week.decided_by, week.decided_at) if not week.is_waiting else None,
        "holders": approvers(week.school),
        "rows": [_row(row) for row in _rows(week)],
    }


def week_text(week: SubjectWeek) -> Plain:
    """What is approved: the heading and the programme, whatever came of it."""
    return {
        "kind": week.kind,
        "title": week.title,
        "goal": week.goal,
        "subject": both(week.subject, "name") if week.subject else {},
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "programme": [
            {name: value for name, value in _row(row).items() if name not in WENT}
            for row in _rows(week)
        ],
    }


WENT = frozenset({"status", "groups", "pupils", "winners", "remark"})


def text_digest(text: Plain) -> str:
    """By which an approval names the text that was read."""
    return digest(text)


def photos_of(week: SubjectWeek) -> int:
    return attachments.of(week, "week_photo").count()


def days_of(data: Plain, language: str) -> str:
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return span(first, last, language)


def _rows(week: SubjectWeek) -> list[WeekRow]:
    return list(week.rows.in_order().prefetch_related("responsible"))


def _row(row: WeekRow) -> Plain:
    return {
        "kind": row.kind,
        "text": row.text,
        "day": row.day.isoformat(),
        "begins": hour(row.begins),
        "classes": row.classes,
        "place": row.place,
        "people": people(row.responsible.all()),
        "outside": row.outside,
        **{name: getattr(row, name) for name in WENT},
    }


def _day(row: Plain, language: str) -> str:
    day = date.fromisoformat(row["day"])
    return f"{dates.day_month(day, language)}, {dates.weekday(day, language, brief=True)}"


def _named(row: Plain, language: str) -> str:
    """An opening and a closing say what they are."""
    word = WORDS[language]["kinds"].get(row["kind"], "")
    return f"{word} {row['text']}" if word else row["text"]


def _planned(row: Plain, language: str) -> list[str]:
    where = ", ".join(part for part in (row["place"], clock(row["begins"])) if part)
    doers = names_in(row["people"], language, row["outside"])
    return [_day(row, language), _named(row, language), row["classes"], where, doers]


def _held(row: Plain, language: str) -> list[Any]:
    told = "\n".join(part for part in (row["winners"], row["remark"]) if part)
    pupils = "" if row["pupils"] is None else row["pupils"]
    return [_day(row, language), _named(row, language), row["classes"], pupils, told]


def _missed(row: Plain, language: str) -> list[str]:
    return [_day(row, language), _named(row, language), row["remark"]]


def _facts(data: Plain, held: list[Plain], language: str) -> list[tuple[str, Any]]:
    words = WORDS[language]
    told = [
        (words["days"], days_of(data, language)),
        (words["subject"], spoken(data["subject"], "name", language)),
        (words["events_held"], words["of"].format(len(held), len(data["rows"]))),
        (words["groups"], sum(row["groups"] or 0 for row in held) or ""),
        (words["pupils"], sum(row["pupils"] or 0 for row in held) or ""),
        (words["photos"], data["photos"] or ""),
    ]
    return [(label, value) for label, value in told if value != ""]
