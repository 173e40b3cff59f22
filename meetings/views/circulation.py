"""What the page of the minutes shows while they are read, and afterwards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import can
from core.views import ActionFormPage
from meetings.figures.circulation import reading
from meetings.forms.circulation import AnswerForm, RemarkForm
from meetings.models import Meeting, Remark


def reading_of(meeting: Meeting, user: User) -> dict[str, Any]:
    """The remarks, and what this reader may do about them."""
    remark = can(user, "meetings.create_remark", meeting)
    return {
        "reading": reading(meeting, said_too=can(user, "meetings.view_remarks", meeting)),
        "remark": remark,
        "remark_form": RemarkForm(user=user, subject=meeting) if remark else None,
        "consent": can(user, "meetings.create_consent", meeting),
    }


class AnswerPage(ActionFormPage):
    """The chair says whether a remark was taken up; above the form stands the remark."""

    model = Remark
    queryset = Remark.objects.select_related("meeting", "author", "item")
    permission = "meetings.answer_remark"
    template_name = "meetings/remark_answer.html"
    form_class = AnswerForm
    label = _("Answer the remark")
