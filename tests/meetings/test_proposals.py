"""What members propose for the agenda: who may, what becomes of it, who is told."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import attachments
from core.audit import about
from core.models import StaleError
from core.permissions import Refused, can
from meetings import figures, services
from meetings.models import ItemProposal, Meeting
from meetings.services.recording import ItemChange
from meetings.workflow import ProposalStatus
from tests import factories as make
from tests.core.corpus import a_png

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "member", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = ["accept", "postpone", "decline", "withdraw", "change"]
NEW, ACCEPTED, POSTPONED, DECLINED, WITHDRAWN = ProposalStatus


@pytest.fixture
def member(school, association):
    """Another member, who proposed nothing."""
    person = make.a_person(school, username="member", surname_ky="Садыкова", language="en")
    make.a_membership(association, person)
    return person


@pytest.fixture
def proposal(association, teacher):
    return make.a_proposal(association, teacher, title="Дептердин көлөмү жөнүндө")


@pytest.fixture
def meeting(association, head, secretary, teacher):
    return make.a_meeting(association, chair=head, secretary=secretary)


def page_of(name, *args):
    return reverse(f"meetings:itemproposal_{name}", args=args)


def last_notice(person):
    return person.notifications.order_by("pk").last()


# Who may do what, and when

ALLOWED = {
    ("head", NEW): {"accept", "postpone", "decline"},
    ("head", POSTPONED): {"accept", "decline"},
    ("secretary", NEW): {"accept"},
    ("secretary", POSTPONED): {"accept"},
    ("teacher", NEW): {"withdraw", "change"},
    ("teacher", POSTPONED): {"withdraw"},
}


@pytest.mark.parametrize("status", ProposalStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, proposal, head, secretary, who, status):
    person = request.getfixturevalue(who)
    proposal.status = status

    allowed = {verb for verb in VERBS if can(person, f"meetings.{verb}_itemproposal", proposal)}

    assert allowed == ALLOWED.get((who, status), set())


@pytest.mark.parametrize("who", CAST)
def test_which_proposals_exist_for_whom(request, proposal, head, secretary, who):
    person = request.getfixturevalue(who)

    seen = ItemProposal.objects.visible_to(person).filter(pk=proposal.pk).exists()

    inside = {"director", "deputy", "head", "secretary", "teacher", "member", "gone"}
    assert seen is (who in inside)
    assert can(person, "meetings.view_itemproposal", proposal)
    assert can(person, "meetings.view_proposal", proposal)


@pytest.mark.parametrize("who", CAST)
def test_every_member_of_an_association_may_propose(request, association, who):
    person = request.getfixturevalue(who)

    allowed = bool(can(person, "meetings.create_itemproposal"))

    assert allowed is (who not in {"director", "deputy", "clerk", "foreigner"})


def test_who_has_left_the_association_still_sees_what_they_proposed(proposal, teacher):
    teacher.memberships.update(until=make.LONG_AGO)

    assert ItemProposal.objects.visible_to(teacher).get() == proposal


def test_only_the_heads_own_new_ones_wait_for_the_head(proposal, association, head, teacher):
    make.a_proposal(association, teacher, status=POSTPONED)
    other = make.an_association(association.school, head=teacher)
    make.a_proposal(other, teacher)

    assert list(ItemProposal.objects.waiting_for(head)) == [proposal]


# Proposing


def test_a_member_proposes_and_the_head_hears_of_it(client, teacher, head, association):
    client.force_login(teacher)

    client.post(
        page_of("create"),
        {
            "association": association.pk,
            "title": "Дептердин\n көлөмү",
            "why": "Окуучулар сурап жатат",
            "file": SimpleUploadedFile("a.png", a_png(), "image/png"),
        },
    )

    proposal = ItemProposal.objects.get()
    assert (proposal.author, proposal.status) == (teacher, "new")
    assert proposal.title == "Дептердин көлөмү"
    assert [file.kind for file in attachments.of(proposal)] == ["proposal"]
    assert "Дептердин көлөмү" in last_notice(head).text
    assert last_notice(head).url == proposal.get_absolute_url()
    assert not teacher.notifications.exists()
    assert [line.verb for line in about(proposal)] == ["create", "attach"]


def test_the_heads_own_proposal_is_told_to_nobody(client, head, association):
    client.force_login(head)

    client.post(page_of("create"), {"association": association.pk, "title": "Иш план жөнүндө"})

    assert ItemProposal.objects.count() == 1
    assert not head.notifications.exists()


def test_nothing_is_proposed_to_an_association_one_does_not_belong_to(
    client, teacher, association, school
):
    others = make.an_association(school)
    closed = make.an_association(school, closed_on=make.LONG_AGO)
    make.a_membership(closed, teacher)
    client.force_login(teacher)

    for union in (others, closed):
        page = client.post(
            page_of("create"), {"association": union.pk, "title": "Дептер жөнүндө"}
        )
        assert "Дептер жөнүндө" in page.text
    assert not ItemProposal.objects.exists()


def test_a_proposal_without_a_heading_or_with_a_huge_one_is_refused(
    client, teacher, association
):
    client.force_login(teacher)

    for title in ("", "  ", "ы" * 501):
        page = client.post(page_of("create"), {"association": association.pk, "title": title})
        assert page.status_code == 200
        assert page.context["form"].errors["title"]
    assert not ItemProposal.objects.exists()


def test_a_file_that_may_not_come_in_leaves_what_was_typed(client, teacher, association):
    client.force_login(teacher)
    bad = SimpleUploadedFile("a.exe", b"MZ...", "image/png")

    page = client.post(
        page_of("create"),
        {"association": association.pk, "title": "Дептер жөнүндө", "file": bad},
    )

    assert "Only PDF, PNG, JPEG, DOCX and XLSX files are accepted." in page.text
    assert "Дептер жөнүндө" in page.text
    assert not ItemProposal.objects.exists()


def test_the_heading_is_advised_on_and_mended_in_one_click(client, teacher, head, association):
    proposal = make.a_proposal(association, teacher, title="Ачык сабактар")
    client.force_login(teacher)
    assert "Ачык сабактар жөнүндө" in client.get(proposal.get_absolute_url()).text

    client.post(page_of("improve", proposal.pk))

    proposal.refresh_from_db()
    assert (proposal.title, proposal.version) == ("Ачык сабактар жөнүндө", 2)
    assert about(proposal).first().changes == {
        "title": ["Ачык сабактар", "Ачык сабактар жөнүндө"]
    }
    client.force_login(head)
    assert "On paper a question" not in client.get(proposal.get_absolute_url()).text


# Changing and taking back


def test_the_author_changes_it_and_takes_a_file_away(client, teacher, proposal):
    kept = make.a_file(proposal, by=teacher, kind="proposal", title="таблица")
    client.force_login(teacher)

    client.post(
        page_of("update", proposal.pk),
        {"title": "Жаңы аталыш жөнүндө", "why": "", "gone": [kept.pk], "version": 1},
    )

    proposal.refresh_from_db()
    assert (proposal.title, proposal.why, proposal.version) == ("Жаңы аталыш жөнүндө", "", 2)
    assert not attachments.of(proposal)
    assert [line.verb for line in about(proposal)] == ["change", "detach"]
    assert not teacher.notifications.exists()


def test_the_same_file_is_kept_once(proposal, teacher):
    def sent():
        from core.uploads import accept

        return accept(SimpleUploadedFile("a.png", a_png(), "image/png"))

    services.arrange_itemproposal(proposal, by=teacher, file=sent())
    services.arrange_itemproposal(proposal, by=teacher, file=sent())

    assert attachments.of(proposal).count() == 1


def test_who_changes_an_older_text_is_shown_both(client, teacher, proposal):
    ItemProposal.objects.update(title="Башка аталыш жөнүндө", version=2)
    client.force_login(teacher)

    page = client.post(
        page_of("update", proposal.pk), {"title": "Менин аталышым жөнүндө", "version": 1}
    )

    assert page.status_code == 409
    assert "Башка аталыш жөнүндө" in page.text
    assert "Менин аталышым жөнүндө" in page.text
    assert ItemProposal.objects.get().title == "Башка аталыш жөнүндө"


def test_what_was_answered_is_no_longer_changed(client, teacher, head, proposal):
    services.postpone_itemproposal(proposal, by=head, reason="Кийин")
    client.force_login(teacher)

    page = client.post(page_of("update", proposal.pk), {"title": "Башка", "version": 1})

    assert page.status_code == 403
    assert "answered already" in page.text
    with pytest.raises(Refused):
        services.improve_itemproposal(proposal, by=teacher)


def test_what_is_taken_back_stays_in_the_record(client, teacher, head, meeting, proposal):
    client.force_login(teacher)

    client.post(page_of("withdraw", proposal.pk))

    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    assert about(proposal).first().verb == "withdraw"
    assert figures.proposals_for(meeting, head) == []
    assert proposal.title in client.get(page_of("list")).text


# The answers


def test_an_accepted_question_stands_on_the_agenda(proposal, meeting, head, teacher):
    make.an_item(meeting)

    services.accept_itemproposal(proposal, by=head, meeting=meeting)

    proposal.refresh_from_db()
    item = proposal.item
    assert (proposal.status, proposal.answered_by) == ("accepted", head)
    assert (item.meeting, item.title, item.position) == (meeting, proposal.title, 2)
    assert list(item.rapporteurs.all()) == [teacher]
    assert "is on the agenda" in last_notice(teacher).text
    assert [line.verb for line in about(proposal)] == ["accept"]
    assert [line.verb for line in about(item)] == ["create"]
    assert Meeting.objects.search("дептердин", scope=meeting.scope).get() == meeting


def test_who_no_longer_works_here_speaks_about_nothing(proposal, meeting, head, teacher):
    teacher.is_active = False
    teacher.save()

    services.accept_itemproposal(proposal, by=head, meeting=meeting)

    assert not meeting.items.get().rapporteurs.exists()
    assert not teacher.notifications.exists()


def test_a_question_put_off_may_still_come_onto_an_agenda(proposal, meeting, head, teacher):
    services.postpone_itemproposal(proposal, by=head, reason="Декабрда талкуулайбыз")

    proposal.refresh_from_db()
    assert (proposal.status, proposal.answer) == ("postponed", "Декабрда талкуулайбыз")
    assert "Декабрда талкуулайбыз" in last_notice(teacher).text
    assert figures.proposals_for(meeting, head) == [proposal]
    services.accept_itemproposal(proposal, by=head, meeting=meeting)
    assert meeting.items.get().proposal == proposal


def test_a_declined_question_says_why_and_is_not_offered(proposal, meeting, head, teacher):
    services.decline_itemproposal(proposal, by=head, reason="Бул директордун иши")

    proposal.refresh_from_db()
    assert (proposal.status, proposal.answer) == ("declined", "Бул директордун иши")
    assert "Бул директордун иши" in last_notice(teacher).text
    assert about(proposal).first().changes["reason"] == "Бул директордун иши"
    assert figures.proposals_for(meeting, head) == []


@pytest.mark.parametrize(
    "answer", [services.postpone_itemproposal, services.decline_itemproposal]
)
def test_nobody_is_sent_away_without_a_word(proposal, head, teacher, answer):
    with pytest.raises(ValidationError):
        answer(proposal, by=head, reason="  ")

    proposal.refresh_from_db()
    assert proposal.status == "new"
    assert not teacher.notifications.exists()


def test_who_answers_the_own_proposal_is_not_told(association, meeting, head):
    own = make.a_proposal(association, head)

    services.accept_itemproposal(own, by=head, meeting=meeting)

    assert not head.notifications.exists()


def test_the_second_of_two_who_answer_is_told(proposal, meeting, head):
    mine = ItemProposal.objects.get()
    services.decline_itemproposal(proposal, by=head, reason="Жок")

    with pytest.raises(StaleError):
        services.accept_itemproposal(mine, by=head, meeting=meeting)

    assert not meeting.items.exists()


def test_a_question_goes_onto_no_agenda_that_is_not_its_own(proposal, school, head, teacher):
    others = make.an_association(school, head=head)
    elsewhere = make.a_meeting(others)
    held = make.a_meeting(proposal.association, status="held", number=1)

    with pytest.raises(ValidationError):
        services.accept_itemproposal(proposal, by=head, meeting=elsewhere)
    with pytest.raises(Refused):
        services.accept_itemproposal(proposal, by=head, meeting=held)

    proposal.refresh_from_db()
    assert proposal.status == "new"
    assert not elsewhere.items.exists()


# Pages


def test_the_page_of_a_meeting_offers_what_was_proposed(client, head, meeting, proposal):
    client.force_login(head)
    page = client.get(meeting.get_absolute_url())
    assert proposal.title in page.text

    answer = client.post(page_of("accept", proposal.pk), {"meeting": meeting.pk})

    assert answer["Location"] == meeting.get_absolute_url()
    page = client.get(meeting.get_absolute_url())
    assert "proposed by Ысакова" in " ".join(page.text.split())
    assert "Proposed by members" not in page.text
    assert "agenda/remove" not in page.text


def test_a_proposed_question_is_not_removed_but_withdrawn(meeting, proposal, head):
    services.accept_itemproposal(proposal, by=head, meeting=meeting)
    item = meeting.items.get()

    assert not can(head, "meetings.remove_agendaitem", item)
    services.withdraw_item(item, by=head)

    proposal.refresh_from_db()
    assert proposal.item.state == "withdrawn"


def taken_up(proposal, meeting, head):
    """The question on an agenda, and on a later one to which it was carried."""
    services.accept_itemproposal(proposal, by=head, meeting=meeting)
    item = meeting.items.get()
    later = make.a_meeting(meeting.association, chair=head)
    carried = make.an_item(later, title=item.title, carried_from=item)
    return item, carried


def test_who_proposed_hears_that_the_question_is_off(meeting, proposal, head, teacher):
    for item in taken_up(proposal, meeting, head):
        before = teacher.notifications.count()
        services.withdraw_item(item, by=head)

        notice = last_notice(teacher)
        assert teacher.notifications.count() == before + 1
        assert "was taken off the agenda" in notice.text
        assert "«Дептердин көлөмү жөнүндө»" in notice.text
        assert notice.url == proposal.get_absolute_url()


def test_also_when_it_is_withdrawn_while_minutes_are_kept(meeting, proposal, head, teacher):
    services.accept_itemproposal(proposal, by=head, meeting=meeting)
    item = meeting.items.get()

    for state in ("postponed", "withdrawn"):
        before = teacher.notifications.count()
        item.refresh_from_db()
        change = ItemChange(fields={"state": state})
        services.save_item(item, by=head, version=item.version, change=change)
        assert teacher.notifications.count() - before == (state == "withdrawn")

    assert "was taken off the agenda" in last_notice(teacher).text


def test_who_proposed_hears_that_the_meeting_is_called_off(
    meeting, proposal, head, teacher, member
):
    _item, carried = taken_up(proposal, meeting, head)

    for off in (meeting, carried.meeting):
        services.cancel_meeting(off, by=head, reason="Жарык жок")
        notices = teacher.notifications.filter(
            text__contains="with your question was cancelled"
        )
        assert notices.latest("pk").url == proposal.get_absolute_url()
    assert notices.count() == 2
    assert not member.notifications.exists()
    assert not head.notifications.filter(text__contains="your question was").exists()


def test_nobody_is_told_of_the_own_withdrawal(meeting, association, head):
    own = make.a_proposal(association, head)
    services.accept_itemproposal(own, by=head, meeting=meeting)

    services.withdraw_item(meeting.items.get(), by=head)

    assert not head.notifications.filter(text__contains="taken off the agenda").exists()


def test_only_meetings_still_to_come_are_offered(client, head, meeting, proposal, association):
    held = make.a_meeting(association, status="held", number=1, topic="Өткөн отурум")
    client.force_login(head)

    page = client.get(page_of("accept", proposal.pk) + f"?meeting={meeting.pk}")

    assert list(page.context["form"].fields["meeting"].queryset) == [meeting]
    assert str(page.context["form"]["meeting"].value()) == str(meeting.pk)
    page = client.post(page_of("accept", proposal.pk), {"meeting": held.pk})
    assert page.context["form"].errors["meeting"]
    services.cancel_meeting(meeting, by=head, reason="Жарык жок")
    assert "plan one first" in client.get(page_of("accept", proposal.pk)).text


def test_the_way_of_a_question_goes_on_to_where_it_was_carried(
    client, proposal, meeting, association, head, teacher
):
    services.accept_itemproposal(proposal, by=head, meeting=meeting)
    first = meeting.items.get()
    first.state = "postponed"
    first.save()
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=1)
    later = make.a_meeting(association, topic="Кийинки отурум")
    services.take_over_items(later, by=head, items=[first])

    proposal.refresh_from_db()
    second = later.items.get()
    assert figures.way_of(proposal) == [first, second]
    assert figures.proposal_of(second, teacher)["author"] == teacher.list_name
    client.force_login(teacher)
    assert f"#item-{second.pk}" in client.get(proposal.get_absolute_url()).text


def test_who_may_not_open_a_proposal_reads_only_the_name(meeting, proposal, head, stranger):
    services.accept_itemproposal(proposal, by=head, meeting=meeting)

    told = figures.proposal_of(meeting.items.get(), stranger)

    assert told == {"author": proposal.author.list_name, "url": ""}
    assert figures.proposal_of(make.an_item(meeting), stranger) is None


def test_the_list_is_narrowed_by_state_and_association(
    client, director, association, proposal, school, stranger
):
    other = make.a_proposal(stranger.memberships.get().association, stranger, status=DECLINED)
    client.force_login(director)

    def listed(**asked):
        return set(client.get(page_of("list"), asked).context["itemproposal_list"])

    assert listed() == {proposal, other}
    assert listed(status="new") == {proposal}
    assert listed(association=other.association_id) == {other}
    assert "No proposals here" in client.get(page_of("list"), {"status": "accepted"}).text


def test_the_desk_of_the_head_asks_for_an_answer(client, head, teacher, proposal):
    client.force_login(head)
    assert proposal.title in client.get(reverse("reports:desk")).text

    services.decline_itemproposal(proposal, by=head, reason="Жок")

    assert client.get(reverse("reports:desk")).context["proposals"] == []
    client.force_login(teacher)
    assert client.get(reverse("reports:desk")).context["proposals"] == []


def test_a_member_finds_the_way_to_propose_on_the_page_of_a_meeting(
    client, teacher, head, director, meeting
):
    link = f"{page_of('create')}?association={meeting.association_id}"
    for reader, offered in ((teacher, True), (head, False), (director, False)):
        client.force_login(reader)
        assert (link in client.get(meeting.get_absolute_url()).text) is offered
    client.force_login(teacher)
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, teacher, association, rows, django_assert_max_num_queries
):
    for _n in range(rows):
        make.a_proposal(association, teacher)
    client.force_login(teacher)
    client.get(page_of("list"))

    with django_assert_max_num_queries(6):
        client.get(page_of("list"))
