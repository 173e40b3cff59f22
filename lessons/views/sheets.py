"""Pages of analysis sheets: filled in on a phone, read, printed, found by their code."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from core.models import StaleError
from core.permissions import can
from core.views import ActionFormPage, ActionView, DetailPage, Guarded
from lessons import services
from lessons.figures.sheets import criteria_of, gaps
from lessons.forms.sheets import (
    NUMBERS,
    TEXTS,
    AdviceForm,
    AnswerForm,
    ShareForm,
    SheetForm,
)
from lessons.models import Advice, SheetCriterion, VisitSheet
from lessons.views.visits import open_advice
from lessons.workflow import SHEET_WORKFLOW, SheetStatus, TemplateStatus
from meetings.views.parts import Hidden, Place, revision_of

SHEETS = VisitSheet.objects.select_related(
    "author",
    "template",
    "visit__teacher",
    "visit__subject",
    "visit__association",
    "visit__year",
    "visit__school",
)
EMPTY = {"points": None, "remark": ""}
TONES = {
    SheetStatus.SHARED: "wait",
    SheetStatus.ANSWERED: "wait",
    SheetStatus.AGREED: "done",
}


class VisitSheetDetail(DetailPage):
    """One sheet, read by whom it exists for."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.view_visitsheet"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet, user = self.object, self.request.user
        criteria = criteria_of(sheet)
        given, most = sheet.points
        return super().get_context_data(
            rows=[{**EMPTY, **sheet.answer(line), "line": line} for line in criteria],
            points={"given": given, "most": most} if most else None,
            texts=[(name_of(n), getattr(sheet, n)) for n in TEXTS if getattr(sheet, n)],
            own=[
                (name_of(n), getattr(sheet, n))
                for n in ("self_analysis", "reply")
                if getattr(sheet, n)
            ],
            advice=list(sheet.advice.select_related("closed_by", "sheet").order_by("pk")),
            change=can(user, "lessons.change_visitsheet", sheet),
            tone=TONES.get(sheet.status, ""),
            **kwargs,
        )


def name_of(field: str) -> str:
    return str(VisitSheet._meta.get_field(field).verbose_name)


class SheetPage(Guarded, View):
    """The page on which a sheet is written; a script saves it without being asked."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.change_visitsheet"

    def page(self, form: SheetForm | None = None, **more: Any) -> HttpResponse:
        """``form``: what was typed and could not be saved."""
        sheet = self.object
        criteria = form.criteria if form else criteria_of(sheet)
        faults = {n: " ".join(words) for n, words in form.faults().items()} if form else {}
        typed = form.data if form else {}
        context = {
            "object": sheet,
            "sheet": sheet,
            "lines": [_line(sheet, line, typed, faults) for line in criteria],
            "texts": [_text(sheet, name, typed, faults) for name in TEXTS],
            "numbers": [_text(sheet, name, typed, faults) for name in NUMBERS],
            "lesson_type": _text(sheet, "lesson_type", typed, faults),
            "advice": open_advice(sheet.visit, self.request.user),
            "retired": sheet.template.status == TemplateStatus.RETIRED,
            "top_errors": list(dict.fromkeys(faults.values())),
            **more,
        }
        return render(self.request, "lessons/visitsheet_record.html", context)


class VisitSheetRecord(SheetPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.find()
        return self.page()


class VisitSheetSave(SheetPage):
    """What the page sends. Whoever comes to its address otherwise is led to the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.find()
        return self.back()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet = self.find()
        form = SheetForm(request.POST, criteria=criteria_of(sheet))
        change = form.change()
        try:
            self.object = services.save_visitsheet(
                sheet, by=request.user, version=revision_of(request), fields=change
            )
        except StaleError:
            sheet.refresh_from_db()
            return self.conflict(sheet, form)
        if self.is_script:
            return self.saved(form.faults())
        return self.page(form) if form.errors else self.back()

    @property
    def is_script(self) -> bool:
        return self.request.headers.get("X-Autosave") == "1"

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("lessons:visitsheet_record", args=[self.kwargs["pk"]])
        )

    def saved(self, errors: Any) -> HttpResponse:
        version = self.object.version
        told = {"revision": version, "saved_at": f"{timezone.localtime():%H:%M}"}
        return JsonResponse({**told, "rows": {}, "errors": errors})

    def conflict(self, sheet: VisitSheet, form: SheetForm) -> HttpResponse:
        """The same person on two devices: both texts, and nothing is written."""
        rows = differences(sheet, form)
        if self.is_script:
            html = render_to_string("meetings/_record_compare.html", {"differences": rows})
            told = {"conflict": True, "revision": sheet.version, "html": html}
            return JsonResponse(told, status=409)
        sent = [
            Hidden(name, str(sheet.version) if name == "revision" else value)
            for name, value in self.request.POST.items()
            if name != "csrfmiddlewaretoken"
        ]
        place = Place(str(sheet), self.back().url)  # type: ignore[attr-defined]
        context = {"object": place, "differences": rows, "form": sent}
        return render(self.request, "components/conflict.html", context, status=409)


def differences(sheet: VisitSheet, form: SheetForm) -> list[tuple[str, str, str]]:
    """Label, what is saved, what was typed: where the two differ."""
    change = form.change()
    answers = change.pop("answers")
    rows = [(name_of(name), getattr(sheet, name), mine) for name, mine in change.items()]
    for line in form.criteria:
        theirs = sheet.answer(line)
        for part, mine in answers.get(str(line.pk), {}).items():
            rows.append((line.text, theirs.get(part, ""), mine))
    shown = [(label, _shown(one), _shown(two)) for label, one, two in rows]
    return [row for row in shown if row[1] != row[2]]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _line(sheet: VisitSheet, line: SheetCriterion, typed: Any, faults: Any) -> dict[str, Any]:
    answer, name = sheet.answer(line), f"c{line.pk}"
    points = answer.get("points")
    return {
        "name": name,
        "text": line.text,
        "scored": line.scored,
        "required": line.required,
        "points": typed.get(f"{name}-points", _shown(points)),
        "remark": typed.get(f"{name}-remark", answer.get("remark", "")),
        "fault": faults.get(f"{name}-remark") or faults.get(f"{name}-points"),
    }


def _text(sheet: VisitSheet, name: str, typed: Any, faults: Any) -> dict[str, Any]:
    value = typed.get(name, _shown(getattr(sheet, name)))
    hint = _("One advice on each line.") if name == "recommendation" else ""
    return {
        "name": name,
        "label": name_of(name),
        "value": value,
        "hint": hint,
        "fault": faults.get(name),
    }


class VisitSheetShare(ActionFormPage):
    """What is missing, each with the way to it; and the button."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.share_visitsheet"
    action = services.share_visitsheet
    label = SHEET_WORKFLOW["share"].label
    template_name = "lessons/visitsheet_share.html"
    form_class = ShareForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = list(gaps(self.object, criteria_of(self.object)))
        return super().get_context_data(missing=missing, **kwargs)


class VisitSheetAnswer(ActionFormPage):
    """The teacher's own look at the lesson, and the answer."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.answer_visitsheet"
    action = services.answer_visitsheet
    form_class = AnswerForm
    label = SHEET_WORKFLOW["answer"].label


class VisitSheetAgree(ActionView):
    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.agree_visitsheet"
    action = services.agree_visitsheet


class AdviceClose(ActionFormPage):
    """Advice was followed, or is dropped; both with a word."""

    model = Advice
    queryset = Advice.objects.select_related("sheet__visit__subject")
    form_class = AdviceForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hint=self.object.text, **kwargs)
