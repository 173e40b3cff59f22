"""How the list of mentorships is narrowed."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import Narrowing
from lessons.models import Mentorship
from lessons.workflow import MentorshipStatus
from meetings.filters import ALL, of_association, years


class MentorshipFilter(Narrowing):
    """All pairs, the newest year first."""

    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_association()
    status = filters.ChoiceFilter(
        choices=MentorshipStatus,
        label=pgettext_lazy("mentorship", "State"),
        empty_label=ALL,
    )

    class Meta:
        model = Mentorship
        fields = ["year", "association", "status"]
