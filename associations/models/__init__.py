"""Nouns: the school and its years, people and their posts, associations, filed papers."""

from associations.models.base import ForeignSchoolError, SchoolOwned, Versioned
from associations.models.people import User
from associations.models.profiles import (
    ROWS,
    Award,
    Category,
    Course,
    Education,
    OfTeacher,
    TeacherProfile,
    WorkPeriod,
)
from associations.models.school import AcademicYear, Holiday, Quarter, School, Subject
from associations.models.staffing import StaffImport
from associations.models.standing import Absence, ActivationCode, Membership, Post
from associations.models.unions import ArchivedDocument, Association

__all__ = [
    "ROWS",
    "Absence",
    "AcademicYear",
    "ActivationCode",
    "ArchivedDocument",
    "Association",
    "Award",
    "Category",
    "Course",
    "Education",
    "ForeignSchoolError",
    "Holiday",
    "Membership",
    "OfTeacher",
    "Post",
    "Quarter",
    "School",
    "SchoolOwned",
    "StaffImport",
    "Subject",
    "TeacherProfile",
    "User",
    "Versioned",
    "WorkPeriod",
]
