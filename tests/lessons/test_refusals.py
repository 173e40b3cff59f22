"""What services of lessons refuse, each with its sentence; and what they leave as it is."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from associations.models import School
from core import attachments
from core.models import AuditEntry, Notification, StaleError
from core.permissions import can
from core.uploads import accept
from lessons import services
from lessons.models import OpenLesson, OpenLessonMove, SheetTemplate
from lessons.services import schedule_writing, sheettemplates
from tests import factories as make
from tests.core.corpus import a_png
from tests.lessons.schedules import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(association):
    return make.an_event(association)


@pytest.fixture
def schedule(association):
    return make.a_schedule(association)


@pytest.fixture
def lesson(schedule, teacher):
    return make.an_open_lesson(schedule, teacher)


@pytest.fixture
def visit(association, teacher, secretary):
    return make.a_visit(association, teacher, secretary)


# Events


def test_a_material_of_an_event_comes_and_goes_with_its_lines(event, head):
    file = accept(SimpleUploadedFile("slides.png", a_png(), "image/png"))
    services.attach_event(event, by=head, file=file, title="Слайддар")
    [kept] = attachments.of(event, "event_file")
    assert kept.title == "Слайддар"

    services.detach_event(event, by=head, gone=[kept])

    assert list(attachments.of(event, "event_file")) == []
    lines = AuditEntry.objects.filter(verb__in=["attach", "withdraw_file"]).order_by("pk")
    assert [line.verb for line in lines] == ["attach", "withdraw_file"]


def test_who_is_on_the_list_is_not_put_there_twice(event, head, teacher):
    make.a_participant(event, teacher)

    services.enlist_event(event, by=head, people=[teacher], guest="Асанов Т., ата-эне")

    assert [row.name for row in event.participants.by_name()] == [
        teacher.list_name, "Асанов Т., ата-эне",
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="Choose somebody"):
        services.enlist_event(event, by=head, people=[teacher])
    services.enlist_event(event, by=head, people=[head])
    assert event.participants.count() == 3


def test_another_topic_is_no_reason_to_tell_everybody(event, head, teacher):
    make.a_participant(event, teacher)

    services.change_event(event, by=head, changed=["title"])

    assert not Notification.objects.filter(to=teacher).exists()


# Schedules


def test_from_no_row_of_the_plan_no_lesson_is_made(schedule, head):
    with pytest.raises(ValidationError, match="Choose at least one row"):
        services.take_rows(schedule, by=head, rows=[])


def test_a_lesson_that_was_answered_meanwhile_is_stale(schedule, teacher, head):
    lesson = make.an_open_lesson(schedule, teacher, status="proposed")
    seen = fresh(lesson)
    services.accept_openlesson(lesson, by=head)

    with pytest.raises(StaleError):
        services.decline_openlesson(seen, by=head, text="Кеч")


def test_a_schedule_has_an_end(lesson, schedule, teacher, head, monkeypatch):
    monkeypatch.setattr(schedule_writing, "MOST_LESSONS", 1)
    another = OpenLesson(
        schedule=schedule, teacher=teacher, topic="Дагы бири", month=lesson.month
    )

    with pytest.raises(ValidationError, match="at most 1 lessons"):
        services.add_lesson(another, by=head)

    assert schedule.lessons.count() == 1


def test_a_proposal_without_a_day_does_not_come_into_what_holds(
    lesson, schedule, head, teacher
):
    make.in_force_schedule(schedule)
    proposal = make.an_open_lesson(schedule, teacher, status="proposed")
    OpenLesson.objects.filter(pk=proposal.pk).update(day=None)
    proposal = fresh(proposal)

    with pytest.raises(ValidationError, match="say the day first"):
        services.accept_openlesson(proposal, by=head)

    assert fresh(proposal).status == "proposed"


def test_a_lesson_on_which_something_hangs_stays(lesson, event, head):
    event.open_lessons.add(lesson)

    with pytest.raises(ValidationError, match="hang on this lesson"):
        services.remove_openlesson(lesson, by=head)

    assert fresh(lesson).topic == lesson.topic


def test_a_lesson_is_taken_out_with_a_line_in_the_record(lesson, schedule, head):
    services.remove_openlesson(lesson, by=head)

    assert not schedule.lessons.exists()
    assert AuditEntry.objects.get(verb="remove").changes["titles"] == lesson.topic


def test_a_move_is_seen_with_its_lesson(lesson, schedule, head, teacher, foreigner):
    make.in_force_schedule(schedule)
    lesson = fresh(lesson)
    move = OpenLessonMove.objects.create(
        lesson=lesson, new_day=lesson.day, reason="Карантин", by=head, at=timezone.now()
    )

    assert OpenLessonMove.objects.visible_to(teacher).get() == move
    assert not OpenLessonMove.objects.visible_to(foreigner).exists()


# Visits and their sheets


def test_a_visit_needs_people_of_the_school(visit, secretary, foreigner):
    with pytest.raises(ValidationError, match="Say who comes"):
        services.change_visit(visit, by=secretary, visitors=[])
    with pytest.raises(ValidationError, match="another school"):
        services.change_visit(visit, by=secretary, visitors=[secretary, foreigner])

    assert list(visit.visitors.all()) == [secretary]


def test_why_a_visit_was_not_made_is_said(visit, secretary):
    with pytest.raises(ValidationError, match="Say why it did not take place"):
        services.miss_visit(visit, by=secretary, text=" ")

    assert fresh(visit).status == "planned"


def test_what_was_not_changed_is_not_written(visit, secretary):
    sheet = visit.sheets.get()

    services.save_visitsheet(sheet, by=secretary, version=99, fields={"strengths": ""})

    assert fresh(sheet).version == sheet.version
    assert not AuditEntry.objects.filter(verb="write").exists()


def test_a_sheet_that_was_agreed_in_the_meantime_is_not_counted(visit, secretary):
    sheet = make.a_sheet(visit, secretary, "agreed")

    services.count_visitsheet(sheet)

    assert not fresh(sheet).silent


def test_advice_is_dropped_with_a_word(visit, secretary, head):
    advice = make.an_advice(make.a_sheet(visit, secretary, "agreed"))

    services.drop_advice(advice, by=head, outcome="Башка класска өттү")

    assert fresh(advice).status == "dropped"
    assert fresh(advice).closed_by == head


def test_a_returned_paper_says_what_should_change(association, head):
    plan = make.a_mentorship_plan(make.a_mentorship(association), status="handed_in")

    with pytest.raises(ValidationError, match="Say what should change"):
        services.return_mentorshipplan(plan, by=head, text="")

    assert fresh(plan).status == "handed_in"


# Versions of sheets


def test_a_draft_of_a_sheet_goes_on_and_a_strange_kind_is_none(school, deputy):
    draft = services.create_sheettemplate(school, by=deputy, kind="mutual")

    assert services.create_sheettemplate(school, by=deputy, kind="mutual") == draft
    with pytest.raises(ValidationError, match="no such kind"):
        services.create_sheettemplate(school, by=deputy, kind="x")


@pytest.mark.parametrize(
    ("lines", "sentence"), [(0, "at least one"), (sheettemplates.MOST + 1, "at most 40")]
)
def test_a_sheet_has_some_criteria_and_not_too_many(school, deputy, lines, sentence):
    draft = services.create_sheettemplate(school, by=deputy, kind="mutual")
    row = {"text_ky": "Максат", "text_ru": "Цель", "scored": True, "required": True}
    before = draft.criteria.count()

    with pytest.raises(ValidationError, match=sentence):
        services.save_criteria(draft, by=deputy, version=draft.version, rows=[row] * lines)

    assert draft.criteria.count() == before


def test_of_two_who_write_criteria_the_second_is_told(school, deputy):
    draft = services.create_sheettemplate(school, by=deputy, kind="mutual")
    row = {"text_ky": "Максат", "text_ru": "Цель", "scored": True, "required": True}
    services.save_criteria(draft, by=deputy, version=draft.version, rows=[row])

    with pytest.raises(StaleError):
        services.save_criteria(draft, by=deputy, version=draft.version, rows=[row, row])

    assert draft.criteria.count() == 1


def test_of_two_first_visits_at_once_the_second_finds_the_usual_sheet(
    school, deputy, monkeypatch
):
    lock, begun = School.objects.select_for_update, []

    def slower(**how):
        begun.append(make.a_sheet_template(school, "open"))  # somebody else was quicker
        return lock(**how)

    monkeypatch.setattr(School.objects, "select_for_update", slower)

    assert services.template_in_use(school, "open", by=deputy) == begun[0]
    assert SheetTemplate.objects.filter(kind="open").count() == 1


# What is seen with its thing needs no rule of its own


def test_files_photos_and_the_search_by_code_are_asked_by_anybody(teacher, event, visit):
    assert can(teacher, "lessons.view_event_file", event)
    assert can(teacher, "lessons.view_week_photo")
    assert can(teacher, "lessons.find_visitsheet", visit.sheets.get())
    assert can(teacher, "lessons.view_sheettemplate")


def test_the_second_sheet_of_a_visit_is_shared_when_the_visit_is_held(visit, secretary, head):
    services.change_visit(visit, by=head, visitors=[secretary, head])
    sheets = [make.a_sheet(visit, who) for who in (secretary, head)]

    for sheet, who in zip(sheets, (secretary, head), strict=True):
        services.share_visitsheet(fresh(sheet), by=who)

    assert fresh(visit).status == "held"
    assert {fresh(sheet).status for sheet in sheets} == {"shared"}
