"""Who reminds the members of an association of their deadlines."""

from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.permissions import Verdict, require
from meetings.permissions.roles import RUNNERS


def can_remind_association(user: User, association: Association) -> Verdict:
    return require(
        user.leads_school or association.pk in user.ids_as(RUNNERS),
        _("Members are reminded by the head and the secretary, and by those who lead."),
    )
