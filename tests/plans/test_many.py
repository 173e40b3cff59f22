"""A plan as long as plans may be: it is read, written, submitted, approved and printed."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from plans import services
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanRow
from plans.models.plan import MOST_ROWS
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(association, teacher, head):
    plan = make.a_plan(association)
    rows = PlanRow.objects.bulk_create(
        PlanRow(
            plan=plan,
            school_id=plan.school_id,
            part=n % 4 + 1,
            position=n // 4 + 1,
            text=f"{n + 1:03}-иш",
            kind="meeting" if n % 100 == 0 else "other",
            months=[9 + n % 4],
        )
        for n in range(MOST_ROWS)
    )
    doers = PlanRow.responsible.through
    people = [teacher, head]
    doers.objects.bulk_create(
        doers(planrow_id=row.pk, user_id=people[n % 2].pk) for n, row in enumerate(rows)
    )
    return plan


def afresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def shown(client, url):
    """The page's words, and how often it asked."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return words(page.content.decode()), sum(q["sql"].startswith("SELECT") for q in queries)


def words(html):
    return re.sub(r"\s+", " ", unescape(strip_tags(html.replace("<", " <"))))


def all_of(text):
    """Every row, as often as it stands there."""
    return len(set(re.findall(r"\b\d{3}-иш", text)))


def test_five_hundred_rows_go_all_the_way(client, plan, head, deputy, director):
    client.force_login(head)
    for name in ("plan_detail", "plan_rows"):
        text, asked = shown(client, reverse(f"plans:{name}", args=[plan.pk]))
        assert all_of(text) == MOST_ROWS
        assert asked <= 8

    answer = client.post(reverse("plans:plan_submit", args=[plan.pk]), {"text": ""})
    revision = plan.revisions.get()
    services.agree_plan(afresh(plan), by=afresh(deputy), digest=revision.digest)
    services.approve_plan(afresh(plan), by=afresh(director), digest=revision.digest)

    assert answer.url == plan.get_absolute_url()
    held = afresh(plan)
    assert held.status == "approved"
    assert len(revision.content["rows"]) == MOST_ROWS
    text, asked = shown(client, plan.get_absolute_url())
    assert all_of(text) == MOST_ROWS
    assert asked <= 8
    paper = words(PlanDocument(afresh(revision), language="ky").html())
    assert all_of(paper) == MOST_ROWS
    assert "125. 497-иш сентябрь" in paper
    assert Plan.objects.get(pk=plan.pk).in_force.paper is not None
