"""The complete text of a plan as plain values: what is submitted, decided on and printed.

Names are kept in both languages of papers, so that one snapshot gives every print of it.
What comes later, decisions and the meeting that adopts the plan, is not part of it.
"""

from typing import Any

from django.utils import timezone

from associations.models import Post, School, User
from core.pdf import digest
from plans.models import Plan, PlanningYear, PlanRow
from plans.models.rows import TYPED

Plain = dict[str, Any]
LANGUAGES = ("ky", "ru")


def plan_data(plan: Plan) -> Plain:
    """Gather the text. Pure: the same rows on the same day give the same dictionary."""
    return {
        "kind": "plan",
        "period": plan.period,
        "month": plan.month.isoformat() if plan.month else None,
        "school": _school(plan.school),
        "association": _both(plan.association, "name", "genitive"),
        "year": {
            "label": str(plan.year),
            "start": plan.year.start.isoformat(),
            "end": plan.year.end.isoformat(),
        },
        "guide": _guide(plan),
        **_heading(plan),
        **_people(plan),
        "rows": _rows(plan),
    }


def text_digest(data: Plain) -> str:
    """The digest by which a decision names the text it was made on."""
    return digest(data)


def lines(text: str) -> list[str]:
    """The entries of a list that was typed one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _both(thing: Any, *names: str) -> Plain:
    return {
        f"{name}_{code}": getattr(thing, f"{name}_{code}")
        for name in names
        for code in LANGUAGES
    }


def _school(school: School) -> Plain:
    return _both(school, "name", "genitive", "short_name", "place")


def _guide(plan: Plan) -> Plain:
    """What the school says on the year, as it says it now."""
    year = plan.year
    planning = PlanningYear.objects.filter(year=year).first() or PlanningYear.usual(year)
    priorities = {
        f"priorities_{c}": lines(getattr(planning, f"priorities_{c}")) for c in LANGUAGES
    }
    return {**_both(planning, "theme"), **priorities}


def _heading(plan: Plan) -> Plain:
    return {
        "theme": plan.theme,
        "theme_source": plan.theme_source,
        "goal": plan.goal,
        "priorities": lines(plan.priorities),
        "tasks": lines(plan.tasks),
    }


def _people(plan: Plan) -> Plain:
    """The head as signatures write the name; the members in full, the head first."""
    day = timezone.localdate()
    held = plan.association.memberships.on(day)
    roles = dict(held.values_list("person_id", "role"))
    members = list(plan.association.members(day))
    members.sort(key=lambda who: (roles.get(who.pk) != "head", who.sort_key, who.pk))
    titles = _titles(plan, members)
    head = next((who for who in members if roles.get(who.pk) == "head"), None)
    return {
        "head": {code: head.initials_in(code) for code in LANGUAGES} if head else None,
        "members": [
            {
                **{code: who.full_name_in(code) for code in LANGUAGES},
                **titles[who.pk],
                "role": roles.get(who.pk, "member"),
            }
            for who in members
        ],
    }


def _titles(plan: Plan, people: list[User]) -> dict[int, Plain]:
    """What each of them is: the post of the day, or else the title."""
    posts: dict[int, Post] = {}
    for post in Post.objects.filter(person__in=people).on(timezone.localdate()).order_by("pk"):
        posts.setdefault(post.person_id, post)
    return {
        who.pk: {f"title_{code}": posts.get(who.pk, who).title_in(code) for code in LANGUAGES}
        for who in people
    }


def _rows(plan: Plan) -> list[Plain]:
    rows = plan.rows.kept().in_order().prefetch_related("responsible")
    return [_row(row, plan) for row in rows]


def _row(row: PlanRow, plan: Plan) -> Plain:
    row.plan = plan
    people = sorted(row.responsible.all(), key=lambda who: (who.sort_key, who.pk))
    return {
        "key": str(row.key),
        **{name: getattr(row, name) for name in TYPED},
        "day": row.day.isoformat() if row.day else None,
        "people": [
            {"pk": who.pk, **{code: who.list_name_in(code) for code in LANGUAGES}}
            for who in people
        ],
        "questions": lines(row.questions),
        "due": row.last_day().isoformat(),
    }
