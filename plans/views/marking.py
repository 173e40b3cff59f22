"""The page of one row of a plan, and what is said of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments
from core.addresses import address
from core.permissions import can
from core.views import DetailPage
from meetings.views.control import KeepingWords
from plans.figures.standing import annual_of, state_of
from plans.figures.terms import term
from plans.models import PlanRow, RowMark
from plans.permissions.rows import does, holds
from plans.workflow import ROW_OPEN, ROW_WORKFLOW

HEADING = 160  # what the heading of the page shows of its words
VERDICTS = {"confirmed": "done", "returned": "late", "waiting": "wait"}
VERBS = ("finish", "begin", "part", "miss", "cancel", "reopen")
ROWS = PlanRow.objects.select_related(
    "plan__association", "plan__year", "plan__in_force", "meeting", "origin__plan"
)


class PlanRowDetail(DetailPage):
    """Everything about one row: what was planned, how it stands, what was said of it."""

    model = PlanRow
    queryset = ROWS
    permission = "plans.view_planrow"

    def visible(self) -> Any:
        return super().visible().with_standing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.object, self.request.user
        gather(row.as_it_holds())
        state, tone = state_of(row, timezone.localdate())
        holding = holds(row)
        marks = [shown(mark, user) for mark in with_files(list(row.marks.all()))]
        told = {
            "whole": len(row.text) > HEADING or "\n" in row.text,
            "holds": holding,
            "state": state if holding else pgettext("plan row", "not in force yet"),
            "tone": tone if holding else "",
            "when": when_words(row),
            "due": row.due_now if row.due_now != row.last_day() else None,
            "people": people_words(row),
            "buttons": buttons(row, user) if holding else [],
            "marks": marks,
            "answering": any(mark["answers"] for mark in marks),
            "annual": annual_of(row),
            "months": list(
                row.successors.in_life().filter(plan__period="month").select_related("plan")
            ),
        }
        return super().get_context_data(**told, **kwargs)


def gather(row: PlanRow) -> None:
    """Fetch what hangs on it, once: who does it, and all that was said, the newest first."""
    marks = RowMark.objects.select_related("author", "answered_by", "meeting").order_by("-pk")
    prefetch_related_objects(
        [row], Prefetch("doers_now", User.objects.in_order()), Prefetch("marks", marks)
    )


def when_words(row: PlanRow) -> str:
    """When it was planned for, in the words of papers."""
    plain = {"when": row.when, "months": row.months, "quarter": row.quarter, "day": row.day}
    return term(plain, get_language() or "ky")


def people_words(row: PlanRow) -> list[str]:
    """Who does it, as it holds; of a row that does not yet, whom it names."""
    everybody = [_("all members")] if row.all_members else []
    people = row.responsible if row.in_force is None else row.doers_now
    named = [person.list_name for person in people.all()]
    return [*everybody, *named, *([row.outside] if row.outside else [])]


def buttons(row: PlanRow, user: User) -> list[dict[str, Any]]:
    """Only what the reader may press now; what is one press and no words is a form."""
    rows = [
        ("report", pgettext("plan row", "Report"), False),
        *((verb, ROW_WORKFLOW[verb].label, ROW_WORKFLOW[verb].plain) for verb in VERBS),
        ("postpone", pgettext("plan row", "Move the date"), True),
    ]
    return [
        {
            "label": label,
            "plain": plain,
            "presses": verb == "begin",
            "url": address(f"plans:planrow_{verb}", row.pk),
        }
        for verb, label, plain in rows
        if can(user, f"plans.{verb}_planrow", row)
    ]


def shown(mark: RowMark, user: User) -> dict[str, Any]:
    """A mark, and whether the reader answers it."""
    waits = mark.verdict == RowMark.Verdict.WAITING
    return {
        "mark": mark,
        "reported": mark.answered_by_id is not None or waits,
        "tone": VERDICTS[mark.verdict],
        "answers": waits and bool(can(user, "plans.answer_rowmark", mark)),
    }


def with_files(marks: list[RowMark]) -> list[RowMark]:
    """Give each mark its files, in one question for all of them."""
    found = attachments.by_subject(attachments.of_all(marks)) if marks else {}
    for mark in marks:
        mark.files = found.get((RowMark, mark.pk), [])
    return marks


class Marking(KeepingWords):
    """A form about a row; the row, and the mark that is answered, stand above it."""

    model = PlanRow
    queryset = ROWS
    template_name = "plans/planrow_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        gather(row.as_it_holds())
        mine = row.marks.all()
        if self.permission == "plans.report_planrow":
            mine = [one for one in mine if one.author_id == self.request.user.pk][:1]
            mine = [one for one in mine if one.verdict == RowMark.Verdict.RETURNED]
        else:
            mine = [one for one in mine if one.verdict == RowMark.Verdict.WAITING]
        return super().get_context_data(row=row, marks=with_files(mine), **kwargs)


class Answering(KeepingWords):
    """Confirming a mark, or giving it back."""

    model = RowMark
    queryset = RowMark.objects.select_related(
        "row__plan__association", "row__plan__in_force", "author", "answered_by", "meeting"
    )
    template_name = "plans/planrow_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mark = self.object
        row, marks = mark.row.as_it_holds(), with_files([mark])
        context = super().get_context_data(row=row, marks=marks, **kwargs)
        return {**context, "object": mark.row}


def with_states(rows: Iterable[Any], user: User, day: date) -> None:
    """Give rows of a plan that holds their words for a table, and what the reader does next.

    Asks nothing: the rows come ``for_marking``, with their people and their plan.
    """
    said: dict[Any, tuple[str, str]] = {}
    labels = _labels()
    for row in rows:
        key = row.standing, row.due_now
        if key not in said:
            said[key] = state_of(row, day)
        row.words, row.tone = said[key]
        row.act = _next_act(row, user, labels)


def _labels() -> dict[str, str]:
    return {
        "finish": pgettext("plan row", "Mark as done"),
        "report": pgettext("plan row", "Report"),
        "answer": pgettext("mark", "Answer"),
    }


def _next_act(row: Any, user: User, labels: dict[str, str]) -> dict[str, Any] | None:
    """The one thing to press beside it: the head marks, who does it reports."""
    if row.standing not in ROW_OPEN or not holds(row):
        return None
    if row.plan.association_id in user.headed_ids:
        if row.reported:
            return {"url": row.get_absolute_url(), "label": labels["answer"]}
        verb = "finish"
    elif does(user, row) and row.mark != "waiting":
        verb = "report"
    else:
        return None
    return {"url": address(f"plans:planrow_{verb}", row.pk), "label": labels[verb]}
