"""The council: the heads of the associations, gathered by those who lead the school."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations import services
from associations.backends import SchoolBackend
from associations.models import Association, Membership, Post, School
from core.audit import about
from core.permissions import Refused, can
from meetings.documents import ProtocolDocument
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Meeting
from meetings.services import countersign_meeting, hold_meeting, sign_meeting
from tests import factories as make


@pytest.fixture
def council(school):
    return make.a_council(school)


def today():
    return timezone.localdate()


# The association itself


def test_the_council_comes_into_being_once(school, deputy, director):
    council = services.council_of(school, by=deputy)

    again = services.council_of(School.objects.get(), by=director)

    assert council == again == Association.objects.get(is_council=True)
    assert School.objects.get().council == council
    assert council.name_ky == "Усулдук бирикмелердин жетекчилеринин кеңеши"
    assert council.name_ru == "Совет руководителей методических объединений"
    assert council.genitive_ru == "совета руководителей методических объединений"
    assert about(council).get().actor == deputy


def test_only_those_who_lead_begin_the_gatherings(school, head, association):
    with pytest.raises(Refused):
        services.council_of(school, by=head)

    assert not Association.objects.filter(is_council=True).exists()


def test_its_members_are_the_heads_of_the_day_and_the_deputies(
    school, council, association, other_head, head, deputy, director, secretary, teacher
):
    assert set(council.members()) == {head, other_head, deputy}
    assert set(association.members()) == {head, secretary, teacher}


def test_a_head_sits_in_it_while_heading_an_association_at_work(
    school, council, association, head, other_head, foreigner
):
    make.an_association(foreigner.school, head=foreigner)
    closed = other_head.memberships.get().association
    Association.objects.filter(pk=closed.pk).update(closed_on=today() - timedelta(days=1))
    yesterday, next_month = today() - timedelta(days=1), today() + timedelta(days=30)
    Membership.objects.filter(person=head).update(until=today())

    on = {day: set(council.members(day)) for day in (yesterday, today(), next_month)}

    assert on == {yesterday: {head, other_head}, today(): {head}, next_month: set()}


def test_who_is_a_deputy_and_a_head_sits_in_it_once(council, association, head):
    make.a_post(head, Post.Kind.DEPUTY)
    second = make.an_association(head.school, head=head)

    assert list(council.members()) == [head]
    assert council.pk in head.headed_ids
    assert {association.pk, second.pk} < head.headed_ids


@pytest.mark.parametrize(
    ("who", "belongs", "runs"),
    [
        ("director", True, True),
        ("deputy", True, True),
        ("head", True, False),
        ("other_head", True, False),
        ("secretary", False, False),
        ("teacher", False, False),
        ("clerk", False, False),
    ],
)
def test_who_belongs_to_it_and_who_runs_it(request, association, council, who, belongs, runs):
    person = request.getfixturevalue(who)
    person.school.refresh_from_db()

    assert (council.pk in person.association_ids) is belongs
    assert (council.pk in person.headed_ids) is runs
    assert (council.pk in person.ids_as({"secretary"})) is runs
    assert bool(can(person, "meetings.create_meeting", council)) is runs


def test_a_head_of_yesterday_no_longer_belongs(council, association, head):
    Membership.objects.filter(person=head).update(until=today() - timedelta(days=1))
    head.school.refresh_from_db()

    assert council.pk not in head.association_ids


@pytest.mark.parametrize("who", ["director", "head", "teacher"])
def test_who_belongs_is_known_without_a_question(request, association, council, who):
    person = SchoolBackend().get_user(request.getfixturevalue(who).pk)

    with CaptureQueriesContext(connection) as queries:
        assert person.association_ids is not None
        assert person.headed_ids is not None

    assert len(queries) == 0


def test_nobody_is_put_into_it_and_it_is_not_closed(council, deputy, head):
    for rule in ("create_membership", "appoint_head", "close_association"):
        verdict = can(deputy, f"associations.{rule}", council)
        assert "council consists of the heads" in str(verdict.reason)
    with pytest.raises(Refused):
        services.appoint_head(council, head, since=today(), by=deputy)
    assert can(deputy, "associations.change_association", council)


def test_it_is_not_counted_among_the_associations(
    client, school, association, council, director, other_head
):
    client.force_login(director)

    page = client.get(reverse("associations:association_list"))

    assert council not in page.context["association_list"]
    assert council not in Association.objects.active()
    years = client.get(reverse("reports:desk")).context["years"]
    assert [row.association for row in years] == list(Association.objects.active().in_order())


def test_a_school_with_a_council_alone_still_gets_the_usual_ones(school, council, director):
    services.add_usual_associations(school, by=director)

    assert Association.objects.active().count() == 9
    with pytest.raises(ValidationError):
        services.add_usual_associations(school, by=director)


# Its page


def test_the_gatherings_begin_with_a_button(client, association, deputy, teacher):
    url = reverse("associations:association_council")
    client.force_login(teacher)
    page = client.get(reverse("associations:association_list")).content.decode()
    assert url not in page
    client.force_login(deputy)
    page = client.get(reverse("associations:association_list")).content.decode()
    assert url in page

    answer = client.post(url)

    council = Association.objects.get(is_council=True)
    assert answer.url == council.get_absolute_url()
    page = client.get(reverse("associations:association_list")).content.decode()
    assert council.get_absolute_url() in page
    assert url not in page


def test_its_page_says_who_sits_in_it(client, association, council, head, deputy, teacher):
    client.force_login(teacher)
    page = client.get(council.get_absolute_url()).content.decode()

    assert head.full_name in page
    assert deputy.full_name in page
    assert str(association) in page
    assert teacher.full_name not in page.partition("<main")[2]
    assert "Plan a gathering" not in page
    client.force_login(deputy)
    page = client.get(council.get_absolute_url()).content.decode()
    assert f"{reverse('meetings:meeting_create')}?association={council.pk}" in page
    assert reverse("associations:association_close", args=[council.pk]) not in page


# Its meetings


def test_the_deputy_plans_a_gathering_of_todays_heads(
    client, association, council, head, other_head, deputy, teacher
):
    client.force_login(deputy)
    url = reverse("meetings:meeting_create")
    page = client.get(url, {"association": council.pk}).content.decode()
    assert 'name="kind"' not in page
    assert "together" not in page

    client.post(url, {
        "association": council.pk, "date": today().isoformat(), "topic": "Жыйын",
        "secretary": head.pk,
    })  # fmt: skip

    meeting = Meeting.objects.get()
    assert meeting.kind == Meeting.Kind.HEADS
    assert (meeting.chair, meeting.secretary) == (deputy, head)
    people = set(meeting.attendance.values_list("person", flat=True))
    assert people == {head.pk, other_head.pk, deputy.pk}


def test_gatherings_and_meetings_of_teachers_are_planned_by_different_people(
    association, council, deputy, head, teacher
):
    assert can(deputy, "meetings.create_meeting", council)
    assert not can(deputy, "meetings.create_meeting", association)
    assert can(head, "meetings.create_meeting", association)
    assert not can(head, "meetings.create_meeting", council)


def gathering(council, chair, secretary):
    meeting = make.a_meeting(
        council, kind=Meeting.Kind.HEADS, chair=chair, secretary=secretary, topic="Жыйын"
    )
    meeting.attendance.update(status="present")
    item = make.an_item(meeting, state=AgendaItem.State.DECIDED, heard="Угулду.")
    make.a_resolution(item, all_members=True)
    return meeting


def test_who_sees_a_gathering(
    association, council, director, deputy, head, other_head, secretary, teacher, foreigner
):
    meeting = gathering(council, deputy, head)
    cast = {
        "director": director, "deputy": deputy, "head": head, "other_head": other_head,
        "secretary": secretary, "teacher": teacher, "foreigner": foreigner,
    }  # fmt: skip
    for person in cast.values():
        person.school.refresh_from_db()

    seen = {
        name for name, who in cast.items() if Meeting.objects.visible_to(who).contains(meeting)
    }

    assert seen == {"director", "deputy", "head", "other_head"}


def test_any_leader_keeps_it_going_and_no_head_does(
    council, association, director, deputy, head
):
    meeting = gathering(council, deputy, None)
    for person in (director, deputy, head):
        person.school.refresh_from_db()

    for verb in ("change", "record", "hold", "cancel"):
        allowed = {
            who.username
            for who in (director, deputy, head)
            if can(who, f"meetings.{verb}_meeting", meeting)
        }
        assert allowed == {"director", "deputy"}, verb


TITLES = {
    "ky": "Усулдук бирикмелердин жетекчилеринин кеңешинин отурумунун № 1 ПРОТОКОЛУ",
    "ru": "ПРОТОКОЛ № 1 заседания совета руководителей методических объединений",
}
LINES = {
    "ky": ["Кеңештин мүчөлөрү – 3, катышкандар – 3:", "кеңештин бардык мүчөлөрү"],
    "ru": ["Членов совета – 3, присутствовали – 3:", "Ответственные: все члены совета"],
}


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_gathering_has_its_own_numbers_and_words(
    council, association, deputy, head, other_head, language
):
    own = make.a_ready_meeting(association, secretary=other_head)
    hold_meeting(own, by=head, nevertheless=True)
    meeting = gathering(council, deputy, head)

    hold_meeting(meeting, by=deputy)
    meeting = Meeting.objects.get(pk=meeting.pk)
    sign_meeting(meeting, by=deputy, digest=text_digest(protocol_data(meeting)))
    protocol = meeting.protocols.get()
    countersign_meeting(meeting, by=head, digest=protocol.digest)

    assert meeting.number == 1
    paper = ProtocolDocument(protocol, language=language)
    assert paper.title() == TITLES[language]
    text = " ".join(paper.html().split())
    for line in LINES[language]:
        assert line in text
    protocol.refresh_from_db()
    assert protocol.paper.association == council


def test_the_register_shows_a_gathering_to_heads_and_leaders(
    client, council, association, deputy, director, head, teacher
):
    meeting = gathering(council, deputy, head)
    hold_meeting(meeting, by=deputy, nevertheless=True)

    shown = {}
    for person in (director, head, teacher):
        client.force_login(person)
        page = client.get(reverse("meetings:meeting_register"), {"association": council.pk})
        shown[person.username] = page.content.decode().count(meeting.get_absolute_url())

    assert shown == {"director": 1, "head": 1, "teacher": 0}


def test_who_may_not_change_a_gathering_reads_whose_it_is(
    council, association, deputy, director, head
):
    meeting = gathering(council, deputy, director)

    for verb in ("convene", "correct"):
        verdict = can(head, f"meetings.{verb}_meeting", meeting)
        assert not verdict
        assert verdict.reason == "Those who lead the school lead the council of the heads."
