"""Pages of what is looked at in lessons: versions of the sheets, and the rules of visits."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from core.forms import TidyMixin
from core.once import once
from core.permissions import can
from core.views import DetailPage, DocumentView, Guarded, UpdatePage
from core.views.papers import wished_language
from lessons import services
from lessons.documents.sheets import BlankSheet
from lessons.figures.sheets import rules_of
from lessons.figures.usual_sheets import usual_criteria
from lessons.forms.sheets import VisitRulesForm
from lessons.models import SheetCriterion, SheetTemplate, VisitKind, VisitRules
from lessons.services.sheettemplates import MOST
from lessons.workflow import TemplateStatus
from meetings.views.parts import revision_of

TONES = {TemplateStatus.IN_USE: "done", TemplateStatus.DRAFT: "wait"}


class SheetTemplateList(Guarded, View):
    """Every kind of visit with its versions; where there is none yet, the usual sheet."""

    permission = "lessons.view_sheettemplate"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask()
        rows = list(SheetTemplate.objects.visible_to(request.user).order_by("kind", "-number"))
        for row in rows:
            row.tone = TONES.get(row.status, "")
        kinds = [
            {"kind": kind, "label": label, "versions": [r for r in rows if r.kind == kind]}
            for kind, label in VisitKind.choices
        ]
        context = {
            "kinds": kinds,
            "usual": usual_criteria(SheetTemplate(kind=VisitKind.MUTUAL)),
            "rules": rules_of(request.user.school_id),
            "create": can(request.user, "lessons.create_sheettemplate"),
        }
        return render(request, "lessons/sheettemplate_list.html", context)


class SheetTemplateCreate(Guarded, View):
    """Begin a new version of the kind the button names."""

    http_method_names = ["post"]
    permission = "lessons.create_sheettemplate"

    def post(self, request: HttpRequest) -> HttpResponse:
        self.ask()
        try:
            url = once(request.user, request.POST.get("form_token", ""), self.begin)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            url = reverse("lessons:sheettemplate_list")
        return HttpResponseRedirect(url)

    def begin(self) -> str:
        user, kind = self.request.user, self.request.POST.get("kind", "")
        draft = services.create_sheettemplate(user.school, by=user, kind=kind)
        return reverse("lessons:sheettemplate_update", args=[draft.pk])


class SheetTemplateDetail(DetailPage):
    model = SheetTemplate
    permission = "lessons.view_sheettemplate"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        template = self.object
        return super().get_context_data(
            criteria=list(template.criteria.in_order()),
            change=can(self.request.user, "lessons.change_sheettemplate", template),
            tone=TONES.get(template.status, ""),
            **kwargs,
        )


class CriterionForm(TidyMixin, forms.ModelForm):
    class Meta:
        model = SheetCriterion
        fields = ["text_ky", "text_ru", "scored", "required"]

    def has_changed(self) -> bool:
        """A row whose boxes are ticked and that says nothing is no row."""
        named = self.data.get(self.add_prefix("text_ky"), "").strip()
        russian = self.data.get(self.add_prefix("text_ru"), "").strip()
        return bool(named or russian)


CriterionSet = formset_factory(
    CriterionForm,
    extra=3,
    can_order=True,
    can_delete=True,
    max_num=MOST,
    absolute_max=MOST + 10,
)


class SheetTemplateUpdate(Guarded, View):
    """The lines of a new version: all at once, in the order of their numbers."""

    model = SheetTemplate
    permission = "lessons.change_sheettemplate"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = self.find()
        names = ("text_ky", "text_ru", "scored", "required")
        lines = [
            {name: getattr(line, name) for name in names}
            for line in template.criteria.in_order()
        ]
        return self.page(CriterionSet(initial=lines))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = self.find()
        lines = CriterionSet(request.POST)
        if not lines.is_valid():
            return self.page(lines)
        try:
            services.save_criteria(
                template,
                by=request.user,
                version=revision_of(request),
                rows=[_plain(form) for form in lines.ordered_forms if form.has_changed()],
            )
        except ValidationError as error:
            return self.page(lines, " ".join(error.messages))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(template.get_absolute_url())

    def page(self, lines: Any, fault: str = "") -> HttpResponse:
        context = {"object": self.object, "lines": lines, "fault": fault}
        return render(self.request, "lessons/sheettemplate_form.html", context)


def _plain(form: Any) -> dict[str, Any]:
    names = ("text_ky", "text_ru", "scored", "required")
    return {name: form.cleaned_data[name] for name in names}


class SheetTemplateBlank(DocumentView):
    """A stack of sheets for whoever likes paper: nothing on them but what is looked at."""

    model = SheetTemplate
    queryset = SheetTemplate.objects.select_related("school")
    permission = "lessons.view_sheettemplate"
    document_class = BlankSheet

    def wishes(self) -> dict[str, Any]:
        school = self.object.school
        return {"language": wished_language(self.request, school.paper_language)}


class VisitRulesUpdate(UpdatePage):
    """How many visits are expected, how long an answer is waited for."""

    model = VisitRules
    form_class = VisitRulesForm
    permission = "lessons.change_visitrules"

    def find(self) -> Any:
        """The school's own; what nobody has set yet is the usual."""
        self.object = rules_of(self.request.user.school_id)
        self.ask(self.object)
        return self.object

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        if self.object.pk is None:
            self.object.save()
            form.instance.pk = self.object.pk
            form.instance._state.adding = False
        return super().form_valid(form)
