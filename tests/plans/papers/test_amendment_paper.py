"""An amendment on paper: what changed of the plan that held, row by row, with its reason."""

from datetime import date

import pytest
from django.urls import reverse

from associations.models import ArchivedDocument
from plans import services
from plans.documents.amendment import AmendmentDocument, held_before
from plans.models import PlanRow
from tests import factories as make

pytestmark = pytest.mark.either


@pytest.fixture
def amended(way, head):
    """A row has another month, one went, one came, one moved; the goal reads otherwise."""
    way.through()
    services.amend_plan(way.plan, by=way.head, reason="Календарь өзгөрдү")
    plan = way.plan
    plan.goal = "Жаңы максат"
    plan.save()
    first, meeting, seminar = plan.rows.in_order()
    first.months = [10]
    first.save()
    meeting.dropped = True
    meeting.save()
    seminar.part = 3
    seminar.save()
    make.a_plan_row(plan, text="Жаңы иш", part=2, when="day", day=date(2027, 2, 3), months=[])
    return way


def test_every_change_stands_beside_what_was(amended, printed):
    revision = amended.submit()

    said = printed(revision, kind=AmendmentDocument)

    title = "Так илимдер усулдук бирикмесинин 2026–2027-окуу жылына карата иш планына өзгөртүү"
    for text in [
        title, "(1-редакциянын ордуна 2-редакция)", "Өзгөртүүнүн себеби: Календарь өзгөрдү",
        "Максаты Мурдагы редакция Жаңы редакция Чеберчиликти жогорулатуу Жаңы максат",
        "Маалыматты толуктоо Мөөнөтү: сентябрь, январь", "Маалыматты толуктоо Мөөнөтү: октябрь",
        "Маселелер: Сапат жөнүндө; Олимпиада жөнүндө – алып салынды",
        "Жаңы иш Мөөнөтү: 3-февраль кошулду",
        "«___» ____________ 2026-ж.", "Усулдук бирикменин жетекчиси Р.Абазбек уулу",
    ]:  # fmt: skip
        assert text in said
    assert "өзгөртүлдү, орду алмаштырылды" in said
    russian = printed(revision, "ru", kind=AmendmentDocument)
    assert "Изменения в план работы методического объединения" in russian
    assert "исключено" in russian


def test_the_amended_plan_names_its_reason_and_the_earlier_paper_stays(amended, printed):
    first = amended.last
    amended.submit()
    amended.agree()
    second = amended.approve()
    first.refresh_from_db()

    assert "Өзгөртүүлөр менен, 2-редакция. Өзгөртүүнүн себеби: Календарь" in printed(second)
    assert held_before(first) is None
    assert held_before(second) == first
    kinds = ArchivedDocument.objects.order_by("pk").values_list("kind", "state")
    assert list(kinds) == [
        ("plan", "replaced"),
        ("plan", "in_force"),
        ("amendment", "in_force"),
    ]
    filed = ArchivedDocument.objects.get(kind="amendment")
    assert "Календарь өзгөрдү" in filed.snapshot
    assert "holders" not in filed.snapshot


def test_only_an_amendment_has_that_paper(way, client, head):
    client.force_login(head)
    revision = way.through()

    page = client.get(reverse("plans:planrevision_amendment", args=[revision.pk]))

    assert page.status_code == 404


def test_a_row_that_only_stands_elsewhere_is_said_to(way, printed, head):
    plan = way.plan
    make.a_plan_row(plan, text="Экинчи", position=9)
    make.a_plan_row(plan, text="Үчүнчү", position=10)
    way.through()
    services.amend_plan(way.plan, by=way.head, reason="Ирети өзгөрдү")
    row = PlanRow.objects.get(text="Үчүнчү")
    row.position = 0
    row.save()

    said = printed(way.submit(), kind=AmendmentDocument)

    assert "Үчүнчү Мөөнөтү: октябрь орду алмаштырылды" in said
