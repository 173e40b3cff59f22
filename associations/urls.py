"""The index of the app: address, page, rule, service, name."""

from django.urls import path

from associations import services
from associations.models import ROWS, Absence, User
from associations.services import accounts
from associations.views import (
    absences,
    codes,
    papers,
    people,
    profiles,
    school,
    staffing,
    unions,
)
from associations.views import accounts as account_pages
from core.views import ActionView

app_name = "associations"
urlpatterns = [
    # associations and who belongs to them
    path("associations/", unions.AssociationList.as_view(), name="association_list"),
    path("associations/new/", unions.AssociationCreate.as_view(), name="association_create"),
    path(
        "associations/usual/",
        school.SchoolAction.as_view(
            permission="associations.create_association",
            action=services.add_usual_associations,
        ),
        name="association_usual",
    ),
    path(
        "associations/council/",
        school.SchoolAction.as_view(
            action=services.council_of, permission="associations.create_association"
        ),
        name="association_council",
    ),
    path(
        "associations/<int:pk>/", unions.AssociationDetail.as_view(), name="association_detail"
    ),
    path(
        "associations/<int:pk>/edit/",
        unions.AssociationUpdate.as_view(),
        name="association_update",
    ),
    path(
        "associations/<int:pk>/close/",
        unions.AssociationClose.as_view(),
        name="association_close",
    ),
    path(
        "associations/<int:pk>/members/new/",
        unions.MemberAdd.as_view(),
        name="membership_create",
    ),
    path(
        "associations/<int:pk>/head/",
        unions.HeadAppoint.as_view(),
        name="association_appoint_head",
    ),
    path("memberships/<int:pk>/end/", unions.MembershipEnd.as_view(), name="membership_end"),
    path(
        "memberships/<int:pk>/role/", unions.MembershipRole.as_view(), name="membership_change"
    ),
    # people and their posts
    path("people/", people.UserList.as_view(), name="user_list"),
    path("people/new/", people.UserCreate.as_view(), name="user_create"),
    path("people/paste/", people.user_paste, name="user_paste"),
    path("people/<int:pk>/", people.UserDetail.as_view(), name="user_detail"),
    path("people/<int:pk>/edit/", people.UserUpdate.as_view(), name="user_update"),
    path("people/<int:pk>/posts/new/", people.PostAdd.as_view(), name="post_create"),
    path(
        "people/<int:pk>/absences/new/",
        absences.AbsenceAdd.as_view(),
        name="absence_create",
    ),
    path("absences/<int:pk>/", absences.AbsenceChange.as_view(), name="absence_change"),
    path(
        "absences/<int:pk>/remove/",
        ActionView.as_view(
            model=Absence,
            permission="associations.remove_absence",
            action=services.remove_absence,
        ),
        name="absence_remove",
    ),
    path("posts/<int:pk>/end/", people.PostEnd.as_view(), name="post_end"),
    # staff lists: looked at, taken over, taken back
    path("people/import/", staffing.staffimport_create, name="staffimport_create"),
    path("people/import/template/", staffing.staff_template, name="staff_template"),
    path(
        "people/import/<int:pk>/",
        staffing.StaffImportDetail.as_view(),
        name="staffimport_detail",
    ),
    path(
        "people/import/<int:pk>/apply/",
        staffing.StaffImportApply.as_view(),
        name="staffimport_apply",
    ),
    path(
        "people/import/<int:pk>/undo/",
        staffing.StaffImportUndo.as_view(),
        name="staffimport_undo",
    ),
    # the data bank: what is known of a teacher
    path("account/data/", profiles.own_data, name="own_data"),
    path(
        "people/<int:pk>/data/",
        profiles.TeacherProfileDetail.as_view(),
        name="teacherprofile_detail",
    ),
    path(
        "people/<int:pk>/data/edit/",
        profiles.TeacherProfileChange.as_view(),
        name="teacherprofile_change",
    ),
    *[
        path(
            f"people/<int:pk>/data/{verb}/",
            profiles.TeacherProfileAction.as_view(
                permission=f"associations.{verb}_teacherprofile", action=action
            ),
            name=f"teacherprofile_{verb}",
        )
        for verb, action in {
            "check": services.check_teacherprofile,
            "confirm": services.confirm_teacherprofile,
        }.items()
    ],
    *[page for kind in ROWS for page in profiles.pages_of(kind)],
    *[
        path(
            f"people/<int:pk>/{verb}/",
            ActionView.as_view(
                model=User, permission=f"associations.{verb}_user", action=action
            ),
            name=f"user_{verb}",
        )
        for verb, action in {
            "deactivate": accounts.deactivate_person,
            "reactivate": accounts.reactivate_person,
        }.items()
    ],
    # the school itself
    path("school/", school.SchoolSettings.as_view(), name="school_settings"),
    path("school/sample/", school.SchoolSample.as_view(), name="school_sample"),
    path("school/years/", school.YearList.as_view(), name="academicyear_list"),
    path("school/years/new/", school.YearCreate.as_view(), name="academicyear_create"),
    path("school/years/<int:pk>/", school.YearUpdate.as_view(), name="academicyear_update"),
    path("school/subjects/", school.SubjectList.as_view(), name="subject_list"),
    path("school/subjects/new/", school.SubjectCreate.as_view(), name="subject_create"),
    path(
        "school/subjects/usual/",
        school.SchoolAction.as_view(action=services.add_usual_subjects),
        name="subject_usual",
    ),
    path("school/subjects/<int:pk>/", school.SubjectUpdate.as_view(), name="subject_update"),
    # the own account
    path("account/", account_pages.OwnCard.as_view(), name="own_card"),
    path("account/sign-in/", account_pages.sign_in, name="sign_in"),
    path("account/sign-out/", account_pages.sign_out, name="sign_out"),
    path("account/activate/", account_pages.activate, name="activate"),
    path("account/language/", account_pages.language, name="language"),
    path("account/password/", account_pages.password_change, name="password_change"),
    path("account/sessions/", account_pages.session_list, name="session_list"),
    path(
        "account/sessions/others/end/",
        account_pages.session_end_others,
        name="session_end_others",
    ),
    path("account/sessions/<slug:handle>/end/", account_pages.session_end, name="session_end"),
    path("account/codes/", codes.code_create, name="activationcode_create"),
    # open to everybody: is this printed paper one of ours?
    path("check/", codes.paper_check_form, name="paper_check_form"),
    path("check/<str:code>/", codes.paper_check, name="paper_check"),
    # filed papers
    path("papers/", papers.PaperList.as_view(), name="archiveddocument_list"),
    path("papers/<int:pk>/", papers.PaperPdf.as_view(), name="archiveddocument_pdf"),
]
