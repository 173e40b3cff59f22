"""What is written when a visit is planned, and when it did not take place."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association, Membership, Subject, User
from core.forms import TidyForm, UserModelForm
from lessons import services
from lessons.figures.days import day_fault, holiday_on, year_of
from lessons.forms.classes import ClassField, OfClassForm
from lessons.models import Mentorship, OpenLesson, Visit, VisitKind
from lessons.workflow import MentorshipStatus
from plans.models import PlanRow


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.list_name)


class PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.list_name)


class VisitForm(OfClassForm, UserModelForm):
    """Whose lesson, when, who comes and what for."""

    school_class = ClassField(label=_("Class"))
    teacher = PersonChoice(
        queryset=User.objects.none(), label=_("Whose lesson"), empty_label="---------"
    )
    visitors = PeopleChoice(
        queryset=User.objects.none(),
        label=_("Who comes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who comes.")},
    )
    in_holidays = forms.BooleanField(
        required=False, label=_("It takes place in the holidays all the same")
    )

    class Meta:
        model = Visit
        fields = [
            "kind", "teacher", "visitors", "subject", "topic", "purpose", "day", "period",
            "language", "plan_row",
        ]  # fmt: skip
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, lesson: OpenLesson | None = None, **kwargs: Any) -> None:
        """``lesson``: the open lesson that is visited; it says what it is by itself."""
        super().__init__(*args, **kwargs)
        self.lesson = lesson or self.instance.open_lesson
        if lesson:
            self._take_over(lesson)
        self._offer_people()
        self.fields["subject"].queryset = self._subjects()
        self._offer_kinds()
        self._offer_rows()
        self.asks_holiday = "in_holidays" in self.data
        if self.instance._state.adding:
            self.initial.setdefault("visitors", [self.user.pk])
            self.initial.setdefault("day", timezone.localdate())

    def _take_over(self, lesson: OpenLesson) -> None:
        names = ("teacher", "subject", "topic", "day", "period", "language")
        known = {name: getattr(lesson, name) for name in names}
        told = {"kind": VisitKind.OPEN, "school_class": lesson.class_name, **known}
        for name, value in told.items():
            if value:
                self.initial[name] = getattr(value, "pk", value)

    def _offer_people(self) -> None:
        """Members of associations are visited; their colleagues and the directors come."""
        people = User.objects.visible_to(self.user).active().named().in_order()
        today = timezone.localdate()
        members = Membership.objects.on(today).filter(association__is_council=False)
        teachers = Q(pk__in=members.values("person"))
        if self.instance.pk:
            teachers |= Q(pk=self.instance.teacher_id)
        self.fields["teacher"].queryset = people.filter(teachers)
        self.fields["visitors"].queryset = people.filter(self._colleagues())

    def _colleagues(self) -> Q:
        """Whom one may bring along: the own associations and who leads; leaders anybody."""
        if self.user.leads_school:
            return Q()
        today = timezone.localdate()
        unions = Association.objects.visible_to(self.user).with_member(self.user)
        near = User.objects.members_of_any(unions.of_teachers(), today).values("pk")
        leaders = User.objects.leaders_on(today, "director", "deputy").values("pk")
        come = self.instance.visitors.values("pk") if self.instance.pk else []
        return Q(pk__in=near) | Q(pk__in=leaders) | Q(pk__in=come) | Q(pk=self.user.pk)

    def _subjects(self) -> Any:
        return Subject.objects.visible_to(self.user).order_by("sort_key", "pk")

    def _offer_kinds(self) -> None:
        """Administrative visits are the directors'; an open lesson's are of one kind only."""
        kinds = dict(VisitKind.choices)
        if not self.user.leads_school and self.instance.kind != VisitKind.ADMIN:
            del kinds[VisitKind.ADMIN]
        if self.lesson:
            kinds = {VisitKind.OPEN: kinds[VisitKind.OPEN]}
        self.fields["kind"].choices = list(kinds.items())
        if self.instance.pk:
            self.fields["kind"].disabled = True  # its sheets are those of the kind

    def _offer_rows(self) -> None:
        """Rows of plans that hold and speak of visits."""
        rows = PlanRow.objects.visible_to(self.user).filter(
            plan__in_force__isnull=False, plan__period="year", kind=PlanRow.Kind.VISIT
        )
        field = self.fields["plan_row"]
        field.queryset = rows.order_by("plan__association__sort_key", "part", "position", "pk")
        if not field.queryset.exists():
            del self.fields["plan_row"]

    def layout(self) -> Layout:
        rest = ["plan_row"] if "plan_row" in self.fields else []
        rest += ["in_holidays"] if self.asks_holiday else []
        return Layout(
            Row(Column("kind"), Column("teacher")),
            Row(Column("subject"), Column("school_class"), Column("language")),
            Row(Column("day"), Column("period")),
            "topic",
            "purpose",
            "visitors",
            *rest,
        )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        year = year_of(day, self.user)
        if fault := day_fault(day, year):
            raise ValidationError(fault)
        self.instance.year = year
        holiday = holiday_on(day, year) if year else None
        if holiday and "in_holidays" not in self.data:
            # Offered with the refusal: the second sending may say that it is meant.
            self.asks_holiday = True
            words = _("This day lies in the holidays (%(name)s).") % {"name": holiday}
            raise ValidationError(words)
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        teacher, visitors = said.get("teacher"), list(said.get("visitors") or [])
        if teacher and teacher in visitors:
            self.add_error("visitors", _("Nobody visits the own lesson."))
        if teacher:
            self._place(teacher, said)
        if said.get("kind") == VisitKind.MENTOR and teacher:
            self._pair(teacher, visitors)
        self.instance.open_lesson = self.lesson
        if self.lesson and teacher and teacher.pk != self.lesson.teacher_id:
            self.add_error("teacher", _("Somebody else gives this open lesson."))
        self._check_right(visitors)
        return said

    def _place(self, teacher: User, said: dict[str, Any]) -> None:
        """A visit belongs to the teacher's association; of several, to the subject's."""
        unions = Association.objects.active().filter(
            memberships__in=Membership.objects.on(timezone.localdate()).filter(person=teacher)
        )
        rows = list(unions.in_order().distinct().prefetch_related("subjects"))
        known = [row for row in rows if said.get("subject") in row.subjects.all()]
        mine = [row for row in known or rows if row.pk in self.user.association_ids]
        chosen = (mine or known or rows)[:1]
        if not chosen:
            self.add_error("teacher", _("This teacher belongs to no association."))
            return
        if not self.instance.pk:
            self.instance.association = chosen[0]
        row = said.get("plan_row")
        if row and row.plan.association_id != self.instance.association_id:
            self.add_error("plan_row", _("This row is of another association's plan."))

    def _pair(self, teacher: User, visitors: list[User]) -> None:
        pairs = Mentorship.objects.filter(
            novice=teacher, mentor__in=visitors, status=MentorshipStatus.APPOINTED
        )
        self.instance.mentorship = pairs.order_by("pk").first()
        if self.instance.mentorship is None:
            self.add_error("kind", _("None of the visitors is the mentor of this teacher."))

    def _check_right(self, visitors: list[User]) -> None:
        """A member plans own visits; for others the head and the directors plan."""
        leads = self.user.leads_school or self.user.headed_ids
        if leads or not self.instance._state.adding or self.user in visitors:
            return
        if visitors:
            words = _("Tick yourself too: visits of others are planned by the head.")
            self.add_error("visitors", words)

    def save(self, commit: bool = True) -> Visit:  # noqa: FBT001, FBT002 -- Django's own
        act = services.create_visit if self.instance._state.adding else services.change_visit
        people = self.cleaned_data["visitors"]
        return act(self.instance, by=self.user, visitors=people)


class MissVisitForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("visit", "Why it did not take place"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
    )
