"""What people come together for on one side of the world: weeks, events, olympiads, clubs."""

from lessons.models import SubjectWeek, WeekRow
from tests import factories as make

WEEKS = ["draft", "submitted", "approved", "returned", "reported"]


def gatherings_of(side, open_mark):
    """``open_mark``: that of the school, for what everybody there may know."""
    return weeks_of(side, open_mark)


def weeks_of(side, open_mark):
    """A week in each state; the approved one has an event still planned and one held."""
    found = {}
    for state in WEEKS:
        shown = state in {"approved", "reported"}
        mark = open_mark if shown else side.mark
        week = make.a_week(
            side.association,
            year=side.year,
            subject=side.subject,
            title=f"жумалык {mark}",
            goal=f"максат {mark}",
            remark=f"эскертүү {mark}",
            best=f"мыкты {mark}",
        )
        words = {"place": f"жай {mark}", "outside": f"ата-эне {mark}"}
        row = make.a_week_row(week, text=f"викторина {mark}", **words)
        row.responsible.add(side.teacher)
        found[f"week_{state}"], found[f"week_row_{state}"] = week, row
        if state == "approved":
            found["week_row_held"] = _held(week, mark)
            photo = {"kind": "week_photo", "name": f"photo-{mark}.pdf", "title": mark}
            side.files["week photo"] = make.a_file(week, by=side.teacher, **photo)
        SubjectWeek.objects.filter(pk=week.pk).update(status=state)
        found[f"week_{state}"] = SubjectWeek.objects.get(pk=week.pk)
    return found


def _held(week, mark):
    row = make.a_week_row(week, text=f"сынак {mark}", status="held", winners=f"жеңди {mark}")
    return WeekRow.objects.get(pk=row.pk)
