"""What people write of an event: what it is, its programme, who came, what came of it."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import PeopleField, PersonField
from associations.models import User
from core import attachments
from core.forms import TidyForm, UserModelForm
from core.models import Attachment
from lessons import services
from lessons.forms.headed import NO_SUCH_DAY, HeadForm, box, day_input, day_words, hour_input
from lessons.forms.photos import MaterialField, file_input
from lessons.models import Event, EventParticipant, EventPoint, OpenLesson
from lessons.workflow import LessonStatus
from plans.models import PlanRow

SHOWN_LESSONS = [LessonStatus.PLANNED, LessonStatus.GIVEN, LessonStatus.ANALYSED]
LONGEST = 10_000


def words(label: Any, *, rows: int = 3, most: int = 2_000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=box(rows), **options)


class LessonsField(forms.ModelMultipleChoiceField):
    """Open lessons by their days, as a schedule names them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        day = day_words(obj.day) if obj.day else ""
        told = (day, obj.teacher.list_name, obj.class_name, obj.topic)
        return " · ".join(part for part in told if part)


class EventForm(HeadForm):
    """Kind, topic, when and where, for whom, how many can come."""

    row_kind = PlanRow.Kind.SEMINAR
    open_lessons = LessonsField(
        queryset=OpenLesson.objects.none(),
        label=_("Open lessons and extracurricular events that go with it"),
        required=False,
        help_text=_("A practical seminar is accompanied by some (clause 5.6)."),
    )

    class Meta:
        model = Event
        fields = [
            *("association", "kind", "title", "day", "begins", "ends", "place", "audience"),
            *("seats", "goal", "open_lessons", "plan_row"),
        ]
        widgets = {
            "day": day_input(),
            "begins": hour_input(),
            "ends": hour_input(),
            "goal": box(),
        }
        error_messages = {"day": {"invalid": NO_SUCH_DAY}}
        help_texts = {"seats": _("Empty: as many as wish.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = [self.instance.association_id] if self.instance.pk else self.user.headed_ids
        rows = (
            OpenLesson.objects.visible_to(self.user)
            .in_force()
            .filter(schedule__association__in=sorted(unions), status__in=SHOWN_LESSONS)
        )
        field = self.fields["open_lessons"]
        field.queryset = rows.select_related("teacher").order_by("-day", "pk")[:60]
        keys = [row.pk for row in field.queryset]
        if self.instance.pk:
            keys += self.instance.open_lessons.values_list("pk", flat=True)
        kept = OpenLesson.objects.filter(pk__in=keys).select_related("teacher")
        field.queryset = kept.order_by("-day", "pk")
        if not field.queryset:
            del self.fields["open_lessons"]

    def layout(self) -> Layout:
        return Layout(
            *self.there("association"),
            "kind",
            "title",
            Row(Column("day"), Column("begins"), Column("ends")),
            Row(Column("place"), Column("seats")),
            "audience",
            "goal",
            *self.there("open_lessons", "plan_row"),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end must not come before the beginning."))
        return said

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's own
        adding = self.instance._state.adding
        event = super().save(commit)
        if not adding:
            services.change_event(event, by=self.user, changed=self.changed_data)
        return event


class PointForm(UserModelForm):
    """One point of the programme; speakers of the school, of elsewhere, or both."""

    speaker = PersonField(
        queryset=User.objects.none(),
        label=pgettext_lazy("point of a programme", "Speaker"),
        required=False,
    )

    class Meta:
        model = EventPoint
        fields = ["begins", "title", "speaker", "guest"]
        widgets = {"begins": hour_input()}

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event:
            self.instance.event = event
        self.fields["speaker"].queryset = staff_of(self.user)

    def layout(self) -> Layout:
        return Layout(
            Row(Column("begins", css_class="col-md"), Column("title")),
            Row(Column("speaker"), Column("guest")),
        )


def staff_of(user: User) -> Any:
    return User.objects.visible_to(user).active().in_order()


class HoldForm(TidyForm):
    outcome = words(
        pgettext_lazy("event", "What came out of it"),
        rows=5,
        most=LONGEST,
        error_messages={"required": _("Say what came out of it.")},
    )
    recommendations = words(_("Recommendations"), rows=5, most=LONGEST, required=False)


class CancelForm(TidyForm):
    text = words(_("Why is it cancelled?"))


class ReopenForm(TidyForm):
    text = words(_("Why is it opened again?"))


class EnlistForm(TidyForm):
    """Who comes besides those who signed up themselves."""

    people = PeopleField(
        queryset=User.objects.none(), label=_("People of the school"), required=False
    )
    guest = forms.CharField(
        label=_("A guest: name, and where from"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = self.subject.participants.exclude(person=None).values("person")
        self.fields["people"].queryset = staff_of(self.user).exclude(pk__in=there)

    def layout(self) -> Layout:
        return Layout("guest", "people")


class ParticipantsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AttendForm(TidyForm):
    """A tap for each who came."""

    came = ParticipantsField(
        queryset=EventParticipant.objects.none(),
        label=_("Tick who came"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["came"]
        field.queryset = self.subject.participants.by_name()
        field.initial = [row.pk for row in field.queryset if row.came]
        if not field.queryset:
            field.help_text = _("Nobody stands on the list yet.")


class AttachForm(TidyForm):
    title = forms.CharField(
        label=pgettext_lazy("file", "Title"), max_length=200, required=False
    )
    file = MaterialField(label=_("File"), widget=file_input())


class DetachForm(TidyForm):
    gone = forms.ModelMultipleChoiceField(
        queryset=Attachment.objects.none(),
        label=capfirst(_("Files to take away")),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one file.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gone"].queryset = attachments.of(self.subject, "event_file")
