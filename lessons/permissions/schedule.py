"""Who writes a schedule of open lessons, who decides on it. Nobody acts on both steps."""

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import CalendarFeed, Schedule, ScheduleDecision
from lessons.workflow import ScheduleStatus
from plans.permissions.roles import heads, is_deputy, is_director

Step = ScheduleDecision.Step


def can_view_overview(user: User, subject: object = None) -> Verdict:
    """Everybody opens the calendar; what it shows, each noun says itself."""
    return ALLOWED


def can_view_schedule(user: User, schedule: Schedule | None = None) -> Verdict:
    """Which schedules exist for whom, the queryset says."""
    return ALLOWED


def can_create_schedule(user: User, schedule: Schedule | None = None) -> Verdict:
    """Schedules are made by the heads of associations of teachers; the council has none."""
    return require(
        user.headed_ids - user.council_ids,
        _("Schedules are made by the heads of associations."),
    )


def can_make_schedule(user: User, schedule: Schedule) -> Verdict:
    teachers = require(
        schedule.association_id not in user.council_ids,
        _("Schedules are made by the heads of associations."),
    )
    return can_create_schedule(user) and heads(user, schedule) and teachers


def can_change_schedule(user: User, schedule: Schedule) -> Verdict:
    return heads(user, schedule) and require(
        schedule.is_editable, _("A submitted schedule is no longer changed.")
    )


def can_remove_schedule(user: User, schedule: Schedule) -> Verdict:
    """A draft that was never submitted may be thrown away."""
    return can_change_schedule(user, schedule) and require(
        not _was_submitted(schedule), _("A schedule that was submitted once stays.")
    )


def can_submit_schedule(user: User, schedule: Schedule) -> Verdict:
    return heads(user, schedule) and schedule.may("submit")


def can_withdraw_schedule(user: User, schedule: Schedule) -> Verdict:
    return heads(user, schedule) and schedule.may("withdraw")


def can_agree_schedule(user: User, schedule: Schedule) -> Verdict:
    """Whoever submitted it does not agree with it too."""
    return (
        is_deputy(user, schedule)
        and schedule.may("agree")
        and require(
            user.pk not in _who(schedule, Step.SUBMITTED),
            _("You submitted this; another deputy director or the director decides."),
        )
    )


def can_skip_schedule(user: User, schedule: Schedule) -> Verdict:
    """No button: where the head who submits is the deputy too, the step falls away."""
    return require(
        user.is_deputy and heads(user, schedule),
        _("Agreement is left out only where the head is the deputy director too."),
    ) and schedule.may("skip")


def can_approve_schedule(user: User, schedule: Schedule) -> Verdict:
    """Who agreed does not approve too. A director who heads the association may."""
    return (
        is_director(user, schedule)
        and schedule.may("approve")
        and require(
            user.pk not in _who(schedule, Step.AGREED, Step.SKIPPED),
            _("You have acted on this already; nobody acts on both steps."),
        )
    )


def can_return_schedule(user: User, schedule: Schedule) -> Verdict:
    """Whose step it is, returns it: first the deputy's, then the director's."""
    if schedule.status == ScheduleStatus.AGREED:
        return is_director(user, schedule) and schedule.may("return")
    return is_deputy(user, schedule) and schedule.may("return")


def can_view_calendarfeed(user: User, feed: CalendarFeed | None = None) -> Verdict:
    return ALLOWED


def can_make_feed(user: User, feed: CalendarFeed | None = None) -> Verdict:
    """One's own calendar, that of one's association, that of the school."""
    if feed is None or feed.association is None:
        return ALLOWED
    return require(
        user.leads_school or feed.association.pk in user.association_ids,
        _("This is the calendar of another association."),
    )


def can_renew_calendarfeed(user: User, feed: CalendarFeed) -> Verdict:
    return require(feed.person_id == user.pk, _("This address is somebody else's."))


def can_remove_calendarfeed(user: User, feed: CalendarFeed) -> Verdict:
    return can_renew_calendarfeed(user, feed)


def _who(schedule: Schedule, *steps: str) -> set[int]:
    """Who took these steps of the round that runs now."""
    read = schedule.steps_read
    rows = _last_round(schedule) if read is None else read
    return {person for step, person in rows if step in steps}


def _was_submitted(schedule: Schedule) -> bool:
    read = schedule.steps_read
    return schedule.revisions.exists() if read is None else bool(read)


def _last_round(schedule: Schedule) -> list[tuple[str, int]]:
    rows = ScheduleDecision.objects.filter(revision__schedule=schedule).order_by("pk")
    taken = list(rows.values_list("revision", "step", "person"))
    return [(step, person) for revision, step, person in taken if revision == taken[-1][0]]
