"""Results of an olympiad on paper: the protocol of all pupils, the list of winners."""

from datetime import date
from decimal import Decimal
from typing import Any

from core import dates
from lessons.documents.gathered import (
    GatheredPaper,
    beside,
    both,
    listed,
    names_in,
    people,
    quoted,
    union_line,
)
from lessons.documents.olympiads_words import WORDS
from lessons.models import Olympiad
from plans.documents.look import person_in, spoken

Plain = dict[str, Any]


class ResultsProtocol(GatheredPaper):
    """Every pupil with points and place, class by class, the best first."""

    kind = "olympiad"
    template_name = "lessons/pdf/olympiad.html"
    word = "protocols"
    subject: Olympiad

    def title(self) -> str:
        return f"{self.heading()} {quoted(self.frozen['title'])}"

    def heading(self) -> str:
        return str(WORDS[self.language][self.word][self.frozen["kind"]])

    def data(self) -> Plain:
        return olympiad_data(self.subject)

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        words, told = WORDS[language], super().context()
        jury = [{"post": words["chair"], "name": person_in(data["chair_signs"], language)}]
        return {
            **told,
            "signatures": [*(jury if data["chair_signs"] else []), *told["signatures"]],
            "said": words,
            "heading": self.heading(),
            "name": quoted(data["title"]),
            "union": union_line(data, language),
            "facts": self.facts(),
            **self.tables(data["results"]),
        }

    def facts(self) -> list[tuple[str, Any]]:
        data, language = self.frozen, self.language
        words = WORDS[language]
        told = [
            (words["subject"], spoken(data["subject"], "name", language)),
            (words["day"], dates.full(date.fromisoformat(data["day"]), language)),
            (words["place"], data["place"]),
            (words["classes"], data["classes"]),
            (words["participants"], len(data["results"])),
            (words["chair"], person_in(data["chair"], language)),
            (words["jury"], names_in(data["jury"], language)),
        ]
        return [(label, value) for label, value in told if value]

    def tables(self, results: list[Plain]) -> Plain:
        return {"rows": numbered(results), "conclusions": self.frozen["conclusions"]}


class WinnersList(ResultsProtocol):
    """Who has a place, and who goes to the next stage."""

    kind = "olympiad_winners"
    template_name = "lessons/pdf/olympiad_winners.html"
    word = "winners"

    def tables(self, results: list[Plain]) -> Plain:
        won = [row for row in results if row["rank"]]
        won.sort(key=lambda row: (row["grade"], row["rank"]))
        return {
            "rows": numbered(won),
            "onward": numbered([row for row in results if row["onward"]]),
        }


def olympiad_data(olympiad: Olympiad) -> Plain:
    chair = olympiad.chair
    signs = {code: chair.initials_in(code) for code in ("ky", "ru")} if chair else {}
    return {
        **beside(olympiad),
        **{name: getattr(olympiad, name) for name in ("kind", "title", "classes", "place")},
        "subject": both(olympiad.subject, "name") if olympiad.subject else {},
        "day": olympiad.day.isoformat(),
        "chair": listed(chair),
        "chair_signs": signs,
        "jury": people(olympiad.jury.all()),
        "conclusions": olympiad.conclusions,
        "results": [
            {
                "pupil": row.pupil,
                "grade": row.grade,
                "class": row.class_name,
                "teacher": row.teacher,
                "points": points_words(row.points),
                "rank": row.rank,
                "onward": row.onward,
            }
            for row in olympiad.results.in_order()
        ],
    }


def points_words(points: Decimal | None) -> str:
    """«34,5»: as Kyrgyz and Russian papers write numbers."""
    if points is None:
        return ""
    return f"{points.normalize():f}".replace(".", ",")


def numbered(rows: list[Plain]) -> list[list[Any]]:
    return [
        [n, row["pupil"], row["class"], row["teacher"], row["points"], row["rank"] or ""]
        for n, row in enumerate(rows, start=1)
    ]
