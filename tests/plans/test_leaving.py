"""Who left stands in no new row, and is named where a row still asks for them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.figures.needs import needs_of
from plans.models import Plan, PlanRow
from plans.models.plan import first_of_month
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(association, head, teacher, secretary):
    """A plan that holds; then the teacher leaves."""
    row = {"text": "Ачык сабак", "months": [10], "responsible": [teacher, secretary]}
    plan = make.a_plan_in_force(association, row)
    membership = teacher.memberships.get(association=association)
    yesterday = timezone.localdate() - timedelta(days=1)
    type(membership).objects.filter(pk=membership.pk).update(
        since=yesterday - timedelta(days=100), until=yesterday
    )
    return plan


@pytest.fixture
def month(annual, head):
    return services.make_month(annual, by=head, month=first_of_month(annual.year, 10))


def words(plan):
    members = list(plan.association.members())
    return [need.words for need in needs_of(plan, plan.rows.in_order(), members)]


def test_a_month_is_made_without_who_left_and_says_so(month, teacher, secretary):
    assert list(month.rows.get().responsible.all()) == [secretary]
    assert words(month) == [f"{teacher.list_name} is no longer a member"]


def test_once_the_row_was_saved_it_asks_no_more(month, head, secretary):
    services.keep_row(month.rows.get(), by=head)

    assert words(month) == []


def test_it_goes_by_the_text_that_holds(annual, month, head, teacher):
    """An amendment has put somebody else in meanwhile; the month was made before."""
    services.amend_plan(annual, by=head, reason="Кетти")
    row = annual.rows.get()
    row.plan = Plan.objects.get(pk=annual.pk)
    services.save_row(row, by=head, people=[head])

    assert words(month) == [f"{teacher.list_name} is no longer a member"]


@pytest.mark.parametrize("name", ["plan_rows", "plan_detail", "plan_submit"])
def test_a_row_that_names_who_left_is_told_beside_the_draft(
    annual, month, head, teacher, client, name
):
    month.rows.get().responsible.set([teacher])
    PlanRow.objects.filter(plan=month).update(version=2, origin=None)
    client.force_login(head)

    page = client.get(reverse(f"plans:{name}", args=[month.pk])).text

    assert f"{teacher.list_name} is no longer a member" in page
    assert "1 row asks for a decision" in " ".join(page.split())


def test_it_is_no_wall(month, head, teacher):
    month.rows.get().responsible.set([teacher])

    services.submit_plan(month, by=head)

    assert Plan.objects.get(pk=month.pk).status == "submitted"
