"""Plans for the bench: a school of sixty, one plan that is written and one that holds."""

import secrets
from typing import Any

from django.db import transaction
from django.urls import reverse
from seed import PEOPLE, WORDS, person

from associations.models import Membership, Post
from plans import services
from plans.models import Plan
from tests import factories as make

SIZES = (10, 120)
KINDS = ("meeting", "other", "open_lesson", "control")


@transaction.atomic
def seed() -> dict[str, Any]:
    """The pages that are timed, with 120 rows each."""
    return a_school_of_plans(SIZES[-1], password=make.PASSWORD)


def counts() -> dict[str, dict[str, list[int]]]:
    """Queries of each page with 10 and with 120 rows, the most that any reader causes."""
    from inside import queries  # noqa: PLC0415 -- it asks for us

    found: dict[str, dict[str, list[int]]] = {}
    for size in SIZES:
        known = a_school_of_plans(size)
        for kind, name, url in known["pages"]:
            readers = known["readers"] if kind != "edit" else known["readers"][:1]
            most = max(queries(url, reader) for reader in readers)
            found.setdefault(kind, {}).setdefault(name, []).append(most)
    return found


@transaction.atomic
def a_school_of_plans(size: int, password: str = "") -> dict[str, Any]:
    school = make.a_school()
    year = make.a_year(school)
    before = make.a_year(school, first=year.start.year - 1)
    fields = {"username": f"plans.{secrets.token_hex(4)}"} | (
        {"password": password} if password else {}
    )
    head = person(school, 0, **fields)
    leaders = [person(school, number) for number in (1, 2)]
    for leader, post in zip(leaders, (Post.Kind.DEPUTY, Post.Kind.DIRECTOR), strict=True):
        make.a_post(leader, post)
    people = [person(school, number) for number in range(3, PEOPLE)]
    association = make.an_association(school, head=head)
    for other in people:
        make.a_membership(association, other, role=Membership.Role.MEMBER)
    holds, draft = (make.a_plan(association, year=one) for one in (before, year))
    for plan in (holds, draft):
        fill(plan, people, size)
    approve(holds, head, *leaders)
    row = draft.rows.in_order()[size // 2]
    pages = [
        ("detail", "plan", reverse("plans:plan_detail", args=[holds.pk])),
        ("detail", "draft", reverse("plans:plan_detail", args=[draft.pk])),
        ("edit", "rows", reverse("plans:plan_rows", args=[draft.pk])),
        ("edit", "one row opened", reverse("plans:planrow_update", args=[row.pk])),
        ("list", "plans", reverse("plans:plan_list")),
    ]
    readers = [head.pk, people[0].pk, *(leader.pk for leader in leaders)]
    return {"user": head.username, "password": password, "pages": pages, "readers": readers}


def fill(plan: Plan, people: list[Any], size: int) -> None:
    """Rows as heads write them; some name two people, some a day."""
    for number in range(size):
        by_day = number % 10 == 0
        make.a_plan_row(
            plan,
            text=f"{number}. {WORDS}",
            part=number % 4 + 1,
            kind=KINDS[number % 4],
            when="day" if by_day else "months",
            day=plan.year.start if by_day else None,
            months=[] if by_day else [9 + number % 4],
            responsible=[people[number % len(people)], people[(number * 7 + 1) % len(people)]],
        )


def approve(plan: Plan, head: Any, deputy: Any, director: Any) -> None:
    services.submit_plan(plan, by=afresh(head))
    digest = plan.revisions.get().digest
    services.agree_plan(Plan.objects.get(pk=plan.pk), by=afresh(deputy), digest=digest)
    services.approve_plan(Plan.objects.get(pk=plan.pk), by=afresh(director), digest=digest)


def afresh(who: Any) -> Any:
    """The person as the next request sees them: with the posts they hold by now."""
    return type(who).objects.get(pk=who.pk)
