"""The stamps of a plan and its approval sheet, in the words of one language. Pure."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core import dates
from plans.documents.look import person_in, spoken
from plans.documents.rounds import stamps_in
from plans.documents.words import WORDS

Plain = dict[str, Any]
SIDES = {"left": ("agreed", "deputy"), "right": ("approved", "director")}


def stamps(data: Plain, language: str) -> dict[str, Plain | None]:
    """«МАКУЛДАШЫЛДЫ» left and «БЕКИТЕМ» right; a monthly plan is only agreed."""
    found = stamps_in(data["steps"])
    sides = ["left"] if data["period"] == "month" else ["left", "right"]
    made = {side: _stamp(side, found.get(side), data, language) for side in sides}
    return {"left": None, "right": None, **made}


def _stamp(side: str, step: Plain | None, data: Plain, language: str) -> Plain:
    """``step``: what was really done; while nobody did it, room is left for pen and ink."""
    word, kind = SIDES[side]
    known = {"word": spoken(data["look"], word, language)}
    if step is None:
        holder = data["holders"][kind]
        year = date.fromisoformat(data["year"]["start"]).year
        return {
            **known,
            "lines": [posted(holder, kind, data["look"], language)],
            "name": person_in(holder, language) or "_" * 14,
            "date": dates.blank(year, language),
        }
    day = _local(step["at"]).date()
    if step["step"] == "skipped":
        lines = [WORDS[language]["skipped"], dates.full(day, language)]
        return {**known, "lines": lines, "nobody": True}
    return {
        **known,
        "lines": [posted(step, kind, data["look"], language)],
        "name": person_in(step, language),
        "date": dates.full(day, language),
    }


def posted(who: Plain, kind: str, look: Plain, language: str) -> str:
    """The post as stamps write it: a director with the school, an acting one as acting."""
    words, post = WORDS[language], spoken(who, "post", language)
    known = post.lower().strip() in words["directors"]
    if kind == "director" and (known or not post):
        school = spoken(look, "genitive", language) or spoken(look, "name", language)
        form = words["director_acting" if who["acting"] else "director"]
        return _capital(form.format(school=school))
    return _capital(acting(post or words[kind], acts=who["acting"], language=language))


def acting(post: str, *, acts: bool, language: str) -> str:
    """Name as acting whoever only acts for another, unless the post says so itself."""
    words = WORDS[language]
    if not acts or any(known in post.lower() for known in words["acting_known"]):
        return post
    return f"{post} ({words['acting']})" if post else str(words["acting"])


def approval_sheet(rounds: list[Plain], language: str) -> list[Plain]:
    """Every round with its steps: when, what, who, with which words."""
    words = WORDS[language]
    return [
        {
            "title": words["round"].format(place),
            "reason": words["reason"].format(row["reason"]) if row["reason"] else "",
            "rows": [_line(step, row, language) for step in row["steps"]],
        }
        for place, row in enumerate(rounds, 1)
    ]


def _line(step: Plain, row: Plain, language: str) -> list[str]:
    words = WORDS[language]
    told = [step["text"]] if step["text"] else []
    if step["step"] == "returned" and row["remarks"]:
        told.append(words["remarks"].format(row["remarks"]))
    post = acting(spoken(step, "post", language), acts=step["acting"], language=language)
    return [
        moment(step["at"], language),
        words["steps"][step["step"]],
        ", ".join(part for part in (person_in(step, language), post) if part),
        " ".join(told),
    ]


def moment(text: str, language: str) -> str:
    at = _local(text)
    return f"{dates.short(at.date(), language)}, {dates.clock(at)}"


def _local(text: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
