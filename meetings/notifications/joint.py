"""What is told when associations meet together."""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from associations.models import Association, Membership, User
from core.notifications import tell
from meetings.figures.planning import spoken_time
from meetings.models import Meeting


def meeting_joined(meeting: Meeting, associations: Iterable[Association]) -> None:
    """The heads of those who come in hear of it; those of the host have said it themselves."""
    rows = Membership.objects.on(timezone.localdate()).filter(role=Membership.Role.HEAD)
    heads = rows.filter(association__in=list(associations)).values("person")
    people = User.objects.active().filter(pk__in=heads).in_order()
    tell(people, lambda: _joined(meeting), about=meeting)


def _joined(meeting: Meeting) -> str:
    words = _("A joint meeting is being prepared: %(associations)s. It is on %(when)s.")
    return words % {
        "associations": ", ".join(str(row) for row in meeting.unions),
        "when": spoken_time(meeting, translation.get_language() or "ky"),
    }
