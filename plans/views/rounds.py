"""Pages on which the rounds are read, and the queue of those who decide."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from associations.models import User
from core.once import once
from core.permissions import can
from core.views import DetailPage, guarded
from plans import services
from plans.figures.differences import difference
from plans.figures.rounds import kept_parts, rounds_of
from plans.figures.waiting import short_name, state_words, tone_of, waiting_of
from plans.models import Plan, PlanRevision
from plans.views.deciding import placed

MOST = 100


class PlanRounds(DetailPage):
    """Every text that was submitted, who decided what on it, what was remarked and answered."""

    model = Plan
    queryset = Plan.objects.select_related("association", "year", "in_force")
    permission = "plans.view_plan"
    template_name = "plans/plan_rounds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = rounds_of(self.object)
        for row in rounds:
            placed(row.remarks)
        return super().get_context_data(
            rounds=rounds, state=state_words(self.object), tone=tone_of(self.object), **kwargs
        )


class RevisionDetail(DetailPage):
    """A text as it was submitted, and how it differs from the one before."""

    model = PlanRevision
    queryset = PlanRevision.objects.select_related("plan__association", "plan__year", "by")
    permission = "plans.view_plan"
    template_name = "plans/planrevision_detail.html"

    def ask(self, subject: Any = None) -> None:
        super().ask(getattr(subject, "plan", subject))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self.object
        before = revision.plan.revisions.filter(number=revision.number - 1).first()
        words = _("What is different from the text submitted before")
        found = [(words, difference(before.content, revision.content))] if before else []
        return super().get_context_data(
            content=revision.content,
            parts=kept_parts(revision.content),
            differences=found,
            **kwargs,
        )


@require_safe
@guarded("plans.view_waiting_plans")
def plan_waiting(request: HttpRequest) -> HttpResponse:
    """What waits for this decider, the longest first; several are approved at once."""
    rows = waiting_plans(request.user)
    choosing = bool(can(request.user, "plans.approve_plans"))
    openable = [row for row in rows if choosing and row.opened and row.status == "agreed"]
    context = {"plans": rows, "choosing": choosing, "ready": len(openable)}
    return render(request, "plans/plan_waiting.html", context)


@require_POST
@guarded("plans.approve_plans")
def plans_approve(request: HttpRequest) -> HttpResponse:
    """Approve those that were ticked. What stood in the way of one is told with its name."""

    def act() -> str:
        chosen = {row.pk: row for row in waiting_plans(request.user) if ticked(request, row)}
        digests = [(row, request.POST.get(f"digest-{row.pk}", "")) for row in chosen.values()]
        refused = services.approve_plans(digests, by=request.user)
        for pk, why in refused.items():
            messages.error(request, f"{chosen[pk]}: {why}")
        _count(request, len(chosen) - len(refused))
        return reverse("plans:plan_waiting")

    return HttpResponseRedirect(once(request.user, request.POST.get("form_token", ""), act))


def waiting_plans(user: User) -> list[Any]:
    """The plans whose decision is this person's, with the text that is decided on."""
    rows = Plan.objects.visible_to(user).to_decide_by(user).for_table().with_waiting()
    found = list(rows.with_text(user).order_by("waits_since", "pk")[:MOST])
    today = timezone.localdate()
    for row in found:
        row.waits, row.tone = waiting_of(row, today), tone_of(row)
        row.state_words, row.short_name = state_words(row), short_name(row)
    return found


def ticked(request: HttpRequest, plan: Plan) -> bool:
    return str(plan.pk) in request.POST.getlist("plans")


def _count(request: HttpRequest, number: int) -> None:
    if number:
        words = ngettext("%(number)s plan approved.", "%(number)s plans approved.", number)
        messages.success(request, words % {"number": number})
