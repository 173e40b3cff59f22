"""Pages on which a plan is written: making it, its heading, its rows in place."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from associations.models import User
from core.forms import number_in
from core.views import ActionView, CreatePage, DetailPage, Guarded, UpdatePage
from plans import services
from plans.forms.writing import PlanCreateForm, PlanHeaderForm, PlanRowForm
from plans.models import Plan, PlanRow
from plans.views.desk import members_of, writing_desk
from plans.views.reading import PLANS


class Telling:
    """What a service refuses is said in the form, and everything typed stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc] -- stands before a form page
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined]


class PlanCreate(Telling, CreatePage):
    model = Plan
    form_class = PlanCreateForm
    permission = "plans.create_plan"

    def write(self, form: Any) -> str:
        """The service writes it down: it knows where the plan began from."""
        self.object = form.save()
        return rows_url(self.object)

    def get_initial(self) -> dict[str, Any]:
        """Which association and year a link asks for."""
        asked = self.request.GET
        return {name: asked[name] for name in ("association", "year") if asked.get(name)}


class PlanUpdate(Telling, UpdatePage):
    model = Plan
    queryset = PLANS
    form_class = PlanHeaderForm
    permission = "plans.change_plan"


class PlanRows(DetailPage):
    """All rows as they are written, each opened in its place."""

    model = Plan
    queryset = PLANS
    permission = "plans.change_plan"
    template_name = "plans/plan_rows.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**writing_desk(self.object), **kwargs)


class InPlace(Telling):
    """A form among the rows: the whole page without a script, the row alone with one."""

    request: HttpRequest
    object: Any

    @property
    def is_part(self) -> bool:
        return bool(self.request.headers.get("HX-Request"))

    def get_template_names(self) -> list[str]:
        return ["plans/_row_form.html" if self.is_part else "plans/plan_rows.html"]

    def get_success_url(self) -> str:
        return f"{rows_url(self.object.plan)}#row-{self.object.pk}"

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        if not self.is_part or not isinstance(answer, HttpResponseRedirect):
            return answer
        return self.part_saved(form)

    def part_saved(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def reload(self) -> HttpResponse:
        """More than one row looks otherwise now: the browser asks for the page again."""
        return HttpResponse(headers={"HX-Refresh": "true"})


class PlanRowUpdate(InPlace, UpdatePage):
    model = PlanRow
    queryset = PlanRow.objects.select_related(
        "plan__association", "plan__year__planning", "plan__school", "plan__in_force"
    )
    form_class = PlanRowForm
    permission = "plans.change_plan"

    def ask(self, subject: Any = None) -> None:
        super().ask(subject.plan)

    @cached_property
    def members(self) -> list[User]:
        return members_of(self.object.plan)

    @cached_property
    def desk(self) -> dict[str, Any]:
        """The page around the form."""
        return writing_desk(self.object.plan, self.members, opened=self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The row's people come with the page; where there is none yet, alone."""
        if self.request.method == "GET" and not self.is_part:
            self.desk  # noqa: B018 -- looking at it reads it
        else:
            prefetch_related_objects([self.object], "responsible")
        return {**super().get_form_kwargs(), "members": self.members}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.object.plan
        context = super().get_context_data(plan=plan, opened=self.object.pk, adding=0, **kwargs)
        if self.is_part:
            return {"line": {"row": self.object}, "differences": [], **context}
        return {**self.desk, **context, "object": plan, "differences": []}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The plan is held before its row, as by whoever marks or moves it."""
        services.lock_plan(self.object.plan)
        return super().form_valid(form)

    def part_saved(self, form: Any) -> HttpResponse:
        return (
            self.reload()
            if "part" in form.changed_data
            else row_part(self.request, form.instance)
        )

    def conflict(self, form: Any, current: Any) -> HttpResponse:
        """In place both texts stand in the row's own form."""
        if not self.is_part:
            return super().conflict(form, current)
        form.data = form.data.copy()
        form.data["version"] = str(current.version)
        told = {**self.get_context_data(form=form), "differences": form.differences(current)}
        return render(self.request, "plans/_row_form.html", told)


class PlanRowCreate(InPlace, CreatePage):
    model = PlanRow
    form_class = PlanRowForm
    permission = "plans.change_plan"

    @cached_property
    def plan(self) -> Plan:
        plans = PLANS.visible_to(self.request.user)
        return get_object_or_404(plans, pk=self.kwargs["pk"])

    def ask(self, subject: Any = None) -> None:
        super().ask(self.plan)

    def get_initial(self) -> dict[str, Any]:
        """The part at whose end one adds; the kind where a norm asks for one."""
        asked = self.request.GET
        part = asked.get("part") if asked.get("part") in {"1", "2", "3", "4"} else "1"
        kinds = {asked.get("kind")} & set(PlanRow.Kind.values)
        return {"part": part, "kind": next(iter(kinds), PlanRow.Kind.OTHER)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan, "members": self.members}

    @cached_property
    def members(self) -> list[User]:
        return members_of(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = kwargs.get("form") or self.get_form()
        part = number_in(str(said["part"].value()))
        adding = part if part in PlanRow.Part.values else 1
        told = {"plan": self.plan, "opened": 0, "adding": adding}
        kwargs = {**kwargs, "form": said}
        if self.is_part:
            return super().get_context_data(**told, line=None, differences=[], **kwargs)
        desk = {
            **writing_desk(self.plan, self.members),
            **told,
            "object": self.plan,
            "differences": [],
        }
        return {**super().get_context_data(**kwargs), **desk}

    def write(self, form: Any) -> str:
        if not form.splits:
            return super().write(form)
        self.object = form.save()
        return self.get_success_url()

    def part_saved(self, form: Any) -> HttpResponse:
        if form.splits:
            return self.reload()
        return row_part(self.request, self.object, added=True)


class PlanRowsReorder(Guarded, View):
    """The order after dragging: the page waits for yes or no, without a script it goes back."""

    http_method_names = ["post"]
    model = Plan
    permission = "plans.change_plan"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = self.find()
        try:
            services.reorder_rows(plan, by=request.user, order=request.POST.getlist("order"))
        except ValidationError as error:
            return HttpResponse(" ".join(error.messages), status=409)
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        return HttpResponseRedirect(rows_url(plan))


class RowAction(ActionView):
    """A button of a row: it does its one thing and goes back to the rows."""

    model = PlanRow
    queryset = PlanRow.objects.select_related("plan")
    permission = "plans.change_plan"

    def ask(self, subject: Any = None) -> None:
        super().ask(subject.plan)

    def act(self, **said: Any) -> str:
        try:
            return super().act(**said)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return self.leads_to(self.object)

    def leads_to(self, thing: Any) -> str:
        return f"{rows_url(self.object.plan)}#row-{self.object.pk}"


def rows_url(plan: Plan) -> str:
    return reverse("plans:plan_rows", args=[plan.pk])


def row_part(request: HttpRequest, row: PlanRow, *, added: bool = False) -> HttpResponse:
    """The row as it reads now, and what the regulation says of the plan with it."""
    list(messages.get_messages(request))  # the row itself says that it is saved
    desk = writing_desk(row.plan, in_place=True)
    part = desk["parts"][row.part - 1]
    line = next(line for line in part.rows if line.row.pk == row.pk)
    told = {"line": line, "part": part, "added": added, "in_place": True}
    return render(request, "plans/_row_saved.html", {**desk, **told, "object": row.plan})
