"""Addresses of schedules, open lessons and the calendar."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import ActionView
from lessons import services
from lessons.forms import schedule as forms
from lessons.models import Schedule
from lessons.views import calendar, feeds, openlessons, schedule, schedule_papers
from lessons.workflow import LESSON_WORKFLOW, SCHEDULE_WORKFLOW

DECISIONS: list[Any] = [
    (
        "agree",
        services.agree_schedule,
        forms.DecideForm,
        _("You agree with exactly the lessons below. The schedule then goes to the director."),
    ),
    (
        "approve",
        services.approve_schedule,
        forms.DecideForm,
        _("You approve exactly the lessons below. The paper is kept; changes come beside it."),
    ),
    (
        "return",
        services.return_schedule,
        forms.ReturnForm,
        _("The head sees your words, changes the schedule and submits it anew."),
    ),
]
MARKS: list[Any] = [
    ("decline", services.decline_openlesson, forms.DeclineForm),
    ("give", services.give_openlesson, forms.GiveForm),
    ("miss", services.miss_openlesson, forms.MissForm),
    ("reopen", services.reopen_openlesson, forms.ReopenForm),
]

urlpatterns: list[Any] = [
    path("", calendar.overview, name="overview"),
    path("feeds/", feeds.calendarfeed_list, name="calendarfeed_list"),
    path("feeds/create/", feeds.calendarfeed_create, name="calendarfeed_create"),
    path(
        "feeds/<int:pk>/renew/",
        feeds.FeedAction.as_view(
            permission="lessons.renew_calendarfeed", action=services.renew_calendarfeed
        ),
        name="calendarfeed_renew",
    ),
    path(
        "feeds/<int:pk>/remove/",
        feeds.FeedAction.as_view(
            permission="lessons.remove_calendarfeed", action=services.remove_calendarfeed
        ),
        name="calendarfeed_remove",
    ),
    path("feeds/<str:code>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("schedules/", schedule.ScheduleList.as_view(), name="schedule_list"),
    path("schedules/create/", schedule.ScheduleCreate.as_view(), name="schedule_create"),
    path("schedules/<int:pk>/", schedule.ScheduleDetail.as_view(), name="schedule_detail"),
    path(
        "schedules/<int:pk>/submit/",
        schedule.Submitting.as_view(
            action=services.submit_schedule,
            form_class=forms.SubmitForm,
            label=SCHEDULE_WORKFLOW["submit"].label,
        ),
        name="schedule_submit",
    ),
    path(
        "schedules/<int:pk>/withdraw/",
        ActionView.as_view(
            model=Schedule,
            permission="lessons.withdraw_schedule",
            action=services.withdraw_schedule,
        ),
        name="schedule_withdraw",
    ),
    *[
        path(
            f"schedules/<int:pk>/{verb}/",
            schedule.Deciding.as_view(
                verb=verb,
                permission=f"lessons.{verb}_schedule",
                action=action,
                form_class=form_class,
                label=SCHEDULE_WORKFLOW[verb].label,
                hint=hint,
            ),
            name=f"schedule_{verb}",
        )
        for verb, action, form_class, hint in DECISIONS
    ],
    path(
        "schedules/<int:pk>/remove/",
        schedule.Removing.as_view(action=services.remove_schedule),
        name="schedule_remove",
    ),
    path(
        "schedules/<int:pk>/rows/",
        schedule.TakingRows.as_view(
            label=_("Take rows from the plan"),
            hint=_("Each row becomes a lesson of its first responsible person, in its month."),
        ),
        name="schedule_take",
    ),
    path("schedules/<int:pk>/pdf/", schedule_papers.SchedulePdf.as_view(), name="schedule_pdf"),
    path(
        "schedules/revisions/<int:pk>/pdf/",
        schedule_papers.ScheduleRevisionPdf.as_view(),
        name="schedulerevision_pdf",
    ),
    path(
        "schedules/<int:pk>/lessons/create/",
        openlessons.OpenLessonCreate.as_view(),
        name="openlesson_create",
    ),
    path(
        "schedules/<int:pk>/lessons/propose/",
        openlessons.OpenLessonPropose.as_view(),
        name="openlesson_propose",
    ),
    path("open/", schedule.OpenLessonList.as_view(), name="openlesson_list"),
    path("open/<int:pk>/", openlessons.OpenLessonDetail.as_view(), name="openlesson_detail"),
    path(
        "open/<int:pk>/update/",
        openlessons.OpenLessonUpdate.as_view(),
        name="openlesson_update",
    ),
    path(
        "open/<int:pk>/remove/",
        openlessons.Pressing.as_view(
            permission="lessons.remove_openlesson",
            action=services.remove_openlesson,
        ),
        name="openlesson_remove",
    ),
    path(
        "open/<int:pk>/accept/",
        openlessons.Pressing.as_view(
            permission="lessons.accept_openlesson",
            action=services.accept_openlesson,
        ),
        name="openlesson_accept",
    ),
    path(
        "open/<int:pk>/move/",
        openlessons.Moving.as_view(
            permission="lessons.move_openlesson",
            action=services.move_openlesson,
            form_class=forms.MoveForm,
            label=_("Move the lesson"),
            hint=_("The day before stays in the schedule with your reason; who comes is told."),
        ),
        name="openlesson_move",
    ),
    *[
        path(
            f"open/<int:pk>/{verb}/",
            openlessons.Acting.as_view(
                permission=f"lessons.{verb}_openlesson",
                action=action,
                form_class=form_class,
                label=LESSON_WORKFLOW[verb].label,
            ),
            name=f"openlesson_{verb}",
        )
        for verb, action, form_class in MARKS
    ],
]
