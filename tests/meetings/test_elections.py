"""Elections: counted on the page of the minutes, printed, carried out after the signing."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from associations.archive import paper_bytes
from associations.models import Membership, User
from core import audit
from core.models import Notification, StaleError
from core.permissions import Refused, can
from meetings import services
from meetings.documents.protocol import ExtractDocument, ProtocolDocument
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Candidate, Election, Extract, Meeting
from meetings.services.elections import ElectionChange
from meetings.services.holding import doubts_of_holding, missing_to_hold
from meetings.services.recording import ItemChange
from meetings.workflow import MeetingStatus
from tests import factories as make
from tests.support import at_once

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
TODAY = timezone.localdate


@pytest.fixture
def meeting(association, head, secretary, teacher):
    """Three people are there; the second question is an election."""
    meeting = make.a_ready_meeting(association)
    make.an_item(meeting, kind="election", title="Жетекчини шайлоо жөнүндө")
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.get(kind="election")


@pytest.fixture
def elected(meeting, item, head, secretary, teacher):
    """A signed protocol by which the teacher is to head the association."""
    return sign(hold(meeting, item, {teacher: 2, head: 1}), head, secretary)


def hold(meeting, item, votes, **fields):
    make.an_election(item, votes, **fields)
    AgendaItem.objects.filter(pk=item.pk).update(state="decided")
    number = meeting.association.meetings.exclude(number=None).count() + 1
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=number)
    return Meeting.objects.get(pk=meeting.pk)


def sign(meeting, head, secretary):
    services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))
    waiting = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=secretary, digest=waiting.digest)
    return Election.objects.get(item__meeting=meeting)


def write(item, by, votes, **fields):
    item.refresh_from_db()
    change = ItemChange(election=ElectionChange(fields=fields, votes=votes))
    return services.save_item(item, by=by, version=item.version, change=change)


def head_row(association):
    return association.memberships.get(role="head", until=None)


def carry_out(election, by, **said):
    row = election.association.memberships.filter(role=election.office, until=None).first()
    known = {"since": TODAY(), "instead": row.pk if row else None, **said}
    services.apply_election(election, by=by, **known)
    election.refresh_from_db()


def told(person):
    return [row.text for row in Notification.objects.filter(to=person).order_by("pk")]


def test_who_has_the_most_votes_is_elected(item, head, teacher, association):
    write(item, head, {teacher.pk: 2, head.pk: 1}, office="head", mode="secret", voters=3)

    election = Election.objects.get()
    assert (election.winner, election.mode, election.voters) == (teacher, "secret", 3)
    assert election.association == association
    assert {row.person: row.votes for row in election.candidates.all()} == {teacher: 2, head: 1}


def test_at_a_tie_nobody_is_elected_and_a_second_count_decides(item, head, teacher):
    write(item, head, {teacher.pk: 1, head.pk: 1})
    assert Election.objects.get().winner is None

    write(item, head, {teacher.pk: 2, head.pk: 1})
    assert Election.objects.get().winner == teacher

    write(item, head, {head.pk: 1})
    assert Election.objects.get().winner == head
    assert Candidate.objects.count() == 1


def test_no_ballot_is_anybodys(item, head, teacher):
    """A secret count keeps totals: neither row nor record says who voted for whom."""
    write(item, head, {teacher.pk: 2, head.pk: 1}, mode="secret", invalid=0)

    line = audit.about(item).first()
    said = ["candidate.votes", "election.invalid", "election.mode"]
    assert line.changes == {"fields": said}


def test_no_table_knows_who_voted():
    """Of people an election names who stood, who was elected, and who carried it out."""
    assert named_by(Election) == {"winner", "applied_by"}
    assert named_by(Candidate) == {"person"}
    hangs_on = {
        row.related_model
        for model in (Election, Candidate)
        for row in model._meta.related_objects
    }
    assert hangs_on == {Candidate}


def named_by(model):
    people = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in people if field.related_model is User}


def test_nothing_said_makes_no_election(item, head):
    write(item, head, {}, office="head", mode="open", voters=None)

    assert not Election.objects.exists()


def test_a_question_that_is_no_election_has_none(meeting, head, teacher):
    write(meeting.items.first(), head, {teacher.pk: 1})

    assert not Election.objects.exists()


def test_the_second_writer_is_told(item, head, teacher):
    write(item, head, {teacher.pk: 2})

    with pytest.raises(StaleError):
        services.save_item(
            item, by=head, version=1, change=ItemChange(election=ElectionChange(votes={}))
        )

    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("votes", "fields", "words"),
    [
        ({}, {}, "Item 2: the election has no candidate."),
        ({"teacher": None}, {}, "Item 2: the votes of the election are not counted."),
        ({"teacher": 0}, {}, "Item 2: nobody got a vote."),
        (
            {"teacher": 1, "head": 1},
            {},
            "Item 2: a tie: vote again, or put the question off.",
        ),
        (
            {"teacher": 3, "head": 1},
            {},
            "Item 2: more votes were given (4) than people voted (3).",
        ),
        (
            {"teacher": 2},
            {"invalid": 2, "mode": "secret"},
            "Item 2: more votes were given (4) than people voted (3).",
        ),
        ({"teacher": 2}, {"voters": 4}, "Item 2: 4 people cannot have voted: 3 were present."),
        (
            {"teacher": 2},
            {"voters": 1},
            "Item 2: more votes were given (2) than people voted (1).",
        ),
    ],
)  # fmt: skip
def test_what_elects_nobody_is_not_held(request, meeting, item, head, votes, fields, words):
    people = {request.getfixturevalue(name): given for name, given in votes.items()}
    if votes:
        make.an_election(item, people, **fields)

    assert words in list(missing_to_hold(meeting))
    with pytest.raises(ValidationError):
        services.hold_meeting(meeting, by=head, nevertheless=True)


@pytest.mark.parametrize("state", ["postponed", "withdrawn"])
def test_a_tie_may_be_put_off(meeting, item, head, teacher, state):
    make.an_election(item, {teacher: 1, head: 1})
    AgendaItem.objects.filter(pk=item.pk).update(state=state)

    services.hold_meeting(meeting, by=head, nevertheless=True)

    assert Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.HELD


def test_fewer_votes_than_people_and_half_of_them_are_doubts(meeting, item, teacher):
    make.an_election(item, {teacher: 1}, invalid=1, mode="secret")

    assert list(doubts_of_holding(meeting)) == [
        "Item 2: fewer votes were given (2) than people were present (3).",
        "Item 2: who was elected has no more than half of the votes (1 of 2).",
    ]


def test_who_was_elected_decides_the_question(meeting, item, head, teacher):
    """An election is a decision: neither a resolution nor a mark is asked for beside it."""
    meeting.items.first().resolutions.all().delete()
    make.an_election(item, {teacher: 3})
    assert list(missing_to_hold(meeting)) == []

    services.hold_meeting(meeting, by=head)

    item.refresh_from_db()
    assert item.state == "decided"
    assert item.election.voters == 3  # those who were present, as nobody said otherwise


def test_an_election_is_withdrawn_not_removed(meeting, item, head, teacher):
    make.an_election(item, {teacher: 3})
    item = AgendaItem.objects.get(pk=item.pk)

    assert not can(head, "meetings.remove_agendaitem", item)
    assert can(head, "meetings.withdraw_agendaitem", item)


def body(meeting, language, *, short=False):
    return ProtocolDocument(meeting, language=language, short=short).body()


@pytest.mark.parametrize("short", [False, True])
def test_the_paper_prints_candidates_votes_and_who_was_elected(
    meeting, item, teacher, head, short
):
    meeting = hold(meeting, item, {teacher: 1, head: 1}, mode="secret", invalid=1, voters=3)
    Candidate.objects.filter(person=teacher).update(votes=2)
    Candidate.objects.filter(person=head).update(votes=0)

    ky, ru = (
        body(meeting, language, short=short).replace("\N{NO-BREAK SPACE}", " ")
        for language in ("ky", "ru")
    )

    assert (
        "Жашыруун добуш берүүнүн жыйынтыгы: Ысакова А. С. – 2, Абазбек уулу Р. – 0; "
        "жараксыз бюллетендер – 1. Добуш берүүгө катышкандар – 3."
    ) in ky
    assert "Усулдук бирикменин жетекчиси болуп Ысакова Айгүл Сапар кызы шайланды." in ky
    assert "Результаты тайного голосования: " in ru
    assert "Руководителем методического объединения избран(а) " in ru


def test_the_paper_of_a_tie_says_that_nobody_was_elected(meeting, item, teacher, head):
    meeting = hold(meeting, item, {teacher: 1, head: 1})

    assert "Добуштар тең бөлүндү, эч ким шайланган жок." in body(meeting, "ky")
    assert "Ачык добуш берүүнүн жыйынтыгы:" in body(meeting, "ky")
    assert "Голоса разделились поровну, никто не избран." in body(meeting, "ru")


@pytest.mark.parametrize("label", ["{}.1", "{}"])
def test_an_extract_has_the_count_and_who_was_elected(
    client, meeting, item, teacher, head, secretary, label
):
    row = make.a_resolution(item, text="Директорго буйрук үчүн сунушталсын.")
    election = sign(hold(meeting, item, {teacher: 2, head: 1}), head, secretary)
    client.force_login(head)
    url = reverse("meetings:extract_create", args=[meeting.pk])
    chosen = label.format(item.position)
    assert f'value="{chosen}"' in client.get(url).content.decode()

    client.post(url, {"labels": [chosen], "language": "ky"})

    text = ExtractDocument(Extract.objects.get(), language="ky").html()
    assert "Ачык добуш берүүнүн жыйынтыгы: " in text
    assert "Усулдук бирикменин жетекчиси болуп Ысакова Айгүл Сапар кызы шайланды." in text
    assert (row.text in text) is chosen.endswith(".1")
    assert text.count("шайланды.") == 1
    assert election.winner == teacher


def test_a_protocol_without_election_reads_as_before(meeting, item):
    items = protocol_data(meeting)["items"]

    assert [row for row in items if "election" in row] == []


def test_the_head_changes_on_the_day(elected, head, teacher, deputy, director):
    old = head_row(elected.association)

    carry_out(elected, deputy)

    old.refresh_from_db()
    new = head_row(elected.association)
    assert (new.person, new.since, elected.membership) == (teacher, TODAY(), new)
    assert old.until == TODAY() - timedelta(days=1)
    assert new.basis.endswith("№ 1 протокол")
    assert elected.association.head() == teacher
    assert elected.association.memberships.get(person=head, until=None).role == "member"
    assert (elected.order_needed, elected.applied_by) == (True, deputy)
    assert list(Election.objects.needing_order()) == [elected]
    assert audit.about(elected.item.meeting).first().verb == "apply_election"
    assert "was elected" in told(teacher)[-1]
    assert "was elected" in told(head)[-1]
    assert told(director)[-1].startswith("An order is needed: Ысакова")


def test_until_the_day_the_old_head_keeps_the_office(elected, head, teacher, director):
    day = TODAY() + timedelta(days=10)

    carry_out(elected, director, since=day)

    assert elected.association.head() == head
    assert elected.association.head(day - timedelta(days=1)) == head
    assert elected.association.head(day) == teacher
    assert type(head).objects.get(pk=head.pk).headed_ids == {elected.association_id}
    assert not told(director)  # who does it knows


def test_old_papers_keep_the_old_head(elected, head, teacher, deputy):
    protocol = elected.item.meeting.protocols.get()
    before, snapshot = paper_bytes(protocol.paper), protocol.snapshot

    carry_out(elected, deputy)

    protocol = elected.item.meeting.protocols.get()
    assert protocol.snapshot == snapshot
    assert sha256(paper_bytes(protocol.paper)).digest() == sha256(before).digest()
    assert protocol.paper.file_digest == sha256(before).hexdigest()
    assert protocol.content["chair"]["full"]["ky"] == head.full_name_in("ky")


def test_a_head_who_is_elected_again_begins_a_new_term(
    meeting, item, head, secretary, deputy, association
):
    old = head_row(association)
    election = sign(hold(meeting, item, {head: 3}), head, secretary)

    carry_out(election, deputy)

    old.refresh_from_db()
    assert old.until == TODAY() - timedelta(days=1)
    assert (head_row(association).person, head_row(association).since) == (head, TODAY())


def test_a_secretary_is_elected_without_an_order(
    meeting, item, head, secretary, teacher, deputy, association, director
):
    election = sign(hold(meeting, item, {teacher: 3}, office="secretary"), head, secretary)

    carry_out(election, deputy)

    assert association.secretary() == teacher
    assert association.head() == head
    assert association.memberships.get(person=secretary, until=None).role == "member"
    assert election.order_needed is False
    assert not told(director)


def test_who_heads_does_not_become_secretary(meeting, item, head, secretary, deputy):
    election = sign(hold(meeting, item, {head: 3}, office="secretary"), head, secretary)

    with pytest.raises(ValidationError, match="heads the association"):
        carry_out(election, deputy)

    assert election.association.head() == head


def test_who_has_left_is_not_put_into_office(elected, teacher, deputy, head):
    row = elected.association.memberships.get(person=teacher)
    row.until = TODAY() - timedelta(days=1)
    row.save()

    with pytest.raises(ValidationError, match="no longer belongs to the association"):
        carry_out(elected, deputy)

    assert elected.association.head() == head
    assert elected.applied_at is None


def test_an_election_is_carried_out_once(elected, deputy):
    carry_out(elected, deputy)

    with pytest.raises(Refused, match="carried out already"):
        carry_out(elected, deputy)


def test_an_old_copy_of_the_row_carries_nothing_out_again(elected, deputy):
    old = Election.objects.get(pk=elected.pk)
    carry_out(elected, deputy)

    with pytest.raises(StaleError):
        carry_out(old, deputy, since=TODAY() + timedelta(days=1))

    assert head_row(elected.association) == elected.membership


def test_whoever_saw_another_term_is_told(elected, deputy):
    with pytest.raises(StaleError):
        carry_out(elected, deputy, instead=None)

    elected.refresh_from_db()
    assert elected.applied_at is None


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "before the election"), (400, "more than a year away")]
)
def test_a_strange_day_is_refused(elected, deputy, days, words):
    with pytest.raises(ValidationError, match=words):
        carry_out(elected, deputy, since=TODAY() + timedelta(days=days))


def test_the_new_term_begins_after_the_one_that_runs(elected, deputy):
    row = head_row(elected.association)
    Membership.objects.filter(pk=row.pk).update(since=TODAY())

    with pytest.raises(ValidationError, match="holds this office since"):
        carry_out(elected, deputy)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("status", MeetingStatus)
def test_who_may_carry_it_out_and_when(request, meeting, item, teacher, clerk, who, status):
    election = make.an_election(item, {teacher: 3})
    election.item.meeting.status = status
    person = request.getfixturevalue(who)

    allowed = bool(can(person, "meetings.apply_election", election))

    assert allowed is (status == MeetingStatus.SIGNED and who in {"director", "deputy", "head"})


def test_a_tie_is_not_carried_out(meeting, item, teacher, head, deputy):
    election = make.an_election(item, {teacher: 1, head: 1})
    election.item.meeting.status = MeetingStatus.SIGNED

    assert can(deputy, "meetings.apply_election", election).reason == "Nobody was elected."


@pytest.mark.parametrize(
    ("name", "field"), [("closed", "closed_on"), ("council", "is_council")]
)
def test_nobody_is_put_at_the_head_of_what_has_none(
    meeting, item, teacher, deputy, name, field
):
    election = make.an_election(item, {teacher: 3})
    election.item.meeting.status = MeetingStatus.SIGNED
    setattr(election.association, field, TODAY())

    assert name in can(deputy, "meetings.apply_election", election).reason


@pytest.mark.parametrize("who", CAST)
def test_elections_are_seen_with_their_meeting(request, elected, clerk, who):
    person = request.getfixturevalue(who)

    for model in (Election, Candidate):
        assert model.objects.visible_to(person).exists() is (
            who in {"director", "deputy", "head", "secretary", "teacher", "gone"}
        )


def test_what_was_counted_stays_as_it_was_signed(elected, head, teacher):
    candidate = elected.candidates.get(person=teacher)
    at = {
        "election": elected.pk, "candidate": candidate.pk, "who": head.pk,
        "school": elected.school_id,
    }  # fmt: skip
    statements = [
        "UPDATE meetings_election SET winner_id = %(who)s WHERE id = %(election)s",
        "UPDATE meetings_election SET voters = 9 WHERE id = %(election)s",
        "UPDATE meetings_candidate SET votes = 9 WHERE id = %(candidate)s",
        "DELETE FROM meetings_candidate WHERE id = %(candidate)s",
        "DELETE FROM meetings_election WHERE id = %(election)s",
    ]
    for sql in statements:
        refused(lambda: connection.cursor().execute(sql, at))  # noqa: B023
    refused(lambda: Candidate.objects.filter(pk=candidate.pk).update(votes=9))
    refused(lambda: Election.objects.filter(pk=elected.pk).update(winner=head))
    candidate.votes = 9
    for row in (candidate, elected):
        with pytest.raises(ValidationError, match="A signed protocol is no longer changed"):
            row.save()


def refused(change):
    with pytest.raises(DatabaseError, match="frozen: "), transaction.atomic():
        change()


def test_what_was_carried_out_is_not_counted_anew(elected, deputy, head, secretary, teacher):
    carry_out(elected, deputy)
    meeting = elected.item.meeting
    services.correct_meeting(meeting, by=secretary, reason="Дата")

    write(elected.item, secretary, {head.pk: 3})

    elected.refresh_from_db()
    assert elected.winner == teacher


@pytest.mark.django_db(transaction=True)
def test_two_elections_at_once_one_wins_the_other_is_told(
    association, head, secretary, teacher, deputy, director
):
    """Two protocols of one association are carried out at the same moment."""
    elections = []
    for winner in (teacher, secretary):
        meeting = make.a_ready_meeting(association)
        item = make.an_item(meeting, kind="election")
        elections.append(sign(hold(meeting, item, {winner: 3}), head, secretary))
    seen = head_row(association).pk

    came_out = at_once(
        *[
            lambda election=election, by=by: services.apply_election(
                election, by=by, since=TODAY(), instead=seen
            )
            for election, by in zip(elections, (deputy, director), strict=True)
        ]
    )

    failed = [error for error in came_out if isinstance(error, Exception)]
    assert [type(error) for error in failed] == [StaleError]
    done = Election.objects.exclude(applied_at=None).get()
    assert head_row(association).person == done.winner
    assert Election.objects.needing_order().get() == done


@pytest.mark.django_db(transaction=True)
def test_one_election_carried_out_twice_at_once_happens_once(elected, deputy, director):
    seen = head_row(elected.association).pk

    came_out = at_once(
        *[
            lambda by=by: services.apply_election(
                Election.objects.get(pk=elected.pk), by=by, since=TODAY(), instead=seen
            )
            for by in (deputy, director)
        ]
    )

    assert sum(isinstance(error, Exception) for error in came_out) == 1
    assert elected.association.memberships.filter(role="head").count() == 2


def save(client, item, **sent):
    item.refresh_from_db()
    url = reverse("meetings:item_save", args=[item.pk])
    return client.post(
        url,
        {"revision": item.version, "heard": "", "election-office": "head", **sent},
        headers={"X-Autosave": "1"},
    )


def test_the_page_saves_the_count_and_says_who_was_elected(client, item, head, teacher):
    client.force_login(head)
    page = client.get(reverse("meetings:meeting_record", args=[item.meeting_id]))
    assert 'name="election-candidates"' in page.content.decode()

    answer = save(
        client, item,
        **{
            "election-mode": "secret", "election-voters": "3", "election-invalid": "1",
            "election-candidates": [teacher.pk, head.pk],
            f"election-votes-{teacher.pk}": "2", f"election-votes-{head.pk}": "0",
        },
    ).json()  # fmt: skip

    assert answer["errors"] == {}
    assert answer["fields"] == {"election-result": "Elected: Ысакова А. С."}
    election = Election.objects.get()
    assert (election.mode, election.voters, election.invalid) == ("secret", 3, 1)
    assert election.winner == teacher


def test_the_page_says_at_once_what_cannot_be(client, item, head, teacher, stranger):
    client.force_login(head)
    votes = {"election-candidates": [teacher.pk], f"election-votes-{teacher.pk}": "4"}

    too_many = save(client, item, **votes).json()
    assert too_many["errors"]["election-voters"] == [
        "more votes were given (4) than people voted (3)."
    ]
    assert too_many["lost"] is False
    assert Candidate.objects.get().votes == 4

    foreign = save(client, item, **{"election-candidates": [stranger.pk]}).json()
    assert foreign["errors"]["election-candidates"] == [
        "Candidates are members of the association."
    ]
    assert Candidate.objects.get().person == teacher

    wrong = save(client, item, **{**votes, f"election-votes-{teacher.pk}": "many"}).json()
    assert f"election-votes-{teacher.pk}" in wrong["errors"]


def test_who_was_slower_sees_both_counts(client, item, head, teacher):
    client.force_login(head)
    write(item, head, {teacher.pk: 2})
    url = reverse("meetings:item_save", args=[item.pk])

    answer = client.post(
        url,
        {
            "revision": "1", "election-office": "head", "election-candidates": [head.pk],
            f"election-votes-{head.pk}": "3",
        },
        headers={"X-Autosave": "1"},
    )  # fmt: skip

    assert answer.status_code == 409
    assert "Ысакова А. С.: 2" in answer.json()["html"]
    assert "Абазбек уулу Р.: 3" in answer.json()["html"]
    assert Candidate.objects.get().votes == 2


def test_an_open_vote_has_no_invalid_ballots(client, item, head, teacher):
    client.force_login(head)

    save(
        client, item, **{"election-mode": "open", "election-invalid": "1", "election-voters": 3}
    )

    assert Election.objects.get().invalid is None


def test_without_a_script_the_form_comes_back_with_what_was_typed(client, item, head, teacher):
    client.force_login(head)
    item.refresh_from_db()
    url = reverse("meetings:item_save", args=[item.pk])
    typed = {
        "revision": item.version, "election-office": "head", "election-mode": "open",
        "election-candidates": [teacher.pk], f"election-votes-{teacher.pk}": "9",
    }  # fmt: skip

    text = client.post(url, typed).content.decode()

    assert "more votes were given (9) than people voted (3)." in text
    assert f'name="election-votes-{teacher.pk}" value="9"' in text


def test_the_offer_on_the_page_leads_to_the_new_head(
    client, elected, deputy, teacher, head, secretary
):
    meeting = elected.item.meeting
    url = reverse("meetings:election_apply", args=[elected.pk])
    client.force_login(secretary)
    assert url not in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(deputy)
    assert url in client.get(meeting.get_absolute_url()).content.decode()
    desk = client.get(reverse("reports:desk")).content.decode()
    assert url in desk
    assert "Nothing waits for you today." not in desk
    page = client.get(url).content.decode()
    assert "Абазбек уулу Р. has held the office since" in page

    seen = head_row(elected.association).pk
    answer = client.post(url, {"since": TODAY().isoformat(), "instead": seen})

    assert answer["Location"] == meeting.get_absolute_url()
    assert elected.association.head() == teacher
    shown = client.get(meeting.get_absolute_url()).content.decode()
    assert "order needed" in shown
    assert url not in shown
    assert "order needed" in client.get(reverse("reports:desk")).content.decode()


def test_who_is_second_sees_whose_term_runs_now(client, elected, deputy, head, secretary):
    seen = head_row(elected.association)
    other = make.a_person(elected.school)
    make.a_membership(elected.association, other)
    Membership.objects.filter(pk=seen.pk).update(role="member")
    Membership.objects.filter(person=other).update(role="head")
    client.force_login(deputy)

    text = client.post(
        reverse("meetings:election_apply", args=[elected.pk]),
        {"since": TODAY().isoformat(), "instead": seen.pk},
    ).content.decode()

    assert "Somebody else has changed this in the meantime." in text
    assert f'name="instead" value="{head_row(elected.association).pk}"' in text


def test_an_election_to_be_carried_out_is_all_that_waits(client, elected, director, secretary):
    """It stands under its own heading: an empty one above it says nothing."""
    for person, headings in ((director, {"elections"}), (secretary, {"waiting"})):
        make.a_profile(person, checked_at=timezone.now())
        client.force_login(person)

        page = client.get(reverse("reports:desk")).content.decode()

        shown = {name for name in ("waiting", "elections") if f'<h2 id="{name}">' in page}
        assert shown == headings


def test_the_button_says_who_is_put_into_office(client, elected, director):
    client.force_login(director)

    page = client.get(reverse("meetings:election_apply", args=[elected.pk])).content.decode()

    button = page.split('class="btn btn-primary" type="submit">')[-1].split("</button>")[0]
    assert elected.winner.list_name in button
