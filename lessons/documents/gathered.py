"""What papers of weeks, events and olympiads share: their look, and whom they name."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from associations.models import Association, Post, School, User
from core import dates
from plans.documents.look import PlanPaper, holders, person_in, school_look, spoken
from plans.documents.plan import signature
from plans.documents.stamps import posted

Plain = dict[str, Any]
LANGUAGES = settings.PAPER_LANGUAGES


class GatheredPaper(PlanPaper):
    """A paper of something people came together for; it reads its plain values only."""

    styles = ("pdf/paper.css", "lessons/pdf/events.css")

    def context(self) -> Plain:
        data, language = self.frozen, self.language
        return {"lines": self.letterhead(), "signatures": [signature(data, language)]}


def beside(thing: Any) -> Plain:
    """The school's look, the association, the school year and the head, in both languages."""
    union: Association = thing.association
    head = union.head()
    return {
        "look": school_look(thing.school),
        "association": both(union, "name", "genitive"),
        "year": {"start": thing.year.start.isoformat(), "end": thing.year.end.isoformat()},
        "head": {code: head.initials_in(code) for code in LANGUAGES} if head else None,
    }


def both(thing: Any, *names: str) -> Plain:
    return {
        f"{name}_{code}": getattr(thing, f"{name}_{code}")
        for name in names
        for code in LANGUAGES
    }


def people(rows: Any) -> list[Plain]:
    """People as lists name them, by the alphabet."""
    found = sorted(rows, key=lambda who: (who.sort_key, who.pk))
    return [listed(who) for who in found]


def listed(who: User | None) -> Plain:
    return {code: who.list_name_in(code) for code in LANGUAGES} if who else {}


def names_in(rows: list[Plain], language: str, *more: str) -> str:
    """«Абазбек уулу Р., Ысакова А. С., конок»."""
    return ", ".join([*(person_in(row, language) for row in rows), *(w for w in more if w)])


def decided(who: User | None, at: datetime | None) -> Plain | None:
    """Who approved it and as whom, as of that day."""
    if who is None or at is None:
        return None
    day = timezone.localtime(at).date()
    held = list(Post.objects.filter(person=who, kind__in=RANK).on(day).order_by("pk"))
    held.sort(key=lambda post: (post.acting_for_id is not None, RANK.index(post.kind)))
    post = held[0] if held else None
    titles = {f"post_{c}": post.title_in(c) if post else "" for c in LANGUAGES}
    return {
        **{code: who.initials_in(code) for code in LANGUAGES},
        **titles,
        "kind": post.kind if post else "deputy",
        "acting": bool(post and post.acting_for_id),
        "day": day.isoformat(),
    }


RANK = ("deputy", "director")


def approval(data: Plain, language: str) -> Plain:
    """The stamp «БЕКИТЕМ»: who really approved it, or room for pen and ink."""
    who = data["decided"]
    kind = who["kind"] if who else "deputy"
    holder = who or data["holders"]["deputy"]
    year = date.fromisoformat(data["year"]["start"]).year
    return {
        "word": spoken(data["look"], "approved", language),
        "lines": [posted(holder, kind, data["look"], language)],
        "name": person_in(holder, language) or "_" * 14,
        "date": dates.full(day_of(who), language) if who else dates.blank(year, language),
    }


def day_of(plain: Plain) -> date:
    return date.fromisoformat(plain["day"])


def approvers(school: School) -> Plain:
    return holders(school)


def union_line(data: Plain, language: str) -> str:
    return spoken(data["association"], "name", language)


def span(first: date, last: date, language: str) -> str:
    """«2026-жылдын 23-ноябры – 28-ноябры»."""
    if first == last:
        return dates.full(first, language)
    start = dates.full(first, language)
    if first.year == last.year and language == "ky":
        return f"{start} – {dates.full(last, language).partition('-жылдын ')[2]}"
    if first.year == last.year and language == "ru":
        return f"{dates.day_month(first, language)} – {dates.full(last, language)}"
    return f"{start} – {dates.full(last, language)}"


def clock(text: str | None) -> str:
    """«14.00» of what the snapshot keeps as «14:00»."""
    return text[:5].replace(":", ".") if text else ""


def quoted(name: str) -> str:
    return f"«{name.strip('«» ')}»"


def hour(moment: Any) -> str | None:
    return moment.strftime("%H:%M") if moment else None
