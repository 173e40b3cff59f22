"""What teachers hand in, and what is said of it: calendar-thematic and individual plans."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Association, User
from core import attachments
from core.audit import record
from core.models import Attachment
from core.moves import move
from core.permissions import can
from core.uploads import Accepted
from meetings.models import Meeting
from plans import notifications
from plans.models import IndividualPlan, TopicPlan, TopicProgress

KIND = "plan_file"
Handed = TopicPlan | IndividualPlan


def year_now(user: User) -> AcademicYear:
    """The school year in which something is handed in today."""
    year: AcademicYear | None = AcademicYear.objects.visible_to(user).near(timezone.localdate())
    if year is None:
        raise ValidationError(_("The school has no school year yet."))
    return year


@transaction.atomic
def arrange_files(
    plan: Handed,
    *,
    by: User,
    file: Accepted | None = None,
    gone: Iterable[Attachment] = (),
) -> None:
    """Keep the file that came with the form; take away those that were ticked."""
    there = {kept.pk for kept in attachments.of(plan, KIND)}
    for kept in gone:
        if kept.pk not in there:
            raise ValidationError({"gone": _("This file is not one of this plan's.")})
        attachments.withdraw(kept)
        record(by, "withdraw_file", plan, name=kept.name)
    if file:
        attachments.keep(plan, file, kind=KIND, title="", by=by)
        record(by, "attach", plan, name=file.name, digest=file.digest)


@transaction.atomic
def hand_in_topicplan(plan: TopicPlan, *, by: User) -> None:
    """Give it to the head: there must be something to read."""
    plan = _locked(plan)
    _hand_in(plan, by)


@transaction.atomic
def hand_in_individualplan(plan: IndividualPlan, *, by: User) -> None:
    plan = _locked(plan)
    _hand_in(plan, by)


@transaction.atomic
def discuss_topicplan(plan: TopicPlan, *, by: User, meeting: Meeting) -> None:
    """Note at which meeting the association discussed it (I.4 A)."""
    plan = _locked(plan)
    can(by, "plans.discuss_topicplan", plan).enforce()
    _at(plan, meeting)
    move(plan, "discuss", by=by, meeting=meeting.pk)


@transaction.atomic
def recommend_topicplan(plan: TopicPlan, *, by: User) -> None:
    """Recommend it for approval (I.4 Б): it goes to the deputy director."""
    plan = _locked(plan)
    move(plan, "recommend", by=by)
    notifications.handed_in_recommended(plan, by)


@transaction.atomic
def approve_topicplan(plan: TopicPlan, *, by: User) -> None:
    plan = _locked(plan)
    can(by, "plans.approve_topicplan", plan).enforce()
    _decided(plan, by)
    move(plan, "approve", by=by)
    notifications.handed_in_approved(plan, by)


@transaction.atomic
def approve_individualplan(plan: IndividualPlan, *, by: User, meeting: Meeting) -> None:
    """Write down the resolution that approved it: its meeting's protocol is on the paper."""
    plan = _locked(plan)
    can(by, "plans.approve_individualplan", plan).enforce()
    _at(plan, meeting)
    _decided(plan, by)
    move(plan, "approve", by=by, meeting=meeting.pk)
    notifications.handed_in_approved(plan, by)


@transaction.atomic
def return_topicplan(plan: TopicPlan, *, by: User, text: str) -> None:
    plan = _locked(plan)
    _return(plan, by, text)


@transaction.atomic
def return_individualplan(plan: IndividualPlan, *, by: User, text: str) -> None:
    plan = _locked(plan)
    _return(plan, by, text)


@transaction.atomic
def discuss_topicplans(
    association: Association, *, by: User, plans: Iterable[TopicPlan], meeting: Meeting
) -> None:
    """All that one meeting discussed, at once; none, if one of them may not."""
    can(by, "plans.discuss_topicplans", association).enforce()
    for plan in plans:
        discuss_topicplan(plan, by=by, meeting=meeting)


@transaction.atomic
def recommend_topicplans(
    association: Association, *, by: User, plans: Iterable[TopicPlan]
) -> None:
    can(by, "plans.recommend_topicplans", association).enforce()
    for plan in plans:
        recommend_topicplan(plan, by=by)


@transaction.atomic
def approve_topicplans(
    association: Association, *, by: User, plans: Iterable[TopicPlan]
) -> None:
    can(by, "plans.approve_topicplans", association).enforce()
    for plan in plans:
        approve_topicplan(plan, by=by)


@transaction.atomic
def progress_topicplan(plan: TopicPlan, *, by: User, quarter: int, **hours: Any) -> None:
    """Write down how far the programme was taught in a quarter; said again, it is mended.

    ``hours``: planned and given (in lessons), the reason of what is left, and the measure.
    """
    can(by, "plans.progress_topicplan", plan).enforce()
    if hours["given"] < hours["planned"] and not hours.get("reason", "").strip():
        raise ValidationError({"reason": _("Say why hours are left.")})
    row, made = TopicProgress.objects.update_or_create(
        topic_plan=plan, quarter=quarter, defaults=hours, create_defaults=hours
    )
    if not made:
        row.version += 1
        row.save(update_fields=["version"])
    record(by, "progress", plan, quarter=quarter, **hours)


def _locked(plan: Any) -> Any:
    rows = type(plan).objects.select_related("association", "year", "person")
    return rows.select_for_update(of=("self",)).get(pk=plan.pk)


def _hand_in(plan: Any, by: User) -> None:
    if not plan.link and not attachments.of(plan, KIND).exists():
        raise ValidationError(_("Add the file of the plan, or a link to it."))
    plan.handed_in_at, plan.remark = timezone.now(), ""
    plan.save(update_fields=["handed_in_at", "remark"])
    move(plan, "hand_in", by=by)
    notifications.handed_in(plan, by)


def _return(plan: Any, by: User, text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Say what should change.")})
    move(plan, "return", by=by, text=text)
    plan.remark = text
    plan.save(update_fields=["remark"])
    notifications.handed_in_returned(plan, by, text)


def _at(plan: Any, meeting: Meeting) -> None:
    held = meeting.number is not None and meeting.year_id == plan.year_id
    if not held or plan.association_id not in meeting.union_ids:
        raise ValidationError({"meeting": _("Choose a held meeting of this association.")})
    plan.meeting = meeting
    plan.save(update_fields=["meeting"])


def _decided(plan: Any, by: User) -> None:
    plan.decided_by, plan.decided_on = by, timezone.localdate()
    plan.save(update_fields=["decided_by", "decided_on"])
