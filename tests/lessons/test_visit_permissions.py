"""Everyone, at every stage of a visit, a sheet, a template, an advice: exactly this."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.permissions import can
from lessons.models import Visit, VisitSheet
from lessons.workflow import AdviceStatus, SheetStatus, TemplateStatus, VisitStatus
from tests import factories as make

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
# An account that is closed is stopped at the door, not by these rules.
INSIDE = [name for name in CAST if name not in {"foreigner", "gone"}]
pytestmark = pytest.mark.django_db

OF_VISITS = ["change", "hold", "miss"]
MAY = {*OF_VISITS}
TAKE_PART = ("head", "secretary", "deputy", "director")
VISITS = {
    **{(who, VisitStatus.PLANNED): MAY for who in TAKE_PART},
    **{(who, VisitStatus.HELD): {"change"} for who in TAKE_PART},
}

OF_SHEETS = ["change", "share", "answer", "agree", "count"]
SHEETS = {
    ("secretary", SheetStatus.DRAFT): {"change", "share"},
    ("teacher", SheetStatus.SHARED): {"answer", "agree"},
    ("secretary", SheetStatus.ANSWERED): {"agree"},
}
SEEN = {
    SheetStatus.DRAFT: {"secretary"},
    SheetStatus.SHARED: {"secretary", "teacher"},
    SheetStatus.ANSWERED: {"secretary", "teacher"},
    SheetStatus.AGREED: {"secretary", "teacher", "head", "deputy", "director"},
}


@pytest.fixture
def visit(association, secretary, teacher):
    """The secretary comes to see the teacher."""
    return make.a_visit(association, teacher, secretary)


def allowed(person, verbs, noun, thing):
    return {verb for verb in verbs if can(person, f"lessons.{verb}_{noun}", thing)}


@pytest.mark.parametrize("status", VisitStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_visit(request, visit, who, status):
    person = request.getfixturevalue(who)
    Visit.objects.filter(pk=visit.pk).update(status=status)
    found = Visit.objects.visible_to(person).filter(pk=visit.pk).first()

    done = allowed(person, OF_VISITS, "visit", found) if found else set()

    assert done == VISITS.get((who, status), set())


@pytest.mark.parametrize("status", SheetStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_sheet(request, visit, secretary, who, status):
    person = request.getfixturevalue(who)
    sheet = make.a_sheet(visit, secretary, status)
    found = VisitSheet.objects.visible_to(person).filter(pk=sheet.pk).first()

    done = allowed(person, OF_SHEETS, "visitsheet", sheet)

    assert (found is not None) == (who in SEEN[status])
    assert done == SHEETS.get((who, status), set())


@pytest.mark.parametrize("status", SheetStatus)
def test_only_the_clock_counts_what_was_not_answered(visit, secretary, status):
    sheet = make.a_sheet(visit, secretary, status)

    waits = status in {SheetStatus.SHARED, SheetStatus.ANSWERED}

    assert bool(can(None, "lessons.count_visitsheet", sheet)) == waits


@pytest.mark.parametrize("who", INSIDE)
def test_that_a_visit_took_place_the_members_know_and_nobody_else(request, visit, who):
    person = request.getfixturevalue(who)
    seen = Visit.objects.visible_to(person).filter(pk=visit.pk).exists()

    members = {"head", "secretary", "teacher", "deputy", "director"}

    assert seen == (who in members)


def test_a_visitor_from_elsewhere_sees_the_visit_and_the_own_sheet(
    association, teacher, other_head
):
    visit = make.a_visit(association, teacher, other_head)

    assert Visit.objects.visible_to(other_head).get() == visit
    assert VisitSheet.objects.visible_to(other_head).get().author == other_head


def test_a_visit_of_tomorrow_is_neither_held_nor_shared(visit, secretary):
    visit.day = timezone.localdate() + timedelta(days=1)
    visit.save()
    sheet = make.a_sheet(visit, secretary)

    assert not can(secretary, "lessons.hold_visit", visit)
    assert not can(secretary, "lessons.share_visitsheet", sheet)
    assert can(secretary, "lessons.change_visitsheet", sheet)


def test_what_was_shared_keeps_its_heading(visit, secretary):
    make.a_sheet(visit, secretary, SheetStatus.SHARED)
    visit.refresh_from_db()

    assert not can(secretary, "lessons.change_visit", visit)


def test_a_sheet_of_a_visit_that_did_not_take_place_is_not_shared(visit, secretary):
    sheet = make.a_sheet(visit, secretary)
    Visit.objects.filter(pk=visit.pk).update(status=VisitStatus.NOT_HELD)
    sheet.visit.refresh_from_db()

    assert not can(secretary, "lessons.share_visitsheet", sheet)


@pytest.mark.parametrize("status", TemplateStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_writes_the_sheets_of_a_school(request, school, who, status):
    person = request.getfixturevalue(who)
    template = make.a_sheet_template(school, status=status)
    leads = who in {"deputy", "director"}
    draft, used = status == TemplateStatus.DRAFT, status == TemplateStatus.IN_USE

    done = allowed(person, ["create", "change", "use", "retire"], "sheettemplate", template)

    expected = {"create"} | ({"change", "use"} if draft else {"retire"} if used else set())
    if who != "foreigner":
        assert done == (expected if leads else set())
    assert bool(can(person, "lessons.change_visitrules")) == (leads or who == "foreigner")


@pytest.mark.parametrize("status", AdviceStatus)
@pytest.mark.parametrize("who", CAST)
def test_whether_advice_was_followed_says_not_the_teacher(
    request, visit, secretary, who, status
):
    person = request.getfixturevalue(who)
    advice = make.an_advice(make.a_sheet(visit, secretary, SheetStatus.AGREED))
    type(advice).objects.filter(pk=advice.pk).update(status=status)
    found = type(advice).objects.visible_to(person).filter(pk=advice.pk).first()

    done = allowed(person, ["finish", "drop"], "advice", found) if found else set()

    assert (found is not None) == (who in {*TAKE_PART, "teacher"})
    knows = who in TAKE_PART and status == AdviceStatus.OPEN
    assert done == ({"finish", "drop"} if knows else set())


def test_the_next_visitor_sees_what_was_advised_before(
    association, visit, secretary, teacher, stranger
):
    advice = make.an_advice(make.a_sheet(visit, secretary, SheetStatus.AGREED))
    rows = type(advice).objects

    assert not rows.visible_to(stranger).exists()

    make.a_visit(association, teacher, stranger, author=association.head())

    assert rows.visible_to(stranger).get() == advice
    assert can(stranger, "lessons.finish_advice", advice)


@pytest.mark.parametrize("who", INSIDE)
def test_who_sees_what_comes_of_visits(request, association, who):
    person = request.getfixturevalue(who)
    leads = who in {"deputy", "director"}
    balance = bool(can(person, "lessons.view_balance", association))
    sums = bool(can(person, "lessons.view_sums", association))

    assert balance == (leads or who in {"head", "secretary", "teacher"})
    assert sums == (leads or who == "head")


@pytest.mark.parametrize("who", INSIDE)
def test_who_plans_visits(request, association, who):
    person = request.getfixturevalue(who)
    may = bool(can(person, "lessons.create_visit"))

    assert may == (who != "clerk")
