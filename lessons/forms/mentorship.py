"""A pair as it is proposed, ordered, declined and ended; lines of the mentor's diary."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import PersonField, SchoolForm, day_field, day_input
from associations.models import AcademicYear, Association, Subject, User
from associations.querysets import years_before
from core.forms import TidyForm, UserModelForm
from lessons import services
from lessons.models import DiaryEntry, Mentorship
from meetings.models import AgendaItem
from plans.forms.gathering import named


class QuestionField(forms.ModelChoiceField):
    """A question of a meeting, told with its meeting."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{named(obj.meeting)}: {obj.title}"


def questions_of(unions: Any) -> Any:
    """What these associations had on the agenda, the newest meeting first."""
    rows = AgendaItem.objects.of_unions(Association(pk=key) for key in unions)
    rows = rows.exclude(state=AgendaItem.State.WITHDRAWN)
    rows = rows.exclude(meeting__status="cancelled").select_related("meeting")
    return rows.order_by("-meeting__date", "-meeting", "position", "pk")


class NoviceField(PersonField):
    """Who is young by the count of the school stands first and is marked."""

    def label_from_instance(self, obj: User) -> str:
        young = getattr(obj, "young", False)
        return f"{obj.full_name} ({_('young teacher')})" if young else obj.full_name


class MentorshipForm(SchoolForm):
    """Who helps whom, in what and how long; where the association proposed it."""

    novice = NoviceField(User.objects.none(), label=capfirst(_("young teacher")))
    mentor = PersonField(User.objects.none(), label=capfirst(_("mentor")))
    proposed = QuestionField(
        AgendaItem.objects.none(),
        label=_("Question of the agenda under which the association proposes it"),
        required=False,
        empty_label=_("not put to a meeting yet"),
    )

    class Meta:
        model = Mentorship
        fields = ["association", "novice", "mentor", "subject", "since", "until", "proposed"]
        widgets = {"since": day_input(), "until": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_people()
        unions = self._offer_associations()
        self.fields["proposed"].queryset = questions_of(unions)
        taught: Any = Association.subjects.through
        ours = taught.objects.filter(subject=OuterRef("pk"), association__in=unions)
        subjects = Subject.objects.visible_to(self.user).annotate(ours=Exists(ours))
        self.fields["subject"].queryset = subjects.order_by("-ours", "sort_key", "pk")
        if self.instance._state.adding:
            self.instance.author = self.user
            self._offer_days()

    def _offer_associations(self) -> list[int]:
        rows = Association.objects.visible_to(self.user).active().in_order()
        if not self.user.leads_school:
            rows = rows.headed_by(self.user)
        field = self.fields["association"]
        field.queryset = rows
        unions = [row.pk for row in rows]
        if len(unions) == 1:
            field.initial, field.empty_label = unions[0], None
        return unions

    def _offer_people(self) -> None:
        since = years_before(timezone.localdate(), self.user.school.novice_years)
        young = Q(teaches_since__gt=since)
        people = User.objects.visible_to(self.user).active()
        marked = people.annotate(young=Exists(User.objects.filter(young, pk=OuterRef("pk"))))
        self.fields["novice"].queryset = marked.order_by("-young", "sort_key", "pk")
        self.fields["mentor"].queryset = people.in_order()

    def _offer_days(self) -> None:
        """From today to the end of lessons."""
        today = timezone.localdate()
        year = AcademicYear.objects.visible_to(self.user).near(today)
        if year is None:
            return
        last = year.quarters.order_by("-number").values_list("end", flat=True).first()
        self.fields["since"].initial = max(today, year.start)
        self.fields["until"].initial = last or year.end

    def layout(self) -> Layout:
        return Layout(
            "association",
            Row(Column("novice"), Column("mentor")),
            "subject",
            Row(Column("since"), Column("until")),
            "proposed",
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self._check_days(said)
        self._check_people(said)
        union, item = said.get("association"), said.get("proposed")
        if union and item and union.pk not in item.meeting.union_ids:
            self.add_error("proposed", _("Choose a question of this association's meeting."))
        return said

    def _check_days(self, said: dict[str, Any]) -> None:
        since, until = said.get("since"), said.get("until")
        if since is None:
            return
        year = AcademicYear.objects.visible_to(self.user).on(since).first()
        if year is None:
            self.add_error("since", _("This day lies outside the school years."))
            return
        self.instance.year = year
        if until and not year.has(until):
            words = _("A mentorship is of one school year; in the next it is proposed anew.")
            self.add_error("until", words)

    def _check_people(self, said: dict[str, Any]) -> None:
        novice, mentor, union = (said.get(n) for n in ("novice", "mentor", "association"))
        if novice and union and not union.members().filter(pk=novice.pk).exists():
            self.add_error("novice", _("This teacher is not a member of the association."))
        if mentor and self._is_young(mentor):
            self.add_error("mentor", _("This teacher is young too: choose an experienced one."))
        if novice and self._has_mentor(novice):
            self.add_error("novice", _("This teacher has a mentor, or one is proposed."))

    def _is_young(self, person: User) -> bool:
        since = years_before(timezone.localdate(), self.user.school.novice_years)
        return bool(person.teaches_since and person.teaches_since > since)

    def _has_mentor(self, novice: User) -> bool:
        year = getattr(self.instance, "year", None)
        live = Mentorship.objects.live().filter(novice=novice, year=year)
        return live.exclude(pk=self.instance.pk).exists()

    @transaction.atomic
    def save(self, commit: bool = True) -> Mentorship:  # noqa: FBT001, FBT002 -- Django's own
        if self.instance._state.adding:
            return services.propose_mentorship(self.instance, by=self.user)
        pair: Mentorship = super().save(commit)
        services.remember(pair)
        return pair


class AppointForm(TidyForm):
    """The order by its number and date; the order itself is kept with the others."""

    order_number = forms.CharField(label=_("Number of the order"), max_length=40)
    order_date = day_field(_("date of the order"), initial=timezone.localdate)

    def layout(self) -> Layout:
        return Layout(Row(Column("order_number"), Column("order_date")))


class DeclineForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("mentorship", "Why it is declined"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
    )


class EndForm(TidyForm):
    day = day_field(pgettext_lazy("mentorship", "ended on"), initial=timezone.localdate)
    text = forms.CharField(
        label=_("Closing note: what the mentorship has brought"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )


class DiaryForm(TidyForm):
    """A line of the diary; three taps and a sentence."""

    day = day_field(pgettext_lazy("diary", "day"), initial=timezone.localdate)
    kind = forms.ChoiceField(
        label=capfirst(pgettext_lazy("diary", "kind")),
        choices=DiaryEntry.Kind.choices,
        initial=DiaryEntry.Kind.TALK,
    )
    text = forms.CharField(
        label=_("What was done, what was advised"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def layout(self) -> Layout:
        return Layout(Row(Column("day"), Column("kind")), "text")


class DiaryEntryForm(UserModelForm):
    class Meta:
        model = DiaryEntry
        fields = ["day", "kind", "text"]
        widgets = {"day": day_input(), "text": forms.Textarea(attrs={"rows": 4})}

    def layout(self) -> Layout:
        return Layout(Row(Column("day"), Column("kind")), "text")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("day"):
            services.check_diary_day(self.instance.mentorship, said["day"])
        return said
