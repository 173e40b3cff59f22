"""Planning a meeting: what is true after each step."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from associations.models import Holiday, Membership
from core.audit import about
from core.models import Attachment, Notification, StaleError
from core.permissions import Refused
from meetings import figures, services
from meetings.models import AgendaItem, Attendance, Meeting
from tests import factories as make


@pytest.fixture
def meeting(association, head, secretary, teacher):
    return make.a_meeting(association, chair=head, secretary=secretary)


def titles(meeting):
    return [item.title for item in meeting.items.in_order()]


# Who is on the list


def test_the_list_follows_the_membership(meeting, association, school, teacher):
    newcomer = make.a_person(school)
    make.a_membership(association, newcomer)
    Membership.objects.filter(person=teacher).update(until=meeting.date - timedelta(days=1))

    services.sync_attendance(meeting)

    listed = set(meeting.attendance.values_list("person", flat=True))
    assert newcomer.pk in listed
    assert teacher.pk not in listed


def test_who_was_marked_stays_on_the_list(meeting, teacher):
    meeting.attendance.filter(person=teacher).update(status=Attendance.Status.PRESENT)
    Membership.objects.filter(person=teacher).update(until=meeting.date - timedelta(days=1))

    services.sync_attendance(meeting)

    assert meeting.attendance.filter(person=teacher).exists()


def test_guests_stay_on_the_list(meeting):
    Attendance.objects.create(
        meeting=meeting, guest="Токтосунова Ч.", status=Attendance.Status.INVITED
    )

    services.sync_attendance(meeting)

    assert meeting.attendance.filter(guest="Токтосунова Ч.").count() == 1


# Convening


def test_convening_calls_everybody_together(meeting, head, secretary, teacher, association):
    make.an_item(meeting)
    late = make.a_person(association.school)
    make.a_membership(association, late)

    services.convene_meeting(meeting, by=head)

    meeting.refresh_from_db()
    assert meeting.status == "convened"
    assert meeting.convened_at is not None
    told = set(Notification.objects.values_list("to", flat=True))
    assert told == {head.pk, secretary.pk, teacher.pk, late.pk}
    assert about(meeting).first().verb == "convene"


def test_a_guest_chair_is_told_too(association, head, secretary, director):
    meeting = make.a_meeting(association, chair=director, secretary=secretary)
    make.an_item(meeting)

    services.convene_meeting(meeting, by=head)

    assert director.notifications.count() == 1


def test_notices_speak_each_readers_language(meeting, head, secretary, teacher, mailoutbox):
    for person, language in [(head, "ky"), (secretary, "ru")]:
        person.language, person.email = language, f"{person.username}@mektep.kg"
        person.save()
    meeting.date = date(meeting.year.start.year, 11, 6)
    meeting.save()
    make.an_item(meeting)

    services.convene_meeting(meeting, by=head)

    assert f"{meeting.date.year}-жылдын 6-ноябры, 14.00" in head.notifications.get().text
    assert f"6 ноября {meeting.date.year} г., 14.00" in secretary.notifications.get().text
    assert str(meeting.association.name_ru) in secretary.notifications.get().text
    assert f"6 November {meeting.date.year}" in teacher.notifications.get().text


def test_an_invitation_lies_on_the_desk_and_its_mail_waits_for_the_morning(
    meeting, head, teacher, mailoutbox, django_capture_on_commit_callbacks
):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    make.an_item(meeting)
    meeting.date += timedelta(days=1)
    meeting.save()

    with django_capture_on_commit_callbacks(execute=True):
        services.convene_meeting(meeting, by=head)

    notice = teacher.notifications.get()
    assert notice.url == meeting.get_absolute_url()
    assert not notice.urgent
    assert notice.letter is None
    assert not mailoutbox


@pytest.mark.parametrize(("days", "urgent"), [(0, True), (1, True), (2, False)])
def test_a_meeting_called_off_at_short_notice_is_told_at_once(
    meeting, head, teacher, days, urgent
):
    day = timezone.localdate() + timedelta(days=days)
    Meeting.objects.update(status="convened", convened_at=timezone.now(), date=day)
    meeting.refresh_from_db()

    services.cancel_meeting(meeting, by=head, reason="Карантин.")

    assert teacher.notifications.get().urgent == urgent


def test_what_concerns_today_does_not_wait_for_the_next_morning(
    meeting, head, teacher, mailoutbox, django_capture_on_commit_callbacks
):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    make.an_item(meeting)

    with django_capture_on_commit_callbacks(execute=True):
        services.convene_meeting(meeting, by=head)
        services.cancel_meeting(meeting, by=head, reason="Окуучулар ооруп калды.")

    assert [mail.to for mail in mailoutbox] == [["teacher@mektep.kg"]] * 2
    assert "Окуучулар ооруп калды." in mailoutbox[1].body


def test_nobody_is_called_to_a_meeting_without_place_hour_chair_or_agenda(
    association, head, secretary
):
    meeting = make.a_meeting(association, place="", starts_at=None)
    Meeting.objects.filter(pk=meeting.pk).update(chair=None)

    with pytest.raises(ValidationError) as refusal:
        services.convene_meeting(meeting, by=head)

    assert refusal.value.messages == [
        "Write at what time the meeting begins.",
        "Write where the meeting takes place.",
        "Choose who chairs the meeting.",
        "Put at least one question on the agenda.",
    ]
    meeting.refresh_from_db()
    assert meeting.status == "planned"
    assert not Notification.objects.exists()


def test_a_withdrawn_question_is_no_agenda(meeting, head):
    make.an_item(meeting, state=AgendaItem.State.WITHDRAWN)

    assert figures.missing_to_convene(meeting) == ["Put at least one question on the agenda."]


def test_the_second_of_two_conveners_is_told(meeting, head, secretary):
    make.an_item(meeting)
    other = Meeting.objects.get(pk=meeting.pk)
    services.convene_meeting(meeting, by=head)

    with pytest.raises(Refused):
        services.convene_meeting(other, by=head)
    assert head.notifications.count() == 1


def test_a_convened_meeting_that_moves_is_told_again(meeting, head, teacher):
    make.an_item(meeting)
    services.convene_meeting(meeting, by=head)
    meeting.place = "12-кабинет"
    meeting.save()

    services.arrange_meeting(meeting, changed=["topic"])
    assert teacher.notifications.count() == 1
    services.arrange_meeting(meeting, changed=["place"])

    assert "12-кабинет" in teacher.notifications.last().text


# Cancelling


def test_cancelling_is_told_to_everybody_who_was_called(meeting, head, secretary, teacher):
    make.an_item(meeting)
    services.convene_meeting(meeting, by=head)
    before = meeting.version

    services.cancel_meeting(meeting, by=head, reason="Жарык жок")

    meeting.refresh_from_db()
    assert meeting.status == "cancelled"
    assert meeting.version > before
    assert "Жарык жок" in teacher.notifications.last().text
    assert about(meeting).first().changes["reason"] == "Жарык жок"


def test_cancelling_a_plan_bothers_only_those_who_lead_it(meeting, head, secretary, teacher):
    services.cancel_meeting(meeting, by=head, reason="Жарык жок")

    assert set(Notification.objects.values_list("to", flat=True)) == {secretary.pk}


def test_cancelling_needs_a_reason(meeting, head):
    with pytest.raises(ValidationError):
        services.cancel_meeting(meeting, by=head, reason="  ")

    meeting.refresh_from_db()
    assert meeting.status == "planned"


# The agenda


def test_questions_change_places(meeting, head):
    first, second, third = (make.an_item(meeting) for _n in range(3))

    services.raise_item(third, by=head)
    assert [i.pk for i in meeting.items.in_order()] == [first.pk, third.pk, second.pk]
    services.lower_item(first, by=head)
    assert [i.pk for i in meeting.items.in_order()] == [third.pk, first.pk, second.pk]
    services.raise_item(third, by=head)
    assert [i.position for i in meeting.items.in_order()] == [1, 2, 3]


def test_an_order_names_every_question_once(meeting, head, association):
    first, second = make.an_item(meeting), make.an_item(meeting)
    foreign = make.an_item(make.a_meeting(association))

    services.reorder_items(meeting, by=head, order=[second.pk, str(first.pk)])
    assert [i.pk for i in meeting.items.in_order()] == [second.pk, first.pk]

    for order in ([first.pk], [first.pk, foreign.pk], [first.pk, first.pk], ["x", "y"]):
        with pytest.raises(StaleError):
            services.reorder_items(meeting, by=head, order=order)
    assert [i.pk for i in meeting.items.in_order()] == [second.pk, first.pk]


def test_a_bare_question_disappears_and_the_rest_move_up(meeting, head, teacher):
    first, second = make.an_item(meeting), make.an_item(meeting)
    first.rapporteurs.add(teacher)

    services.remove_item(first, by=head)

    assert list(meeting.items.values_list("pk", "position")) == [(second.pk, 1)]
    assert about(meeting).first().changes["titles"] == first.title


def test_a_question_with_minutes_stays(meeting, head):
    item = make.an_item(meeting, heard="Угулду.")

    with pytest.raises(Refused):
        services.remove_item(item, by=head)
    services.withdraw_item(item, by=head)

    item.refresh_from_db()
    assert item.state == "withdrawn"
    assert item.version == 2


def test_a_question_with_a_file_stays(meeting, head):
    item = make.an_item(meeting)
    Attachment.objects.create(
        scope=meeting.scope, subject=item, kind="talk", title="Баяндама", file="x.pdf",
        name="x.pdf", type="application/pdf", size=1, digest="0" * 64, by=head,
    )  # fmt: skip

    with pytest.raises(ValidationError):
        services.remove_item(item, by=head)

    assert titles(meeting) == [item.title]


def test_a_question_that_a_later_meeting_has_taken_over_stays(meeting, association, head):
    item = make.an_item(meeting)
    later = make.an_item(make.a_meeting(association), carried_from=item)

    with pytest.raises(ValidationError, match="taken this question over"):
        services.remove_item(item, by=head)

    assert titles(meeting) == [item.title]
    later.refresh_from_db()
    assert later.carried_from == item


def test_the_agenda_of_a_held_meeting_is_not_rearranged(meeting, head):
    item = make.an_item(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=1)

    for change in (services.raise_item, services.remove_item, services.withdraw_item):
        with pytest.raises(Refused):
            change(AgendaItem.objects.get(pk=item.pk), by=head)


# Questions of earlier meetings


@pytest.fixture
def put_off(association, head, secretary, teacher):
    """A question that a held meeting has postponed."""
    earlier = make.a_meeting(
        association, date=timezone.localdate() - timedelta(days=7), status="held", number=1
    )
    item = make.an_item(
        earlier, title="Ачык сабактар жөнүндө", state="postponed", kind="report", minutes=10
    )
    item.rapporteurs.add(teacher)
    make.an_item(earlier, title="Чечилген маселе жөнүндө", state="decided")
    return item


def test_a_postponed_question_is_taken_over_with_its_speakers(meeting, head, put_off, teacher):
    assert list(figures.items_to_take_over(meeting)) == [put_off]

    services.take_over_items(meeting, by=head, items=[put_off])

    item = meeting.items.get()
    assert (item.title, item.kind, item.minutes) == (put_off.title, "report", 10)
    assert item.carried_from == put_off
    assert list(item.rapporteurs.all()) == [teacher]
    assert not figures.items_to_take_over(meeting)


def test_what_a_cancelled_meeting_had_taken_over_is_free_again(
    meeting, head, put_off, association
):
    services.take_over_items(meeting, by=head, items=[put_off])
    services.cancel_meeting(meeting, by=head, reason="Жарык жок")
    next_one = make.a_meeting(association)

    offered = figures.items_to_take_over(next_one)

    assert put_off in offered


def test_a_joint_meeting_takes_over_the_questions_of_all_who_meet(put_off, association, school):
    host = make.an_association(school)

    assert put_off in figures.items_to_take_over(make.a_joint_meeting(host, association))
    assert put_off not in figures.items_to_take_over(make.a_meeting(host))


def test_a_question_of_another_association_is_not_taken_over(meeting, head, school):
    other = make.an_association(school)
    elsewhere = make.a_meeting(
        other, chair=None, secretary=None, status="held", number=1, author=head
    )
    foreign = make.an_item(elsewhere, state="postponed")

    with pytest.raises(StaleError):
        services.take_over_items(meeting, by=head, items=[foreign])

    assert titles(meeting) == []


# Usual questions and how headings read


def test_the_usual_questions_begin_with_the_last_resolutions(meeting):
    key, title = figures.starters_for(meeting, [])[0]

    assert (key, title) == ("previous", "Мурунку токтомдордун аткарылышы жөнүндө")


def test_a_usual_question_comes_in_the_language_of_papers(meeting, head):
    meeting.school.paper_language = "ru"
    meeting.school.save()

    services.start_meeting(meeting, by=head, starters=["previous", "quarter", "no such"])

    assert titles(meeting) == [
        "О выполнении решений предыдущего заседания",
        "Об итогах четверти и качестве знаний",
    ]
    left = figures.starters_for(meeting, meeting.items.all())
    assert "previous" not in dict(left)


def test_a_usual_question_of_another_kind_brings_no_control(meeting, head):
    services.start_meeting(meeting, by=head, starters=["quarter"])

    assert not meeting.items.filter(kind="control").exists()
    assert meeting.items.count() == 1


@pytest.mark.parametrize("starter", figures.STARTERS.values(), ids=lambda s: s.key)
def test_usual_questions_read_as_papers_want(starter):
    assert figures.advice_on(starter.ky, "ky") == ""
    assert figures.advice_on(starter.ru, "ru") == ""


@pytest.mark.parametrize(
    ("title", "language", "advice"),
    [
        ("Чейректин жыйынтыгы жөнүндө", "ky", ""),
        ("Жаш мугалимдердин иши тууралуу.", "ky", ""),
        ("Об итогах четверти", "ru", ""),
        ("О плане", "ky", ""),
        ("Чейректин жыйынтыгы.", "ky", "Чейректин жыйынтыгы жөнүндө"),
        ("Анализ работы", "ru", "О рассмотрении вопроса: Анализ работы"),
        ("Өз алдынча билим алуу", "ru", "Өз алдынча билим алуу жөнүндө"),
        ("", "ky", ""),
    ],
)
def test_headings_are_advised_on(title, language, advice):
    assert figures.advice_on(title, language) == advice


def test_advice_fits_the_field():
    assert len(figures.advice_on("ы" * 500, "ky")) == 500
    assert len(figures.advice_on("а" * 500, "ru")) == 500


def test_a_heading_is_mended_in_one_click(meeting, head):
    item = make.an_item(meeting, title="Ачык сабактар")

    services.improve_item(item, by=head)

    assert titles(meeting) == ["Ачык сабактар жөнүндө"]


# What is allowed, but worth a second look


def test_holidays_and_a_second_meeting_are_remarked_on(meeting, association):
    Holiday.objects.create(
        year=meeting.year, name_ky="Күзгү эс алуу", start=meeting.date, end=meeting.date
    )
    other = make.a_meeting(association, starts_at=time(9, 0), topic="Экинчи отурум")

    assert figures.planning_remarks(meeting) == [
        "This day is a holiday: Күзгү эс алуу.",
        "The association has another meeting on this day: Экинчи отурум.",
    ]
    Meeting.objects.filter(pk=other.pk).update(status="cancelled")
    assert len(figures.planning_remarks(meeting)) == 1


# Found by words


def test_a_meeting_is_found_by_its_agenda_and_later_by_its_minutes(meeting, school):
    item = make.an_item(meeting, title="Олимпиада жөнүндө", heard="Жеңүүчүлөр аныкталды.")
    make.a_resolution(item, text="Грамота берилсин.")
    services.remember_meeting(meeting)

    def found(words):
        return meeting in Meeting.objects.search(words, scope=school.pk)

    assert found("олимпиада")
    assert not found("жеңүүчүлөр")
    meeting.number = 1
    meeting.save()
    services.remember_meeting(meeting)
    assert found("жеңүүчүлөр")
    assert found("грамота")
    assert not Meeting.objects.search("олимпиада", scope=school.pk + 1)
