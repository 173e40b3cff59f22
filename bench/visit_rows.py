"""Visits for the bench: an association in which everybody has seen somebody's lesson."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from associations.models import Membership, Post
from lessons.models import Visit, VisitSheet
from tests import factories as make

SIZES = (10, 40)
EACH = 3


@transaction.atomic
def seed() -> dict[str, Any]:
    """The pages that are timed: forty members, each with three visits."""
    return a_school_of_visits(SIZES[-1], password=make.PASSWORD)


def counts() -> dict[str, dict[str, list[int]]]:
    """Queries of each page with 10 and with 40 members, the most that any reader causes."""
    from inside import queries  # noqa: PLC0415 -- it asks for us

    found: dict[str, dict[str, list[int]]] = {}
    for size in SIZES:
        known = a_school_of_visits(size)
        for kind, name, url in known["pages"]:
            readers = known["readers"] if kind != "edit" else known["readers"][:1]
            most = max(queries(url, reader) for reader in readers)
            found.setdefault(kind, {}).setdefault(name, []).append(most)
    return found


@transaction.atomic
def a_school_of_visits(size: int, password: str = "") -> dict[str, Any]:
    """``size`` members; each has visited the next three, all sheets are agreed."""
    school = make.a_school()
    make.a_year(school)
    subject = make.a_subject(school)
    head = a_person(school, **({"password": password} if password else {}))
    deputy = a_person(school)
    make.a_post(deputy, Post.Kind.DEPUTY)
    association = make.an_association(school, head=head)
    people = [head, *(a_person(school) for _ in range(size - 1))]
    for person in people[1:]:
        make.a_membership(association, person, role=Membership.Role.MEMBER)
    for place, visitor in enumerate(people):
        for step in range(1, EACH + 1):
            teacher = people[(place + step) % size]
            visited(association, teacher, visitor, subject=subject, step=step)
    draft = make.a_visit(association, people[1], head, subject=subject)
    sheet = make.a_sheet(draft, head)
    shown = Visit.objects.filter(association=association, sheets__status="agreed").first()
    agreed = VisitSheet.objects.filter(author=head, status="agreed").first()
    if shown is None or agreed is None:
        raise ValueError("No visit was agreed.")
    union = [association.pk]
    pages = [
        ("list", "visits", reverse("lessons:visit_list")),
        ("detail", "visit", reverse("lessons:visit_detail", args=[shown.pk])),
        ("detail", "matrix", reverse("lessons:visit_balance", args=union) + "?quarter=year"),
        ("detail", "journal", reverse("lessons:visit_list_table")),
        ("edit", "sheet", reverse("lessons:visitsheet_record", args=[sheet.pk])),
        ("edit", "agreed sheet", reverse("lessons:visitsheet_detail", args=[agreed.pk])),
        ("edit", "sums", reverse("lessons:visit_sums", args=union)),
    ]
    readers = [head.pk, deputy.pk]
    return {"user": head.username, "password": password, "pages": pages, "readers": readers}


def a_person(school: Any, **fields: Any) -> Any:
    """With a login that no other run of the bench has given."""
    return make.a_person(school, username=f"visits.{secrets.token_hex(6)}", **fields)


def visited(association: Any, teacher: Any, visitor: Any, **how: Any) -> None:
    day = timezone.localdate() - timedelta(days=how["step"])
    visit = make.a_visit(association, teacher, visitor, subject=how["subject"], day=day)
    make.a_sheet(visit, visitor, "agreed")
