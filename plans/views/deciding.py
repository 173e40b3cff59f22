"""Pages of the steps of a round: read the text, see what changed, decide on exactly that."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core import dates
from core.languages import clean_text
from core.permissions import Refused, can
from core.views import ActionFormPage
from plans.figures.rounds import compared, kept_parts, place_of, remarks_on
from plans.models import Plan, PlanDecision, PlanRemark, PlanRevision
from plans.services.deciding import read_plan
from plans.services.rounds import ChangedError, latest

PLANS = Plan.objects.select_related("association", "year", "school", "in_force")


class OnText(ActionFormPage):
    """What is said of exactly the text that was before one's eyes: the form has its digest."""

    model = Plan
    queryset = PLANS

    @cached_property
    def revision(self) -> PlanRevision:
        return latest(self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.revision.digest}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Refused:
            if not self.overtaken():
                raise
            return self.told(ChangedError(self.object).messages)

    def overtaken(self) -> bool:
        """Whether this form was drawn while the step was still to be taken."""
        seen = self.request.POST.get("digest", "")
        drawn = bool(seen) and self.object.revisions.filter(digest=seen).exists()
        return self.request.user.leads_school and drawn and not self.is_time()

    def is_time(self) -> bool:
        """Whether the plan is where this may be said of it."""
        return bool(can(self.request.user, self.permission, self.object))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the text of now: whoever reads it again decides on that one."""
        self.object = self.fetch(self.object.pk)
        if not self.is_time():
            return self.told([text for errors in form.errors.values() for text in errors])
        form.data = {**form.data.dict(), "digest": self.revision.digest}
        return super().form_invalid(form)

    def told(self, sentences: list[str]) -> HttpResponse:
        for sentence in sentences:
            messages.error(self.request, sentence)
        if typed := clean_text(self.request.POST.get("text", "")).strip():
            messages.info(self.request, f"«{typed}»")  # nothing that was typed is lost
        return HttpResponseRedirect(self.object.get_absolute_url())


class Deciding(OnText):
    """The text of one revision, and the decision under it that names its digest."""

    template_name = "plans/plan_decide.html"
    verb = ""

    def fetch(self, pk: int) -> Plan:
        """With the steps of its last round: who reads the page asks two rules about them."""
        plan: Plan = super().fetch(pk)
        if self.request.method == "GET":
            taken = list(PlanDecision.objects.filter(revision__plan=plan).order_by("pk"))
            plan.steps_read = [row for row in taken if row.revision_id == taken[-1].revision_id]
        return plan

    def is_time(self) -> bool:
        return bool(self.object.may(self.verb))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = super().get(request, *args, **kwargs)
        read_plan(self.object, by=request.user)
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self.revision
        return super().get_context_data(
            revision=revision,
            content=revision.content,
            parts=kept_parts(revision.content),
            differences=compared(self.object, revision.content, revision.number),
            remarks=placed(
                remarks_on(self.object).filter(revision__number__gte=revision.number - 1)
            ),
            **kwargs,
        )


class Remarking(OnText):
    """A remark, pinned to what the address names."""

    permission = "plans.create_planremark"
    label = _("Make a remark")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "place": self.request.GET.get("place", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form says of which text it speaks: that is another one than was read, perhaps."""
        text, at = self.revision, timezone.localtime(self.revision.at)
        words = gettext("Revision %(number)s, submitted by %(who)s, %(day)s, %(time)s")
        facts = {
            "number": text.number,
            "who": text.by.list_name,
            "day": dates.near(at.date(), get_language() or "ky", timezone.localdate().year),
            "time": f"{at:%H:%M}",
        }
        return super().get_context_data(hint=words % facts, **kwargs)


class Answering(ActionFormPage):
    """The head answers a remark, which stands above the form."""

    model = PlanRemark
    queryset = PlanRemark.objects.select_related("revision__plan__association", "author")
    permission = "plans.answer_planremark"
    template_name = "plans/planremark_answer.html"
    label = _("Answer the remark")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=place_of(self.object), **kwargs)


def placed(remarks: Any) -> list[PlanRemark]:
    """Remarks with the words of where they are pinned."""
    found = list(remarks)
    for row in found:
        row.place = place_of(row)
    return found
