"""What all steps of a round share: the lock, the text that was seen, who acted as whom."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Post, User
from core import dates
from core.audit import about
from core.permissions import can
from meetings.documents.words import WORDS
from plans.models import Plan, PlanDecision, PlanRevision, PlanRow

Step = PlanDecision.Step


class ChangedError(ValidationError):
    """Somebody was quicker: what is decided on is not what was seen."""

    words = _("The plan was changed in the meantime. Read it as it stands now.")
    words_by = _("The plan was changed at %(time)s by %(who)s. Read it as it stands now.")

    def __init__(self, thing: Any) -> None:
        super().__init__(self.told(thing))

    def told(self, thing: Any) -> Any:
        verbs = [move.verb for move in thing.workflow]
        last = about(thing).filter(verb__in=verbs).first()
        if last is None:
            return self.words
        return self.words_by % {"time": moment(last.at), "who": last.actor_name}


def moment(at: Any) -> str:
    """«14:02» of today, with the day before it if it was another one."""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return f"{local:%H:%M}"
    return f"{dates.short(local.date(), get_language() or 'ky')}, {local:%H:%M}"


def lock_plan(plan: Plan) -> Plan:
    """Whoever acts on a plan takes its row first; the second waits for the first."""
    rows = Plan.objects.select_related("association", "year", "school", "in_force__paper")
    return rows.select_for_update(of=("self",)).get(pk=plan.pk)


def lock_row(row: PlanRow) -> PlanRow:
    """Fetch a row anew and hold it, after its plan: who presses second waits.

    What is said of a row of a month is said of the year's too, and what moves or meets in
    the year does so in its months: all their plans are taken before the first row.
    """
    lock_plans([row.pk])
    plan = Plan.objects.select_related("association", "year").get(pk=row.plan_id)
    rows = PlanRow.objects.select_for_update(of=("self",))
    found = rows.select_related("meeting", "origin__plan__year").get(pk=row.pk)
    found.plan = plan
    return found


def lock_plans(rows: Iterable[int]) -> None:
    """Hold the plans of these rows and of those that stand for the same.

    The year's first, then the months' by their keys, so that nobody waits for ever.
    """
    keys = list(rows)
    family = Q(pk__in=keys) | Q(successors__in=keys) | Q(origin__in=keys)
    plans = Plan.objects.filter(pk__in=PlanRow.objects.filter(family).values("plan"))
    held = plans.select_for_update(of=("self",)).order_by("-period", "pk")
    list(held.values_list("pk"))


def latest(thing: Any) -> Any:
    """The text of the plan or schedule that was submitted last."""
    return thing.revisions.select_related("by").order_by("-number")[0]


def to_decide(plan: Plan, verb: str, *, by: User, digest: str) -> tuple[Plan, PlanRevision]:
    """Lock the plan and make sure that the decider saw what is decided on."""
    return as_seen(plan, plan.rule_for(verb), by=by, digest=digest)


def as_seen(plan: Plan, rule: str, *, by: User, digest: str) -> tuple[Plan, PlanRevision]:
    """Lock the plan for whoever may, if its text is still the one that was seen."""
    locked = lock_plan(plan)
    if locked.status != plan.status:
        raise ChangedError(locked)
    can(by, rule, locked).enforce()
    return locked, seen_text(locked, digest, ChangedError)


def seen_text(locked: Any, digest: str, changed: type[ChangedError]) -> Any:
    """The text that was submitted last, if it is the one that was seen."""
    revision = latest(locked)
    if revision.digest != digest:
        raise changed(locked)
    return revision


def note(revision: Any, step: str, *, by: User, role: str = "", text: str = "") -> Any:
    """Write the step into the round; ``role``: the kind of post, or none for the head."""
    return revision.decisions.create(
        step=step,
        person=by,
        **acting_as(by, role),
        name_ky=by.initials_in("ky"),
        name_ru=by.initials_in("ru"),
        text=text.strip(),
        digest=revision.digest,
        at=timezone.now().replace(microsecond=0),
    )


def acting_as(by: User, role: str) -> dict[str, Any]:
    """The post as of today, the own one before one held for somebody else."""
    held = [post for post in by.posts_today if post.kind == role]
    held.sort(key=lambda post: (post.acting_for_id is not None, post.pk))
    if not held:
        return {f"post_{code}": WORDS[code]["head"] for code in ("ky", "ru")}
    post: Post = held[0]
    titles = {f"post_{code}": post.title_in(code) for code in ("ky", "ru")}
    return {**titles, "acting": post.acting_for_id is not None}
