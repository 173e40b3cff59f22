"""Pages of what teachers hand in: the two registries, who has handed in what, the hours."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association
from core import attachments
from core.forms import number_in
from core.permissions import can
from core.views import ActionFormPage, CreatePage, DetailPage, UpdatePage
from meetings.figures import number_for
from meetings.views.registers import AsPdf, AsTable, Book
from plans.documents.registry import TopicPlanRegister
from plans.figures import registries as figures
from plans.filters import IndividualPlanFilter, TopicPlanFilter
from plans.forms import registries as forms
from plans.models import IndividualPlan, TopicPlan
from plans.views.writing import Telling

TOPIC_PLANS = TopicPlan.objects.select_related(
    "association", "person", "subject", "year", "meeting", "decided_by"
)
INDIVIDUAL_PLANS = IndividualPlan.objects.select_related(
    "association", "person", "year", "meeting", "decided_by"
)


class Registry(Book):
    """A registry by the alphabet of the teachers."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for plan in context["object_list"]:
            plan.tone = figures.tone_of(plan)
        return {**context, "union": self.union()}

    def union(self) -> int | None:
        """Whose table of what was handed in is near: the chosen association's, or one's own."""
        user = self.request.user
        chosen = number_in(self.filterset.data.get("association", ""))
        own = user.association_ids - user.council_ids
        if chosen and (user.leads_school or chosen in own):
            return chosen
        return next(iter(own)) if len(own) == 1 else None


class TopicPlanList(Registry):
    model = TopicPlan
    queryset = TopicPlan.objects.for_table().order_by(
        "-year__start", "person__sort_key", "grade", "letters", "pk"
    )
    filterset_class = TopicPlanFilter
    permission = "plans.view_topicplan"


class TopicPlanPaper(TopicPlanList):
    queryset = TopicPlanList.queryset.select_related("meeting")
    paper_class = TopicPlanRegister
    page_name = "plans:topicplan_list"


class TopicPlanListPdf(AsPdf, TopicPlanPaper):
    """The registry on paper."""


class TopicPlanListTable(AsTable, TopicPlanPaper):
    """The registry in a table."""


class IndividualPlanList(Registry):
    model = IndividualPlan
    queryset = IndividualPlan.objects.for_table().order_by(
        "-year__start", "person__sort_key", "pk"
    )
    filterset_class = IndividualPlanFilter
    permission = "plans.view_individualplan"


class HandedInDetail(DetailPage):
    """One plan: its file, where it stands, what was said of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, name = self.object, self.model._meta.model_name
        return super().get_context_data(
            tone=figures.tone_of(plan),
            files=list(attachments.of(plan, "plan_file")),
            registered=number_for(plan.meeting, {plan.association_id}) if plan.meeting else 0,
            change=can(self.request.user, f"plans.change_{name}", plan),
            **kwargs,
        )


class TopicPlanDetail(HandedInDetail):
    model = TopicPlan
    queryset = TOPIC_PLANS
    permission = "plans.view_topicplan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = figures.programmes([self.object])[0]
        quarters = list(zip(("I", "II", "III", "IV"), programme.quarters, strict=True))
        progress = can(self.request.user, "plans.progress_topicplan", self.object)
        return super().get_context_data(
            programme=programme, quarters=quarters, progress=progress, **kwargs
        )


class IndividualPlanDetail(HandedInDetail):
    model = IndividualPlan
    queryset = INDIVIDUAL_PLANS
    permission = "plans.view_individualplan"


class HandInCreate(Telling, CreatePage):
    def get_initial(self) -> dict[str, Any]:
        return {"association": self.request.GET.get("association", "")}


class TopicPlanCreate(HandInCreate):
    model = TopicPlan
    form_class = forms.TopicPlanForm
    permission = "plans.create_topicplan"


class TopicPlanUpdate(Telling, UpdatePage):
    model = TopicPlan
    queryset = TOPIC_PLANS
    form_class = forms.TopicPlanForm
    permission = "plans.change_topicplan"


class IndividualPlanCreate(HandInCreate):
    model = IndividualPlan
    form_class = forms.IndividualPlanForm
    permission = "plans.create_individualplan"


class IndividualPlanUpdate(Telling, UpdatePage):
    model = IndividualPlan
    queryset = INDIVIDUAL_PLANS
    form_class = forms.IndividualPlanForm
    permission = "plans.change_individualplan"


class OfAssociation(DetailPage):
    """A table of one association in one school year, which the address may name."""

    model = Association
    permission = "plans.view_registry"

    def year(self) -> AcademicYear | None:
        years = AcademicYear.objects.visible_to(self.request.user)
        if key := number_in(self.request.GET.get("year", "")):
            return get_object_or_404(years, pk=key)
        return years.near(timezone.localdate())


class HandedInSheet(OfAssociation):
    """Who has handed in what, and who is late."""

    template_name = "plans/handed_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, year, day = self.request.user, self.year(), timezone.localdate()
        rows = figures.handed_in(self.object, year, user, day) if year else []
        for row in rows:
            for plan in [*row.topics, *([row.individual] if row.individual else [])]:
                plan.tone = figures.tone_of(plan)
        several = {
            verb: can(user, f"plans.{verb}_topicplans", self.object)
            for verb in ("discuss", "recommend", "approve")
        }
        late = sum(row.late for row in rows)
        return super().get_context_data(
            rows=rows, year=year, late=late, several=several, **kwargs
        )


class ProgrammeSheet(OfAssociation):
    """How far the programmes were taught, quarter by quarter (III.2)."""

    template_name = "plans/programmes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = self.year()
        plans = TOPIC_PLANS.visible_to(self.request.user).filter(association=self.object)
        rows = plans.filter(year=year).order_by("person__sort_key", "grade", "letters", "pk")
        return super().get_context_data(rows=figures.programmes(rows), year=year, **kwargs)


class Several(ActionFormPage):
    """One step for several plans of an association; then the table of all of them."""

    model = Association

    def leads_to(self, thing: Any) -> str:
        return reverse("plans:handed_in", args=[self.object.pk])


class ProgressPage(ActionFormPage):
    """The hours of a quarter; one that is filled in comes with what it says."""

    model = TopicPlan
    queryset = TOPIC_PLANS
    permission = "plans.progress_topicplan"
    form_class = forms.ProgressForm
    label = pgettext_lazy("progress", "Fill in a quarter")

    def get_initial(self) -> dict[str, Any]:
        quarter = number_in(self.request.GET.get("quarter", ""))
        row = self.object.progress.filter(quarter=quarter).first()
        if row is None:
            return {"quarter": quarter}
        names = ("quarter", "planned", "given", "reason", "measure")
        return {name: getattr(row, name) for name in names}
