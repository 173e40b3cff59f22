"""Plans on paper: as they are written, as they were submitted, as they hold."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from associations.views.papers import FiledView
from core.views import DocumentView, guarded
from core.views.papers import paper_response, wished_language
from plans.documents.amendment import AmendmentDocument, held_before
from plans.documents.plan import PlanDocument, is_valid
from plans.documents.report import FulfilmentReport
from plans.figures.fulfilment import Asked
from plans.models import Plan, PlanRevision
from plans.views.fulfilment import FulfilmentSheet
from plans.workflow import PLAN_EDITABLE


class RevisionPdf(FiledView):
    """One text that was submitted, with its own stamps; filed bytes where it was filed."""

    model = PlanRevision
    queryset = PlanRevision.objects.select_related(
        "plan__school", "plan__association", "plan__year", "plan__considered__meeting", "paper"
    )
    permission = "plans.view_plan"
    document_class = PlanDocument

    def handed_out(self, revision: PlanRevision) -> HttpResponse:
        if revision.paper:
            return self.filed(revision, revision.paper)
        language = wished_language(self.request, revision.plan.school.paper_language)
        return self.printed(revision, language=language, draft=not is_valid(revision))


class PlanPdf(RevisionPdf):
    """The plan as it stands: what holds, what waits for its stamps, or the draft."""

    model = Plan
    queryset = Plan.objects.select_related(
        "school", "association", "year", "considered__meeting", "in_force__paper"
    )

    def handed_out(self, plan: Plan) -> HttpResponse:
        if plan.status in PLAN_EDITABLE:
            language = wished_language(self.request, plan.school.paper_language)
            return self.printed(plan, language=language, draft=True)
        if plan.in_force and not plan.is_amendment:
            revision = plan.in_force
        else:
            revision = plan.revisions.order_by("-number").select_related("paper")[0]
        revision.plan = plan
        return super().handed_out(revision)


class AmendmentPdf(DocumentView):
    """What one revision changed of the plan that held before it."""

    model = PlanRevision
    queryset = RevisionPdf.queryset
    permission = "plans.view_plan"
    document_class = AmendmentDocument

    def find(self) -> PlanRevision:
        """The first text changed nothing: it has no such paper."""
        revision: PlanRevision = super().find()
        if held_before(revision) is None:
            raise Http404
        return revision

    def wishes(self) -> dict[str, Any]:
        return {"language": self.object.plan.school.paper_language, **super().wishes()}


class PlanReport(DocumentView):
    """How one association fulfils its year's plan."""

    model = Plan
    queryset = Plan.objects.annual().select_related("school", "association", "year")
    permission = "plans.view_fulfilment"

    def document(self, found: Plan) -> FulfilmentReport:
        asked = Asked([found.association], found.year, timezone.localdate())
        language = wished_language(self.request, found.school.paper_language)
        return FulfilmentReport(found.school, asked, language=language)


@require_safe
@guarded("plans.view_fulfilment_sheet")
def fulfilment_pdf(request: HttpRequest) -> HttpResponse:
    """The sheet on paper: a summary of the school, and a page of each association."""
    sheet = FulfilmentSheet(request)
    school = request.user.school
    language = wished_language(request, school.paper_language)
    paper = FulfilmentReport(school, sheet.asked, language=language)
    there = f"{reverse('plans:fulfilment_sheet')}?{sheet.query()}"
    return paper_response(request, paper, or_else=lambda: there)
