"""Rows for the bench, made by the suite's factories and the product's own services."""

import secrets
from typing import Any

from django.db import transaction

from associations.models import Membership, Post, School, User
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Attendance, Meeting
from tests import factories as make

PEOPLE, ROWS, AT_TABLE = 60, 8, 12
SURNAMES = [
    "Абдыкадырова", "Асанбекова", "Бекмурзаева", "Жумабекова", "Иманалиева", "Касымова",
    "Мамбетова", "Ниязалиева", "Осмонова", "Өмүралиева", "Сыдыкова", "Токтосунова",
]  # fmt: skip
WORDS = (
    "Математика мугалимдеринин ачык сабактарынын жыйынтыгы боюнча маалымат эске алынсын; "
    "сабактардын иштелмелери бирикменин усулдук кабинетине тапшырылсын."
)


def person(school: School, number: int, **fields: Any) -> User:
    surname = SURNAMES[number % len(SURNAMES)]
    return make.a_person(
        school,
        surname_ky=f"{surname}",
        surname_ru=surname,
        first_name_ky=f"Айгүл{number}",
        first_name_ru=f"Айгуль{number}",
        **{"username": f"bench{secrets.token_hex(6)}", **fields},
    )


@transaction.atomic
def a_big_edit() -> dict[str, Any]:
    """A school of sixty, a meeting with eight resolutions, and one where all sixty sit."""
    school = make.a_school()
    make.a_year(school)
    head = person(school, 0, username="bench.head", password=make.PASSWORD)
    others = [person(school, number) for number in range(1, PEOPLE)]
    pages = {}
    for name, size in {"record": AT_TABLE, "record60": PEOPLE}.items():
        association = make.an_association(school, head=head)
        for role, other in enumerate(others[: size - 1]):
            post = Membership.Role.SECRETARY if role == 0 else Membership.Role.MEMBER
            make.a_membership(association, other, role=post)
        meeting = make.a_meeting(association)
        meeting.attendance.update(status=Attendance.Status.PRESENT)
        agenda(meeting, questions=4, each=ROWS // 4, people=others)
        services.convene_meeting(meeting, by=afresh(head))
        pages[name] = meeting.pk
    return {"user": head.username, "password": make.PASSWORD, **pages}


def agenda(meeting: Meeting, *, questions: int, each: int, people: list[User]) -> None:
    for number in range(questions):
        item = make.an_item(meeting, state="decided", heard=WORDS, minutes=15)
        item.rapporteurs.add(people[number % len(people)])
        make.a_speech(item, person=people[(number + 1) % len(people)], text=WORDS)
        for place in range(each):
            who = people[(number + place) % len(people)]
            make.a_resolution(
                item, text=WORDS, responsible=[who], due_kind="date", due=meeting.year.end
            )


@transaction.atomic
def a_long_list(size: int) -> dict[str, Any]:
    """As many associations, meetings, resolutions and people as said; one head leads all."""
    school = make.a_school()
    make.a_year(school)
    director = person(school, 0)
    make.a_post(director, Post.Kind.DIRECTOR)
    head = person(school, 1)
    for number in range(size):
        other = person(school, number + 2)
        association = make.an_association(school, head=head)
        make.a_membership(association, other, role=Membership.Role.SECRETARY)
        meeting = make.a_ready_meeting(association, topic="Табылгыс сөз")
        meeting.items.get().resolutions.get().responsible.add(other)
        services.hold_meeting(meeting, by=afresh(head), nevertheless=True)
        make.a_resolution(make.an_item(make.a_meeting(association)))
    return {"readers": [director.pk, head.pk]}


@transaction.atomic
def a_long_meeting(size: int) -> dict[str, Any]:
    """A signed protocol and open minutes with as many people, questions and resolutions."""
    school = make.a_school()
    make.a_year(school)
    director, head, secretary = (person(school, number) for number in range(3))
    make.a_post(director, Post.Kind.DIRECTOR)
    association = make.an_association(school, head=head)
    make.a_membership(association, secretary, role=Membership.Role.SECRETARY)
    members = [person(school, number + 3) for number in range(size)]
    for member in members:
        make.a_membership(association, member)
    signed, open_ = (make.a_meeting(association) for _ in range(2))
    for meeting in (signed, open_):
        meeting.attendance.update(status=Attendance.Status.PRESENT)
        agenda(meeting, questions=size, each=1, people=members)
    services.convene_meeting(open_, by=afresh(head))
    sign(signed, head, secretary)
    return {
        "readers": [director.pk, head.pk, secretary.pk, members[0].pk],
        "head": head.pk,
        "signed": signed.pk,
        "open": open_.pk,
        "association": association.pk,
    }


def sign(meeting: Meeting, head: User, secretary: User) -> None:
    services.hold_meeting(meeting, by=afresh(head), nevertheless=True)
    meeting.refresh_from_db()
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=afresh(head), digest=seen)
    protocol = meeting.protocols.get()
    services.countersign_meeting(meeting, by=afresh(secretary), digest=protocol.digest)


def afresh(who: User) -> User:
    """The same person as another request would see them."""
    return User.objects.get(pk=who.pk)
