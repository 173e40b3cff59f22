"""A resolution's life after the signing: reported, accepted or returned, its deadline moved."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from associations.models import Membership, Post
from core.audit import about
from core.models import Attachment, Notification
from core.permissions import Refused, can
from core.uploads import accept
from meetings import services
from meetings.figures.reminding import reminders_due
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from meetings.permissions.doers import is_done_by_all
from meetings.workflow import ResolutionStatus
from tests import factories as make
from tests.core.corpus import a_jpeg

DRAFT, IN_FORCE, REPORTED, DONE, CANCELLED = ResolutionStatus
TODAY = timezone.localdate
PHOTO = a_jpeg()


@pytest.fixture
def meeting(association, head, secretary, teacher, deputy, director):
    meeting = make.a_meeting(association, status="held", number=1)
    meeting.attendance.update(status="present")
    return meeting


def a_task(meeting, *people, **fields):
    """A resolution in force, due in five days, with these people's names on it."""
    due = TODAY() + timedelta(days=5)
    usual = {"status": "in_force", "due_kind": "date", "due": due, "text": "Отчет берилсин."}
    row = make.a_resolution(make.an_item(meeting), **{**usual, **fields})
    row.responsible.set(people)
    return row


def fresh(row):
    return type(row).objects.select_related().get(pk=row.pk)


def verbs(row):
    return [entry.verb for entry in about(row).order_by("pk")]


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", "urgent"))


def a_photo(name="сүрөт.jpg"):
    return accept(SimpleUploadedFile(name, PHOTO))


# Reporting


def test_a_report_hands_the_resolution_to_the_controller(meeting, teacher, head):
    row = a_task(meeting, teacher)

    services.report_resolution(row, by=teacher, text="Тест өткөрүлдү.", files=[a_photo()])

    row, report = fresh(row), ResolutionReport.objects.get()
    assert row.status == REPORTED
    assert (report.author, report.text, report.verdict) == (
        teacher,
        "Тест өткөрүлдү.",
        "waiting",
    )
    kept = Attachment.objects.get()
    assert (kept.subject, kept.kind, kept.type) == (report, "report", "image/jpeg")
    assert verbs(row) == ["report"]
    assert about(row).get().changes["text"] == "Тест өткөрүлдү."
    [(words, urgent)] = told(head)
    assert "reported" in words
    assert not urgent
    assert told(teacher) == []


def test_a_photo_stays_what_the_report_said(meeting, teacher):
    services.report_resolution(
        a_task(meeting, teacher), by=teacher, text="Бүттү.", files=[a_photo()]
    )

    for change in (
        lambda: Attachment.objects.update(digest="0"),
        lambda: Attachment.objects.update(withdrawn_at=timezone.now()),
        Attachment.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_same_photo_twice_is_kept_once(meeting, teacher):
    services.report_resolution(
        a_task(meeting, teacher), by=teacher, text="Бүттү.", files=[a_photo(), a_photo("2.jpg")]
    )

    assert Attachment.objects.count() == 1


def test_a_helper_reports_and_it_stays_with_the_lead(meeting, teacher, secretary):
    row = a_task(meeting, teacher, secretary, lead=secretary)

    services.report_resolution(row, by=teacher, text="Мен жардам бердим.")
    assert fresh(row).status == IN_FORCE
    services.report_resolution(fresh(row), by=secretary, text="Бүттү.")

    assert fresh(row).status == REPORTED
    assert ResolutionReport.objects.filter(verdict="waiting").count() == 2


def test_one_answer_is_for_all_reports_that_wait(meeting, teacher, secretary, head):
    row = a_task(meeting, teacher, secretary, lead=secretary)
    services.report_resolution(row, by=teacher, text="Мен жардам бердим.")
    services.report_resolution(fresh(row), by=secretary, text="Бүттү.")

    services.accept_resolution(fresh(row), by=head, text="Рахмат.")

    row = fresh(row)
    assert (row.status, row.finished_on) == (DONE, TODAY())
    assert row.outcome == ""  # the reports say it, to those who may read them
    assert set(row.reports.values_list("verdict", "answer", "answered_by")) == {
        ("accepted", "Рахмат.", head.pk)
    }
    assert [words for words, _urgent in told(teacher)][-1].startswith(
        "Your report was accepted"
    )


def test_done_in_time_is_the_day_of_the_report_not_of_the_answer(
    meeting, teacher, head, monkeypatch
):
    row = a_task(meeting, teacher)
    earlier = timezone.now() - timedelta(days=4)
    with monkeypatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: earlier)
        services.report_resolution(row, by=teacher, text="Бүттү.")

    services.accept_resolution(fresh(row), by=head)

    assert fresh(row).finished_on == timezone.localtime(earlier).date()


# Returning


def test_a_returned_report_is_told_at_once_and_reported_again(meeting, teacher, head):
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")

    services.return_resolution(fresh(row), by=head, text="Сүрөт жок.")

    assert fresh(row).status == IN_FORCE
    first = ResolutionReport.objects.get()
    assert (first.verdict, first.answer, first.answered_by) == ("returned", "Сүрөт жок.", head)
    [(words, urgent)] = told(teacher)
    assert urgent
    assert "Сүрөт жок." in words
    services.report_resolution(fresh(row), by=teacher, text="Сүрөтү менен.")
    services.accept_resolution(fresh(row), by=head)
    assert verbs(row) == ["report", "return", "report", "accept"]
    assert [r.verdict for r in ResolutionReport.objects.order_by("pk")] == [
        "returned",
        "accepted",
    ]


def test_nothing_is_returned_without_words(meeting, teacher, head):
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")

    with pytest.raises(ValidationError) as refusal:
        services.return_resolution(fresh(row), by=head, text=" ")

    assert refusal.value.message_dict == {"text": ["Say what is missing."]}
    assert fresh(row).status == REPORTED
    assert ResolutionReport.objects.get().verdict == "waiting"


# What is refused


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (DRAFT, "The protocol is not signed yet."),
        (REPORTED, "A report on it waits for an answer already."),
        (DONE, "This resolution is done already."),
        (CANCELLED, "This resolution was cancelled by a later one."),
    ],
)
def test_a_report_out_of_time_is_told_why(meeting, teacher, status, reason):
    row = a_task(meeting, teacher, status=status)

    with pytest.raises(Refused) as refusal:
        services.report_resolution(row, by=teacher, text="Бүттү.")

    assert str(refusal.value.reason) == reason


def test_only_those_named_report(meeting, teacher, secretary):
    with pytest.raises(Refused) as refusal:
        services.report_resolution(a_task(meeting, teacher), by=secretary, text="Бүттү.")

    assert "Only those to whom the resolution was given" in str(refusal.value.reason)


def test_one_report_of_a_person_waits_at_a_time(meeting, teacher, secretary):
    row = a_task(meeting, teacher, secretary, lead=secretary)
    services.report_resolution(row, by=teacher, text="Бүттү.")

    verdict = can(teacher, "meetings.report_resolution", fresh(row))

    assert str(verdict.reason) == "Your report waits for an answer already."


def test_a_second_press_finds_it_moved(meeting, teacher, head):
    """Both pages were loaded before either button was pressed."""
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")
    with pytest.raises(Refused):
        services.report_resolution(row, by=teacher, text="Бүттү.")
    loaded = fresh(row)
    services.return_resolution(loaded, by=head, text="Толук эмес.")
    with pytest.raises(Refused):
        services.accept_resolution(loaded, by=head)

    assert verbs(row) == ["report", "return"]
    assert ResolutionReport.objects.get().verdict == "returned"


def test_a_report_says_something_and_carries_ten_files_at_most(meeting, teacher):
    row = a_task(meeting, teacher)

    with pytest.raises(ValidationError) as empty:
        services.report_resolution(row, by=teacher, text="  ")
    with pytest.raises(ValidationError) as many:
        services.report_resolution(row, by=teacher, text="Бүттү.", files=[a_photo()] * 11)

    assert empty.value.message_dict == {"text": ["Say what was done."]}
    assert list(many.value.message_dict) == ["files"]
    assert not ResolutionReport.objects.exists()


# Who answers


def test_the_heads_own_report_goes_to_the_deputy_and_the_paper_can_say_so(
    meeting, head, deputy, teacher
):
    row = a_task(meeting, head)
    services.report_resolution(row, by=head, text="Бүттү.")
    assert told(deputy)

    with pytest.raises(Refused):
        services.accept_resolution(fresh(row), by=head)
    services.accept_resolution(fresh(row), by=deputy)

    report = ResolutionReport.objects.get()
    assert (report.answered_by, report.answered_as) == (deputy, "deputy:doer")
    assert (
        report.instead == "The deputy director answered: the head of the association is a doer."
    )
    assert about(row).first().changes["instead"] == "deputy:doer"


def test_the_deputys_own_report_goes_to_the_director(meeting, deputy, director, head):
    row = a_task(meeting, deputy, controller="deputy")
    services.report_resolution(row, by=deputy, text="Бүттү.")

    for person in (deputy, head):
        assert not can(person, "meetings.accept_resolution", fresh(row))
    services.accept_resolution(fresh(row), by=director)

    assert ResolutionReport.objects.get().answered_as == "director:doer"


def test_where_there_is_no_head_the_deputy_answers(meeting, association, teacher, deputy):
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")
    association.memberships.filter(role="head").update(until=TODAY() - timedelta(days=1))

    services.accept_resolution(fresh(row), by=deputy)

    assert ResolutionReport.objects.get().answered_as == "deputy:vacant"


def test_a_deputy_named_as_controller_answers_and_the_head_does_not(
    meeting, teacher, head, deputy
):
    row = a_task(meeting, teacher, controller="deputy")
    services.report_resolution(row, by=teacher, text="Бүттү.")

    assert not can(head, "meetings.accept_resolution", fresh(row))
    services.accept_resolution(fresh(row), by=deputy)

    assert ResolutionReport.objects.get().answered_as == ""


@pytest.mark.parametrize("controller", ["head", "deputy"])
def test_what_waits_for_whom_is_what_the_rules_allow(
    meeting, association, head, deputy, director, teacher, secretary, controller
):
    """The list of what waits and the rule of each answer agree, whoever reported."""
    cast = [head, deputy, director, teacher, secretary]
    for doers in ([teacher], [head], [deputy], [head, teacher], [deputy, head], [director]):
        row = a_task(meeting, *doers, controller=controller)
        Resolution.objects.filter(pk=row.pk).update(status=REPORTED)
        for person in doers:
            ResolutionReport.objects.create(resolution=row, author=person, text="Бүттү.")
    for person in cast:
        allowed = {
            row
            for row in Resolution.objects.all()
            if can(person, "meetings.accept_resolution", row)
        }
        assert set(Resolution.objects.waiting_for(person)) == allowed


def test_where_all_of_the_line_are_doers_it_is_said_who_is_missing(meeting, deputy, director):
    row = a_task(meeting, deputy, director, controller="deputy", status=REPORTED)
    for person in (deputy, director):
        ResolutionReport.objects.create(resolution=row, author=person, text="Бүттү.")

    verdict = can(director, "meetings.accept_resolution", fresh(row))

    assert "Nobody is left to answer this" in str(verdict.reason)


# All members


@pytest.fixture
def everybody(meeting):
    return a_task(meeting, all_members=True)


def report_all(row, *people):
    for person in people:
        services.report_resolution(fresh(row), by=person, text=f"{person.pk} бүттү.")


def test_each_member_reports_and_the_last_accepted_report_closes_it(
    everybody, head, secretary, teacher, deputy
):
    report_all(everybody, teacher, secretary, head)
    assert fresh(everybody).status == IN_FORCE
    of = {report.author: report for report in ResolutionReport.objects.all()}

    services.accept_report(of[teacher], by=head)
    services.return_report(of[secretary], by=head, text="Толук эмес.")
    with pytest.raises(Refused):
        services.accept_report(of[head], by=head)
    services.accept_report(of[head], by=deputy)
    assert fresh(everybody).status == IN_FORCE
    report_all(everybody, secretary)
    services.accept_report(ResolutionReport.objects.latest("pk"), by=head)

    assert fresh(everybody).status == DONE
    assert fresh(everybody).finished_on == TODAY()
    assert verbs(everybody)[-2:] == ["accept", "complete"]


def test_who_has_left_meanwhile_is_not_waited_for(everybody, head, secretary, teacher, deputy):
    report_all(everybody, teacher, head)
    of = {report.author: report for report in ResolutionReport.objects.all()}
    Membership.objects.filter(person=secretary).update(until=TODAY() - timedelta(days=1))

    services.accept_report(of[teacher], by=head)
    services.accept_report(of[head], by=deputy)

    assert fresh(everybody).status == DONE


def test_who_came_after_the_meeting_is_not_meant(everybody, association, school):
    newcomer = make.a_person(school)
    make.a_membership(association, newcomer)

    assert not can(newcomer, "meetings.report_resolution", everybody)
    assert everybody not in Resolution.objects.of_person(newcomer)


def test_what_was_accepted_needs_no_second_report(everybody, head, teacher):
    report_all(everybody, teacher)
    services.accept_report(ResolutionReport.objects.get(), by=head)

    verdict = can(teacher, "meetings.report_resolution", fresh(everybody))

    assert str(verdict.reason) == "Your report was accepted already."
    assert everybody not in Resolution.objects.to_do_by(teacher)
    assert everybody in Resolution.objects.to_do_by(head)


def test_after_the_mark_was_taken_back_everybody_begins_anew(
    client, everybody, head, secretary, teacher, deputy
):
    report_all(everybody, teacher, secretary, head)
    for report in ResolutionReport.objects.all():
        services.accept_report(report, by=deputy if report.author == head else head)
    services.renew_resolution(fresh(everybody), by=head)

    row = fresh(everybody)
    assert row.status == IN_FORCE
    assert can(teacher, "meetings.report_resolution", row)
    assert everybody in Resolution.objects.to_do_by(teacher)
    Resolution.objects.update(due_now=TODAY())
    reminded = {due.person for due in reminders_due(row.school_id, TODAY())}
    assert reminded == {teacher, secretary, head}
    assert not is_done_by_all(row)
    client.force_login(head)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert shown.count("the mark was taken back later") == shown.count("not reported yet") == 3
    report_all(everybody, teacher)
    report = ResolutionReport.objects.latest("pk")
    services.accept_report(report, by=head)
    assert not can(teacher, "meetings.report_resolution", fresh(everybody))
    assert fresh(everybody).status == IN_FORCE


def test_so_does_who_was_named(client, meeting, head, teacher):
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")
    services.accept_resolution(fresh(row), by=head)
    services.renew_resolution(fresh(row), by=head)
    client.force_login(teacher)

    shown = client.get(reverse("meetings:task_list")).content.decode()

    assert "your report was accepted" not in shown
    assert reverse("meetings:resolution_report", args=[row.pk]) in shown


def test_reports_of_all_members_are_answered_one_by_one(everybody, head, teacher):
    report_all(everybody, teacher)
    Resolution.objects.update(status=REPORTED)

    verdict = can(head, "meetings.accept_resolution", fresh(everybody))

    assert str(verdict.reason) == "The report of each member is answered by itself."


def test_a_report_is_answered_once(everybody, head, teacher):
    report_all(everybody, teacher)
    services.accept_report(ResolutionReport.objects.get(), by=head)

    with pytest.raises(Refused):
        services.return_report(ResolutionReport.objects.get(), by=head, text="Жок.")


def test_one_report_of_a_resolution_with_names_is_answered_with_the_others(
    meeting, teacher, head
):
    row = a_task(meeting, teacher)
    services.report_resolution(row, by=teacher, text="Бүттү.")

    services.return_report(ResolutionReport.objects.get(), by=head, text="Толук эмес.")
    assert fresh(row).status == IN_FORCE
    services.report_resolution(fresh(row), by=teacher, text="Бүттү.")
    services.accept_report(ResolutionReport.objects.latest("pk"), by=head)

    assert fresh(row).status == DONE


# Finishing without a report


def test_nobody_marks_the_own_task_as_done(meeting, head, secretary):
    verdict = can(head, "meetings.finish_resolution", a_task(meeting, head))

    assert str(verdict.reason) == "Nobody marks the own task as done: report on it instead."
    assert can(secretary, "meetings.finish_resolution", a_task(meeting, head))


def test_what_waits_is_answered_before_it_is_finished(everybody, head, teacher):
    report_all(everybody, teacher)

    with pytest.raises(ValidationError, match="A report waits"):
        services.finish_resolution(fresh(everybody), by=head)

    assert fresh(everybody).status == IN_FORCE


def test_a_helpers_report_is_accepted_when_the_head_marks_it_as_done(
    meeting, teacher, secretary, head
):
    """Nobody can answer it before the lead reports, who may have left: it holds up nothing."""
    row = a_task(meeting, teacher, secretary, lead=secretary)
    services.report_resolution(row, by=teacher, text="Мен жардам бердим.")

    services.finish_resolution(fresh(row), by=head, outcome="Бүттү.")

    report = ResolutionReport.objects.get()
    assert (fresh(row).status, fresh(row).finished_on) == (DONE, TODAY())
    assert (report.verdict, report.answer, report.answered_by) == ("accepted", "Бүттү.", head)
    assert about(row).order_by("-pk").first().changes["report"] == [report.pk]
    assert any("accepted" in words for words, _urgent in told(teacher))


# The deadline


def later(days=20):
    return TODAY() + timedelta(days=days)


def test_another_date_is_asked_for_and_granted(meeting, teacher, secretary, head):
    row = a_task(meeting, teacher, secretary)

    services.ask_deadline(row, by=teacher, new=later(), reason="Оорудум.")
    change = DeadlineChange.objects.get()
    assert (change.old, change.new, change.state) == (row.due, later(), "asked")
    assert fresh(row).due_now == row.due
    assert "Оорудум." in told(head)[0][0]
    services.grant_deadline(change, by=head)

    row, change = fresh(row), fresh(change)
    assert (row.due_now, row.due) == (later(), TODAY() + timedelta(days=5))
    assert (change.state, change.answered_by) == ("granted", head)
    assert told(secretary)
    assert verbs(row) == ["ask_deadline", "grant_deadline"]


def test_a_date_is_left_with_words(meeting, teacher, head):
    row = a_task(meeting, teacher)
    services.ask_deadline(row, by=teacher, new=later(), reason="Оорудум.")
    change = DeadlineChange.objects.get()

    with pytest.raises(ValidationError):
        services.refuse_deadline(change, by=head, text="")
    services.refuse_deadline(change, by=head, text="Мөөнөт жетиштүү.")

    assert fresh(row).due_now == row.due
    assert (fresh(change).state, fresh(change).answer) == ("refused", "Мөөнөт жетиштүү.")
    assert "Мөөнөт жетиштүү." in told(teacher)[0][0]


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (-1, "This day has passed. Choose a later one."),
        (5, "This is the date that holds already."),
        (900, "This is more than two years after the meeting."),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(meeting, teacher, days, fault):
    with pytest.raises(ValidationError) as refusal:
        services.ask_deadline(
            a_task(meeting, teacher), by=teacher, new=later(days), reason="Оорудум."
        )

    assert refusal.value.message_dict == {"new": [fault]}


def test_no_deadline_comes_before_the_meeting(association, head, teacher):
    coming = make.a_meeting(association, date=later(10), status="held", number=1)

    with pytest.raises(ValidationError) as refusal:
        services.ask_deadline(
            a_task(coming, teacher, due=later(30)), by=teacher, new=later(3), reason="Оорудум."
        )

    assert refusal.value.message_dict == {
        "new": ["The deadline cannot come before the meeting."]
    }


def test_one_wish_waits_at_a_time_and_needs_a_date_to_move(meeting, teacher):
    row, dateless = (
        a_task(meeting, teacher),
        a_task(meeting, teacher, due_kind="none", due=None),
    )
    services.ask_deadline(row, by=teacher, new=later(), reason="Оорудум.")

    verdicts = [can(teacher, "meetings.ask_deadline", fresh(each)) for each in (row, dateless)]

    assert [str(verdict.reason) for verdict in verdicts] == [
        "A new date is asked for already.",
        "This resolution has no date.",
    ]


def test_a_day_that_has_passed_meanwhile_is_not_granted(meeting, teacher, head):
    row, before = a_task(meeting, teacher), TODAY() + timedelta(days=5)
    wish = {"resolution": row, "asked_by": teacher, "old": before, "reason": "Ооруп калдым."}
    change = DeadlineChange.objects.create(
        **wish, new=TODAY() - timedelta(days=1), school_id=row.school_id
    )

    with pytest.raises(ValidationError, match="This day has passed"):
        services.grant_deadline(change, by=head)

    assert (fresh(change).state, fresh(row).due_now) == ("asked", before)


def test_nobody_grants_the_own_wish(meeting, head, deputy):
    services.ask_deadline(a_task(meeting, head), by=head, new=later(), reason="Оорудум.")
    change = DeadlineChange.objects.get()

    assert not can(head, "meetings.grant_deadline", change)
    assert set(DeadlineChange.objects.waiting_for(head)) == set()
    assert set(DeadlineChange.objects.waiting_for(deputy)) == {change}
    services.grant_deadline(change, by=deputy)


# Who may do what and when

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "colleague", "stranger",
    "other_head", "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = [
    "report_resolution", "accept_resolution", "return_resolution", "finish_resolution",
    "renew_resolution", "cancel_resolution", "complete_resolution", "ask_deadline",
    "view_reports",
]  # fmt: skip
READERS = {"director", "deputy", "head", "secretary", "teacher", "colleague", "gone"}
# The teacher is named, the head controls; the colleague is another member.
ALLOWED = {
    ("teacher", IN_FORCE): {"report_resolution", "ask_deadline"},
    ("head", IN_FORCE): {"finish_resolution"},
    ("secretary", IN_FORCE): {"finish_resolution"},
    ("head", REPORTED): {"accept_resolution", "return_resolution"},
    ("head", DONE): {"renew_resolution"},
    ("secretary", DONE): {"renew_resolution"},
}


@pytest.fixture
def colleague(school, association):
    person = make.a_person(school, username="colleague")
    make.a_membership(association, person)
    return person


def allowed_to(person, row):
    return {verb for verb in VERBS if can(person, f"meetings.{verb}", row)}


@pytest.mark.parametrize("status", ResolutionStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_a_resolution_and_when(
    request, colleague, meeting, teacher, who, status
):
    person = request.getfixturevalue(who)
    row = a_task(meeting, teacher, status=status)
    if status == REPORTED:
        ResolutionReport.objects.create(resolution=row, author=teacher, text="Бүттү.")

    reads = {"view_reports"} if who in READERS else set()

    assert allowed_to(person, row) == ALLOWED.get((who, status), set()) | reads


@pytest.mark.parametrize("status", ResolutionStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_with_one_report_of_many(
    request, colleague, meeting, teacher, who, status
):
    row = a_task(meeting, all_members=True, status=status)
    report = ResolutionReport.objects.create(resolution=row, author=teacher, text="Бүттү.")
    person = request.getfixturevalue(who)

    allowed = {
        verb for verb in ("accept", "return") if can(person, f"meetings.{verb}_report", report)
    }

    answers = who == "head" and status in {IN_FORCE, REPORTED}
    assert allowed == ({"accept", "return"} if answers else set())


@pytest.mark.parametrize("who", CAST)
def test_reports_are_seen_by_the_association_and_the_leaders_only(
    request, colleague, meeting, teacher, who
):
    report = ResolutionReport.objects.create(
        resolution=a_task(meeting, teacher), author=teacher, text="Бүттү."
    )
    person = request.getfixturevalue(who)

    seen = ResolutionReport.objects.visible_to(person).filter(pk=report.pk).exists()

    assert seen is (who in READERS)
    assert bool(can(person, "meetings.view_report", report)) is (who in READERS)


def test_a_doer_from_outside_sees_the_own_report_only(meeting, stranger, teacher):
    row = a_task(meeting, stranger, teacher, lead=teacher)
    services.report_resolution(row, by=stranger, text="Бүттү.")
    services.report_resolution(fresh(row), by=teacher, text="Мен да.")

    [own] = ResolutionReport.objects.visible_to(stranger)

    assert own.author == stranger
    assert can(stranger, "meetings.view_report", own)
    assert not can(stranger, "meetings.view_reports", row)


@pytest.mark.parametrize("who", CAST)
def test_whose_tasks_may_be_read(request, colleague, meeting, teacher, who):
    person = request.getfixturevalue(who)

    allowed = {"director", "deputy", "head", "teacher"}
    assert bool(can(person, "meetings.view_tasks", teacher)) is (who in allowed)
    assert can(person, "meetings.view_tasks")


def test_an_acting_second_deputy_answers_for_the_first(meeting, deputy, school, director):
    second = make.a_person(school, username="second")
    make.a_post(second, Post.Kind.DEPUTY)
    row = a_task(meeting, deputy, controller="deputy")
    services.report_resolution(row, by=deputy, text="Бүттү.")

    assert can(second, "meetings.accept_resolution", fresh(row))
    assert not can(director, "meetings.accept_resolution", fresh(row))
