"""What an amendment changed of the plan that held, row by row, with its reason and stamps."""

from datetime import date
from typing import Any

from core import dates
from plans.documents import printed
from plans.documents.look import PlanPaper, holders, school_look, spoken
from plans.documents.plan import signature, unbroken
from plans.documents.rounds import rounds_of, stamps_in
from plans.documents.stamps import stamps
from plans.documents.words import WORDS
from plans.figures.differences import difference
from plans.figures.terms import term
from plans.models import PlanRevision

Plain = dict[str, Any]
HEADING = {
    "theme": "theme",
    "theme_source": "source",
    "goal": "goal",
    "priorities": "priorities",
    "tasks": "tasks",
}
KEPT = ("period", "year", "association", "head")


def held_before(revision: PlanRevision) -> PlanRevision | None:
    """The text that held when this one was submitted; none for the first."""
    earlier = revision.plan.revisions.filter(number__lt=revision.number).order_by("-number")
    held = [row for row in earlier if row.paper_id or row.pk == revision.plan.in_force_id]
    return held[0] if held else None


class AmendmentDocument(PlanPaper):
    """The changed rows beside one another: as they were, and as they are now."""

    kind = "amendment"
    template_name = "plans/pdf/amendment.html"
    subject: PlanRevision

    def title(self) -> str:
        data, words = self.frozen, WORDS[self.language]
        of = spoken(data["association"], "genitive", self.language)
        of = of or spoken(data["association"], "name", self.language)
        start = date.fromisoformat(data["year"]["start"])
        year = dates.academic_year(start.year, self.language)
        told = str(words["amendment"].format(of=of, year=year))
        return told[:1].upper() + told[1:]

    def data(self) -> Plain:
        plan, after = self.subject.plan, self.subject.content
        held = held_before(self.subject)
        before = held.content if held else after
        steps = rounds_of(plan, self.subject.number)[-1]["steps"]
        told = {
            **{name: after[name] for name in KEPT},
            "look": school_look(plan.school),
            "steps": steps,
            "reason": self.subject.reason,
            "numbers": [held.number if held else None, self.subject.number],
            "heading": _heading(before, after),
            "rows": _rows(before, after),
        }
        if stamps_in(steps).keys() >= {"left", "right"}:
            return told
        return {**told, "holders": holders(plan.school)}

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        words = WORDS[language]
        return {
            "said": words,
            "lines": self.letterhead(),
            "heading_line": unbroken(self.title()),
            "stamps": stamps(data, language),
            "replaces": words["amended_text"].format(*data["numbers"]),
            "reason": words["reason"].format(data["reason"]) if data["reason"] else "",
            "headings": [_line(row, language) for row in data["heading"]],
            "rows": [_row(row, language) for row in data["rows"]],
            "signatures": [signature(data, language)],
        }


def _heading(before: Plain, after: Plain) -> list[Plain]:
    return [
        {"name": name, "before": before[name], "after": after[name]}
        for name in HEADING
        if before[name] != after[name]
    ]


def _rows(before: Plain, after: Plain) -> list[Plain]:
    was, now = ({row["key"]: row for row in text["rows"]} for text in (before, after))
    return [
        {
            "state": row.state,
            "moved": row.moved,
            "before": was.get(row.key),
            "after": now.get(row.key),
        }
        for row in difference(before, after).rows
    ]


def _line(row: Plain, language: str) -> Plain:
    words = WORDS[language]
    cells = [_said(row["name"], row[side], language) for side in ("before", "after")]
    return {"title": words[HEADING[row["name"]]], "before": cells[0], "after": cells[1]}


def _said(name: str, value: Any, language: str) -> list[str]:
    if name == "theme_source":
        return [WORDS[language]["sources"].get(value, "")]
    if isinstance(value, list):
        return [f"{place}. {line}" for place, line in enumerate(value, 1)]
    return [value] if value else []


def _row(row: Plain, language: str) -> Plain:
    words, was, now = WORDS[language]["states"], row["before"], row["after"]
    said = [words[row["state"]]]
    if row["moved"]:
        plain = was and now and _cell(was, now, language) == _cell(now, was, language)
        said = [words["moved"]] if plain else [*said, words["moved"]]
    return {
        "before": _cell(was, now, language),
        "after": _cell(now, was, language),
        "what": ", ".join(said),
    }


def _cell(row: Plain | None, other: Plain | None, language: str) -> list[str]:
    """What a row says: its part, words, term, people; the rest where the other differs."""
    if row is None:
        return []
    words = WORDS[language]
    told = [
        words["parts"][row["part"]],
        printed.text_of(row, language),
        f"{words['term']}: {term(row, language)}",
    ]
    if people := printed.people(row, language):
        told.append(f"{words['people']}: {', '.join(people)}")
    for name in ("questions", "evidence", "note"):
        if row[name] and row[name] != (other or {}).get(name):
            value = "; ".join(row[name]) if isinstance(row[name], list) else row[name]
            told.append(f"{words[name]}: {value}")
    return told
