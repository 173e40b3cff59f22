"""What is told when an election is carried out."""

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import Post, User
from core import dates
from core.notifications import tell
from meetings.figures.joint import number_for
from meetings.models import Election


def election_applied(election: Election, before: User | None, by: User) -> None:
    """Who holds the office, and who held it; of a head's order the director is told."""
    people = {person for person in (election.winner, before) if person and person.is_active}
    tell(
        sorted(people - {by}, key=lambda who: who.pk), lambda: _seated(election), about=election
    )
    if election.order_needed:
        directors = User.objects.leading(election.school_id, Post.Kind.DIRECTOR)
        tell(directors.exclude(pk=by.pk), lambda: _order_needed(election), about=election)


def _seated(election: Election) -> str:
    words = _("%(person)s was elected: %(office)s, %(association)s, from %(since)s on.")
    return words % _facts(election)


def _order_needed(election: Election) -> str:
    words = _(
        "An order is needed: %(person)s was elected, %(office)s, %(association)s, "
        "from %(since)s on (protocol № %(number)s)."
    )
    return words % _facts(election)


def _facts(election: Election) -> dict[str, str]:
    language = translation.get_language() or "ky"
    since = election.since or election.item.meeting.date
    return {
        "person": election.winner.list_name if election.winner else "",
        "office": str(election.get_office_display()),
        "association": str(election.association),
        "since": dates.full(since, language),
        "number": str(number_for(election.item.meeting)),
    }
