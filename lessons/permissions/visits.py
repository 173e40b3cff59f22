"""Who plans visits, who writes, answers and agrees sheets, who sees what comes of them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import Advice, SheetTemplate, Visit, VisitRules, VisitSheet
from lessons.workflow import SheetStatus, TemplateStatus, VisitStatus
from plans.permissions.roles import leads

AUTHOR = _("Only the visitor whose sheet it is does this.")
TEACHER = _("Only the teacher who was visited does this.")


def can_view_visit(user: User, visit: Visit | None = None) -> Verdict:
    return ALLOWED


def can_create_visit(user: User, visit: Visit | None = None) -> Verdict:
    belongs = user.leads_school or user.association_ids - user.council_ids
    return require(
        belongs, _("Visits are planned by the members of an association and the directors.")
    )


def can_change_visit(user: User, visit: Visit) -> Verdict:
    """Its heading is on the sheets: once one of them is shared it stays."""
    return _takes_part(user, visit) and require(
        visit.status != VisitStatus.NOT_HELD and not _is_shared(visit),
        _("A visit that was shared or did not take place is no longer changed."),
    )


def can_hold_visit(user: User, visit: Visit) -> Verdict:
    return (
        _takes_part(user, visit)
        and visit.may("hold")
        and require(visit.day <= timezone.localdate(), _("The day of the visit has not come."))
    )


def can_miss_visit(user: User, visit: Visit) -> Verdict:
    return _takes_part(user, visit) and visit.may("miss")


def can_view_visitsheet(user: User, sheet: VisitSheet | None = None) -> Verdict:
    """Which sheets exist for whom, the queryset says."""
    return ALLOWED


def can_change_visitsheet(user: User, sheet: VisitSheet) -> Verdict:
    return _is_author(user, sheet) and require(
        sheet.status == SheetStatus.DRAFT, _("What was shared is no longer changed.")
    )


def can_share_visitsheet(user: User, sheet: VisitSheet) -> Verdict:
    visit = sheet.visit
    return (
        _is_author(user, sheet)
        and sheet.may("share")
        and require(visit.status != VisitStatus.NOT_HELD, _("The visit did not take place."))
        and require(visit.day <= timezone.localdate(), _("The day of the visit has not come."))
    )


def can_answer_visitsheet(user: User, sheet: VisitSheet) -> Verdict:
    return require(sheet.visit.teacher_id == user.pk, TEACHER) and sheet.may("answer")


def can_agree_visitsheet(user: User, sheet: VisitSheet) -> Verdict:
    """The teacher agrees to what was shared; the visitor to what was answered."""
    answered = sheet.status == SheetStatus.ANSWERED
    mine = require(sheet.visit.teacher_id == user.pk, TEACHER)
    return (_is_author(user, sheet) if answered else mine) and sheet.may("agree")


def can_count_visitsheet(user: User | None, sheet: VisitSheet) -> Verdict:
    """The clock's own step, once nobody has said anything for the days of the rules."""
    return require(user is None, _("The clock does this.")) and sheet.may("count")


def can_find_visitsheet(user: User, sheet: VisitSheet | None = None) -> Verdict:
    """By the code of the paper everybody finds a sheet of their own, and no other."""
    return ALLOWED


def can_view_sheettemplate(user: User, template: SheetTemplate | None = None) -> Verdict:
    """What is looked at in a lesson, every teacher may know beforehand."""
    return ALLOWED


def can_create_sheettemplate(user: User, template: SheetTemplate | None = None) -> Verdict:
    return leads(user)


def can_change_sheettemplate(user: User, template: SheetTemplate) -> Verdict:
    return leads(user) and require(
        template.status == TemplateStatus.DRAFT,
        _("A version that came into use does not change. Begin a new one."),
    )


def can_use_sheettemplate(user: User, template: SheetTemplate) -> Verdict:
    return leads(user) and template.may("use")


def can_retire_sheettemplate(user: User, template: SheetTemplate) -> Verdict:
    """It follows: a later version has come into use."""
    return leads(user) and template.may("retire")


def can_change_visitrules(user: User, rules: VisitRules | None = None) -> Verdict:
    return leads(user)


def can_finish_advice(user: User, advice: Advice) -> Verdict:
    return _watches(user, advice) and advice.may("finish")


def can_drop_advice(user: User, advice: Advice) -> Verdict:
    return _watches(user, advice) and advice.may("drop")


def can_view_balance(user: User, association: Association | None = None) -> Verdict:
    """Who has visited whom: that visits took place, no marks."""
    return require(
        association is None or user.leads_school or association.pk in user.association_ids,
        _("This is seen by the members of the association and the directors."),
    )


def can_view_sums(user: User, association: Association | None = None) -> Verdict:
    return require(
        association is None or user.leads_school or association.pk in user.headed_ids,
        _("This is seen by the head of the association and the directors."),
    )


def _is_author(user: User, sheet: VisitSheet) -> Verdict:
    return require(sheet.author_id == user.pk, AUTHOR)


def _is_shared(visit: Visit) -> bool:
    return visit.sheets.exclude(status=SheetStatus.DRAFT).exists()


def _takes_part(user: User, visit: Visit) -> Verdict:
    return require(
        visit.author_id == user.pk
        or user.leads_school
        or visit.association_id in user.headed_ids
        or is_visitor(user, visit),
        _("Only the visitors, the head of the association and the directors do this."),
    )


def is_visitor(user: User, visit: Visit) -> bool:
    """Asks the list that is read already, where it is."""
    return any(person.pk == user.pk for person in visit.visitors.all())


def _watches(user: User, advice: Any) -> Verdict:
    """Whoever may see it, but for the teacher it was given to."""
    return require(
        advice.teacher_id != user.pk,
        _("Whether advice was followed, another visitor or the head says."),
    )
