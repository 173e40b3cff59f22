"""The life of a row of a plan that holds: begun, done with evidence, moved; who confirms it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import about
from core.models import Attachment, Notification
from core.permissions import Refused, can
from core.uploads import accept
from plans import services
from plans.models import Plan, PlanRow, RowMark
from plans.workflow import ROW_OPEN, RowStatus
from tests import factories as make
from tests.core.corpus import a_jpeg

PLANNED, IN_PROGRESS, DONE, PARTLY, NOT_DONE, CANCELLED = RowStatus
PHOTO = a_jpeg()
TODAY = timezone.localdate
VERBS = ["begin", "finish", "part", "miss", "cancel", "reopen", "postpone", "report"]
CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip


@pytest.fixture
def row(association, head, secretary, teacher):
    """The teacher's row of a plan that holds, due in ten days."""
    return a_row(association, responsible=[teacher])


def a_row(association, **fields):
    due = TODAY() + timedelta(days=10)
    usual = {"text": "Ачык сабак", "due_now": due}
    plan = make.a_plan_in_force(association, {**usual, **fields})
    return plan.rows.get()


def fresh(row):
    return PlanRow.objects.with_standing().get(pk=row.pk)


def verbs(row):
    return [entry.verb for entry in about(row).order_by("pk")]


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", "urgent"))


def marks(row):
    return [(mark.step, mark.verdict, mark.author.username) for mark in row.marks.in_order()]


def a_photo(name="сүрөт.jpg"):
    return accept(SimpleUploadedFile(name, PHOTO))


def reported(row, person, text="Өткөрдүм."):
    services.report_planrow(row, by=person, text=text)
    return row.marks.get(author=person, verdict="waiting")


# Who does it reports; the head confirms


def test_a_report_waits_for_the_head(row, teacher, head):
    services.report_planrow(row, by=teacher, text="7-класста өттү.", files=[a_photo()])

    mark = row.marks.get()
    assert fresh(row).status == IN_PROGRESS
    assert (mark.step, mark.verdict, mark.text) == ("done", "waiting", "7-класста өттү.")
    kept = Attachment.objects.get()
    assert (kept.subject, kept.kind, kept.type) == (mark, "evidence", "image/jpeg")
    assert verbs(row) == ["begin", "report"]
    assert about(row).get(verb="report").changes["files"] == ["сүрөт.jpg"]
    [(words, urgent)] = told(head)
    assert "marked a row of the plan as done: Ачык сабак" in words
    assert not urgent
    assert told(teacher) == []


def test_the_head_confirms_and_it_is_done(row, teacher, head):
    mark = reported(row, teacher)

    services.confirm_rowmark(mark, by=head, text="Жакшы.")

    mark.refresh_from_db()
    assert fresh(row).status == DONE
    assert (mark.verdict, mark.answer, mark.answered_by) == ("confirmed", "Жакшы.", head)
    assert verbs(row) == ["begin", "report", "finish"]
    assert told(teacher) == [("Your mark was confirmed: Ачык сабак “Жакшы.”", False)]


def test_the_head_gives_it_back_and_says_what_is_missing(row, teacher, head):
    mark = reported(row, teacher)
    with pytest.raises(ValidationError, match="Say what is missing"):
        services.return_rowmark(mark, by=head, text="  ")

    services.return_rowmark(mark, by=head, text="Сүрөт кошуңуз.")

    mark.refresh_from_db()
    assert fresh(row).status == IN_PROGRESS
    assert (mark.verdict, mark.answer) == ("returned", "Сүрөт кошуңуз.")
    assert verbs(row)[-1] == "return"
    [(words, urgent)] = told(teacher)
    assert words == "Your mark was returned to you: “Сүрөт кошуңуз.” Ачык сабак"
    assert urgent
    services.report_planrow(fresh(row), by=teacher, text="Сүрөтү менен.", files=[a_photo()])
    assert marks(row)[-1][1] == "waiting"


def test_nobody_reports_twice_before_the_answer(row, teacher):
    reported(row, teacher)

    with pytest.raises(Refused, match="waits for the head already"):
        services.report_planrow(fresh(row), by=teacher, text="Дагы бир жолу.")
    with pytest.raises(Refused):
        services.report_planrow(row, by=teacher, text="Эски барак.")

    assert row.marks.count() == 1


def test_a_mark_is_answered_once(row, teacher, head):
    mark = reported(row, teacher)
    services.return_rowmark(mark, by=head, text="Толук эмес.")

    with pytest.raises(Refused, match="answered already"):
        services.confirm_rowmark(mark, by=head)

    assert fresh(row).status == IN_PROGRESS


def test_a_row_of_all_members_is_reported_by_each(association, teacher, secretary, head):
    row = a_row(association, all_members=True)
    first, second = reported(row, teacher), reported(fresh(row), secretary)

    services.confirm_rowmark(first, by=head)
    assert fresh(row).status == DONE
    services.confirm_rowmark(second, by=head)

    second.refresh_from_db()
    assert second.verdict == "confirmed"
    assert verbs(row)[-2:] == ["finish", "confirm"]


# The head marks, with evidence


def test_done_wants_evidence(row, head):
    with pytest.raises(ValidationError, match="Say how it was done"):
        services.finish_planrow(row, by=head, text=" ")

    assert fresh(row).status == PLANNED
    assert not row.marks.exists()
    assert verbs(row) == []


@pytest.mark.parametrize("kind", ["text", "files", "meeting"])
def test_a_sentence_a_file_or_a_meeting_is_evidence(row, head, association, kind):
    meeting = make.a_meeting(association, status="held", number=3)
    evidence = {"text": "Өттү.", "files": [a_photo(), a_photo("2.jpg")], "meeting": meeting}

    services.finish_planrow(row, by=head, **{kind: evidence[kind]})

    mark = row.marks.get()
    assert fresh(row).status == DONE
    assert (mark.step, mark.verdict) == ("done", "confirmed")
    assert mark.text == ("Өттү." if kind == "text" else "")
    assert mark.meeting == (meeting if kind == "meeting" else None)
    assert Attachment.objects.count() == (1 if kind == "files" else 0)


def test_no_more_files_than_fit(row, head, monkeypatch):
    monkeypatch.setattr("plans.services.marking.MOST_FILES", 1)

    with pytest.raises(ValidationError, match="No more than 1 files"):
        services.finish_planrow(row, by=head, files=[a_photo(), a_photo("2.jpg")])

    assert not Attachment.objects.exists()


def test_a_file_of_evidence_is_for_whoever_sees_the_row(
    row, teacher, secretary, deputy, stranger, client
):
    services.report_planrow(row, by=teacher, files=[a_photo()])
    url = reverse("attachment", args=[Attachment.objects.get().pk])

    def answer(person):
        client.force_login(person)
        found = client.get(url)
        assert found.getvalue()
        return found.status_code

    seen = [answer(person) for person in (teacher, secretary, deputy, stranger)]
    assert seen == [200, 200, 200, 404]


def test_what_was_reported_is_confirmed_when_the_head_marks_it(row, teacher, head):
    mark = reported(row, teacher)

    services.finish_planrow(fresh(row), by=head)

    mark.refresh_from_db()
    assert mark.verdict == "confirmed"
    assert "confirmed" in told(teacher)[0][0]


@pytest.mark.parametrize(
    ("verb", "status", "step"),
    [
        ("part", PARTLY, "partly"),
        ("miss", NOT_DONE, "not_done"),
        ("cancel", CANCELLED, "cancelled"),
    ],
)
def test_other_ends_want_a_reason_and_can_be_taken_back(row, head, verb, status, step):
    act = getattr(services, f"{verb}_planrow")
    with pytest.raises(ValidationError, match="Say "):
        act(row, by=head, text="")

    act(row, by=head, text="Карантин болду.")
    assert fresh(row).status == status
    assert row.marks.get().step == step
    with pytest.raises(ValidationError, match="opened again"):
        services.reopen_planrow(row, by=head, text="")
    services.reopen_planrow(row, by=head, text="Кайра болот.")

    assert fresh(row).status == PLANNED
    assert [one[0] for one in marks(row)] == [step, "reopened"]
    assert verbs(row) == [verb, "reopen"]


@pytest.mark.parametrize("verb", ["part", "miss", "cancel"])
def test_what_waits_is_answered_first(row, teacher, head, verb):
    reported(row, teacher)

    with pytest.raises(ValidationError, match="confirm it or give it back first"):
        getattr(services, f"{verb}_planrow")(fresh(row), by=head, text="Болбой калды.")

    assert fresh(row).status == IN_PROGRESS


def test_whoever_does_it_begins(row, teacher, head):
    services.begin_planrow(row, by=teacher)

    assert fresh(row).status == IN_PROGRESS
    assert marks(row) == [("begun", "confirmed", "teacher")]
    assert told(head) == []


# Moving the date


def test_a_moved_date_keeps_the_old_one_and_the_reason(row, teacher, head):
    old, new = row.due_now, row.due_now + timedelta(days=7)

    services.postpone_planrow(row, by=head, new_due=new, text="Мугалим ооруп калды.")

    mark = row.marks.get()
    assert fresh(row).due_now == new
    assert fresh(row).moved
    assert (mark.old_due, mark.new_due, mark.text) == (old, new, "Мугалим ооруп калды.")
    assert about(row).get().changes["due"] == [old.isoformat(), new.isoformat()]
    assert "was moved from" in told(teacher)[0][0]
    assert told(head) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(-30, "has passed"), (10, "holds already"), (900, "outside the school year")],
)
def test_a_date_that_cannot_be_is_refused(row, head, days, words):
    new = TODAY() + timedelta(days=days)

    with pytest.raises(ValidationError, match=words):
        services.postpone_planrow(row, by=head, new_due=new, text="Себеби бар.")

    assert not fresh(row).moved


# Its meeting


def test_a_held_meeting_closes_its_row_by_itself(row, association, teacher, head):
    meeting = make.a_meeting(association, status="convened")
    PlanRow.objects.filter(pk=row.pk).update(meeting=meeting)
    assert fresh(row).standing == PLANNED

    meeting.number = 2
    meeting.save()

    row = fresh(row)
    assert (row.status, row.standing) == (PLANNED, DONE)
    assert not PlanRow.objects.open().filter(pk=row.pk).exists()
    for verb in ("begin", "miss", "cancel", "postpone"):
        assert not can(head, f"plans.{verb}_planrow", row)
    assert not can(teacher, "plans.report_planrow", row)
    assert can(head, "plans.part_planrow", row)


# A row of a month and that of the year


def a_month(association, origin, month, **fields):
    first = TODAY().replace(day=1)
    year = origin.plan.year
    first = first.replace(year=year.start.year + (month < year.start.month), month=month)
    row = {"text": origin.text, "origin": origin, "months": [month], **fields}
    plan = make.a_plan_in_force(association, row, period="month", month=first)
    return plan.rows.get()


def test_a_row_of_a_month_marks_that_of_the_year(row, association, teacher, head):
    month = a_month(association, row, 10, responsible=[teacher])

    mark = reported(month, teacher, "Өттү.")
    assert fresh(row).status == PLANNED
    services.confirm_rowmark(mark, by=head)

    assert fresh(month).status == fresh(row).status == DONE
    assert row.marks.get().text == "Өттү."
    services.reopen_planrow(fresh(month), by=head, text="Болгон эмес.")
    assert fresh(row).status == PLANNED


def test_of_several_months_the_last_one_says_that_it_is_done(association, teacher, head):
    row = a_row(association, months=[10, 12], responsible=[teacher])
    first = a_month(association, row, 10)
    last = a_month(association, row, 12)

    services.finish_planrow(first, by=head, text="Октябрь бүттү.")
    assert fresh(row).status == IN_PROGRESS
    services.finish_planrow(last, by=head, text="Декабрь бүттү.")

    assert fresh(row).status == DONE


def test_what_is_closed_in_the_year_is_not_closed_again_by_a_month(row, association, head):
    month = a_month(association, row, 10)
    services.finish_planrow(row, by=head, text="Жыл боюнча бүттү.")

    services.finish_planrow(month, by=head, text="Айда бүттү.")

    assert fresh(month).status == fresh(row).status == DONE
    assert [mark.text for mark in row.marks.in_order()] == ["Жыл боюнча бүттү."]


def test_what_was_not_done_in_a_month_stays_open_in_the_year(row, association, head):
    month = a_month(association, row, 10)

    services.miss_planrow(month, by=head, text="Убакыт жетпеди.")

    assert fresh(row).status == PLANNED


def test_a_task_is_shown_once(row, association, teacher):
    month = a_month(association, row, 10, responsible=[teacher])

    assert list(PlanRow.objects.tasks_of(teacher)) == [month]
    PlanRow.objects.filter(pk=month.pk).update(status=DONE)
    assert set(PlanRow.objects.tasks_of(teacher)) == {row, month}


def test_rows_of_a_month_that_is_none_are_none(row):
    due = row.due_now

    assert list(PlanRow.objects.of_month(f"{due:%Y-%m}")) == [row]
    for month in (f"{due:%Y}-13", f"{due:%Y}", "октябрь", ""):
        assert not PlanRow.objects.of_month(month).exists()


# What holds


def test_an_amendment_is_no_plan_yet(row, association, head):
    Plan.objects.filter(pk=row.plan_id).update(status="draft")
    fresh_row = make.a_plan_row(Plan.objects.get(pk=row.plan_id), text="Жаңы иш")

    PlanRow.objects.filter(pk=row.pk).update(dropped=True)

    assert can(head, "plans.finish_planrow", fresh(row)), "it holds until the amendment does"
    assert not can(head, "plans.finish_planrow", fresh_row)


def test_what_an_amendment_took_out_is_not_marked_any_more(row, head):
    Plan.objects.filter(pk=row.plan_id).update(status="draft")
    PlanRow.objects.filter(pk=row.pk).update(dropped=True)
    make.in_force(fresh(row).plan)

    assert not can(head, "plans.finish_planrow", fresh(row))


def test_marks_and_their_files_stay_as_they_were_said(row, teacher, head):
    services.finish_planrow(row, by=head, text="Өттү.", files=[a_photo()])

    for change in (
        lambda: RowMark.objects.update(text="Башка"),
        lambda: RowMark.objects.update(verdict="returned"),
        lambda: RowMark.objects.all()._raw_delete("default"),
        lambda: Attachment.objects.update(withdrawn_at=timezone.now()),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


# Who may what, and when

HEADS = {
    PLANNED: {"begin", "finish", "part", "miss", "cancel", "postpone"},
    IN_PROGRESS: {"finish", "part", "miss", "cancel", "postpone"},
    DONE: {"reopen"},
    PARTLY: {"finish", "reopen"},
    NOT_DONE: {"finish", "reopen"},
    CANCELLED: {"reopen"},
}
TEACHERS = {PLANNED: {"begin", "report"}, IN_PROGRESS: {"report"}}


@pytest.mark.parametrize("status", RowStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, row, who, status):
    person = request.getfixturevalue(who)
    PlanRow.objects.filter(pk=row.pk).update(status=status)
    row = fresh(row)

    allowed = {verb for verb in VERBS if can(person, f"plans.{verb}_planrow", row)}

    expected = {"head": HEADS[status], "teacher": TEACHERS.get(status, set())}
    assert allowed == expected.get(who, set())


@pytest.mark.parametrize("status", ["draft", "submitted", "agreed", "returned"])
def test_nothing_is_marked_before_the_plan_holds(association, head, teacher, status):
    plan = make.a_plan(association)
    row = make.a_plan_row(plan, responsible=[teacher])
    Plan.objects.filter(pk=plan.pk).update(status=status)
    row = fresh(row)

    for person in (head, teacher):
        assert not {verb for verb in VERBS if can(person, f"plans.{verb}_planrow", row)}


@pytest.mark.parametrize("who", CAST)
def test_only_the_head_answers_a_mark(request, row, teacher, who):
    person = request.getfixturevalue(who)
    mark = reported(row, teacher)

    assert bool(can(person, "plans.confirm_rowmark", mark)) is (who == "head")
    assert bool(can(person, "plans.return_rowmark", mark)) is (who == "head")


@pytest.mark.parametrize("who", CAST)
def test_which_rows_exist_for_whom(request, row, who):
    person = request.getfixturevalue(who)

    seen = PlanRow.objects.visible_to(person).filter(pk=row.pk).exists()

    assert seen is (who in {"director", "deputy", "head", "secretary", "teacher", "gone"})


# Pages


def test_the_page_of_a_row_tells_all_of_it(client, row, teacher, head):
    services.postpone_planrow(
        row, by=head, new_due=TODAY() + timedelta(days=20), text="Ооруп калды."
    )
    services.report_planrow(fresh(row), by=teacher, text="Өттү.", files=[a_photo()])
    client.force_login(head)

    page = client.get(row.get_absolute_url()).content.decode()

    for words in ("Ачык сабак", "Ооруп калды.", "Өттү.", "сүрөт.jpg", "→", "in progress"):
        assert words in page
    assert reverse("plans:rowmark_confirm", args=[row.marks.get(step="done").pk]) in page
    assert reverse("plans:planrow_finish", args=[row.pk]) in page


def test_the_teacher_reports_in_words_and_comes_back_to_the_row(client, row, teacher):
    client.force_login(teacher)
    url = reverse("plans:planrow_report", args=[row.pk])
    assert "How was it done?" in client.get(url).content.decode()

    refused = client.post(url, {"text": ""}).content.decode()
    assert "Say how it was done" in refused
    answer = client.post(url, {"text": "Бүттү."}, follow=True)

    assert answer.redirect_chain == [(row.get_absolute_url(), 302)]
    assert "waits for the head" in answer.content.decode()
    assert row.marks.get().text == "Бүттү."


def test_words_are_kept_when_somebody_was_quicker(client, row, teacher, head):
    client.force_login(teacher)
    services.finish_planrow(row, by=head, text="Мен белгиледим.")
    sent = {"text": "Узун отчет"}

    answer = client.post(reverse("plans:planrow_report", args=[row.pk]), sent)

    assert answer.status_code == 403
    assert "Узун отчет" in answer.content.decode()
    assert "This row is closed already." in answer.content.decode()


def test_a_meeting_of_another_association_is_no_evidence(client, row, head, other_head):
    theirs = other_head.memberships.get().association
    foreign = make.a_meeting(theirs, status="held", number=1)
    client.force_login(head)

    url = reverse("plans:planrow_finish", args=[row.pk])
    answer = client.post(url, {"meeting": foreign.pk})

    assert answer.status_code == 200
    assert fresh(row).status in ROW_OPEN


def test_my_tasks_show_rows_beside_resolutions(client, row, teacher, head):
    client.force_login(teacher)
    page = client.get(reverse("plans:task_list")).content.decode()
    assert "Ачык сабак" in page
    assert reverse("plans:planrow_report", args=[row.pk]) in page

    mark = reported(row, teacher)
    page = client.get(reverse("plans:task_list")).content.decode()
    assert "an answer is waited for" in page
    assert reverse("plans:planrow_report", args=[row.pk]) not in page

    client.force_login(head)
    page = client.get(reverse("plans:task_list")).content.decode()
    assert "Marks to confirm" in page
    services.return_rowmark(mark, by=head, text="Толук эмес.")
    client.force_login(teacher)
    assert "returned to you" in client.get(reverse("plans:task_list")).content.decode()


def test_the_desk_shows_rows_that_are_near_and_marks_to_confirm(client, row, teacher, head):
    desk, page = reverse("reports:desk"), reverse("plans:planrow_report", args=[row.pk])
    client.force_login(teacher)
    assert page in client.get(desk).content.decode()

    mark = reported(row, teacher)
    assert page not in client.get(desk).content.decode()
    client.force_login(head)
    assert row.get_absolute_url() in client.get(desk).content.decode()
    assert "Confirm the mark" in client.get(desk).content.decode()

    services.return_rowmark(mark, by=head, text="Толук эмес.")
    assert "Confirm the mark" not in client.get(desk).content.decode()
    client.force_login(teacher)
    assert "returned to you" in client.get(desk).content.decode()


def test_what_is_far_off_is_not_on_the_desk_yet(client, association, head, teacher):
    row = a_row(association, responsible=[teacher], due_now=TODAY() + timedelta(days=15))
    client.force_login(teacher)

    assert row.text not in client.get(reverse("reports:desk")).content.decode()
    assert row.text in client.get(reverse("plans:task_list")).content.decode()
