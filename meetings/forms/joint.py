"""Which associations meet together: on the form of a meeting, and alone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.forms import TidyForm
from meetings.models import Meeting

NOT_YOURS = _("Only the head of the association says with whom it meets together.")


class UnionsField(forms.ModelMultipleChoiceField):
    """Associations to tick; the host itself is not among them."""

    def __init__(self, **kwargs: Any) -> None:
        known = {
            "label": _("Together with"),
            "help_text": _(
                "A joint meeting: one protocol, which each association has in its register"
                " under its own number."
            ),
            "widget": forms.CheckboxSelectMultiple,
            "required": False,
        }
        super().__init__(Association.objects.none(), **{**known, **kwargs})


def heads_teachers(user: User, union: Association) -> bool:
    """Whether it is theirs to say with whom it meets; the council meets whole."""
    return union.pk in user.headed_ids and not union.is_council


def offered(user: User, hosts: Iterable[Association], kept: Iterable[int] = ()) -> Any:
    """Associations at work, and who is chosen already; not the host, if there is but one."""
    known = {row.pk for row in hosts}
    rows = Association.objects.visible_to(user).of_teachers()
    rows = rows.filter(closed_on=None) | rows.filter(pk__in=list(kept))
    return (rows.exclude(pk__in=known) if len(known) == 1 else rows).in_order()


def joined(meeting: Meeting) -> list[int]:
    """Who meets with the host already."""
    return [row.association_id for row in meeting.joint_rows]


class JoinForm(TidyForm):
    associations = UnionsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = joined(self.subject)
        field = self.fields["associations"]
        field.queryset = offered(self.user, [self.subject.association], chosen)
        field.initial = chosen
