"""Commands of the house: opening a school, examining an installation, starting it."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from associations.management.commands import doctor, prepare
from associations.models import AcademicYear, Membership, School, User
from core import audit
from core.models import AuditEntry
from tests import factories as make
from tests.support import triggers_off

NAMES = {
    "name_ky": "№ 12 орто мектеби",
    "place_ky": "Нарын ш.",
    "director_surname": "Асылбеков",
    "director_name": "Бакыт",
    "director_login": "bakyt",
}


def test_a_school_is_opened_with_its_year_and_a_director_who_can_come_in(db, capsys):
    call_command("create_school", **NAMES, year=2026)

    school = School.objects.get()
    director = User.objects.get()
    assert str(school.name) == "№ 12 орто мектеби"
    assert AcademicYear.objects.get(school=school).start.year == 2026
    assert director.is_director
    assert not director.has_usable_password()
    words = capsys.readouterr().out
    assert re.search(r"login +bakyt\n", words)
    assert re.search(r"code +[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", words)


def test_what_is_missing_is_named_and_nothing_comes_into_being(db):
    with pytest.raises(CommandError, match="--director-surname is missing"):
        call_command("create_school", **{**NAMES, "director_surname": ""})
    assert not School.objects.exists()


def test_a_login_that_is_taken_opens_nothing(db):
    make.a_person(make.a_school(), username="bakyt")
    with pytest.raises(CommandError, match="taken"):
        call_command("create_school", **NAMES)
    assert School.objects.count() == 1


@pytest.fixture
def asked(monkeypatch):
    """Sit at a terminal and answer in order."""

    def answer(*answers):
        waiting = iter(answers)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", lambda _question: next(waiting))

    return answer


def test_it_asks_for_what_was_not_given(db, asked):
    asked("", "№ 7 мектеп", "Школа № 7", "", "", "", *[""] * 4)

    call_command("create_school", **{**NAMES, "name_ky": None})

    school = School.objects.get()
    assert (school.name_ky, school.name_ru) == ("№ 7 мектеп", "Школа № 7")


@pytest.fixture
def two_schools(db):
    here, there = make.a_school(), make.a_school()
    return make.an_association(here), make.a_person(there)


def test_the_doctor_finds_nothing_in_a_healthy_house(two_schools, director, settings):
    settings.DATA = settings.MEDIA_ROOT.parent
    settings.DATA.mkdir(exist_ok=True)
    audit.record(director, "create", director)
    for examine in (
        doctor.of_migrations,
        doctor.of_frozen,
        doctor.of_borders,
        doctor.of_files,
        doctor.of_record,
    ):
        assert list(examine()) == []
    if connection.vendor == "sqlite":
        assert "synchronous is not FULL" not in list(doctor.of_database())


def test_the_doctor_asks_for_the_rules_of_every_app(db):
    tables = {rule.table for rules in doctor.frozen_rules() for rule in rules}

    assert {
        "core_auditentry",
        "core_attachment",
        "associations_archiveddocument",
        "meetings_protocol",
        "meetings_signature",
        "meetings_extract",
    } <= tables
    with triggers_off(connection):
        found = list(doctor.of_frozen())
    assert [one for one in found if one.startswith("meetings_protocol_frozen_update ")]


def test_the_doctor_says_what_was_examined_and_stops_at_a_fault(
    two_schools, monkeypatch, capsys
):
    monkeypatch.setattr(doctor, "ENOUGH_ROOM", 10**18)
    monkeypatch.setitem(doctor.EXAMINATIONS, "fonts", lambda: ["no letter Ң"])

    with pytest.raises(CommandError, match=r"\d+ things are not right"):
        call_command("doctor")

    said = capsys.readouterr().out
    for name in doctor.EXAMINATIONS:
        assert re.search(rf"^(right|WRONG)  {name}$", said, re.MULTILINE)
    assert "right  frozen rows\n" in said
    assert "WRONG  fonts\n       no letter Ң\n" in said
    assert "MB are free" in said


def test_the_doctor_finds_a_row_that_points_into_another_school(two_schools):
    association, foreigner = two_schools
    own = make.a_person(association.school)
    row = make.a_membership(association, own)
    Membership.objects.filter(pk=row.pk).update(person=foreigner)

    assert list(doctor.of_borders()) == [
        f"associations.Membership {row.pk}: its person belongs to another school"
    ]


def test_the_doctor_finds_a_join_of_two_schools(two_schools):
    association, foreigner = two_schools
    association.subjects.add(make.a_subject(foreigner.school))

    [fault] = doctor.of_borders()

    assert "joins two schools" in fault


def test_the_doctor_finds_a_missing_file(two_schools, monkeypatch):
    from core.models import Attachment

    association, _person = two_schools
    line = audit.record(None, "create", association)
    Attachment.objects.create(
        scope=association.school_id,
        content_type=line.content_type,
        object_id=association.pk,
        title="talk",
        file="aa/bb/gone",
        name="talk.pdf",
        type="application/pdf",
        size=1,
        digest="0" * 64,
        by=make.a_person(association.school),
    )
    assert not default_storage.exists("aa/bb/gone")

    [fault] = doctor.of_files()

    assert fault.endswith("aa/bb/gone is missing or damaged")


@pytest.mark.django_db(transaction=True)
def test_doctor_and_verify_log_find_a_changed_line():
    association = make.an_association(make.a_school())
    for verb in ("create", "change", "close_association"):
        audit.record(None, verb, association)
    call_command("verify_log")
    with triggers_off(connection):
        AuditEntry.objects.filter(verb="change").update(actor_name="somebody else")

    assert list(doctor.of_record()) == [f"{association.scope}: line 2 was changed"]
    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("verify_log")


def test_the_demo_is_never_loaded_where_somebody_is(db):
    assert prepare._is_empty()
    make.a_school()
    assert not prepare._is_empty()
