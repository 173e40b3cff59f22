"""Who may do what with people, associations and the school's settings."""

from django.utils.translation import gettext_lazy as _

from associations.models import (
    Absence,
    ArchivedDocument,
    Association,
    Membership,
    OfTeacher,
    Post,
    School,
    StaffImport,
    User,
)
from core.permissions import ALLOWED, Verdict, require


def leads(user: User) -> Verdict:
    return require(user.leads_school, _("Only the director and the deputy directors do this."))


def can_view_association(user: User, association: Association | None = None) -> Verdict:
    """The list of associations is known to everybody at the school."""
    return ALLOWED


def can_create_association(user: User, association: Association | None = None) -> Verdict:
    return leads(user)


def can_change_association(user: User, association: Association) -> Verdict:
    return leads(user)


def can_close_association(user: User, association: Association) -> Verdict:
    return (
        leads(user)
        and _of_teachers(association)
        and require(association.closed_on is None, _("This association is closed already."))
    )


def can_create_membership(user: User, association: Association | None = None) -> Verdict:
    return leads(user) and _of_teachers(association)


def _of_teachers(association: Association | None) -> Verdict:
    return require(
        association is None or not association.is_council,
        _("The council consists of the heads of the associations; nobody is put into it."),
    )


def can_end_membership(user: User, membership: Membership) -> Verdict:
    return leads(user) and require(membership.until is None, _("This has ended already."))


def can_change_membership(user: User, membership: Membership) -> Verdict:
    return can_end_membership(user, membership)


def can_appoint_head(user: User, association: Association) -> Verdict:
    return can_close_association(user, association)


def can_view_user(user: User, person: User | None = None) -> Verdict:
    """Colleagues know each other's names and posts; contacts have a rule of their own."""
    return ALLOWED


def _knows(user: User, person: User) -> bool:
    """Personal data are for the person, the heads of their associations and the leaders."""
    mine = user.pk == person.pk or user.leads_school
    return bool(mine or user.headed_ids & person.association_ids)


def can_view_contacts(user: User, person: User) -> Verdict:
    return require(
        _knows(user, person),
        _("Contacts are seen by the person, the head of the association and the directors."),
    )


def can_view_teacherprofile(user: User, person: User) -> Verdict:
    return require(
        _knows(user, person),
        _("These data are seen by the person, the head of the association and the directors."),
    )


def can_change_teacherprofile(user: User, about: User | OfTeacher) -> Verdict:
    """``about``: the person, or a row about them. The teacher writes it; a leader, for them."""
    person = about.person if isinstance(about, OfTeacher) else about
    return require(
        user.pk == person.pk or user.leads_school,
        _("The teacher and those who lead the school write these data."),
    )


def can_check_teacherprofile(user: User, person: User) -> Verdict:
    return require(user.pk == person.pk, _("Everybody checks the own data."))


def can_confirm_teacherprofile(user: User, person: User) -> Verdict:
    """The head confirms what members wrote; the head's own data, a leader of the school."""
    profile = getattr(person, "profile", None)
    return (
        require(
            user.leads_school or user.headed_ids & person.association_ids,
            _("The head of the association and those who lead the school confirm data."),
        )
        and require(user.pk != person.pk, _("Nobody confirms the own data."))
        and require(profile is not None, _("Nothing is written yet."))
        and require(
            not profile or not profile.is_confirmed,
            _("These data are confirmed as they stand."),
        )
    )


def can_create_staffimport(user: User, subject: object = None) -> Verdict:
    return leads(user)


def can_view_staffimport(user: User, staff: StaffImport) -> Verdict:
    return leads(user)


def can_apply_staffimport(user: User, staff: StaffImport) -> Verdict:
    return leads(user) and require(
        staff.applied_at is None, _("This list has been taken over already.")
    )


def can_undo_staffimport(user: User, staff: StaffImport) -> Verdict:
    """For a day: later the people have begun to work with what came in."""
    return (
        leads(user)
        and require(staff.applied_at, _("This list was never taken over."))
        and require(staff.undone_at is None, _("This list has been taken back already."))
        and require(staff.may_be_undone, _("A list can be taken back for a day only."))
    )


def can_create_absence(user: User, person: User) -> Verdict:
    """Whoever knows that somebody is away: the person, the head, those who lead."""
    mine = user.pk == person.pk or user.leads_school
    return require(
        mine or user.headed_ids & person.association_ids,
        _(
            "Absences are noted by the person, the head of the association"
            " and those who lead the school."
        ),
    )


def can_change_absence(user: User, absence: Absence) -> Verdict:
    return can_create_absence(user, absence.person)


def can_remove_absence(user: User, absence: Absence) -> Verdict:
    return can_create_absence(user, absence.person)


def can_create_user(user: User, person: User | None = None) -> Verdict:
    return leads(user)


def can_change_user(user: User, person: User) -> Verdict:
    return leads(user)


def can_change_own_card(user: User, person: User | None = None) -> Verdict:
    return require(person is None or user.pk == person.pk, _("This is somebody else's page."))


def can_deactivate_user(user: User, person: User) -> Verdict:
    return (
        leads(user)
        and require(person.is_active, _("This account is closed already."))
        and require(user.pk != person.pk, _("Nobody closes the own account."))
    )


def can_reactivate_user(user: User, person: User) -> Verdict:
    return leads(user) and require(not person.is_active, _("This account is open."))


def can_issue_code(user: User, person: User | None = None) -> Verdict:
    return leads(user) and require(
        person is None or person.is_active, _("This account is closed.")
    )


def can_create_post(user: User, person: User | None = None) -> Verdict:
    return leads(user)


def can_end_post(user: User, post: Post) -> Verdict:
    return leads(user) and require(post.until is None, _("This has ended already."))


def can_change_school(user: User, school: School | None = None) -> Verdict:
    return leads(user)


def can_view_archiveddocument(user: User, paper: ArchivedDocument | None = None) -> Verdict:
    """Which papers exist for whom, the queryset says."""
    return ALLOWED


def can_view_own_sessions(user: User, subject: object = None) -> Verdict:
    return ALLOWED
