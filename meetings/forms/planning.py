"""What people write when they plan a meeting."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import Association, Post, User
from core.forms import TidyForm, UserModelForm
from meetings import services
from meetings.figures import items_to_take_over, starters_for, usual_leaders
from meetings.forms.joint import NOT_YOURS, UnionsField, heads_teachers, joined, offered
from meetings.models import AgendaItem, Meeting
from meetings.permissions.roles import RUNNERS

NO_SUCH_DAY = _("There is no such day in the calendar. Write it like this: 12.10.2026.")
NO_SUCH_HOUR = _("There is no such hour. Write it like this: 14:00.")


class MeetingForm(UserModelForm):
    """When, where, about what, and who leads and writes."""

    together = UnionsField()

    class Meta:
        model = Meeting
        fields = [
            "association", "kind", "date", "starts_at", "place", "topic", "chair", "secretary",
        ]  # fmt: skip
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        error_messages = {
            "date": {"invalid": NO_SUCH_DAY},
            "starts_at": {"invalid": NO_SUCH_HOUR},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unions = self._unions()
        self._offer_people(unions)
        self._offer_together(unions)
        self._offer_kinds(unions)
        self._ask_for_the_day()
        if len(unions) == 1:
            self._expect_leaders(unions[0])

    def _ask_for_the_day(self) -> None:
        """Of which only the month is known: an empty day leaves it so."""
        if self.instance.month_only:
            day, month = self.fields["date"], self.instance.day_in(get_language() or "ky")
            day.required, self.initial["date"] = False, None
            day.help_text = _("%(month)s; the day when it is known.") % {"month": month}

    def _unions(self) -> list[Association]:
        """Whose meeting it may be; that of a meeting once put down never changes."""
        if not self.instance._state.adding:
            del self.fields["association"]
            return [self.instance.association]
        mine = Association.objects.visible_to(self.user).filter(closed_on=None)
        mine = mine.filter(pk__in=self.user.ids_as(RUNNERS)).in_order()
        self.fields["association"].queryset = mine
        unions = list(mine)
        wanted = [u for u in unions if str(u.pk) == self.initial.get("association")]
        if len(unions) == 1:
            self.fields["association"].initial = unions[0]
            self.fields["association"].empty_label = None
        return wanted or unions

    def _offer_people(self, unions: list[Association]) -> None:
        people = _people(self.user, kept=[self.instance.chair_id, self.instance.secretary_id])
        choices = _members_first(people, unions)
        for name in ("chair", "secretary"):
            self.fields[name].queryset = people
            self.fields[name].choices = [("", _("choose later")), *choices]

    def _offer_together(self, unions: list[Association]) -> None:
        """The head of the host says with whom it meets; the council meets whole."""
        chosen = joined(self.instance) if self.instance.pk else []
        hosts = [row for row in unions if heads_teachers(self.user, row)]
        others = offered(self.user, unions, chosen)
        if not hosts or not others.exists():
            del self.fields["together"]
            return
        self.fields["together"].queryset = others
        self.fields["together"].initial = chosen

    def _offer_kinds(self, unions: list[Association]) -> None:
        """A joint meeting and a gathering are what they are by who meets, not by a choice."""
        given = {Meeting.Kind.JOINT, Meeting.Kind.HEADS}
        if self.instance.kind in given or all(row.is_council for row in unions):
            del self.fields["kind"]
            return
        kinds = [choice for choice in Meeting.Kind.choices if choice[0] not in given]
        self.fields["kind"].choices = kinds

    def _expect_leaders(self, union: Association) -> None:
        if self.instance._state.adding:
            for name, person in usual_leaders(union, self.user).items():
                self.fields[name].initial = person

    def layout(self) -> Layout:
        asked = ("association", "kind", "together")
        whose, kind, together = ([name] if name in self.fields else [] for name in asked)
        return Layout(
            *whose,
            Fieldset(
                _("When and where"),
                Row(Column("date"), Column("starts_at"), Column("place")),
            ),
            Fieldset(_("What about"), "topic", *kind),
            Fieldset(_("Who"), Row(Column("chair"), Column("secretary")), *together),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        union = said.get("association")
        if union and self.instance._state.adding:
            for name, person in usual_leaders(union, self.user).items():
                said[name] = said.get(name) or person
        if union and said.get("together") and not heads_teachers(self.user, union):
            self.add_error("together", NOT_YOURS)
        if said.get("chair") and said.get("chair") == said.get("secretary"):
            self.add_error("secretary", _("Chair and secretary are two people."))
        if self.instance.month_only and "date" in said:
            self.instance.month_only = not said["date"]
            said["date"] = said["date"] or self.instance.date
        return said

    @transaction.atomic
    def save(self, commit: bool = True) -> Meeting:  # noqa: FBT001, FBT002 -- Django's own
        if self.instance._state.adding:
            self.instance.author = self.user
        meeting = super().save(commit)
        if "together" in self.changed_data:
            chosen = self.cleaned_data["together"]
            meeting = services.join_meeting(meeting, by=self.user, associations=chosen)
        was = self.initial.get("date")
        services.arrange_meeting(meeting, changed=self.changed_data, was=was, by=self.user)
        return meeting


def _people(user: User, kept: list[int | None]) -> Any:
    """Those of the school who work there, and who stands there already."""
    people = User.objects.visible_to(user).in_order()
    return people.filter(Q(is_active=True) | Q(pk__in=[key for key in kept if key]))


def _members_first(people: Any, unions: list[Association]) -> list[tuple[Any, Any]]:
    rows = User.objects.members_of_any(unions, timezone.localdate())
    members = set(rows.values_list("pk", flat=True))
    named = [(person.pk, person.list_name) for person in people]
    ours = [choice for choice in named if choice[0] in members]
    others = [choice for choice in named if choice[0] not in members]
    groups = [(_("members of the association"), ours), (_("other people"), others)]
    return [(label, choices) for label, choices in groups if choices]


class AgendaItemForm(UserModelForm):
    """One question: what about, who speaks, for how long."""

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "minutes", "rapporteurs", "guest_rapporteur"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "rapporteurs": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting:
            self.instance.meeting = meeting
        field = self.fields["rapporteurs"]
        field.queryset = _speakers(self.instance)
        field.label_from_instance = lambda person: person.list_name

    def layout(self) -> Layout:
        return Layout(
            "title", Row(Column("kind"), Column("minutes")), "rapporteurs", "guest_rapporteur"
        )

    def clean_title(self) -> str:
        """A heading is one line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    @transaction.atomic
    def save(self, commit: bool = True) -> AgendaItem:  # noqa: FBT001, FBT002 -- Django's own
        meeting = services.lock_plan(self.instance.meeting, by=self.user)
        if self.instance._state.adding:
            services.place_last(self.instance)
        item = super().save(commit)
        services.fill_control(meeting, by=self.user)
        services.remember_meeting(meeting)
        return item


def _speakers(item: AgendaItem) -> Any:
    """Members and guests of the meeting, its leaders, the school's; others are written in."""
    meeting = item.meeting
    wanted = Q(attendance__meeting=meeting) | Q(pk__in=[meeting.chair_id, meeting.secretary_id])
    wanted |= Q(pk__in=meeting.members().order_by().values("pk"))
    leaders = User.objects.leaders_on(meeting.date, Post.Kind.DIRECTOR, Post.Kind.DEPUTY)
    wanted |= Q(pk__in=leaders.filter(school=meeting.school_id).values("pk"))
    wanted &= Q(is_active=True)
    if item.pk:
        wanted |= Q(reported_items=item)
    return User.objects.filter(wanted, school=meeting.school_id).distinct().in_order()


class CancelForm(TidyForm):
    reason = forms.CharField(
        label=_("Why is the meeting cancelled?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_("Everybody who was called to it will read this."),
    )


class TakeOverForm(TidyForm):
    """Questions that earlier meetings put off."""

    items = forms.ModelMultipleChoiceField(
        queryset=AgendaItem.objects.none(),
        label=_("Questions put off"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items_to_take_over(self.subject)
        self.fields["items"].label_from_instance = _title_and_day


def _title_and_day(item: AgendaItem) -> str:
    return f"{item.title} ({item.meeting.day_in(get_language() or 'ky')})"


class StarterForm(TidyForm):
    """Questions that most associations put down at this time of the year."""

    starters = forms.MultipleChoiceField(
        label=pgettext_lazy("agenda", "Usual questions"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starters"].choices = starters_for(self.subject, self.subject.items.all())
