"""What may be said about the people of a meeting, its heading and its files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from associations.models import AcademicYear
from core.forms import TidyForm, UploadField
from core.uploads import ACCEPT
from meetings.forms.loose import LooseForm, ShortText
from meetings.forms.people import People
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.services.recording import Mark

Kind = AgendaItem.Kind
CAME_UP = [
    (kind.value, kind.label)
    for kind in (Kind.DISCUSSION, Kind.INFORMATION, Kind.CONTROL, Kind.ELECTION, Kind.OTHER)
]


class MarkForm(LooseForm):
    """One person: there, there for a part, or not there."""

    mark = forms.ChoiceField(
        choices=[("present", ""), ("partly", ""), ("absent", "")], required=False
    )
    reason = forms.ChoiceField(choices=Attendance.Reason, required=False)
    remark = ShortText(most=120)
    late = forms.BooleanField(required=False)
    left = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, items: dict[int, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["left"].choices = [("", ""), *((str(pk), "") for pk in items)]

    def fields_of(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        mark = said.get("mark", "")
        part, away = mark == "partly", mark == "absent"
        return {
            "status": {"": "unmarked", "absent": "absent"}.get(mark, "present"),
            "reason": said.get("reason", "") if away else "",
            "remark": said.get("remark", "") if away else "",
            "came_late": part and said.get("late", False),
            "left_after_id": int(said["left"]) if part and said.get("left") else None,
        }


class AttendanceSheet:
    """The list as it was sent: only those whose marks differ from what the page had shown."""

    def __init__(self, data: Any, *, rows: list[Attendance], items: dict[int, str]) -> None:
        self.data = data
        self.rows = {row.person_id: row for row in rows}
        self.forms = {pk: MarkForm(data, items=items, prefix=f"p{pk}") for pk in self.rows}

    def marks(self) -> list[Mark]:
        found = []
        for pk, form in self.forms.items():
            version, _gap, was = self.data.get(f"p{pk}-was", "").partition(":")
            fields = form.fields_of()
            if version.isdecimal() and len(version) < 10 and told(fields) != was:  # noqa: PLR2004
                found.append(Mark(person=pk, version=int(version), fields=fields))
        if self.data.get("everybody"):
            found = [*found, *self._unmarked({mark.person for mark in found})]
        return found

    def _unmarked(self, known: set[int]) -> list[Mark]:
        return [
            Mark(person=pk, version=row.version, fields={"status": "present"})
            for pk, row in self.rows.items()
            if pk not in known and row.status == Attendance.Status.UNMARKED
        ]

    def typed(self, person: int) -> dict[str, str]:
        """What was said of somebody, right or not; nothing if all of it is kept."""
        form = self.forms[person]
        sent = {name: form.data.get(form.add_prefix(name), "") for name in form.fields}
        return sent if form.faults() else {}

    def faults(self) -> dict[str, list[str]]:
        return {k: words for form in self.forms.values() for k, words in form.faults().items()}


def told(fields: dict[str, Any]) -> str:
    """The marks of one person in one line, to see whether the page has changed them."""
    return ":".join("" if value in {None, False} else str(value) for value in fields.values())


class PersonField(forms.IntegerField):
    """One of the school's people, by the key; or nobody."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=2**62)


class HeaderForm(LooseForm):
    """When, where, about what, and who led it."""

    emptied = frozenset({"place", "topic"})

    date = forms.DateField(required=False)
    starts_at = forms.TimeField(required=False)
    ends_at = forms.TimeField(required=False)
    place = ShortText(most=120)
    topic = ShortText(most=300)
    chair = PersonField()
    secretary = PersonField()

    def __init__(self, data: Any, *, meeting: Meeting, people: People) -> None:
        super().__init__(data)
        self.meeting, self.people = meeting, people

    def clean_date(self) -> Any:
        """A date lies in a school year; once there is a number, in the year of that number."""
        day = self.cleaned_data["date"]
        if day is None:
            raise ValidationError(_("The date is missing."))
        if self.year_of(day) is None:
            raise ValidationError(_("This date lies in no school year."))
        if self.meeting.number and self.year_of(day) != self.meeting.year_id:
            raise ValidationError(_("A numbered meeting stays in its school year."))
        return day

    def clean_chair(self) -> int | None:
        return self._known("chair")

    def clean_secretary(self) -> int | None:
        return self._known("secretary")

    def clean(self) -> None:
        begins, ends = self._now("starts_at", "starts_at"), self._now("ends_at", "ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The end must come after the beginning."))
            self.cleaned_data.pop("starts_at", None)
        chair, writer = self._now("chair", "chair_id"), self._now("secretary", "secretary_id")
        if chair and chair == writer:
            self.add_error("secretary", _("Chair and secretary are two people."))
            self.cleaned_data.pop("chair", None)

    def fields_of(self) -> dict[str, Any]:
        """What is right, by the names of the columns."""
        said = self.said()
        for name in ("chair", "secretary"):
            if name in said:
                said[f"{name}_id"] = said.pop(name)
        if "date" in said:
            said["year_id"] = self.year_of(said["date"])
        return said

    def year_of(self, day: Any) -> int | None:
        years = AcademicYear.objects.filter(school=self.meeting.school_id)
        return years.on(day).values_list("pk", flat=True).first()

    def _known(self, name: str) -> int | None:
        pk = self.cleaned_data[name]
        if pk is not None and pk not in self.people:
            raise ValidationError(_("This belongs to another school."))
        return pk

    def _now(self, name: str, column: str) -> Any:
        sent = name in self.data and name in self.cleaned_data
        return self.cleaned_data[name] if sent else getattr(self.meeting, column)


class GuestForm(TidyForm):
    """Somebody from outside, or from the school but not of the association."""

    name = ShortText(most=120, label=gettext_lazy("Who"))
    post = ShortText(most=160, label=gettext_lazy("Post"))

    def said(self, people: People) -> dict[str, Any]:
        """The service's words; a person of the school brings the post along."""
        name, post = self.cleaned_data["name"], self.cleaned_data["post"]
        person = people.find(name) if name else None
        title = people.rows[person].title if person else ""
        return {"person": person, "guest": "" if person else name, "post": post or title}

    def fault(self, said: dict[str, Any], listed: set[int | None]) -> str:
        if not self.cleaned_data["name"]:
            return _("Choose a person or write a guest's name.")
        if said["person"] in listed and said["person"]:
            return _("This person is on the list already.")
        return "" if said["post"] or said["person"] else _("Write the guest's post.")


class QuestionForm(TidyForm):
    """A question that came up during the meeting. Who says nothing of its kind discusses it."""

    title = forms.CharField(max_length=500)
    kind = forms.ChoiceField(choices=CAME_UP, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or AgendaItem.Kind.DISCUSSION


class FileForm(TidyForm):
    """A file for the minutes."""

    title = forms.CharField(max_length=200, required=False)
    file = UploadField(widget=forms.FileInput(attrs={"accept": ACCEPT}))


class HoldForm(TidyForm):
    """Holding needs no words, unless there is something to think twice about."""

    nevertheless = forms.BooleanField(
        label=gettext_lazy("Hold the meeting nevertheless"), required=False
    )
