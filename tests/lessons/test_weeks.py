"""A subject week from its programme to its report: rows, papers, notices, the record."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from associations.models import ArchivedDocument
from core import attachments
from core.models import AuditEntry, Notification
from core.permissions import Refused
from core.uploads import accept
from core.uploads.places import without_place
from lessons import services
from lessons.documents.weeks import WeekPlan, WeekReport, text_digest, week_text
from lessons.models import SubjectWeek, WeekRow
from tests import factories as make
from tests.lessons.photos import a_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(association):
    return make.a_week(association, goal="Кызыгууну арттыруу")


@pytest.fixture
def row(week, teacher):
    return make.a_week_row(
        week,
        responsible=[teacher],
        classes="7-А, 7-Ң",
        place="31-кабинет",
        outside="ата-энелер",
    )


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def approved(week, deputy):
    SubjectWeek.objects.filter(pk=week.pk).update(status="submitted")
    week = fresh(week)
    services.approve_subjectweek(week, by=deputy, seen=text_digest(week_text(week)))
    return fresh(week)


def test_a_programme_is_submitted_and_its_deputy_is_told(week, row, head, deputy):
    services.submit_subjectweek(week, by=head)

    assert fresh(week).status == "submitted"
    assert Notification.objects.filter(to=deputy).count() == 1
    services.withdraw_subjectweek(fresh(week), by=head)
    assert fresh(week).status == "draft"


def test_where_the_only_deputy_is_the_head_the_director_is_told(week, row, head, director):
    services.submit_subjectweek(week, by=head)

    assert Notification.objects.get(to=director).url == week.get_absolute_url()


def test_a_programme_without_events_is_not_submitted(week, head):
    with pytest.raises(ValidationError, match="Add the events"):
        services.submit_subjectweek(week, by=head)


def test_every_event_stands_on_a_day_of_the_week(week, row, head):
    WeekRow.objects.filter(pk=row.pk).update(day=week.last + timedelta(days=5))

    with pytest.raises(ValidationError, match="Not on a day of the week"):
        services.submit_subjectweek(week, by=head)
    assert fresh(week).status == "draft"


def test_an_approved_programme_is_filed_with_its_stamp(week, row, head, deputy, teacher):
    week = approved(week, deputy)

    paper = week.paper
    assert (paper.kind, paper.association_id) == ("week_plan", week.association_id)
    data = json.loads(paper.snapshot)
    assert data["decided"]["ky"] == deputy.initials_in("ky")
    assert [line["text"] for line in data["rows"]] == [row.text]
    assert Notification.objects.filter(to=head, text__contains="Approved").exists()
    assert Notification.objects.filter(to=teacher, text__contains="responsible").exists()
    assert AuditEntry.objects.filter(object_id=week.pk, verb="approve").exists()


def test_what_is_approved_is_what_was_read(week, row, deputy):
    seen = text_digest(week_text(week))
    WeekRow.objects.filter(pk=row.pk).update(place="Башка жер")
    SubjectWeek.objects.filter(pk=week.pk).update(status="submitted")

    with pytest.raises(ValidationError, match="changed in the meantime"):
        services.approve_subjectweek(fresh(week), by=deputy, seen=seen)
    assert fresh(week).status == "submitted"


def test_a_programme_that_was_submitted_stays_as_it_was(week, row, secretary):
    SubjectWeek.objects.filter(pk=week.pk).update(status="submitted")
    changes = [
        lambda: SubjectWeek.objects.filter(pk=week.pk).update(title="Башка"),
        lambda: WeekRow.objects.filter(pk=row.pk).update(text="Башка"),
        lambda: WeekRow.objects.filter(pk=row.pk).delete(),
        lambda: make.a_week_row(week),
        lambda: row.responsible.add(secretary),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_it_is_returned_with_words_and_at_once(week, row, head, deputy):
    SubjectWeek.objects.filter(pk=week.pk).update(status="submitted")
    with pytest.raises(ValidationError, match="Say what should change"):
        services.return_subjectweek(fresh(week), by=deputy, text=" ")
    services.return_subjectweek(fresh(week), by=deputy, text="Ачылышы жок")

    assert (fresh(week).status, fresh(week).remark) == ("returned", "Ачылышы жок")
    notice = Notification.objects.get(to=head)
    assert notice.urgent
    assert "Ачылышы жок" in notice.text


def test_an_approved_programme_is_opened_again_and_its_paper_replaced(week, row, head, deputy):
    first = approved(week, deputy).paper
    services.return_subjectweek(fresh(week), by=deputy, text="Күнү жылды")
    WeekRow.objects.filter(pk=row.pk).update(place="Спорт зал")
    services.submit_subjectweek(fresh(week), by=head)
    second = approved(week, deputy).paper

    assert fresh(first).state == ArchivedDocument.State.REPLACED
    assert "Спорт зал" in second.snapshot
    assert second.state == ArchivedDocument.State.IN_FORCE


def test_events_are_marked_with_their_counts(week, row, deputy, teacher, head):
    missed = make.a_week_row(week, text="Экскурсия")
    approved(week, deputy)
    services.hold_weekrow(
        row, by=teacher, groups=2, pupils=41, winners="Асанов Б., 7-Ң", remark=""
    )
    with pytest.raises(ValidationError, match="Say why"):
        services.miss_weekrow(missed, by=head, remark="")
    services.miss_weekrow(missed, by=head, remark="Автобус болгон жок")

    row, missed = fresh(row), fresh(missed)
    assert (row.status, row.groups, row.pupils) == ("held", 2, 41)
    assert (missed.status, missed.remark) == ("missed", "Автобус болгон жок")
    services.reopen_weekrow(row, by=head)
    row = fresh(row)
    assert (row.status, row.pupils, row.winners) == ("planned", None, "")


def test_a_report_waits_for_all_marks_and_is_filed(week, row, head, deputy):
    approved(week, deputy)
    with pytest.raises(ValidationError, match=row.text):
        services.report_subjectweek(fresh(week), by=head)
    services.hold_weekrow(row, by=head, groups=2, pupils=41, winners="", remark="")
    SubjectWeek.objects.filter(pk=week.pk).update(best="Викторина", proposals="Кайталоо")
    services.report_subjectweek(fresh(week), by=head)

    week = fresh(week)
    assert (week.status, week.report_paper.kind) == ("reported", "week_report")
    data = json.loads(week.report_paper.snapshot)
    assert data["report"]["best"] == "Викторина"
    assert data["rows"][0]["pupils"] == 41
    assert Notification.objects.filter(to=deputy, text__contains="report").exists()
    for change in ({"best": "Башка"}, {"title": "Башка"}):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            SubjectWeek.objects.filter(pk=week.pk).update(**change)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        WeekRow.objects.filter(pk=row.pk).update(pupils=400)


def test_a_report_is_opened_again_with_a_reason(week, row, head, deputy):
    approved(week, deputy)
    services.hold_weekrow(row, by=head, groups=None, pupils=None, winners="", remark="")
    services.report_subjectweek(fresh(week), by=head)
    before = fresh(week).report_paper
    with pytest.raises(ValidationError, match="Say why"):
        services.reopen_subjectweek(fresh(week), by=head, text="")
    services.reopen_subjectweek(fresh(week), by=head, text="Саны туура эмес")
    services.report_subjectweek(fresh(week), by=head)

    assert fresh(before).state == ArchivedDocument.State.REPLACED
    assert fresh(week).report_paper_id != before.pk


def test_the_row_of_the_plan_is_done_with_the_report(association, head, deputy):
    plan = make.a_plan(association)
    planned = make.a_plan_row(plan, kind="week")
    make.in_force(plan)
    week = make.a_week(association, plan_row=planned)
    row = make.a_week_row(week)
    approved(week, deputy)
    services.hold_weekrow(row, by=head, groups=1, pupils=20, winners="", remark="")
    services.report_subjectweek(fresh(week), by=head)
    assert fresh(planned).status == "done"

    services.reopen_subjectweek(fresh(week), by=head, text="Ката бар")

    assert fresh(planned).status != "done"


def test_an_event_is_taken_out_of_a_draft(week, row, head):
    services.remove_weekrow(row, by=head)

    assert not week.rows.exists()
    assert AuditEntry.objects.get(verb="remove_row").changes["text"] == row.text


def test_nobody_but_the_head_and_the_responsible_mark(week, row, deputy, secretary):
    approved(week, deputy)
    with pytest.raises(Refused):
        services.hold_weekrow(row, by=secretary, groups=1, pupils=1, winners="", remark="")


def test_photos_lose_their_place_and_keep_their_pixels(week, deputy, teacher, head):
    make.a_week_row(week)
    week, data = approved(week, deputy), a_photo()
    photo = without_place(accept(SimpleUploadedFile("IMG_1.jpg", data, "image/jpeg")))
    services.attach_subjectweek(week, by=teacher, photos=[photo, photo])
    services.attach_subjectweek(week, by=head, photos=[photo])  # it is there already

    (kept,) = attachments.of(week, "week_photo")
    with kept.file.open("rb") as file:
        stored = file.read()
    assert b"Samsung" not in stored
    assert b"Naryn" not in stored
    shown = Image.open(BytesIO(stored))
    assert shown.getexif().get_ifd(0x8825) == {}
    assert shown.getexif()[0x0112] == 6
    assert shown.tobytes() == Image.open(BytesIO(data)).tobytes()
    with pytest.raises(Refused):
        services.detach_subjectweek(week, by=teacher, gone=[kept])
    services.detach_subjectweek(week, by=head, gone=[kept])
    assert not attachments.of(week, "week_photo")


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_papers_say_what_stands_in_the_week(week, row, deputy, head, language):
    make.a_week_row(week, text="Экскурсия", kind="closing")
    week = approved(week, deputy)
    services.hold_weekrow(
        row, by=head, groups=2, pupils=41, winners="Асанов Б.", remark="Жакшы өттү"
    )
    services.miss_weekrow(week.rows.get(kind="closing"), by=head, remark="Автобус жок")
    plan = WeekPlan(fresh(week), language=language).html()
    report = WeekReport(fresh(week), language=language).html()

    for words in (week.title, row.text, "7-А, 7-Ң", "31-кабинет", "ата-энелер", week.goal):
        assert words in plan
    assert {"ky": "БЕКИТЕМ", "ru": "УТВЕРЖДАЮ"}[language] in plan
    assert {"ky": "Жабылышы: Экскурсия", "ru": "Закрытие: Экскурсия"}[language] in plan
    for words in ("41", "Асанов Б.", "Жакшы өттү", "Автобус жок"):
        assert words in report
    assert WeekPlan(fresh(week), language=language).pdf().startswith(b"%PDF")


def test_a_decade_has_thirty_one_days_and_no_more(association, head, client):
    client.force_login(head)
    first = make.a_year(association.school).start.replace(month=10, day=12)
    first += timedelta(days=first.weekday() == 6)
    said = {"association": association.pk, "kind": "decade", "title": "Декада"}
    url = reverse("lessons:subjectweek_create")
    long = client.post(url, {**said, "first": first, "last": first + timedelta(days=31)})
    assert "at most 31 days" in long.content.decode()
    back = client.post(url, {**said, "first": first, "last": first - timedelta(days=1)})
    assert "must not come before" in back.content.decode()
    assert not SubjectWeek.objects.exists()

    client.post(url, {**said, "first": first, "last": first + timedelta(days=30)})

    week = SubjectWeek.objects.get()
    assert (week.kind, week.year) == ("decade", make.a_year(association.school))
    assert not [day for day in week.days if day.weekday() == 6]
    page = client.get(reverse("lessons:weekrow_create", args=[week.pk]))
    offered = [key for key, _label in page.context["form"].fields["day"].choices]
    assert offered == [day.isoformat() for day in week.days]


def test_an_event_is_written_with_who_is_responsible(week, head, teacher, client):
    client.force_login(head)
    url = reverse("lessons:weekrow_create", args=[week.pk])
    said = {"kind": "opening", "day": week.first, "text": "Линейка", "begins": "09:00"}
    answer = client.post(url, {**said, "responsible": [teacher.pk]})

    row = week.rows.get()
    assert answer.url == f"{week.get_absolute_url()}#row-{row.pk}"
    assert list(row.responsible.all()) == [teacher]
    page = client.get(week.get_absolute_url()).content.decode()
    assert "The programme has no closing yet." in page
    assert "no opening yet" not in page
    other = week.last + timedelta(days=1)
    refused = client.post(url, {**said, "day": other}).content.decode()
    assert "Choose one of the days of the week." in refused
