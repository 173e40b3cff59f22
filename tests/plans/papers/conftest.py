"""A plan with a year's words of the school, and the ways it goes; papers as plain words."""

import re
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.html import strip_tags

from associations.models import Membership, Post
from plans import services
from plans.documents.plan import PlanDocument
from plans.models import Plan, PlanningYear
from tests import factories as make

ZONE = ZoneInfo("Asia/Bishkek")
SCHOOL = {
    "name_ky": "№ 12 орто мектеби",
    "name_ru": "Средняя школа № 12",
    "genitive_ky": "№ 12 орто мектебинин",
    "genitive_ru": "средней школы № 12",
}
UNION = {
    "name_ky": "Так илимдер усулдук бирикмеси",
    "name_ru": "МО учителей точных наук",
    "genitive_ky": "так илимдер усулдук бирикмесинин",
    "genitive_ru": "методического объединения учителей точных наук",
}


@pytest.fixture(autouse=True)
def _in_autumn():
    """12 October 2026, two o'clock."""
    with time_machine.travel(datetime(2026, 10, 12, 14, 0, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def school(db):
    school = make.a_school(**SCHOOL)
    make.a_year(school)
    return school


@pytest.fixture
def head(school):
    names = {"surname_ky": "Абазбек уулу", "first_name_ky": "Руслан", "patronymic_ky": ""}
    names |= {"surname_ru": "Абазбек уулу", "first_name_ru": "Руслан", "patronymic_ru": ""}
    return make.a_person(school, username="head", **names)


@pytest.fixture
def association(school, head):
    return make.an_association(school, head=head, **UNION)


@pytest.fixture
def teacher(school, association):
    names = {"surname_ky": "Ысакова", "first_name_ky": "Гүлнара", "patronymic_ky": "Асан кызы"}
    names |= {
        "surname_ru": "Исакова",
        "first_name_ru": "Гульнара",
        "patronymic_ru": "Асановна",
    }
    person = make.a_person(school, username="teacher", **names)
    make.a_membership(association, person, role=Membership.Role.SECRETARY)
    return person


@pytest.fixture
def deputy(school):
    names = {"surname_ky": "Асанова", "first_name_ky": "Анара", "patronymic_ky": "Бековна"}
    person = make.a_person(school, username="deputy", **names, surname_ru="")
    titles = {
        "title_ky": "окуу-тарбия иштери боюнча директордун орун басары",
        "title_ru": "заместитель директора по УВР",
    }
    make.a_post(person, Post.Kind.DEPUTY, **titles)
    return person


@pytest.fixture
def director(school):
    names = {"surname_ky": "Асылбеков", "first_name_ky": "Кадыр", "patronymic_ky": "Омурович"}
    person = make.a_person(school, username="director", **names, surname_ru="")
    make.a_post(person, Post.Kind.DIRECTOR, title_ky="директор", title_ru="директор школы")
    return person


@pytest.fixture
def plan(association, teacher):
    plan = make.a_plan(
        association,
        theme="Компетенттүүлүк мамиле",
        theme_source="cabinet",
        goal="Чеберчиликти жогорулатуу",
        tasks="Биринчи милдет\nЭкинчи милдет",
        priorities="Жаш мугалимдер",
    )
    PlanningYear.objects.create(
        year=plan.year,
        school=plan.school,
        plan_due=plan.year.start,
        theme_ky="Мектептин темасы",
        theme_ru="Тема школы",
        priorities_ky="Сапат\nТарбия",
    )
    make.a_plan_row(plan, text="Маалыматты толуктоо", months=[9, 1], responsible=[teacher])
    questions = "Сапат жөнүндө\nОлимпиада жөнүндө"
    make.a_plan_row(plan, text="Чейректин жыйынтыгы", kind="meeting", questions=questions)
    make.a_plan_row(
        plan, text="Жаңы усулдар", part=4, kind="seminar", when="year", months=[],
        all_members=True, outside="усулдук кабинеттин адиси",
    )  # fmt: skip
    return plan


class Way:
    """What the people of the school do with the plan, each step on its latest text."""

    def __init__(self, plan, head, deputy, director):
        self.pk, self.head, self.deputy, self.director = plan.pk, head, deputy, director

    @property
    def plan(self):
        return Plan.objects.get(pk=self.pk)

    @property
    def last(self):
        return self.plan.revisions.order_by("-number")[0]

    def submit(self, **said):
        services.submit_plan(self.plan, by=self.head, **said)
        return self.last

    def agree(self, **said):
        return self._decide(services.agree_plan, self.deputy, **said)

    def approve(self, **said):
        return self._decide(services.approve_plan, self.director, **said)

    def give_back(self, text, by=None):
        return self._decide(services.return_plan, by or self.deputy, text=text)

    def retract(self, text):
        return self._decide(services.retract_plan, self.deputy, text=text)

    def through(self):
        self.submit()
        self.agree()
        return self.approve()

    def _decide(self, act, person, **said):
        act(
            self.plan,
            by=type(person).objects.get(pk=person.pk),
            digest=self.last.digest,
            **said,
        )
        return self.last


@pytest.fixture
def way(plan, head, deputy, director):
    return Way(plan, head, deputy, director)


def words(html):
    """The text of a page, each run of spaces as one."""
    body = html.partition("<body")[2]
    return re.sub(r"\s+", " ", unescape(strip_tags(body.replace("<", " <")))).strip()


@pytest.fixture
def printed():
    """The words of a plan's paper."""

    def printed(subject, language="ky", kind=PlanDocument, **wishes):
        return words(kind(subject, language=language, **wishes).html())

    return printed
