"""What is told of proposals of club leaders: to the director, the head and the person."""

from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell
from lessons.models import ClubProposal


def club_proposed(proposal: ClubProposal, by: User) -> None:
    tell(
        User.objects.leading(proposal.school_id, "director").exclude(pk=by.pk),
        lambda: (
            _("%(person)s is proposed as %(kind)s: %(title)s")
            % {**_words(proposal), "person": proposal.person.list_name}
        ),
        about=proposal,
    )


def club_answered(proposal: ClubProposal, by: User) -> None:
    """The head, and the person it is about."""
    head = proposal.association.head()
    people = {who.pk: who for who in (head, proposal.person) if who and who.pk != by.pk}
    tell(
        people.values(),
        lambda: (
            _("The director has answered: %(title)s, %(person)s: %(state)s")
            % {
                **_words(proposal),
                "person": proposal.person.list_name,
                "state": proposal.get_status_display(),
            }
        ),
        about=proposal,
    )


def _words(proposal: ClubProposal) -> dict[str, object]:
    return {"kind": proposal.get_kind_display(), "title": proposal.title}
