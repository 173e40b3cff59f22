"""The report on fulfilment: a page of the school, a page of each association."""

from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Association
from plans.documents.report import MOST, FulfilmentReport
from plans.figures.fulfilment import Asked, lines_by
from plans.models import PlanRow
from tests import factories as make
from tests.plans.papers.conftest import words

pytestmark = pytest.mark.either

TODAY = date(2026, 10, 12)


@pytest.fixture
def going(way, association, school, teacher):
    """A plan that holds: one row done, one late, one moved and to come; another has none."""
    way.through()
    first, meeting, _seminar = way.plan.rows.in_order()
    PlanRow.objects.filter(pk=first.pk).update(status="done")
    PlanRow.objects.filter(pk=meeting.pk).update(due_now=TODAY - timedelta(days=3))
    make.an_association(school, name_ky="Башталгыч класстар усулдук бирикмеси")
    return way


def report(school, unions, language="ky"):
    year = make.a_year(school)
    return FulfilmentReport(
        school, Asked(unions, year, timezone.localdate()), language=language
    )


def test_the_school_has_a_line_of_each_association_and_the_sum(going, school, association):
    unions = list(Association.objects.filter(school=school).order_by("pk"))

    said = words(report(school, unions).html())

    assert "Усулдук бирикмелердин 2026–2027-окуу жылына карата иш пландарынын" in said
    assert "2026-жылдын 12-октябрына карата" in said
    assert "Так илимдер усулдук бирикмеси 3 1 0 0 2 1 33" in said
    assert "Башталгыч класстар усулдук бирикмеси жылдык план жок" in said
    assert "Мектеп боюнча 3 1 0 0 2 1 33" in said
    assert "орун басары А.Б.Асанова" in said
    russian = words(report(school, unions, "ru").html())
    assert "Отчёт о выполнении планов работы методических объединений" in russian
    assert "МО учителей точных наук 3 1 0 0 2 1 33" in russian


def test_an_association_has_its_parts_months_and_what_is_late(going, school, association):
    said = words(report(school, [association]).html())

    assert "Так илимдер усулдук бирикмесинин 2026–2027-окуу жылына карата иш планынын" in said
    assert "Жетекчиси: Абазбек уулу Руслан" in said
    assert "I бөлүм. Уюштуруу иштери 2 1 0 0 1 1 50" in said
    assert "IV бөлүм. Усулдук иштер 1 0 0 0 1 0 0" in said
    assert "2026-жылдын октябры 1 0 0 0 1 1 0" in said
    assert "1 Чейректин жыйынтыгы 09.10.2026-ж. 3 күн кечикти" in said
    assert "Усулдук бирикменин жетекчиси Р.Абазбек уулу" in said
    assert "ОТЧЕТ" not in said


def test_a_page_names_so_many_late_rows_and_says_how_many_more(way, school, association):
    for place in range(MOST + 2):
        make.a_plan_row(
            way.plan, text=f"Кечиккен {place:02}", part=2, due_now=date(2026, 9, place + 1)
        )
    way.through()
    make.an_association(school)
    unions = list(Association.objects.filter(school=school).order_by("pk"))

    document = report(school, unions)
    said = words(document.html())

    assert f"Кечиккен {MOST - 1:02}" in said
    assert f"Кечиккен {MOST:02}" not in said
    assert "Дагы 2 иш-чара." in said
    assert len(pypdf.PdfReader(BytesIO(document.pdf())).pages) == 2
    assert f"Кечиккен {MOST + 1:02}" in words(report(school, [association]).html())


def test_the_report_is_fetched_by_those_who_see_the_figures(going, client, deputy, teacher):
    client.force_login(deputy)
    for url in [
        reverse("plans:fulfilment_sheet_pdf"),
        reverse("plans:plan_fulfilment_pdf", args=[going.pk]),
    ]:
        page = client.get(f"{url}?language=ru")
        assert page.headers["Content-Type"] == "application/pdf"

    client.force_login(teacher)
    assert client.get(reverse("plans:fulfilment_sheet_pdf")).status_code == 403


def test_the_paper_counts_what_the_sheet_counts(way, school, association):
    """A line above its sub-rows is no work, neither here nor there; nor is it late."""
    make.a_plan_row(way.plan, text="Пландар менен иштөө:", code="I.4", months=[9])
    make.a_plan_row(way.plan, text="талкуулоо", code="I.4.A", months=[9])
    way.through()
    asked = Asked([association], make.a_year(school), timezone.localdate())

    said = words(FulfilmentReport(school, asked, language="ky").html())

    [line] = lines_by("association", asked)
    counted = [line.asked, line.done, line.partly, line.not_done, line.open, line.late]
    assert counted == [4, 0, 0, 0, 4, 1]
    assert f"Жалпы {' '.join(map(str, counted))} {line.share}" in said
    assert "Пландар менен иштөө" not in said
    assert "1 талкуулоо 30.09.2026-ж." in said
