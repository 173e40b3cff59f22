"""A mentorship from the proposal to the closing note: what is true after each step."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from associations.models import ArchivedDocument, User
from core.models import AuditEntry, Notification, StaleError
from core.permissions import Refused
from core.triggers import missing
from lessons import services
from lessons.figures.mentorship import diary_of, novices_of, reports_due
from lessons.freezing import MENTORSHIP
from lessons.models import DiaryEntry, Mentorship, MentorshipPlan, MentorshipRow, Visit
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(school):
    return make.a_year(school)


@pytest.fixture
def mentor(association):
    return make.a_member(association, surname_ky="Насаатбеков", language="en")


@pytest.fixture
def novice(association):
    return make.a_young_teacher(association, surname_ky="Жаштегинов", language="en")


@pytest.fixture
def item(association, year):
    meeting = make.a_meeting(association, year=year, status="held", number=2)
    return make.an_item(meeting, title="Насаатчыларды сунуштоо жөнүндө")


@pytest.fixture
def proposed(association, mentor, novice, item):
    facts = {"mentor": mentor, "novice": novice, "proposed": item}
    return make.a_mentorship(association, status="proposed", **facts)


@pytest.fixture
def pair(association, mentor, novice):
    return make.a_mentorship(association, mentor=mentor, novice=novice)


def told(person):
    return list(Notification.objects.filter(to=person).values_list("text", flat=True))


def appoint(pair, director, day=None):
    day = day or timezone.localdate()
    services.appoint_mentorship(pair, by=director, order_number="45", order_date=day)
    pair.refresh_from_db()


def test_the_director_appoints_by_an_order(proposed, director, mentor, novice, head):
    appoint(proposed, director)

    assert proposed.status == "appointed"
    assert (proposed.order_number, proposed.order_date) == ("45", timezone.localdate())
    for person in (mentor, novice, head):
        assert any(words.startswith("Mentorship ordered") for words in told(person))
    assert told(director) == []
    assert "appoint" in set(
        AuditEntry.objects.filter(object_id=proposed.pk).values_list("verb", flat=True)
    )


def test_the_meeting_that_proposes_must_have_been_held(association, director, year):
    item = make.an_item(make.a_meeting(association, year=year))
    pair = make.a_mentorship(association, status="proposed", proposed=item)

    with pytest.raises(ValidationError, match="was not held yet"):
        appoint(pair, director)

    pair.refresh_from_db()
    assert (pair.status, pair.order_number) == ("proposed", "")


def test_an_order_is_of_the_school_year(proposed, director, year):
    with pytest.raises(ValidationError, match="outside the school year"):
        appoint(proposed, director, day=year.start - timedelta(days=1))


def test_nobody_but_the_director_appoints(proposed, deputy, head):
    for person in (deputy, head):
        with pytest.raises(Refused):
            appoint(proposed, person)


def test_a_declined_pair_says_why(proposed, director, head):
    services.decline_mentorship(proposed, by=director, text="Жүктөмү көп.")

    proposed.refresh_from_db()
    assert (proposed.status, proposed.closing_note) == ("declined", "Жүктөмү көп.")
    assert any("Жүктөмү көп." in words for words in told(head))


def test_a_mentorship_ends_with_a_note(pair, head, mentor, novice):
    day = timezone.localdate()

    services.end_mentorship(pair, by=head, day=day, text="Ачык сабак өттү.")

    pair.refresh_from_db()
    assert (pair.status, pair.ended_on, pair.last_day) == ("ended", day, day)
    assert pair.closing_note == "Ачык сабак өттү."
    assert told(mentor)
    assert told(novice)


@pytest.mark.parametrize(
    ("days", "text", "words"),
    [(1, "Бүттү.", "not still to come"), (0, "  ", "what the mentorship has brought")],
)
def test_what_an_end_needs(pair, head, days, text, words):
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ValidationError, match=words):
        services.end_mentorship(pair, by=head, day=day, text=text)

    assert Mentorship.objects.get(pk=pair.pk).status == "appointed"


def test_each_of_the_two_has_one_plan(pair, mentor, novice):
    plan = services.create_mentorshipplan(pair, by=mentor)
    again = services.create_mentorshipplan(pair, by=mentor)
    other = services.create_mentorshipplan(pair, by=novice)

    assert plan == again
    assert (plan.side, plan.author) == ("mentor", mentor)
    assert (other.side, other.author) == ("novice", novice)


def test_the_usual_rows_are_added_once_by_the_months_of_a_school_year(pair, mentor):
    plan = services.create_mentorshipplan(pair, by=mentor)

    services.fill_mentorshipplan(plan, by=mentor)
    services.fill_mentorshipplan(plan, by=mentor)

    rows = list(plan.rows.in_order())
    assert len(rows) == 10
    assert [row.month for row in rows] == [9, 9, 10, 11, 12, 1, 2, 3, 4, 5]


def test_a_short_pair_has_only_its_own_months(association, mentor, year):
    days = {"since": year.start.replace(month=10), "until": year.start.replace(month=11)}
    pair = make.a_mentorship(association, mentor=mentor, **days)
    plan = services.create_mentorshipplan(pair, by=mentor)

    services.fill_mentorshipplan(plan, by=mentor)

    assert [row.month for row in plan.rows.in_order()] == [10, 11]


def handed_in(pair, mentor):
    plan = services.create_mentorshipplan(pair, by=mentor)
    services.add_mentorshiprow(plan, by=mentor, month=10, content="Маек", form="маек")
    services.hand_in_mentorshipplan(plan, by=mentor)
    return MentorshipPlan.objects.get(pk=plan.pk)


def test_a_plan_is_handed_in_returned_and_approved_at_a_meeting(pair, mentor, head, item):
    plan = handed_in(pair, mentor)
    assert told(head) == [f"Handed in: {plan}"]
    services.return_mentorshipplan(plan, by=head, text="Май айын кошуңуз.")
    plan.refresh_from_db()
    assert (plan.status, plan.remark) == ("returned", "Май айын кошуңуз.")
    assert "Май айын кошуңуз." in told(mentor)[0]
    services.hand_in_mentorshipplan(plan, by=mentor)

    services.approve_mentorshipplan(plan, by=head, item=item)

    plan.refresh_from_db()
    assert (plan.status, plan.remark) == ("approved", "")
    assert (plan.approved_at, plan.decided_by) == (item, head)
    paper = ArchivedDocument.objects.get(pk=plan.paper_id)
    assert (paper.kind, paper.association) == ("mentorship_plan", pair.association)
    assert paper.subject == plan
    assert told(mentor)[-1].startswith("Your plan is approved")


def test_a_plan_needs_rows_and_a_held_meeting(
    pair, mentor, head, association, year, other_head
):
    plan = services.create_mentorshipplan(pair, by=mentor)
    with pytest.raises(ValidationError, match="at least one row"):
        services.hand_in_mentorshipplan(plan, by=mentor)
    plan = handed_in(pair, mentor)
    to_come = make.an_item(make.a_meeting(association, year=year))
    foreign = other_head.memberships.get().association
    elsewhere = make.an_item(make.a_meeting(foreign, status="held", number=1))

    for item in (to_come, elsewhere):
        with pytest.raises(ValidationError, match="held meeting"):
            services.approve_mentorshipplan(plan, by=head, item=item)

    assert MentorshipPlan.objects.get(pk=plan.pk).status == "handed_in"
    assert ArchivedDocument.objects.count() == 0


def test_the_second_of_two_is_told(pair, mentor, head, item):
    plan = handed_in(pair, mentor)
    services.return_mentorshipplan(plan, by=head, text="Толуктаңыз.")

    with pytest.raises((StaleError, Refused)):
        services.approve_mentorshipplan(plan, by=head, item=item)


def test_a_row_is_marked_and_what_was_not_done_says_why(pair, mentor, head, item):
    plan = handed_in(pair, mentor)
    row = plan.rows.get()
    with pytest.raises(Refused):
        services.mark_mentorshiprow(row, by=mentor, mark="done")
    services.approve_mentorshipplan(plan, by=head, item=item)
    row = MentorshipRow.objects.get(pk=row.pk)

    with pytest.raises(ValidationError, match="why"):
        services.mark_mentorshiprow(row, by=mentor, mark="not_done")
    services.mark_mentorshiprow(row, by=mentor, mark="partly", words="Ооруп калды.")

    row.refresh_from_db()
    assert (row.mark, row.words, row.marked_on) == (
        "partly", "Ооруп калды.", timezone.localdate(),
    )  # fmt: skip


def test_rows_come_and_go_while_the_plan_is_written(pair, mentor, novice):
    plan = services.create_mentorshipplan(pair, by=mentor)
    services.add_mentorshiprow(plan, by=mentor, month=3, content="Сабак", form="")
    with pytest.raises(Refused):
        services.remove_mentorshiprow(plan.rows.get(), by=novice)

    services.remove_mentorshiprow(plan.rows.get(), by=mentor)

    assert not plan.rows.exists()
    assert {"create", "remove"} <= set(
        AuditEntry.objects.filter(label="Сабак").values_list("verb", flat=True)
    )


def test_a_report_is_accepted_by_the_head_and_filed(pair, novice, head):
    report = make.a_mentorship_report(pair, "novice")
    services.hand_in_mentorshipreport(report, by=novice)
    services.return_mentorshipreport(report, by=head, text="Кыскартыңыз.")
    services.hand_in_mentorshipreport(report, by=novice)

    services.accept_mentorshipreport(report, by=head)

    report.refresh_from_db()
    assert (report.status, report.decided_by) == ("accepted", head)
    assert ArchivedDocument.objects.get(pk=report.paper_id).kind == "mentorship_report"
    assert told(novice)[-1].startswith("Your report is accepted")
    assert Notification.objects.filter(to=head).count() == 2


def test_an_empty_report_is_not_handed_in(pair, novice):
    report = make.a_mentorship_report(pair, "novice", done=" ")

    with pytest.raises(ValidationError, match="what was done"):
        services.hand_in_mentorshipreport(report, by=novice)


def test_the_diary_has_visits_that_took_place_among_its_lines(pair, mentor, novice, year):
    first = year.start + timedelta(days=10)
    services.add_diaryentry(
        pair, by=mentor, day=year.start + timedelta(days=20), kind="advice", text="Кеңеш"
    )
    for shift, status, kind in (
        (0, "held", "mentor"),
        (1, "planned", "mentor"),
        (2, "held", "mutual"),
    ):
        visit = Visit.objects.create(
            association=pair.association, year=year, kind=kind, teacher=novice,
            subject=pair.subject, day=first + timedelta(days=shift), status=status,
            topic="Бөлчөктөр", author=mentor,
        )  # fmt: skip
        visit.visitors.add(mentor)

    lines = diary_of(pair)

    assert [(line.day, bool(line.entry)) for line in lines] == [
        (first, False), (year.start + timedelta(days=20), True),
    ]  # fmt: skip
    assert "Бөлчөктөр" in lines[0].text


def test_the_diary_is_of_the_days_of_the_mentorship(pair, mentor, novice, year):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in (tomorrow, year.start - timedelta(days=1)):
        with pytest.raises(ValidationError, match="not still to come"):
            services.add_diaryentry(pair, by=mentor, day=day, kind="talk", text="Маек")
    with pytest.raises(Refused):
        services.add_diaryentry(pair, by=novice, day=year.start, kind="talk", text="Маек")
    assert not DiaryEntry.objects.exists()


def test_a_line_of_the_diary_goes_and_the_record_knows_it(pair, mentor):
    entry = services.add_diaryentry(
        pair, by=mentor, day=pair.since, kind="talk", text="Жаңылыш"
    )

    services.remove_diaryentry(entry, by=mentor)

    assert not DiaryEntry.objects.exists()
    kept = AuditEntry.objects.get(verb="remove")
    assert kept.changes["text"] == "Жаңылыш"


def test_what_was_decided_stays(pair, mentor, head, item):
    plan = handed_in(pair, mentor)
    for change in ({"content": "Башка"}, {"month": 3}):
        refused(lambda change=change: plan.rows.update(**change))
    refused(lambda: plan.rows.all()._raw_delete("default"))
    refused(lambda: make.a_mentorship_row(plan))
    services.approve_mentorshipplan(plan, by=head, item=item)
    refused(lambda: MentorshipPlan.objects.filter(pk=plan.pk).update(goal="Башка"))
    refused(lambda: MentorshipPlan.objects.filter(pk=plan.pk).update(status="draft"))
    refused(lambda: Mentorship.objects.filter(pk=pair.pk).update(order_number="46"))
    report = make.a_mentorship_report(pair, status="accepted")
    refused(lambda: type(report).objects.filter(pk=report.pk).update(done="Башка"))
    services.end_mentorship(pair, by=head, day=timezone.localdate(), text="Бүттү.")
    refused(lambda: Mentorship.objects.filter(pk=pair.pk).update(closing_note="Башка"))
    refused(lambda: Mentorship.objects.filter(pk=pair.pk).update(status="appointed"))


def refused(change):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        change()


def test_the_rules_are_in_the_database():
    assert missing(connection, MENTORSHIP) == []


def test_who_is_young_is_counted_from_the_first_day_as_a_teacher(school, association):
    today = timezone.localdate()
    young = make.a_young_teacher(association)
    make.a_member(association, teaches_since=today - timedelta(days=3 * 366))
    make.a_member(association)

    assert list(User.objects.young(today, school.novice_years)) == [young]
    school.novice_years = 10
    assert User.objects.young(today, school.novice_years).count() == 2


def test_what_is_missing_of_a_young_teacher(association, novice, mentor, year, head, item):
    day = year.start + timedelta(days=60)

    def missing_now(day=day):
        row = next(row for row in novices_of([association.pk], year, day))
        return row.missing

    assert missing_now() == ["no mentor"]
    pair = make.a_mentorship(association, status="proposed", mentor=mentor, novice=novice)
    assert missing_now() == ["waits for the order"]
    Mentorship.objects.filter(pk=pair.pk).update(status="appointed")
    assert missing_now() == [
        "no approved plan of the mentor",
        "no approved plan of the young teacher",
    ]
    for side in ("mentor", "novice"):
        make.a_mentorship_plan(pair, side, status="approved")
    assert missing_now() == []
    after = year.quarters.get(number=2).end + timedelta(days=1)
    assert missing_now(after) == [
        "report of the mentor is due", "report of the young teacher is due",
    ]  # fmt: skip
    make.a_mentorship_report(pair, "mentor", status="accepted")
    make.a_mentorship_report(pair, "novice", status="handed_in")
    assert missing_now(after) == ["report of the young teacher is due"]


def test_a_pair_that_ended_early_leaves_the_young_teacher_without_a_mentor(
    association, novice, year
):
    make.a_mentorship(association, novice=novice, status="ended", ended_on=year.start)

    assert novices_of([association.pk], year, year.start)[0].mentorship is None


def test_a_pair_that_ended_in_spring_counts(association, novice, year):
    may = year.end.replace(month=5, day=25)
    make.a_mentorship(association, novice=novice, status="ended", ended_on=may)

    assert novices_of([association.pk], year, may)[0].has_mentor


def test_reports_are_due_after_the_half_year_and_after_the_year(year):
    second, fourth = (year.quarters.get(number=n).end for n in (2, 4))
    day = timedelta(days=1)

    assert reports_due(year, second) == []
    assert reports_due(year, second + day) == ["half"]
    assert reports_due(year, fourth + day) == ["half", "year"]
    year.quarters.all().delete()
    assert reports_due(year, year.start.replace(month=12, day=31)) == []


def test_only_the_own_associations_young_teachers_are_listed(
    association, novice, other_head, year
):
    other = other_head.memberships.get().association
    theirs = make.a_young_teacher(other)

    assert [row.person for row in novices_of([association.pk], year, year.start)] == [novice]
    both = novices_of([association.pk, other.pk], year, year.start)
    assert {row.person for row in both} == {novice, theirs}
