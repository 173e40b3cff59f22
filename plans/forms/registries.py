"""What a teacher hands in, and what is said of it."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.members import MembersForm
from associations.models import Association, Subject
from core.forms import TidyForm, UploadField
from core.uploads import ACCEPT
from meetings.models import Meeting
from plans import services
from plans.forms.gathering import named
from plans.models import IndividualPlan, TopicPlan


class HandInForm(MembersForm):
    """What the two registries have in common: the association, the file or the link."""

    # Beside which field it is said, in which words, that there is one already.
    place = ""
    taken: Any = ""

    file = UploadField(
        label=_("File of the plan"),
        help_text=_("PDF, Word or Excel, up to 20 MB. A link does too."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    link = forms.URLField(
        label=_("Link, if there is no file"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.person = self.user
            self.instance.year = services.year_now(self.user)

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's own
        with services.only_one({self.place: self.taken}):
            plan = super().save(commit)
        services.arrange_files(plan, by=self.user, **self.said_of_files())
        return plan


class TopicPlanForm(HandInForm):
    """Subject, classes, hours; the topics themselves live in the e-diary."""

    place, taken = "grade", _("There is already a plan for these classes.")

    class Meta:
        model = TopicPlan
        fields = ["association", "subject", "grade", "letters", "language", "hours", "link"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = Subject.objects.visible_to(self.user).annotate(ours=Exists(self._ours()))
        self.fields["subject"].queryset = subjects.order_by("-ours", "sort_key", "pk")

    def _ours(self) -> Any:
        """What the teacher's associations teach stands first; any other may be chosen."""
        taught: Any = Association.subjects.through
        unions = sorted(self.user.association_ids)
        return taught.objects.filter(subject=OuterRef("pk"), association__in=unions)

    def layout(self) -> Layout:
        return Layout(
            *self.there("association"),
            Row(Column("subject"), Column("grade"), Column("letters")),
            Row(Column("language"), Column("hours")),
            "file",
            *self.there("gone"),
            "link",
        )

    def clean(self) -> dict[str, Any]:
        """The year and the person are not fields: the constraint is asked with them."""
        said = super().clean() or self.cleaned_data
        said["letters"] = " ".join(said.get("letters", "").split())
        same = TopicPlan.objects.filter(
            year=self.instance.year,
            person=self.instance.person,
            **{name: said.get(name) for name in ("subject", "grade", "letters", "language")},
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error(self.place, self.taken)
        return said


class IndividualPlanForm(HandInForm):
    place, taken = "association", _("There is already a plan for this year.")

    class Meta:
        model = IndividualPlan
        fields = ["association", "theme", "link"]

    def layout(self) -> Layout:
        return Layout(*self.there("association"), "theme", "file", *self.there("gone"), "link")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        union = said.get("association")
        if union:
            same = IndividualPlan.objects.filter(
                year=self.instance.year, person=self.instance.person, association=union
            )
            if same.exists():
                self.add_error(self.place, self.taken)
        return said


class HeldMeetingForm(TidyForm):
    """At which meeting: of those the association has held in the year."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), label=_("Meeting"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.of_association(self.union()).numbered()
        field = self.fields["meeting"]
        field.queryset = held.filter(year__in=self.years()).order_by("-date", "-pk")
        field.label_from_instance = named
        if not field.queryset:
            field.help_text = _("No meeting was held in this school year yet.")

    def union(self) -> Association:
        return self.subject.association

    def years(self) -> list[Any]:
        return [self.subject.year_id]

    def layout(self) -> Layout:
        return Layout(*self.fields)


class ReturnForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("plan", "What should change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class SeveralForm(TidyForm):
    """Several plans of an association at once; ``verb`` says which may be ticked."""

    verb = ""
    plans = forms.ModelMultipleChoiceField(
        queryset=TopicPlan.objects.none(),
        label=_("Calendar-thematic plans"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one plan.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.offered()
        sources = TopicPlan.workflow[self.verb].sources
        field = self.fields["plans"]
        field.queryset = rows.filter(status__in=sources).for_table().order_by(
            "person__sort_key", "subject__sort_key", "grade", "pk"
        )  # fmt: skip
        field.label_from_instance = lambda plan: f"{plan.person.list_name}: {plan}"
        field.initial = [plan.pk for plan in field.queryset]
        if not field.queryset:
            field.help_text = _("Nothing waits for this step.")

    def offered(self) -> Any:
        return TopicPlan.objects.visible_to(self.user).filter(association=self.subject)


class DiscussSeveralForm(SeveralForm, HeldMeetingForm):
    verb = "discuss"

    def union(self) -> Association:
        return self.subject

    def years(self) -> list[Any]:
        return [services.year_now(self.user).pk]


class RecommendSeveralForm(SeveralForm):
    verb = "recommend"


class ApproveSeveralForm(SeveralForm):
    verb = "approve"

    def offered(self) -> Any:
        """Nobody approves a plan of their own: it is not offered among the others."""
        return super().offered().exclude(person=self.user)


class ProgressForm(TidyForm):
    """How far the programme was taught in one quarter."""

    quarter = forms.TypedChoiceField(
        label=pgettext_lazy("progress", "Quarter"),
        choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")],
        coerce=int,
    )
    planned = forms.IntegerField(label=_("Hours planned"), min_value=0, max_value=1000)
    given = forms.IntegerField(label=_("Hours given"), min_value=0, max_value=1000)
    reason = forms.CharField(label=_("Why hours are left"), max_length=300, required=False)
    measure = forms.CharField(label=_("What is done about it"), max_length=300, required=False)

    def layout(self) -> Layout:
        return Layout(
            Row(Column("quarter"), Column("planned"), Column("given")), "reason", "measure"
        )
