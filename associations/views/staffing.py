"""Pages of staff lists: send one, look at what it would change, take it over, take it back."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations import services
from associations.figures.facts import in_line
from associations.forms.staffing import StaffImportForm
from associations.imports.headings import TEMPLATE
from associations.imports.matching import NEW, Line, lines_of
from associations.models import Category, Education, StaffImport, TeacherProfile
from core import dates
from core.exports import xlsx_response
from core.once import once
from core.permissions import can
from core.views import ActionView, DetailPage, guarded
from core.views.papers import wished_language

LISTS = 10  # of those that came in, the last ones
KINDS = {
    "new": (pgettext_lazy("staff list", "new"), "done"),
    "changed": (pgettext_lazy("staff list", "changed"), "wait"),
    "same": (pgettext_lazy("staff list", "the same"), ""),
    "trouble": (pgettext_lazy("staff list", "trouble"), "late"),
}


@guarded("associations.create_staffimport")
def staffimport_create(request: HttpRequest) -> HttpResponse:
    """Send a list: it is read at once, and nobody is changed."""
    form = StaffImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_take_in(request, form.cleaned_data["file"]))
        except ValidationError as error:
            form.add_error("file", error)
    lists = StaffImport.objects.visible_to(request.user).select_related("made_by")
    shown = lists.order_by("-pk")[:LISTS]
    return render(
        request, "associations/staffimport_create.html", {"form": form, "lists": shown}
    )


def _take_in(request: HttpRequest, file: Any) -> str:
    def take() -> str:
        return services.create_staffimport(by=request.user, file=file).get_absolute_url()

    return once(request.user, request.POST.get("form_token", ""), take)


@require_safe
@guarded("associations.create_staffimport")
def staff_template(request: HttpRequest) -> HttpResponse:
    """An empty list with the headings that are understood."""
    language = wished_language(request, request.user.school.paper_language)
    names = {"ky": "Кызматкерлердин тизмеси", "ru": "Список сотрудников"}
    return xlsx_response(names[language], TEMPLATE[language], [], title=names[language])


class StaffImportDetail(DetailPage):
    """Who is new, who changes, who stays, and where there is trouble."""

    model = StaffImport
    queryset = StaffImport.objects.select_related("school", "made_by")
    permission = "associations.view_staffimport"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staff, user = self.object, self.request.user
        open_ = staff.applied_at is None
        lines = lines_of(staff) if open_ else []
        shown = [self.shown(line) for line in lines]
        return super().get_context_data(
            staff=staff,
            lines=shown,
            counted=[
                (label, tone, sum(line.kind == kind for line in lines))
                for kind, (label, tone) in KINDS.items()
            ],
            trouble=any(line.kind == "trouble" for line in lines),
            to_take=any(line.kind in {"new", "changed"} for line in lines),
            apply=can(user, "associations.apply_staffimport", staff),
            undo=can(user, "associations.undo_staffimport", staff),
            **kwargs,
        )

    def shown(self, line: Line) -> dict[str, Any]:
        label, tone = KINDS[line.kind]
        return {
            "line": line,
            "label": label,
            "tone": tone,
            "changes": [
                (change.label, spoken(change.old, change.name), spoken(change.new, change.name))
                for change in line.changes
            ],
            "choices": [
                *((str(person.pk), person.full_name) for person in line.candidates),
                (NEW, _("another person, new here")),
            ]
            if line.candidates
            else [],
        }


def spoken(value: Any, name: str = "") -> str:
    """A value as the page says it."""
    if isinstance(value, Education | Category):
        return in_line(value)
    if name == "sex":
        return str(dict(TeacherProfile.Sex.choices).get(value, value))
    if hasattr(value, "isoformat"):
        return dates.short(value, (get_language() or settings.FIRST_LANGUAGE)[:2])
    return str(value)


class StaffImportApply(ActionView):
    model = StaffImport
    permission = "associations.apply_staffimport"

    def action_of(self) -> Any:
        said = self.request.POST
        answers = {
            name.removeprefix("who-"): value
            for name, value in said.items()
            if name.startswith("who-")
        }
        return partial(
            services.apply_staffimport,
            answers=answers,
            without_trouble=said.get("without_trouble") == "1",
        )


class StaffImportUndo(ActionView):
    model = StaffImport
    permission = "associations.undo_staffimport"
    action = services.undo_staffimport
