"""Versions of analysis sheets: the usual first one, new drafts, which one is in use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import School, User
from core.audit import record
from core.models import StaleError
from core.moves import move
from core.permissions import can
from lessons.figures.usual_sheets import usual_criteria
from lessons.models import SheetCriterion, SheetTemplate, VisitKind
from lessons.workflow import TemplateStatus

MOST = 40


@transaction.atomic
def template_in_use(school: School, kind: str, *, by: User) -> SheetTemplate:
    """The version that new visits get; a school that has none begins with the usual one.

    The school is taken only then, and by no key: whoever has just written a row of the school
    waits for nobody who did so too.
    """
    rows = SheetTemplate.objects.filter(school=school, kind=kind, status=TemplateStatus.IN_USE)
    if found := rows.first():
        return found
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    if found := rows.all().first():
        return found
    template = SheetTemplate.objects.create(school=school, kind=kind, number=1)
    SheetCriterion.objects.bulk_create(usual_criteria(template))
    template.status = TemplateStatus.IN_USE
    template.save(update_fields=["status"])
    record(by, "create", template, usual=True)
    return template


@transaction.atomic
def create_sheettemplate(school: School, *, by: User, kind: str) -> SheetTemplate:
    """Begin a new version as a copy of the one in use; a draft that is there goes on."""
    can(by, "lessons.create_sheettemplate").enforce()
    if kind not in VisitKind.values:
        raise ValidationError(_("There is no such kind of visit."))
    current = template_in_use(school, kind, by=by)
    rows = SheetTemplate.objects.filter(school=school, kind=kind)
    draft = rows.filter(status=TemplateStatus.DRAFT).first()
    if draft:
        return draft
    last = rows.order_by("-number").values_list("number", flat=True)[0]
    draft = SheetTemplate.objects.create(school=school, kind=kind, number=last + 1)
    lines = current.criteria.in_order()
    _write(draft, [_plain(line) for line in lines])
    record(by, "create", draft, copied_from=current.number)
    return draft


@transaction.atomic
def save_criteria(
    template: SheetTemplate, *, by: User, version: int, rows: list[dict[str, Any]]
) -> SheetTemplate:
    """Write the lines of a draft anew, in their order; of two writers the second is told."""
    template = _locked(template, by)
    if template.version != version:
        raise StaleError
    if not rows:
        raise ValidationError(_("A sheet has at least one criterion."))
    if len(rows) > MOST:
        raise ValidationError(_("A sheet has at most %(most)s criteria.") % {"most": MOST})
    template.criteria.all().delete()
    _write(template, rows)
    template.version += 1
    template.save(update_fields=["version"])
    record(by, "change", template, criteria=len(rows))
    return template


@transaction.atomic
def use_sheettemplate(template: SheetTemplate, *, by: User) -> None:
    """From now on new visits get sheets of this version; the one before it is kept."""
    rows = SheetTemplate.objects.select_for_update()
    template = rows.get(pk=template.pk)
    can(by, "lessons.use_sheettemplate", template).enforce()
    same = rows.filter(school=template.school_id, kind=template.kind)
    for before in same.filter(status=TemplateStatus.IN_USE):
        retire_sheettemplate(before, by=by)
    move(template, "use", by=by)


@transaction.atomic
def retire_sheettemplate(template: SheetTemplate, *, by: User) -> None:
    """It follows from a later version: sheets that were begun with this one go on with it."""
    move(template, "retire", by=by)


def _locked(template: SheetTemplate, by: User) -> SheetTemplate:
    found = SheetTemplate.objects.select_for_update().get(pk=template.pk)
    can(by, "lessons.change_sheettemplate", found).enforce()
    return found


def _write(template: SheetTemplate, rows: list[dict[str, Any]]) -> None:
    SheetCriterion.objects.bulk_create(
        SheetCriterion(template=template, school_id=template.school_id, position=n, **row)
        for n, row in enumerate(rows, start=1)
    )


def _plain(line: SheetCriterion) -> dict[str, Any]:
    names = ("text_ky", "text_ru", "scored", "required")
    return {name: getattr(line, name) for name in names}
