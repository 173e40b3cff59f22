"""What happens to people, associations and the school: one function, one thing done."""

from associations.services.absences import (
    change_absence,
    create_absence,
    remove_absence,
)
from associations.services.accounts import (
    activate,
    change_password,
    choose_language,
    deactivate_person,
    end_other_sessions,
    end_own_session,
    find_code,
    issue_codes,
    note_sign_in,
    note_sign_out,
    reactivate_person,
)
from associations.services.council import council_of
from associations.services.people import add_people, add_post, end_post, suggest_login
from associations.services.profiles import (
    add_row,
    change_row,
    change_teacherprofile,
    check_teacherprofile,
    confirm_teacherprofile,
    remove_row,
)
from associations.services.school import (
    add_usual_associations,
    add_usual_subjects,
    create_school,
)
from associations.services.staffing import (
    apply_staffimport,
    create_staffimport,
    undo_staffimport,
)
from associations.services.tidying import CHORES
from associations.services.unions import (
    add_member,
    add_members,
    appoint_head,
    change_role,
    close_association,
    end_membership,
    seat_elected,
)

__all__ = [
    "CHORES",
    "activate",
    "add_member",
    "add_members",
    "add_people",
    "add_post",
    "add_row",
    "add_usual_associations",
    "add_usual_subjects",
    "apply_staffimport",
    "appoint_head",
    "change_absence",
    "change_password",
    "change_role",
    "change_row",
    "change_teacherprofile",
    "check_teacherprofile",
    "choose_language",
    "close_association",
    "confirm_teacherprofile",
    "council_of",
    "create_absence",
    "create_school",
    "create_staffimport",
    "deactivate_person",
    "end_membership",
    "end_other_sessions",
    "end_own_session",
    "end_post",
    "find_code",
    "issue_codes",
    "note_sign_in",
    "note_sign_out",
    "reactivate_person",
    "remove_absence",
    "remove_row",
    "seat_elected",
    "suggest_login",
    "undo_staffimport",
]
