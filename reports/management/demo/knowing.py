"""What the demo's data bank knows of its teachers: where they learnt, worked, were taught."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from django.utils import timezone

from associations import services
from associations.models import (
    Association,
    Award,
    Category,
    Course,
    Education,
    TeacherProfile,
    User,
    WorkPeriod,
)
from reports.management.demo.knowing_words import WORDS, Words
from reports.management.demo.people import WOMEN
from reports.management.demo.story import Troupe, afresh, on

DIPLOMA = 22  # the age at which most leave the institute
LEARNT_LESS = ("Башталгыч", "Технология")  # where some have a college behind them
MASTERS, TEACHERS = 15, 7  # years after which the categories come
SEES, WRITES = 2, 3  # places in the first association: who was asked, who has changed something


def know(unions: Sequence[Association], deputy: User, first: int) -> None:
    """Fill the data bank: nearly all of it is confirmed, something is left to be done."""
    words = WORDS[deputy.language]
    for place, union in enumerate(unions):
        troupe = Troupe(union, deputy)
        for number, person in enumerate(troupe.members):
            if (place, number) == (1, 4):
                continue  # of one nothing is known yet
            teacher = Writer(person, union, first, words)
            with on(date(first, 9, 5)):
                teacher.write()
                services.check_teacherprofile(afresh(person), by=afresh(person))
            _confirm(troupe, person, first)
    _leave_open(Troupe(unions[0], deputy), first, words)


def _confirm(troupe: Troupe, person: User, first: int) -> None:
    """The head confirms what the members wrote; what the head wrote, the deputy."""
    by = troupe.deputy if person == troupe.head else troupe.head
    with on(date(first, 9, 12)):
        services.confirm_teacherprofile(afresh(person), by=afresh(by))


def _leave_open(troupe: Troupe, first: int, words: Words) -> None:
    """The teacher of the demo has not looked this autumn; another has added a course."""
    asked, busy = troupe.members[SEES], troupe.members[WRITES]
    before = timezone.make_aware(datetime(first, 2, 6, 9))  # noqa: DTZ001 -- made aware here
    TeacherProfile.objects.filter(person=asked).update(checked_at=before)
    topic, place, hours = words.courses[0]
    said = {"topic": topic, "place": place, "year": first, "hours": hours}
    with on(date(first, 11, 14)):
        services.add_row(afresh(busy), by=afresh(busy), row=Course, **said)


class Writer:
    """Invents one teacher's life, the same each time."""

    def __init__(self, person: User, union: Association, first: int, words: Words) -> None:
        self.person, self.union, self.first, self.words = person, union, first, words
        self.dice = Random(person.full_name_in("ky"))  # noqa: S311 -- lives, not secrets
        begun = person.teaches_since.year if person.teaches_since else 0
        self.begun = begun or first - self.dice.choice([4, 7, 9, 12, 15, 18, 22, 27, 33])
        self.born = self.begun - DIPLOMA - self.dice.randint(0, 2)
        self.here = max(self.begun, first - self.dice.randint(1, 20))

    def write(self) -> None:
        person, dice = self.person, self.dice
        born = date(self.born, dice.randint(1, 12), dice.randint(1, 28))
        woman = person.first_name_ky in WOMEN or person.surname_ky.endswith(("ва", "кызы"))
        sex = TeacherProfile.Sex.FEMALE if woman else TeacherProfile.Sex.MALE
        street = f"{dice.choice(self.words.streets)}, {dice.randint(3, 140)}"
        said = {"sex": sex, "birth_date": born, "address": street}
        services.change_teacherprofile(afresh(person), by=afresh(person), **said)
        rows = [self.education(), *self.periods(), *self.category(), *self.courses()]
        for row in [*rows, *self.awards()]:
            row.person, row.school_id = person, person.school_id
            row.save()
        began = person.teaches_since or date(self.begun, 8, 25)
        joined = began if self.here == self.begun else date(self.here, 8, 20)
        User.objects.filter(pk=person.pk).update(teaches_since=began, joined_on=joined)

    def education(self) -> Education:
        name = self.union.name_ky
        college = name.startswith(LEARNT_LESS) and self.dice.random() < 0.4  # noqa: PLR2004
        level = Education.Level.SPECIAL if college else Education.Level.HIGHER
        places = self.words.colleges if college else self.words.institutes
        return Education(
            level=level,
            institution=self.dice.choice(places),
            speciality=self.person.title_in(self.person.language)[:160],
            year=self.begun,
        )

    def periods(self) -> list[WorkPeriod]:
        job = self.person.title_in(self.person.language)[:160]
        school = self.union.school.words("name", self.person.language)
        began = self.person.teaches_since or date(self.begun, 8, 25)
        here = WorkPeriod(place=school, job=job, since=date(self.here, 8, 20), here=True)
        if self.here == self.begun:
            here.since = began
            return [here]
        other = self.dice.choice(self.words.schools)
        before = WorkPeriod(place=other, job=job, since=began, until=date(self.here, 8, 5))
        return [before, here]

    def category(self) -> list[Category]:
        years = self.first - self.begun
        kinds = Category.Kind
        kind = kinds.HIGHEST if years > MASTERS else kinds.FIRST
        if years <= TEACHERS:
            kind = kinds.SECOND if years > TEACHERS // 2 else kinds.NONE
        return [Category(kind=kind, year=max(self.begun, self.first - self.dice.randint(0, 4)))]

    def courses(self) -> list[Course]:
        count = min(self.first - self.begun, self.dice.randint(0, 2))
        chosen = self.dice.sample(self.words.courses[1:], count)
        return [
            Course(topic=topic, place=place, year=self.first - n * 3, hours=hours)
            for n, (topic, place, hours) in enumerate(chosen)
        ]

    def awards(self) -> list[Award]:
        if self.first - self.begun < MASTERS or self.dice.random() < 0.5:  # noqa: PLR2004
            return []
        number = str(self.dice.randint(400, 9000))
        title = self.dice.choice(self.words.awards)
        return [Award(title=title, year=self.first - self.dice.randint(1, 8), number=number)]
