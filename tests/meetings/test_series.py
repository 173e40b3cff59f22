"""The year's meetings in one form, the months of which only the month is said, the forecast."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from associations.models import AcademicYear, Holiday
from core import dates
from core.audit import about
from core.models import StaleError
from core.permissions import Refused, can
from meetings import figures, services
from meetings.documents import AgendaDocument
from meetings.documents.printing import printed
from meetings.documents.snapshot import protocol_data, spoken
from meetings.models import JointAssociation, Meeting
from meetings.services.series import SeriesRow, newest_of
from meetings.workflow import MeetingStatus
from tests import factories as make

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
TODAY = date(2026, 11, 23)  # a Monday
DECEMBER, JANUARY, MARCH = date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _that_day(db):
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def year(school):
    return make.a_year(school)


def page_of(association):
    return reverse("meetings:meeting_series", args=[association.pk])


def said(association, year, *rows, **more):
    """What the form sends: of each row the month, the day, the topic."""
    sent = {
        "year": year.pk,
        "known": newest_of(association, year),
        "series-TOTAL_FORMS": len(rows),
        "series-INITIAL_FORMS": 0,
        **more,
    }
    for place, row in enumerate(rows):
        sent |= {f"series-{place}-{name}": value for name, value in row.items()}
    return sent


def row(month, topic, day="", **more):
    return {"month": f"{month:%Y-%m}", "topic": topic, "day": day, **more}


def stored(meeting, **changes):
    """The row of a meeting as the page shows it."""
    day = "" if meeting.month_only else meeting.date.day
    now = row(meeting.date, meeting.topic, day, id=meeting.pk, version=meeting.version)
    return {**now, **changes}


def errors_of(page):
    return [form.errors for form in page.context["form"].rows.forms]


# A likely day


@pytest.mark.parametrize(
    ("month", "taken", "day"),
    [
        (DECEMBER, [], date(2026, 12, 15)),
        (DECEMBER, [date(2026, 12, 15)], date(2026, 12, 16)),
        (date(2027, 5, 1), [], date(2027, 5, 17)),  # the 15th is a Saturday
        (date(2027, 8, 1), [], date(2027, 8, 16)),  # the 15th is a Sunday
        (TODAY.replace(day=1), [], date(2026, 11, 23)),
    ],
)
def test_a_likely_day_is_a_free_working_day_about_the_middle(year, month, taken, day):
    assert figures.likely_day(month, year, taken, TODAY) == day


def test_a_likely_day_is_no_holiday(year):
    first, last = date(2027, 1, 1), date(2027, 1, 20)
    Holiday.objects.create(year=year, name_ky="Эс алуу", start=first, end=last)

    assert figures.likely_day(JANUARY, year, [], TODAY) == date(2027, 1, 21)


def test_where_no_working_day_is_left_it_is_any_day_of_the_month(year):
    Holiday.objects.create(year=year, name_ky="Эс алуу", start=JANUARY, end=date(2027, 1, 31))

    assert figures.likely_day(JANUARY, year, [], TODAY).month == 1
    assert figures.likely_day(date(2026, 9, 1), year, [], TODAY) is None


def test_a_likely_day_lies_in_the_year(year):
    year.end = date(2027, 5, 10)

    assert figures.likely_day(date(2027, 5, 1), year, [], TODAY) == date(2027, 5, 10)


# What is offered


def test_the_usual_meetings_are_offered_from_today_on(year, association):
    offered = figures.usual_meetings(year, [], TODAY)

    assert [month for month, _usual in offered] == [
        date(2026, 11, 1), JANUARY, MARCH, date(2027, 5, 1),
    ]  # fmt: skip
    assert offered[0][1].topic_in("ky").startswith("I чейректин жыйынтыгы")
    assert offered[0][1].topic_in("ru").startswith("Итоги I четверти")


def test_a_new_year_is_offered_five_and_none_that_is_there(year, association):
    first = date(2026, 9, 1)
    there = make.a_meeting(association, date=date(2027, 2, 3))

    months = [month for month, _usual in figures.usual_meetings(year, [], first)]
    assert months == [first, date(2026, 11, 1), JANUARY, MARCH, date(2027, 5, 1)]
    months = [month for month, _usual in figures.usual_meetings(year, [there], first)]
    assert JANUARY not in months


def test_an_empty_year_is_offered_in_the_language_of_papers(client, head, association, year):
    association.school.paper_language = "ru"
    association.school.save()
    client.force_login(head)

    rows = client.get(page_of(association)).context["form"].rows.forms

    assert [form["month"].value() for form in rows] == [
        "2026-11",
        "2027-01",
        "2027-03",
        "2027-05",
    ]
    assert (
        rows[0]["topic"].value()
        == "Итоги I четверти, открытые уроки, работа с молодыми учителями"
    )


def test_where_something_is_planned_it_stands_in_its_order_and_one_row_is_empty(
    client, head, association, year
):
    later = make.a_meeting(association, date=date(2027, 2, 3))
    first = make.a_meeting(association, date=date(2026, 9, 3), status="signed", number=1)
    make.a_meeting(association, date=date(2026, 12, 3), status="cancelled")
    client.force_login(head)

    lines = client.get(page_of(association)).context["form"].lines()

    assert [line["meeting"] for line in lines] == [first, later, None]
    assert [bool(line["form"]) for line in lines] == [False, True, True]
    assert lines[2]["form"]["topic"].value() is None


# Setting the year


def test_the_head_sets_the_year_in_one_form(
    client, head, secretary, teacher, association, year
):
    client.force_login(head)

    answer = client.post(
        page_of(association),
        said(
            association, year,
            row(DECEMBER, "Чейректин\n жыйынтыгы", 8), row(JANUARY, "Жарым жылдык"),
        ),
    )  # fmt: skip

    assert answer.status_code == 302
    first, second = Meeting.objects.order_by("date")
    assert (first.date, first.month_only) == (date(2026, 12, 8), False)
    assert first.topic == "Чейректин жыйынтыгы"
    assert (second.date, second.month_only) == (date(2027, 1, 15), True)
    for meeting in (first, second):
        assert (meeting.chair, meeting.secretary, meeting.author) == (head, secretary, head)
        assert (meeting.year, meeting.status, meeting.number) == (year, "planned", None)
        assert meeting.attendance.count() == 3
        assert about(meeting).filter(verb="create").count() == 1
    assert Meeting.objects.search("жарым", scope=association.school_id).get() == second


def test_a_planned_meeting_is_changed_moved_and_called_off(
    client, head, secretary, association, year
):
    fixed = make.a_meeting(association, date=date(2026, 12, 8), topic="Биринчи")
    gone = make.a_meeting(association, date=date(2027, 1, 14), topic="Экинчи")
    same = make.a_meeting(association, date=date(2027, 2, 10), topic="Үчүнчү")
    client.force_login(head)

    client.post(
        page_of(association),
        said(
            association, year,
            stored(fixed, month="2027-03", day="", topic="Башка тема"),
            stored(gone, DELETE="on"),
            stored(same),
        ),
    )  # fmt: skip

    for meeting in (fixed, gone, same):
        meeting.refresh_from_db()
    assert (fixed.date, fixed.month_only) == (date(2027, 3, 15), True)
    assert (fixed.topic, fixed.version) == ("Башка тема", 2)
    assert about(fixed).first().changes == {
        "topic": ["Биринчи", "Башка тема"],
        "date": ["2026-жылдын 8-декабры", "2027-жылдын марты"],
    }
    assert gone.status == "cancelled"
    assert about(gone).first().changes["reason"] == "Taken out of the meetings of the year."
    assert same.version == 1
    assert not about(same)


def test_a_day_is_fixed_and_let_go_without_moving_the_month(client, head, association, year):
    meeting = make.a_meeting(
        association, date=date(2026, 12, 15), month_only=True, topic="Тема"
    )
    client.force_login(head)

    client.post(page_of(association), said(association, year, stored(meeting, day=15)))
    meeting.refresh_from_db()
    assert (meeting.date, meeting.month_only) == (date(2026, 12, 15), False)

    client.post(page_of(association), said(association, year, stored(meeting, day="")))
    meeting.refresh_from_db()
    assert (meeting.date, meeting.month_only) == (date(2026, 12, 15), True)


def test_empty_rows_are_no_meetings(client, head, association, year):
    client.force_login(head)
    empty = {"month": "", "day": "", "topic": ""}

    client.post(
        page_of(association),
        said(
            association, year, empty, row(DECEMBER, "Тема"), {}, row(MARCH, "Жок", DELETE="on")
        ),
    )

    assert [meeting.topic for meeting in Meeting.objects.all()] == ["Тема"]


def test_the_same_form_sent_twice_plans_once(client, head, association, year):
    client.force_login(head)
    sent = said(association, year, row(DECEMBER, "Тема"), form_token="x" * 30)

    first, second = (client.post(page_of(association), sent) for _n in range(2))

    assert Meeting.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_row_more_comes_without_a_script_and_loses_nothing(client, head, association, year):
    meeting = make.a_meeting(association, date=date(2026, 12, 8))
    client.force_login(head)
    sent = said(association, year, stored(meeting, topic="Жаңы"), row(MARCH, ""), more="1")

    rows = client.post(page_of(association), sent).context["form"].rows.forms

    assert [form["topic"].value() for form in rows] == ["Жаңы", "", None]
    assert [form["month"].value() for form in rows] == ["2026-12", "2027-03", None]
    assert [form.errors for form in rows] == [{}, {}, {}]
    assert Meeting.objects.get().topic == meeting.topic


def test_the_council_plans_gatherings(school, director, year):
    council = make.an_association(school, is_council=True)
    school.council = council
    school.save()
    director.school = school

    services.save_series(
        council, by=director, year=year, rows=[SeriesRow(DECEMBER, "Жыйын")], known=0
    )

    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.chair) == ("heads", director)


# What cannot be


@pytest.mark.parametrize(
    ("bad", "field", "words"),
    [
        (row(DECEMBER, ""), "topic", "Write what the meeting is about."),
        (row(DECEMBER, "  "), "topic", "Write what the meeting is about."),
        (row(DECEMBER, "ы" * 301), "topic", "at most 300"),
        ({"month": "", "topic": "Тема", "day": ""}, "month", "Choose the month."),
        (row(date(2026, 10, 1), "Тема"), "month", "Select a valid choice"),
        (row(date(2027, 9, 1), "Тема"), "month", "Select a valid choice"),
        (row(DECEMBER, "Тема", 32), "day", "less than or equal to 31"),
        (row(DECEMBER, "Тема", 0), "day", "greater than or equal to 1"),
        (row(date(2027, 2, 1), "Тема", 29), "day", "no such day"),
        (row(TODAY, "Тема", 22), "day", "passed already"),
        (row(DECEMBER, "Тема", "х"), "day", "whole number"),
        (row(DECEMBER, "Тема", id=10**9), "__all__", "no longer changed here"),
        (row(DECEMBER, "Тема", id="х"), "id", "whole number"),
    ],
)
def test_what_cannot_be_is_said_beside_its_row_and_nothing_is_written(
    client, head, association, year, bad, field, words
):
    client.force_login(head)

    page = client.post(
        page_of(association), said(association, year, row(MARCH, "Туура", 3), bad)
    )

    assert page.status_code == 200
    good, wrong = errors_of(page)
    assert not good
    assert words in str(wrong[field])
    assert "Туура" in page.text
    assert not Meeting.objects.exists()


def test_a_day_outside_of_the_year_is_named(client, head, association, year):
    year.end = date(2027, 5, 25)
    year.save()
    client.force_login(head)

    page = client.post(
        page_of(association), said(association, year, row(date(2027, 5, 1), "Тема", 26))
    )

    assert "outside the school year" in str(errors_of(page)[0]["day"])


def test_two_meetings_on_one_day_are_refused(client, head, association, year):
    make.a_meeting(association, date=date(2026, 12, 9), status="convened")
    client.force_login(head)

    page = client.post(
        page_of(association),
        said(
            association, year,
            row(DECEMBER, "Биринчи", 8), row(DECEMBER, "Экинчи", 8), row(DECEMBER, "Үчүнчү", 9),
        ),
    )  # fmt: skip

    first, second, third = errors_of(page)
    assert not first
    assert "another meeting on this day" in str(second["day"])
    assert "another meeting on this day" in str(third["day"])
    assert Meeting.objects.count() == 1


def test_what_stood_on_one_day_before_may_stay_there(client, head, association, year):
    twins = [make.a_meeting(association, date=date(2026, 12, 9)) for _n in range(2)]
    client.force_login(head)

    answer = client.post(
        page_of(association), said(association, year, *(stored(meeting) for meeting in twins))
    )

    assert answer.status_code == 302


def test_an_old_plan_whose_day_has_passed_gets_another_topic(client, head, association, year):
    late = make.a_meeting(association, date=date(2026, 10, 7), topic="Эски")
    client.force_login(head)

    client.post(page_of(association), said(association, year, stored(late, topic="Жаңы")))

    late.refresh_from_db()
    assert (late.topic, late.date) == ("Жаңы", date(2026, 10, 7))


def test_forty_rows_are_too_many(client, head, association, year):
    client.force_login(head)
    rows = [row(DECEMBER, f"Тема {number}") for number in range(40)]

    page = client.post(page_of(association), said(association, year, *rows))

    assert "A year has at most 12 meetings here." in page.text
    assert "Тема 39" in page.text
    assert not Meeting.objects.exists()


def test_a_form_without_its_counts_loses_nothing(client, head, association, year):
    client.force_login(head)
    sent = said(association, year, row(DECEMBER, "Тема"))
    sent |= {"series-TOTAL_FORMS": "x", "series-MAX_NUM_FORMS": "x"}

    client.post(page_of(association), sent)

    assert Meeting.objects.get().topic == "Тема"


@pytest.mark.parametrize("status", sorted(set(MeetingStatus) - {MeetingStatus.PLANNED}))
def test_what_is_no_longer_only_planned_is_not_touched(client, head, association, year, status):
    meeting = make.a_meeting(association, date=date(2026, 12, 9), status=status)
    client.force_login(head)

    page = client.post(
        page_of(association), said(association, year, stored(meeting, topic="Башка"))
    )
    assert "no longer changed here" in page.text
    answer = client.post(
        page_of(association), said(association, year, stored(meeting, DELETE="on"))
    )

    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.topic, meeting.status) == ("I чейректин жыйынтыгы", status)


def test_a_meeting_of_another_association_is_not_reached(
    client, head, association, year, school
):
    other = make.a_meeting(make.an_association(school), author=head, date=date(2026, 12, 9))
    client.force_login(head)

    for change in ({"topic": "Башка"}, {"DELETE": "on"}):
        client.post(page_of(association), said(association, year, stored(other, **change)))

    other.refresh_from_db()
    assert (other.topic, other.status) == ("I чейректин жыйынтыгы", "planned")


def test_a_year_that_is_over_is_only_read(client, head, association, school):
    last = make.a_year(school, first=2025)
    make.a_year(school)
    client.force_login(head)

    page = client.get(page_of(association), {"year": last.pk})
    assert page.context["year"] == last
    assert page.context["form"] is None
    page = client.post(page_of(association), said(association, last, row(DECEMBER, "Тема")))
    assert page.status_code == 200
    assert not Meeting.objects.exists()


def test_a_year_of_another_school_is_this_one(client, head, association, year, foreigner):
    theirs = make.a_year(foreigner.school)
    client.force_login(head)

    assert client.get(page_of(association), {"year": theirs.pk}).context["year"] == year
    page = client.post(page_of(association), said(association, theirs, row(DECEMBER, "Тема")))

    assert page.status_code == 200
    assert not Meeting.objects.exists()


def test_a_school_without_a_year_is_told_so(client, head, association):
    AcademicYear.objects.all().delete()
    client.force_login(head)

    page = client.get(page_of(association))

    assert "No school year is set up yet." in page.text
    assert page.context["forecast"].held == 0
    assert client.post(page_of(association), {"year": "1"}).status_code == 200


# Two heads at once


def test_who_plans_the_same_at_the_same_time_is_told(
    client, head, secretary, association, year
):
    sent = said(association, year, row(DECEMBER, "Меники"))
    theirs = [SeriesRow(DECEMBER, "Алардыкы")]
    services.save_series(association, by=secretary, year=year, rows=theirs, known=0)
    client.force_login(head)

    page = client.post(page_of(association), sent)

    assert page.status_code == 409
    assert "Somebody else has changed this" in page.text
    assert "Меники" in page.text
    assert Meeting.objects.get().topic == "Алардыкы"
    again = page.context["form"]
    assert again["known"].value() == str(newest_of(association, year))


def test_who_changes_an_older_row_is_shown_both_and_may_insist(
    client, head, secretary, association, year
):
    meeting = make.a_meeting(association, date=date(2026, 12, 9), topic="Эски")
    sent = said(association, year, stored(meeting, topic="Меники"))
    Meeting.objects.filter(pk=meeting.pk).update(topic="Алардыкы", version=2)
    client.force_login(head)

    page = client.post(page_of(association), sent)

    assert page.status_code == 409
    assert "Меники" in page.text
    assert "Алардыкы" in page.text
    assert Meeting.objects.get().topic == "Алардыкы"
    client.post(page_of(association), {**sent, "series-0-version": 2})
    assert Meeting.objects.get().topic == "Меники"


def test_a_row_whose_meeting_is_no_longer_planned_is_told(head, association, year):
    meeting = make.a_meeting(association, date=date(2026, 12, 9), status="cancelled")
    change = SeriesRow(DECEMBER, "Башка", meeting=meeting.pk, version=1)

    with pytest.raises(StaleError):
        services.save_series(
            association, by=head, year=year, rows=[change], known=newest_of(association, year)
        )

    meeting.refresh_from_db()
    assert (meeting.status, meeting.topic) != ("planned", "Башка")


def test_an_older_row_is_not_called_off_either(head, association, year):
    meeting = make.a_meeting(association, date=date(2026, 12, 9), version=2)
    change = SeriesRow(DECEMBER, "", meeting=meeting.pk, version=1, gone=True)

    with pytest.raises(StaleError):
        services.save_series(
            association, by=head, year=year, rows=[change], known=newest_of(association, year)
        )

    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_all_of_it_or_nothing(head, association, year):
    rows = [SeriesRow(DECEMBER, "Тема"), SeriesRow(date(2026, 9, 1), "Өткөн ай")]

    with pytest.raises(ValidationError):
        services.save_series(association, by=head, year=year, rows=rows, known=0)

    assert not Meeting.objects.exists()


# Who may


@pytest.mark.parametrize("who", CAST)
def test_who_reads_and_who_sets_the_year(
    request, client, association, head, secretary, year, who
):
    person = request.getfixturevalue(who)
    reads = {"director", "deputy", "head", "secretary", "teacher"}
    writes = {"head", "secretary"}
    person.is_active = True  # whether a closed account gets in is told elsewhere
    person.save()
    if who == "gone":
        reads = reads | {"gone"}
    client.force_login(person)

    page = client.get(page_of(association))
    sent = client.post(page_of(association), said(association, year, row(DECEMBER, "Тема")))

    assert page.status_code == (200 if who in reads else 404)
    assert sent.status_code == (302 if who in writes else 403 if who in reads else 404)
    if who in reads:
        assert (page.context["form"] is not None) is (who in writes)
    assert Meeting.objects.exists() is (who in writes)
    assert can(person, "meetings.view_series", association)


def test_the_service_asks_the_rule(teacher, association, year):
    with pytest.raises(Refused):
        services.save_series(
            association, by=teacher, year=year, rows=[SeriesRow(DECEMBER, "Тема")], known=0
        )


# Only the month is said


@pytest.fixture
def month(association, head, secretary):
    return make.a_meeting(
        association, date=date(2026, 12, 15), month_only=True, topic="Чейрек", starts_at=None
    )


@pytest.mark.parametrize(
    ("language", "words"), [("ky", "2026-жылдын декабры"), ("ru", "декабрь 2026 г.")]
)
def test_papers_say_the_month(month, language, words):
    lines = printed(spoken(protocol_data(month), language), language)
    html = AgendaDocument(month, language=language).html()

    assert lines["date_line"] == words
    assert words in html
    assert dates.weekday(month.date, language) not in html
    assert "month_only" not in protocol_data(make.a_meeting(month.association))


def test_pages_say_the_month(client, head, month):
    client.force_login(head)

    for url in (
        month.get_absolute_url(),
        reverse("meetings:meeting_list"),
        reverse("reports:desk"),
    ):
        page = client.get(url).text
        assert "December" in page
        assert "15 December" not in page
    assert str(month) == f"Meeting of December 2026, {month.association}"
    assert figures.spoken_time(month, "en") == "December 2026"


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 12, 15), "ky", "декабрь"),
        (date(2026, 12, 15), "ru", "декабрь"),
        (date(2026, 12, 15), "en", "December"),
        (date(2027, 1, 15), "ky", "2027-жылдын январы"),
    ],
)
def test_a_month_is_said_with_its_year_only_if_it_is_another(day, language, words):
    assert dates.near_month(day, language, 2026) == words


def test_a_month_goes_into_no_calendar(client, head, month):
    client.force_login(head)
    url = reverse("meetings:meeting_calendar", args=[month.pk])

    page = client.get(url, follow=True)

    assert "The day of this meeting is not fixed yet." in page.text
    assert url not in page.text


def test_what_is_coming_this_month_is_coming_until_the_month_is_over(association, head):
    meeting = make.a_meeting(association, date=date(2026, 11, 16), month_only=True)
    make.a_meeting(association, date=date(2026, 11, 16))

    assert list(Meeting.objects.coming(TODAY)) == [meeting]
    assert not Meeting.objects.coming(DECEMBER)


def test_people_are_called_to_a_day_only(month, head):
    month.starts_at = "14:00"
    month.save()
    make.an_item(month)

    assert figures.missing_to_convene(month) == ["Write the date."]
    with pytest.raises(ValidationError):
        services.convene_meeting(month, by=head)
    month.month_only = False
    month.save()
    services.convene_meeting(month, by=head)
    assert month.status == "convened"


def test_a_likely_day_disturbs_no_other_meeting(month, association):
    other = make.a_meeting(association, date=month.date)

    assert figures.planning_remarks(other) == []
    assert figures.planning_remarks(month) == []


def test_a_day_is_written_in_the_plan_of_the_meeting(client, head, month):
    client.force_login(head)
    url = reverse("meetings:meeting_update", args=[month.pk])
    page = client.get(url)
    assert page.context["form"]["date"].value() is None
    sent = {"date": "", "topic": "Башка", "place": "31", "kind": "ordinary", "version": 1}

    client.post(url, sent)
    month.refresh_from_db()
    assert (month.topic, month.month_only, month.date.month) == ("Башка", True, 12)

    client.post(url, {**sent, "date": "2026-12-15", "version": month.version})
    month.refresh_from_db()
    assert (month.month_only, month.date) == (False, date(2026, 12, 15))
    assert about(month).first().changes["date"] == [None, "2026-12-15"]


def test_minutes_fix_the_day_and_ask_for_it(client, head, month):
    client.force_login(head)
    assert client.get(reverse("meetings:meeting_record", args=[month.pk])).status_code == 200

    month.attendance.update(status="present")
    make.a_resolution(make.an_item(month, state="decided"))
    with pytest.raises(ValidationError, match="The day of the meeting is missing"):
        services.hold_meeting(month, by=head, nevertheless=True)
    services.save_header(month, by=head, version=month.version, fields={"date": TODAY})

    month.refresh_from_db()
    assert (month.date, month.month_only) == (TODAY, False)
    services.hold_meeting(month, by=head, nevertheless=True)


# The forecast


def held(association, day, status=MeetingStatus.SIGNED):
    return make.a_meeting(association, date=day, status=status, number=day.month)


def test_the_forecast_tells_what_was_held_and_planned_by_quarter(association, year):
    held(association, date(2026, 9, 3))
    held(association, date(2026, 11, 6), MeetingStatus.HELD)  # between two: of the second
    make.a_meeting(association, date=date(2026, 12, 15), month_only=True)
    make.a_meeting(association, date=date(2027, 2, 3), status="cancelled")
    make.a_meeting(association, date=date(2027, 8, 3))  # after the last: of the last

    found = figures.forecasts([association.pk], year, TODAY)[association.pk]

    assert [(part.numeral, part.held, part.planned) for part in found.parts] == [
        ("I", 1, 0), ("II", 1, 1), ("III", 0, 0), ("IV", 0, 1),
    ]  # fmt: skip
    assert (found.signed, found.held, found.planned, found.expected) == (1, 2, 2, 1)
    assert [part.is_bare for part in found.parts] == [False] * 4


@pytest.mark.parametrize(
    ("signed", "unsigned", "planned", "expected", "word", "sentence"),
    [
        (4, 0, 0, 4, "fulfilled", ""),
        (5, 0, 0, 2, "fulfilled", ""),
        (1, 0, 3, 1, "on time", "The norm will be fulfilled if the planned meetings are held."),
        (0, 0, 4, 1, "behind", "The norm will be fulfilled if the planned meetings are held."),
        (0, 0, 0, 0, "on time", "4 more meetings have to be planned to fulfil the norm."),
        (1, 1, 1, 2, "behind", "1 more meeting has to be planned to fulfil the norm."),
        (3, 1, 0, 4, "behind", "The norm will be fulfilled when the protocols are signed."),
    ],
)
def test_the_forecast_says_how_the_year_will_end(
    signed, unsigned, planned, expected, word, sentence
):
    found = figures.Forecast(signed, signed + unsigned, planned, expected)

    assert (found.word, found.sentence) == (word, sentence)
    assert found.tone == {"fulfilled": "done", "behind": "late", "on time": "wait"}[word]


def test_one_meeting_is_expected_for_each_quarter_that_is_over(association, year):
    days = [date(2026, 9, 2), date(2026, 11, 5), date(2027, 1, 2), date(2027, 6, 1)]

    found = [figures.forecasts([association.pk], year, day)[association.pk] for day in days]

    assert [row.expected for row in found] == [0, 1, 2, 4]
    assert [row.parts[0].is_bare for row in found] == [False, True, True, True]


def test_a_joint_meeting_counts_for_all_who_met(association, year, school):
    guest = make.an_association(school)
    meeting, other = (
        make.a_meeting(association, date=day) for day in (date(2026, 9, 3), date(2027, 2, 3))
    )
    for joint in (meeting, other):
        JointAssociation.objects.create(meeting=joint, association=guest, year=year)
    Meeting.objects.filter(pk=meeting.pk).update(status="signed", number=1)
    Meeting.objects.filter(pk=other.pk).update(status="cancelled")

    found = figures.forecasts([association.pk, guest.pk], year, TODAY)

    assert [found[key.pk].signed for key in (association, guest)] == [1, 1]
    assert [found[key.pk].planned for key in (association, guest)] == [0, 0]
    assert figures.meetings_of_year(guest, year) == [meeting]


@pytest.mark.parametrize("number", [1, 3])
def test_the_forecast_asks_as_often_for_many_as_for_one(
    school, year, number, django_assert_num_queries
):
    unions = [make.an_association(school, head=make.a_person(school)) for _n in range(number)]
    for union in unions:
        held(union, date(2026, 9, 3))

    with django_assert_num_queries(2):
        figures.forecasts([union.pk for union in unions], year, TODAY)


def test_the_desk_and_the_page_tell_the_forecast(client, head, association, year):
    held(association, date(2026, 9, 3))
    client.force_login(head)

    for url in (reverse("reports:desk"), page_of(association)):
        assert "3 more meetings have to be planned" in client.get(url).text
    assert "Held: 1 of at least 4" in client.get(page_of(association)).text


def test_leaders_and_members_find_the_way_to_the_year(
    client, director, teacher, stranger, association, year
):
    for reader, finds in ((director, True), (teacher, True), (stranger, False)):
        client.force_login(reader)
        page = client.get(association.get_absolute_url()).text
        assert (page_of(association) in page) is finds


@pytest.mark.parametrize("number", [1, 6])
def test_the_form_asks_as_often_for_many_as_for_one(
    client, head, association, year, number, django_assert_max_num_queries
):
    for place in range(number):
        make.a_meeting(association, date=DECEMBER + timedelta(days=place))
    client.force_login(head)
    client.get(page_of(association))

    with django_assert_max_num_queries(8):
        client.get(page_of(association))
