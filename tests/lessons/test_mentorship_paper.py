"""Papers of mentorships: what they say in both languages, and that they stay as filed."""

import html
import re

import pytest
from django.urls import reverse

from lessons import services
from lessons.documents.mentorship import (
    MentorsDiaryPaper,
    MentorshipPlanPaper,
    MentorshipReportPaper,
)
from lessons.models import MentorshipPlan, MentorshipReport, MentorshipRow
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def pair(association):
    year = make.a_year(association.school)
    mentor = make.a_member(association, surname_ky="Насаатбеков", first_name_ky="Азамат")
    novice = make.a_young_teacher(association, surname_ky="Жаштегин", first_name_ky="Бакыт")
    subject = make.a_subject(association.school, name_ky="Физика", name_ru="Физика (ру)")
    return make.a_mentorship(
        association, mentor=mentor, novice=novice, year=year, subject=subject
    )


@pytest.fixture
def item(association):
    meeting = make.a_meeting(association, status="held", number=3)
    return make.an_item(meeting, title="Пландарды бекитүү жөнүндө")


def words(document):
    """What the paper says, without its markup."""
    body = document.html().partition("<body")[2].partition(">")[2]
    text = re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " ")
    return " ".join(html.unescape(text).split())


def test_a_plan_says_who_when_what_and_where_it_was_approved(pair, head, item):
    plan = make.a_mentorship_plan(
        pair, goal="Сабакты пландаштырууга үйрөтүү", status="handed_in"
    )
    blank = words(MentorshipPlanPaper(plan, language="ky"))
    assert "№ ____ протокол" in blank
    services.approve_mentorshipplan(plan, by=head, item=item)
    plan = MentorshipPlan.objects.for_page().get(pk=plan.pk)
    MentorshipRow.objects.filter(plan=plan).update(mark="partly", words="Бир сабак калды")

    kyrgyz = words(MentorshipPlanPaper(plan, language="ky"))
    russian = words(MentorshipPlanPaper(plan, language="ru"))

    for said in (
        "Насаатчынын жаш мугалим менен иштөө планы", "-окуу жылы", "Насаатбеков Азамат",
        "Жаш мугалим: Жаштегин Бакыт", "Предмети: Физика", "№ 45",
        "Максаты: Сабакты пландаштырууга үйрөтүү",
        "октябрь Сабакка катышуу жана талдоо сабакка катышуу",
        "жарым-жартылай аткарылды. Бир сабак калды", "№ 3 протокол",
        "Насаатчы А.С.Насаатбеков", "Усулдук бирикменин жетекчиси Р.Абазбек уулу",
    ):  # fmt: skip
        assert said in kyrgyz, said
    for said in (
        "План работы наставника с молодым учителем", "Наставник:", "Предмет: Физика (ру)",
        "Отметка о выполнении", "выполнено частично", "Утверждён на заседании",
        "№ 3.", "Приказ: от", "Руководитель методического объединения",
    ):  # fmt: skip
        assert said in russian, said


def test_the_filed_plan_stays_as_it_was_approved(pair, head, item, client):
    plan = make.a_mentorship_plan(pair, "novice", status="handed_in")
    services.approve_mentorshipplan(plan, by=head, item=item)
    plan = MentorshipPlan.objects.select_related("paper").get(pk=plan.pk)
    MentorshipRow.objects.filter(plan=plan).update(mark="done")

    assert "аткарылды" not in plan.paper.snapshot
    assert "Жаш мугалимдин иш планы" in plan.paper.title
    client.force_login(head)
    shown = client.get(reverse("lessons:mentorshipplan_detail", args=[plan.pk]))
    filed = reverse("associations:archiveddocument_pdf", args=[plan.paper_id])
    assert filed in shown.text
    assert b"".join(client.get(filed).streaming_content).startswith(b"%PDF")


def test_the_diary_prints_its_lines(pair):
    make.a_diary_entry(pair, kind="advice", text="Убакытты бөлүү боюнча кеңеш")

    kyrgyz = words(MentorsDiaryPaper(pair, language="ky"))
    russian = words(MentorsDiaryPaper(pair, language="ru"))

    assert "Насаатчынын күндөлүгү" in kyrgyz
    assert "кеңеш Убакытты бөлүү боюнча кеңеш" in kyrgyz
    assert "Дневник наставника" in russian
    assert "совет Убакытты" in russian


def test_an_empty_diary_says_so(pair):
    assert "Жазуу жок." in words(MentorsDiaryPaper(pair, language="ky"))


def test_a_report_counts_what_was_done_by_then(pair, head, client):
    plan = make.a_mentorship_plan(pair, rows=2, status="approved")
    row = plan.rows.first()
    MentorshipRow.objects.filter(pk=row.pk).update(mark="done", marked_on=pair.since)
    make.a_diary_entry(pair, kind="visit")
    make.a_diary_entry(pair, kind="talk")
    report = make.a_mentorship_report(
        pair, troubles="Убакыт аз", status="handed_in", proposals=""
    )
    services.accept_mentorshipreport(report, by=head)
    report = MentorshipReport.objects.for_page().get(pk=report.pk)
    make.a_diary_entry(pair, kind="talk")

    kyrgyz = words(MentorshipReportPaper(report, language="ky"))
    russian = words(MentorshipReportPaper(report, language="ru"))

    for said in (
        "I жарым жылдыгы боюнча отчету", "Аткарылган иштер Беш сабакка катыштым.",
        "Кыйынчылыктар жана алардын себептери Убакыт аз",
        "пландаштырылган иштер – 2, аткарылганы – 1.", "Отчет кабыл алынды: Р.Абазбек уулу",
    ):  # fmt: skip
        assert said in kyrgyz, said
    assert "Сунуштар" not in kyrgyz
    assert "Отчёт наставника за I полугодие" in russian
    client.force_login(head)
    filed = report.paper.snapshot
    assert '"others":1' in filed
    answer = client.get(reverse("lessons:mentorshipreport_pdf", args=[report.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("side", ["mentor", "novice"])
@pytest.mark.parametrize("period", ["half", "year"])
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_report_has_its_heading(pair, side, period, language):
    report = make.a_mentorship_report(pair, side, period)

    paper = MentorshipReportPaper(report, language=language, draft=True)

    who = {"mentor": ("Насаатчы", "наставника"), "novice": ("Жаш мугалим", "молодого")}
    assert who[side][language == "ru"] in paper.title()
    assert "ДОЛБООР" in paper.html() or "ЧЕРНОВИК" in paper.html()
