"""Who hands in and who decides on calendar-thematic and individual plans."""

from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.permissions import ALLOWED, Verdict, require
from plans.models import IndividualPlan, TopicPlan
from plans.models.registries import HandedIn
from plans.permissions.roles import heads, is_deputy, is_director


def can_view_topicplan(user: User, plan: TopicPlan | None = None) -> Verdict:
    return ALLOWED


def can_view_individualplan(user: User, plan: IndividualPlan | None = None) -> Verdict:
    return ALLOWED


def can_view_plan_file(user: User, plan: HandedIn | None = None) -> Verdict:
    """The file is seen with what it belongs to."""
    return ALLOWED


def can_create_topicplan(user: User, plan: TopicPlan | None = None) -> Verdict:
    belongs = user.association_ids - user.council_ids
    return require(belongs, _("Plans are handed in by members of an association."))


def can_create_individualplan(user: User, plan: IndividualPlan | None = None) -> Verdict:
    return can_create_topicplan(user)


def can_change_topicplan(user: User, plan: TopicPlan) -> Verdict:
    return _is_author(user, plan) and _editable(plan)


def can_change_individualplan(user: User, plan: IndividualPlan) -> Verdict:
    return _is_author(user, plan) and _editable(plan)


def can_hand_in_topicplan(user: User, plan: TopicPlan) -> Verdict:
    return _is_author(user, plan) and plan.may("hand_in")


def can_discuss_topicplan(user: User, plan: TopicPlan) -> Verdict:
    return heads(user, plan) and plan.may("discuss")


def can_recommend_topicplan(user: User, plan: TopicPlan) -> Verdict:
    return heads(user, plan) and plan.may("recommend")


def can_approve_topicplan(user: User, plan: TopicPlan) -> Verdict:
    """The deputy director does; the director, where the sole deputy is the author."""
    return _decides(user, plan) and plan.may("approve") and _not_own(user, plan)


def can_return_topicplan(user: User, plan: TopicPlan) -> Verdict:
    """Whose step it is, returns it."""
    whose = _decides(user, plan) if plan.status == "recommended" else heads(user, plan)
    return whose and plan.may("return")


def can_progress_topicplan(user: User, plan: TopicPlan) -> Verdict:
    """The teacher fills in the quarters; the head may for the teacher."""
    mine = require(
        plan.person_id == user.pk or plan.association_id in user.headed_ids,
        _("Only the teacher and the head of the association do this."),
    )
    return mine and require(
        plan.status != "draft", _("Hours are filled in once the plan is handed in.")
    )


def can_discuss_topicplans(user: User, association: Association) -> Verdict:
    """Several at once; each plan's own rule is asked by the service."""
    return _heads_it(user, association)


def can_recommend_topicplans(user: User, association: Association) -> Verdict:
    return _heads_it(user, association)


def can_approve_topicplans(user: User, association: Association) -> Verdict:
    return is_deputy(user)


def can_view_registry(user: User, association: Association | None = None) -> Verdict:
    """Who has handed in what is seen by whoever sees the association's plans."""
    return require(
        association is None or user.leads_school or association.pk in user.association_ids,
        _("This is seen by the members of the association and the directors."),
    )


def can_hand_in_individualplan(user: User, plan: IndividualPlan) -> Verdict:
    return _is_author(user, plan) and plan.may("hand_in")


def can_approve_individualplan(user: User, plan: IndividualPlan) -> Verdict:
    """The association's resolution approves it; the head writes down which."""
    return heads(user, plan) and plan.may("approve")


def can_return_individualplan(user: User, plan: IndividualPlan) -> Verdict:
    return heads(user, plan) and plan.may("return")


def _decides(user: User, plan: TopicPlan) -> Verdict:
    if user.is_deputy or not user.is_director:
        return is_deputy(user, plan)
    return is_director(user, plan) and require(
        not plan.other_deputies().exists(),
        _("A deputy director decides on it; the director only where there is no other one."),
    )


def _is_author(user: User, plan: HandedIn) -> Verdict:
    return require(plan.person_id == user.pk, _("Only the teacher whose plan it is does this."))  # type: ignore[attr-defined]


def _heads_it(user: User, association: Association) -> Verdict:
    return require(
        association.pk in user.headed_ids, _("Only the head of the association does this.")
    )


def _editable(plan: TopicPlan | IndividualPlan) -> Verdict:
    return require(plan.is_editable, _("What was handed in is no longer changed."))


def _not_own(user: User, plan: HandedIn) -> Verdict:
    return require(plan.person_id != user.pk, _("Nobody approves a plan of their own."))  # type: ignore[attr-defined]
