"""Leaders of clubs and olympiad coaches: proposed by the head, answered by the director."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.models import Notification
from core.permissions import can
from lessons import services
from lessons.models import ClubProposal
from lessons.workflow.clubs import ClubStatus
from tests import factories as make

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = ["change", "withdraw", "accept", "decline"]
ALLOWED = {
    ("head", "proposed"): {"change", "withdraw"},
    ("director", "proposed"): {"accept", "decline"},
}


@pytest.fixture
def club(association, stranger):
    """Somebody of another association is proposed, so that the person sees it, too."""
    return make.a_club(association, stranger)


def fresh(club):
    return ClubProposal.objects.get(pk=club.pk)


@pytest.mark.parametrize("stage", ClubStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, club, secretary, who, stage):
    person = request.getfixturevalue(who)
    ClubProposal.objects.filter(pk=club.pk).update(status=stage)
    club = fresh(club)

    verbs = {verb for verb in VERBS if can(person, f"lessons.{verb}_clubproposal", club)}

    assert verbs == ALLOWED.get((who, stage), set())
    sees = who not in {"foreigner", "clerk", "other_head"}
    assert ClubProposal.objects.visible_to(person).filter(pk=club.pk).exists() == sees
    waits = who == "director" and stage == ClubStatus.PROPOSED
    assert (club in ClubProposal.objects.waiting_for(person)) == waits


def test_a_proposal_is_written_told_and_accepted(association, head, director, teacher, client):
    client.force_login(head)
    said = {"association": association.pk, "kind": "coach", "title": "Олимпиада тобу"}
    client.post(
        reverse("lessons:clubproposal_create"), {**said, "person": teacher.pk, "hours": "2"}
    )

    club = ClubProposal.objects.get()
    assert (club.person, club.year, club.author) == (
        teacher,
        make.a_year(association.school),
        head,
    )
    assert "Олимпиада тобу" in Notification.objects.get(to=director).text
    services.accept_clubproposal(club, by=director, text="Макулмун")
    club = fresh(club)
    assert (club.status, club.answer, club.decided_by) == ("accepted", "Макулмун", director)
    for person in (head, teacher):
        assert Notification.objects.filter(to=person, text__contains="accepted").exists()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ClubProposal.objects.filter(pk=club.pk).update(title="Башка")


def test_a_proposal_is_declined_with_a_reason_or_withdrawn(club, director, head):
    with pytest.raises(ValidationError, match="Say why"):
        services.decline_clubproposal(club, by=director, text=" ")
    services.withdraw_clubproposal(club, by=head)
    assert fresh(club).status == "withdrawn"
    other = make.a_club(club.association, club.person)
    services.decline_clubproposal(other, by=director, text="Сааты жок")

    assert (fresh(other).status, fresh(other).answer) == ("declined", "Сааты жок")
