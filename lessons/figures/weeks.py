"""A subject week in figures: what was held, what is missing in it, where it stands."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lessons.figures.days import holiday_on
from lessons.models import SubjectWeek, WeekRow
from lessons.workflow.weeks import WEEK_SHOWN, WeekRowStatus, WeekStatus


def counts(rows: list[WeekRow]) -> dict[str, int]:
    held = [row for row in rows if row.status == WeekRowStatus.HELD]
    return {
        "all": len(rows),
        "held": len(held),
        "missed": sum(row.status == WeekRowStatus.MISSED for row in rows),
        "groups": sum(row.groups or 0 for row in held),
        "pupils": sum(row.pupils or 0 for row in held),
    }


def advice(week: SubjectWeek, rows: list[Any]) -> list[str]:
    """What is missing in a programme that is still being written; ``rows`` with their doers."""
    if not week.is_editable or not rows:
        return []
    kinds = {row.kind for row in rows}
    told = []
    if WeekRow.Kind.OPENING not in kinds:
        told.append(_("The programme has no opening yet."))
    if WeekRow.Kind.CLOSING not in kinds:
        told.append(_("The programme has no closing yet."))
    inside = set(week.days)
    told += [
        _("Not on a day of the week: %(rows)s") % {"rows": row} for row in rows
        if row.day not in inside
    ]  # fmt: skip
    nobody = [str(row) for row in rows if not row.doers]
    if nobody:
        told.append(_("Nobody is responsible yet: %(rows)s") % {"rows": "; ".join(nobody)})
    if holiday := holiday_on(week.first, week.year):
        told.append(_("It begins in the holidays: %(holiday)s") % {"holiday": holiday})
    return told


def steps_of(week: SubjectWeek) -> list[dict[str, Any]]:
    """Written, approved, reported: which of it is done and whose turn it is."""
    places = [
        (pgettext("subject week", "Programme submitted"), {"submitted", *WEEK_SHOWN}),
        (pgettext("subject week", "Programme approved"), WEEK_SHOWN),
        (pgettext("subject week", "Report handed in"), {"reported"}),
    ]
    steps, turn = [], True
    for number, (label, reached) in enumerate(places):
        done = week.status in reached
        state = "done" if done else "now" if turn else "next"
        if number == 0 and week.status == WeekStatus.RETURNED:
            state = "returned"
        turn = turn and done
        who = week.decided_by if number == 1 and done else None
        steps.append(
            {
                "label": label,
                "state": state,
                "who": who.list_name if who else "",
                "on": week.decided_at if who else "",
            }
        )
    return steps


def begun(rows: list[WeekRow]) -> dict[str, str]:
    """A report begun from what was said of the events."""
    won = [f"{row.text}: {row.winners}" for row in rows if row.winners]
    return {"winners": "\n".join(won)}
