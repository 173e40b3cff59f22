"""Sheets from the first word to the filed paper; what becomes of advice, plan rows, lessons."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from associations.models import ArchivedDocument
from core.models import AuditEntry, Notification, StaleError
from lessons import services
from lessons.documents.sheets import SheetDocument
from lessons.models import Advice, SheetTemplate, Visit, VisitRules, VisitSheet
from lessons.workflow import AdviceStatus, SheetStatus, VisitStatus
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(association, secretary, teacher):
    return make.a_visit(association, teacher, secretary)


@pytest.fixture
def sheet(visit, secretary):
    return visit.sheets.get(author=secretary)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_what_is_typed_is_saved_however_little(sheet, secretary):
    line = sheet.template.criteria.in_order()[0]
    services.save_visitsheet(
        sheet,
        by=secretary,
        version=1,
        fields={"answers": {str(line.pk): {"points": 1}}, "strengths": ""},
    )
    services.save_visitsheet(
        sheet, by=secretary, version=2, fields={"answers": {str(line.pk): {"remark": "Так"}}}
    )

    assert fresh(sheet).answers == {str(line.pk): {"points": 1, "remark": "Так"}}
    assert fresh(sheet).version == 3


def test_the_record_says_that_a_draft_was_written_and_not_what(sheet, secretary):
    services.save_visitsheet(sheet, by=secretary, version=1, fields={"strengths": "зqсыр"})

    lines = AuditEntry.objects.filter(verb="write")
    assert [line.changes for line in lines] == [{}]
    assert "зqсыр" not in str([line.label for line in lines])


def test_of_two_devices_the_second_is_told(sheet, secretary):
    services.save_visitsheet(sheet, by=secretary, version=1, fields={"strengths": "Бири"})

    with pytest.raises(StaleError):
        services.save_visitsheet(sheet, by=secretary, version=1, fields={"strengths": "Эки"})

    assert fresh(sheet).strengths == "Бири"


def test_what_is_not_finished_is_not_shared_and_says_what_is_missing(sheet, secretary):
    make.a_sheet(sheet.visit, secretary, strengths=" ", answers={})

    with pytest.raises(ValidationError) as refused:
        services.share_visitsheet(sheet, by=secretary)

    assert "1. Максаты" in str(refused.value)
    assert "2. Усулдары" in str(refused.value)
    assert "Техника" not in str(refused.value)  # may stay empty
    assert "strengths" in str(refused.value)
    assert fresh(sheet).status == SheetStatus.DRAFT


def test_sharing_holds_the_visit_and_tells_the_teacher(sheet, visit, secretary, teacher):
    make.a_sheet(visit, secretary)

    services.share_visitsheet(sheet, by=secretary)

    assert fresh(visit).status == VisitStatus.HELD
    assert fresh(sheet).shared_at
    assert Notification.objects.get(to=teacher).url == sheet.get_absolute_url()


def test_the_answer_needs_a_look_at_the_own_lesson(visit, secretary, teacher):
    sheet = make.a_sheet(visit, secretary, SheetStatus.SHARED)

    with pytest.raises(ValidationError):
        services.answer_visitsheet(sheet, by=teacher, reply="Макулмун", self_analysis=" ")
    services.answer_visitsheet(sheet, by=teacher, reply="", self_analysis="Көрдүм")

    assert fresh(sheet).status == SheetStatus.ANSWERED
    assert Notification.objects.filter(to=secretary).exists()


def test_what_is_agreed_is_filed_and_its_advice_stands_open(visit, secretary, teacher):
    sheet = make.a_sheet(visit, secretary, SheetStatus.ANSWERED)

    services.agree_visitsheet(sheet, by=secretary)

    paper = ArchivedDocument.objects.get(kind="visit_sheet")
    assert "Өзүм да көрдүм." in paper.snapshot
    assert paper.association == visit.association
    advice = Advice.objects.order_by("pk")
    assert [one.text for one in advice] == ["Топ менен иштөө.", "Түшүндүрүүнү кыскартуу."]
    assert {one.teacher for one in advice} == {teacher}


def test_a_filed_sheet_has_the_names_above_in_its_language(visit, secretary, school):
    type(school).objects.filter(pk=school.pk).update(name_ky="Кыргыз аты", name_ru="Имя школы")
    sheet = make.a_sheet(visit, secretary, SheetStatus.ANSWERED)
    services.agree_visitsheet(sheet, by=secretary)
    filed = json.loads(ArchivedDocument.objects.get(kind="visit_sheet").snapshot)

    def above(language):
        return SheetDocument(fresh(sheet), language=language, snapshot=filed).context()["lines"]

    assert (above("ky")[-1], above("ru")[-1]) == ("Кыргыз аты", "Имя школы")


@pytest.mark.parametrize("who", ["teacher", "secretary", "stranger", "clerk"])
def test_the_filed_sheet_lies_on_no_shelf_that_other_members_see(
    request, visit, secretary, who
):
    services.agree_visitsheet(
        make.a_sheet(visit, secretary, SheetStatus.ANSWERED), by=secretary
    )

    assert not ArchivedDocument.objects.visible_to(request.getfixturevalue(who)).exists()


@pytest.mark.parametrize("who", ["head", "deputy", "director"])
def test_the_filed_sheet_is_found_by_who_heads_and_leads(request, visit, secretary, who):
    services.agree_visitsheet(
        make.a_sheet(visit, secretary, SheetStatus.ANSWERED), by=secretary
    )

    assert ArchivedDocument.objects.visible_to(request.getfixturevalue(who)).exists()


@pytest.mark.parametrize(("days", "counts"), [(6, False), (7, True)])
def test_after_the_days_of_silence_a_sheet_counts(visit, secretary, days, counts):
    sheet = make.a_sheet(visit, secretary, SheetStatus.SHARED)
    ago = timezone.now() - timedelta(days=days, minutes=1)
    VisitSheet.objects.filter(pk=sheet.pk).update(version=3)
    with make_old(sheet, ago):
        assert services.count_silent_sheets() == counts

    assert (fresh(sheet).status == SheetStatus.AGREED) == counts
    assert fresh(sheet).silent == counts
    assert ArchivedDocument.objects.exists() == counts


def test_the_school_says_how_long_it_waits(visit, school, secretary):
    VisitRules.objects.create(school=school, owner=school, silence=20)
    sheet = make.a_sheet(visit, secretary, SheetStatus.SHARED)

    with make_old(sheet, timezone.now() - timedelta(days=19)):
        assert services.count_silent_sheets() == 0


class make_old:  # noqa: N801 -- reads like a function
    """The clock stands later: what was shared then is old now."""

    def __init__(self, sheet, ago):
        self.later = timezone.now() + (timezone.now() - ago)

    def __enter__(self):
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("lessons.services.sheets.timezone.now", lambda: self.later)

    def __exit__(self, *error):
        self.patch.undo()


def test_advice_is_closed_with_a_word(visit, secretary, head):
    advice = make.an_advice(make.a_sheet(visit, secretary, SheetStatus.AGREED))

    with pytest.raises(ValidationError):
        services.finish_advice(advice, by=head, outcome=" ")
    services.finish_advice(advice, by=head, outcome="Топтор иштеп жатат")

    assert fresh(advice).status == AdviceStatus.DONE
    assert fresh(advice).closed_by == head


def test_a_new_version_leaves_begun_sheets_as_they_are(visit, sheet, school, deputy, secretary):
    old = sheet.template
    draft = services.create_sheettemplate(school, by=deputy, kind="mutual")
    rows = [{"text_ky": "Жаңы", "text_ru": "", "scored": True, "required": True}]
    services.save_criteria(draft, by=deputy, version=1, rows=rows)
    services.use_sheettemplate(draft, by=deputy)

    assert fresh(sheet).template == old
    assert fresh(old).status == "retired"
    make.a_sheet(visit, secretary)
    services.share_visitsheet(sheet, by=secretary)  # a sheet of a retired version goes on
    later = make.a_visit(visit.association, visit.teacher, secretary)
    assert later.sheets.get().template == SheetTemplate.objects.get(status="in_use")


def test_the_school_begins_with_ten_criteria(association, teacher, secretary):
    visit = Visit(
        association=association,
        year=make.a_year(association.school),
        teacher=teacher,
        subject=make.a_subject(association.school),
        day=timezone.localdate(),
    )
    services.create_visit(visit, by=secretary, visitors=[secretary])

    criteria = visit.sheets.get().template.criteria
    assert criteria.count() == 10
    assert all(line.text_ru and line.scored for line in criteria.all())


def test_nobody_visits_the_own_lesson(association, teacher, secretary):
    visit = Visit(association=association, teacher=teacher)

    with pytest.raises(ValidationError):
        services.create_visit(visit, by=secretary, visitors=[secretary, teacher])


def test_two_visitors_have_a_sheet_each(association, teacher, secretary, head):
    visit = make.a_visit(association, teacher, secretary, head)

    services.change_visit(visit, by=head, visitors=[secretary, head])

    assert {sheet.author for sheet in visit.sheets.all()} == {secretary, head}
    with pytest.raises(DatabaseError), transaction.atomic():
        VisitSheet.objects.create(
            visit=visit, author=head, template=visit.sheets.first().template
        )


def test_nobody_takes_another_visitor_off_the_list(visit, secretary, head, sheet):
    for by in (head, secretary):
        make.a_sheet(visit, secretary)
        with pytest.raises(ValidationError), transaction.atomic():
            services.change_visit(visit, by=by, visitors=[head])

    assert fresh(sheet).strengths


def test_whether_a_visitor_has_begun_nobody_finds_out_by_taking_them_off(
    visit, secretary, head
):
    said = []
    for begun in (False, True):
        if begun:
            make.a_sheet(visit, secretary)
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            services.change_visit(visit, by=head, visitors=[head])
        said.append(str(refused.value))

    assert said[0] == said[1]


def test_a_visitor_who_has_not_begun_leaves(visit, secretary, head):
    services.change_visit(visit, by=secretary, visitors=[head])

    assert [one.author for one in visit.sheets.all()] == [head]


def test_a_visit_that_was_held_closes_its_row_of_the_plan(association, visit, secretary, head):
    plan = make.a_plan_in_force(association, {"kind": "visit"})
    row = plan.rows.order_by("pk").first()
    Visit.objects.filter(pk=visit.pk).update(plan_row=row)

    services.hold_visit(fresh(visit), by=secretary)

    row.refresh_from_db()
    assert row.status == "done"


@pytest.mark.parametrize(
    "status", [SheetStatus.SHARED, SheetStatus.ANSWERED, SheetStatus.AGREED]
)
def test_the_database_keeps_what_was_shared(visit, secretary, status):
    sheet = make.a_sheet(visit, secretary, status)
    rows = VisitSheet.objects.filter(pk=sheet.pk)

    for change in ({"strengths": "Башка"}, {"answers": {}}, {"status": "draft"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(topic="Башка")
    if status != SheetStatus.SHARED:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(self_analysis="Башка")


def test_the_database_keeps_a_version_that_came_into_use(sheet):
    template = sheet.template

    with pytest.raises(DatabaseError), transaction.atomic():
        template.criteria.update(text_ky="Башка")
    with pytest.raises(DatabaseError), transaction.atomic():
        template.criteria.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetTemplate.objects.filter(pk=template.pk).update(status="draft")


def test_an_open_lesson_is_analysed_once_no_sheet_waits(association, teacher, secretary, head):
    schedule = make.a_schedule(association)
    lesson = make.an_open_lesson(schedule, teacher)
    make.in_force_schedule(schedule)
    type(lesson).objects.filter(pk=lesson.pk).update(status="given")
    visit = make.a_visit(association, teacher, secretary, head, kind="open", open_lesson=lesson)
    sheets = [make.a_sheet(visit, who, SheetStatus.SHARED) for who in (secretary, head)]

    services.agree_visitsheet(sheets[0], by=teacher)
    assert fresh(lesson).status == "given"
    services.agree_visitsheet(sheets[1], by=teacher)

    assert fresh(lesson).status == "analysed"
