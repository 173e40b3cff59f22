"""How lists of schedules and open lessons are narrowed; only what one may see is offered."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import Narrowing
from lessons.models import OpenLesson, Schedule
from lessons.workflow import LessonStatus, ScheduleStatus
from meetings.filters import ALL, of_association, years

OVER = [LessonStatus.GIVEN, LessonStatus.ANALYSED]


class ScheduleFilter(Narrowing):
    """All schedules, the newest first."""

    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_association()
    status = filters.ChoiceFilter(
        choices=ScheduleStatus, label=pgettext_lazy("schedule", "State"), empty_label=ALL
    )

    class Meta:
        model = Schedule
        fields = ["year", "association", "status"]


class OpenLessonFilter(Narrowing):
    """Open lessons, the newest year first; ``done`` is both given and analysed."""

    STATES = (
        ("done", pgettext_lazy("open lesson", "given or analysed")),
        *LessonStatus.choices,
    )

    year = filters.ModelChoiceFilter(
        field_name="schedule__year",
        queryset=years,
        label=_("School year"),
        empty_label=ALL,
    )
    association = of_association("schedule__association")
    state = filters.ChoiceFilter(
        method="in_state",
        choices=STATES,
        label=pgettext_lazy("open lesson", "State"),
        empty_label=ALL,
    )

    class Meta:
        model = OpenLesson
        fields = ["year", "association", "state"]

    def in_state(self, rows: Any, name: str, state: str) -> Any:
        wanted = OVER if state == "done" else [state]
        return rows.filter(status__in=wanted)
