"""Pages of associations, and of those who belong to them."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations import services
from associations.figures import year_strip
from associations.filters import AssociationFilter
from associations.forms.unions import (
    AssociationForm,
    CloseForm,
    EndForm,
    HeadForm,
    NewMemberForm,
    RoleForm,
)
from associations.models import AcademicYear, ArchivedDocument, Association, Membership, User
from core.views import ActionFormPage, CreatePage, DetailPage, ListPage, UpdatePage


class AssociationList(ListPage):
    """The associations of the school: who heads each, who belongs to it, what it teaches."""

    model = Association
    filterset_class = AssociationFilter
    permission = "associations.view_association"

    def visible(self) -> Any:
        now = Membership.objects.on(timezone.localdate()).select_related("person")
        return (
            super()
            .visible()
            .in_order()
            .prefetch_related(
                Prefetch("memberships", now.order_by("person__sort_key", "pk"), to_attr="now"),
                "subjects",
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school = self.request.user.school
        return super().get_context_data(
            none_yet=not Association.objects.filter(school=school).of_teachers().exists(),
            **kwargs,
        )


class AssociationDetail(DetailPage):
    """One association: its people, its year, its papers."""

    model = Association
    permission = "associations.view_association"

    def get_template_names(self) -> list[str]:
        if self.object.is_council:
            return ["associations/association_council.html"]
        return super().get_template_names()  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        year = AcademicYear.objects.visible_to(self.request.user).near(today)
        rows = self.object.memberships.select_related("person")
        rows = rows.order_by("person__sort_key", "-since", "pk")
        return super().get_context_data(
            present=[row for row in rows if row.until is None or row.until >= today],
            past=[row for row in rows if row.until is not None and row.until < today],
            year=year,
            strip=year_strip(year, today) if year else None,
            papers=self.papers(year),
            subjects=self.object.subjects.order_by("sort_key", "pk"),
            council=self.council(today) if self.object.is_council else [],
            **kwargs,
        )

    def council(self, today: date) -> list[User]:
        """Who sits in the council today, each with the associations they head."""
        rows = Membership.objects.on(today).filter(role=Membership.Role.HEAD)
        heading = rows.filter(association__in=Association.objects.active())
        heading = heading.select_related("association").order_by("association__sort_key", "pk")
        wanted = Prefetch("memberships", heading, to_attr="heading")
        return list(self.object.members(today).prefetch_related(wanted))

    def papers(self, year: AcademicYear | None) -> Any:
        shelf = ArchivedDocument.objects.visible_to(self.request.user)
        papers = shelf.filter(association=self.object, year=year)
        return papers.order_by("-day", "-pk")[:20]


class AssociationCreate(CreatePage):
    model = Association
    form_class = AssociationForm
    permission = "associations.create_association"


class AssociationUpdate(UpdatePage):
    model = Association
    form_class = AssociationForm
    permission = "associations.change_association"


class AssociationClose(ActionFormPage):
    model = Association
    form_class = CloseForm
    permission = "associations.close_association"
    action = services.close_association
    label = _("Close the association")
    hint = _("Its memberships end that day. Its papers, its meetings and its past stay.")


class MemberAdd(ActionFormPage):
    model = Association
    form_class = NewMemberForm
    permission = "associations.create_membership"
    action = services.add_members
    label = _("Add a member")


class HeadAppoint(ActionFormPage):
    model = Association
    form_class = HeadForm
    permission = "associations.appoint_head"
    action = services.appoint_head
    label = _("Appoint the head")
    hint = _(
        "The teachers elect the head (clause 5.1), the director appoints by order (6.2)."
        " Who headed it until then stays as a member."
    )


class MembershipEnd(ActionFormPage):
    model = Membership
    form_class = EndForm
    permission = "associations.end_membership"
    action = services.end_membership
    label = _("End the membership")


class MembershipRole(ActionFormPage):
    model = Membership
    form_class = RoleForm
    permission = "associations.change_membership"
    action = services.change_role
    label = _("Change the role")
