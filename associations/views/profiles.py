"""What is known of a teacher: one page, and small forms for each kind of fact."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from associations import services
from associations.figures.bank import Card, asked_on, with_rows
from associations.figures.facts import words_of
from associations.forms import profiles as forms
from associations.models import (
    Award,
    Category,
    Course,
    Education,
    OfTeacher,
    TeacherProfile,
    User,
    WorkPeriod,
)
from core.addresses import address
from core.permissions import can
from core.views import ActionFormPage, ActionView, DetailPage, Guarded, guarded

FORMS: dict[type[OfTeacher], Any] = {
    Education: forms.EducationForm,
    WorkPeriod: forms.WorkPeriodForm,
    Category: forms.CategoryForm,
    Course: forms.CourseForm,
    Award: forms.AwardForm,
}
ADD = {
    Education: _("Add an education"),
    WorkPeriod: _("Add a period of work"),
    Category: _("Add a category"),
    Course: _("Add a course"),
    Award: _("Add an award"),
}
TITLES = {
    Education: pgettext_lazy("rows", "education"),
    WorkPeriod: _("work and experience"),
    Category: _("qualification category"),
    Course: _("qualification courses"),
    Award: pgettext_lazy("rows", "awards"),
}


class OfPerson(Guarded):
    """About a person whose data the reader may see; others have none."""

    model = User

    def visible(self) -> Any:
        people = User.objects.with_profile_for(self.request.user)
        return people.select_related("school", "profile")

    def leads_to(self, thing: Any) -> str:
        return address("associations:teacherprofile_detail", self.object.pk)


class WrittenPage(OfPerson, ActionFormPage):
    """A form about a person; it goes back to the data, not to the person's card."""

    permission = "associations.change_teacherprofile"
    submit = _("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.leads_to(None), **kwargs)


@require_safe
@guarded("associations.change_own_card")
def own_data(request: HttpRequest) -> HttpResponse:
    """From the menu, which is drawn for all alike, to the own page."""
    return redirect("associations:teacherprofile_detail", request.user.pk)


class TeacherProfileDetail(OfPerson, DetailPage):
    """All that is known, with what each number is made of."""

    context_object_name = "person"  # ``user`` is who reads
    permission = "associations.view_teacherprofile"
    template_name = "associations/teacherprofile_detail.html"

    def visible(self) -> Any:
        rows = with_rows(super().visible(), timezone.localdate())
        return rows.select_related("school", "profile__confirmed_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, user = self.object, self.request.user
        card = Card(person, timezone.localdate())
        return super().get_context_data(
            card=card,
            change=can(user, "associations.change_teacherprofile", person),
            check=can(user, "associations.check_teacherprofile", person),
            confirm=can(user, "associations.confirm_teacherprofile", person),
            asked=person == user and is_asked(card),
            sections=[
                section(person, Education, card.educations),
                section(person, WorkPeriod, card.periods),
                section(person, Category, card.categories),
                section(person, Course, card.courses),
                section(person, Award, card.awards),
            ],
            **kwargs,
        )


def is_asked(card: Card) -> bool:
    """Whether the person has not looked at the own data since everybody was asked to."""
    profile, asked = card.profile, asked_on(card.day)
    return not (profile and profile.checked_at) or profile.checked_on < asked


def section(person: User, kind: type[OfTeacher], rows: list[Any]) -> dict[str, Any]:
    """The rows of one kind, with what each says and where it is changed."""
    name = kind._meta.model_name
    return {
        "name": name,
        "title": capfirst(TITLES[kind]),
        "add": ADD[kind],
        "add_url": address(f"associations:{name}_create", person.pk),
        "rows": [
            {
                "said": said,
                "rest": rest,
                "url": address(f"associations:{name}_change", row.pk),
                "remove_url": address(f"associations:{name}_remove", row.pk),
            }
            for row, (said, rest) in ((row, words_of(row)) for row in rows)
        ],
    }


class TeacherProfileChange(WrittenPage):
    """What there is once of a person."""

    form_class = forms.TeacherProfileForm
    action = services.change_teacherprofile
    label = _("Write the personal data")
    hint = _("Seen by the person, the head of the association and those who lead the school.")

    def get_initial(self) -> dict[str, Any]:
        profile = getattr(self.object, "profile", None) or TeacherProfile()
        return {name: getattr(profile, name) for name in TeacherProfile.WRITTEN}


class TeacherProfileAction(OfPerson, ActionView):
    """Check, or confirm."""


class RowAdd(WrittenPage):
    kind: Any = None

    def action_of(self) -> Any:
        return partial(services.add_row, row=self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(label=ADD[self.kind], **kwargs)


class RowChange(ActionFormPage):
    queryset: Any = None
    permission = "associations.change_teacherprofile"
    action = services.change_row
    label = _("Change the data")
    submit = _("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self.object.person, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in self.model.WRITTEN}


class RowRemove(ActionView):
    queryset: Any = None
    permission = "associations.change_teacherprofile"
    action = services.remove_row

    def leads_to(self, thing: Any) -> str:
        return self.object.get_absolute_url()


def pages_of(kind: Any) -> list[URLPattern]:
    """Add, change, remove a row of this kind."""
    name, form = kind._meta.model_name, FORMS[kind]
    known = {"model": kind, "queryset": kind.objects.select_related("person__school")}
    return [
        path(
            f"people/<int:pk>/data/{name}/new/",
            RowAdd.as_view(kind=kind, form_class=form),
            name=f"{name}_create",
        ),
        path(
            f"data/{name}/<int:pk>/",
            RowChange.as_view(form_class=form, **known),
            name=f"{name}_change",
        ),
        path(
            f"data/{name}/<int:pk>/remove/", RowRemove.as_view(**known), name=f"{name}_remove"
        ),
    ]
