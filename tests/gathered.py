"""What people come together for on one side of the world: weeks, events, olympiads, clubs."""

from lessons.models import (
    ClubProposal,
    Event,
    Olympiad,
    SubjectWeek,
    TaskFile,
    WeekRow,
)
from tests import factories as make

SECRET = "zqsecret"
WEEKS = ["draft", "submitted", "approved", "returned", "reported"]


def gatherings_of(side, open_mark):
    """``open_mark``: that of the school, for what everybody there may know."""
    return {
        **weeks_of(side, open_mark),
        **events_of(side, open_mark),
        **olympiads_of(side, open_mark),
        **clubs_of(side),
    }


def weeks_of(side, open_mark):
    """A week in each state; the approved one can be reported; of another an event is open."""
    found = {"week_row_running": _running(side, open_mark)}
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
            found["week_row_held"] = row = _held(row)
            photo = {"kind": "week_photo", "name": f"photo-{mark}.pdf", "title": mark}
            side.files["week photo"] = make.a_file(week, by=side.teacher, **photo)
        SubjectWeek.objects.filter(pk=week.pk).update(status=state)
        found[f"week_{state}"] = SubjectWeek.objects.get(pk=week.pk)
    return found


def _held(row):
    WeekRow.objects.filter(pk=row.pk).update(status="held", winners=f"жеңди {row.text}")
    return WeekRow.objects.get(pk=row.pk)


def _running(side, mark):
    """An approved week whose event is still to be marked."""
    week = make.a_week(side.association, year=side.year, title=f"жумалык {mark}")
    row = make.a_week_row(week, text=f"сынак {mark}", responsible=[side.teacher])
    SubjectWeek.objects.filter(pk=week.pk).update(status="approved")
    return WeekRow.objects.get(pk=row.pk)


def events_of(side, mark):
    """A planned, a held and a cancelled event: the whole school may know of them."""
    found = {}
    for state in ("planned", "held", "cancelled"):
        words = {"goal": f"максат {mark}", "place": f"жай {mark}", "audience": f"кимге {mark}"}
        event = make.an_event(
            side.association, year=side.year, title=f"семинар {mark}", **words
        )
        found[f"event_{state}"] = event
        found[f"point_{state}"] = make.a_point(
            event, title=f"баяндама {mark}", speaker=side.teacher
        )
        came = {"came": True} if state == "held" else {}
        make.a_participant(event, side.secretary, **came)
        found[f"participant_{state}"] = make.a_participant(event, guest=f"конок {mark}")
        texts = {"outcome": f"жыйынтык {mark}"} if state == "held" else {}
        Event.objects.filter(pk=event.pk).update(status=state, **texts)
        found[f"event_{state}"] = Event.objects.get(pk=event.pk)
    file = {"kind": "event_file", "name": f"slides-{mark}.pdf", "title": f"слайд {mark}"}
    side.files["event file"] = make.a_file(found["event_planned"], by=side.head, **file)
    return found


def olympiads_of(side, open_mark):
    """A planned, a final and a cancelled olympiad. The tasks are the secretary's alone."""
    found = {}
    for state in ("planned", "finished", "cancelled"):
        mark = open_mark if state == "finished" else side.mark
        olympiad = make.an_olympiad(
            side.association,
            year=side.year,
            subject=side.subject,
            title=f"олимпиада {open_mark}",
            place=f"жай {open_mark}",
            chair=side.head,
            jury=[side.teacher],
        )
        found[f"result_{state}"] = make.a_result(
            olympiad, pupil=f"окуучу {mark}", teacher=f"мугалим {mark}", rank=1, onward=True
        )
        texts = {"conclusions": f"корутунду {mark}"} if state == "finished" else {}
        Olympiad.objects.filter(pk=olympiad.pk).update(status=state, **texts)
        found[f"olympiad_{state}"] = Olympiad.objects.get(pk=olympiad.pk)
    found["task"] = task_of(side, found["olympiad_planned"], side.secretary)
    return found


def task_of(side, olympiad, author):
    """A closed task file; its words are in no other thing of this world."""
    secret = getattr(side, "secret", SECRET)
    task = TaskFile.objects.create(olympiad=olympiad, author=author, title=secret)
    words = {"kind": "task", "name": f"{secret}-{side.mark}.pdf", "title": secret}
    side.files["task"] = make.a_file(task, by=author, **words)
    return task


def clubs_of(side):
    """Proposed, and answered: seen by the association, the person, and who leads the school."""
    found, mark = {}, side.mark
    for state in ("proposed", "accepted"):
        words = {"reason": f"негиз {mark}", "answer": f"жооп {mark}"}
        proposal = make.a_club(
            side.association, side.teacher, year=side.year, title=f"ийрим {mark}", **words
        )
        ClubProposal.objects.filter(pk=proposal.pk).update(status=state)
        found[f"club_{state}"] = ClubProposal.objects.get(pk=proposal.pk)
    return found
