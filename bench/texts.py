"""A school with very many texts, and one with very many resolutions, for ``search.py``."""

import random
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone
from seed import person

from associations.models import Membership, Post, School, User
from core.search_models import SearchRow
from meetings.models import AgendaItem, Meeting, Resolution, Speech
from meetings.services.finding import remember_meeting
from reports.forms import SearchForm
from reports.search import found_rows
from tests import factories as make

MEETINGS, ITEMS, SPEECHES, RESOLUTIONS = 500, 5, 4, 3  # 500 + 2,500 + 10,000 + 7,500 texts
OTHER_SCHOOLS = 4
UNIONS, CONTROLLED = 9, 600
SHOWN = 200  # hits of each answer that are compared
SYLLABLES = "ба гы дө жо зы ка ла мү нө ңо ра сы та үй чү ша эл ыр ой төр кын лар дын гүл"
# What is asked: rare and common words, beginnings of them, several; typed as people type.
QUESTIONS = [
    "олимпиада", "ОЛИМП", "өздүк", "оздук", "методика", "мето", "мет", "жаңы окуу", "жаны ОКУУ",
    "ёлка", "елка өткөрүү", "мугалим", "муг", "м", "сабак план", "план сабак окуу",
    "токтом 3.2", "эчнерсежок", "үйрөтүү ыкмалар", "уйротуу", "№ 7", "а б", "жумабекова", "к",
]  # fmt: skip
KNOWN = (
    "мугалим сабак окуу план методика жаңы үйрөтүү ыкмаларын жумалык текшерүү өткөрүү отчет "
    "олимпиада ёлка өздүк чыгармачыл"
)


def seed() -> dict[str, Any]:
    """Both schools; who signs in is named, and how many texts there are."""
    chance = random.Random(2026)
    with transaction.atomic():
        told = a_school_of_texts(chance)
        control = a_school_under_control(chance)
    if connection.vendor == "postgresql":
        _copies(told["scope"])
    rows = SearchRow.objects.count()
    return {**told, "control": control, "rows": rows, "questions": QUESTIONS}


def _words(chance: random.Random) -> list[str]:
    """Some three thousand forms, few of them often; those asked for among the first."""
    made = {
        "".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 4))) for _ in range(3000)
    }
    words = sorted(made)
    chance.shuffle(words)
    for place, known in enumerate(KNOWN.split()):
        words.insert(20 + 12 * place, known)
    return words


class Texts:
    """Texts by chance: the commoner a word, the earlier it stands in the list."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.words = chance, _words(chance)
        self.weights = [1 / (10 + place) for place in range(len(self.words))]

    def say(self, number: int) -> str:
        said = " ".join(self.chance.choices(self.words, self.weights, k=number))
        return f"{said.capitalize()}."


def a_school_of_texts(chance: random.Random) -> dict[str, Any]:
    school = make.a_school()
    director, members = _people(school, 30)
    unions = [_union(school, members[n * 6 : n * 6 + 6]) for n in range(5)]
    years = [make.a_year(school, first=timezone.localdate().year - n) for n in range(5)]
    texts = Texts(chance)
    for number in range(MEETINGS):
        year = years[number // len(unions) % len(years)]
        meeting = Meeting(
            school=school, association=unions[number % len(unions)], year=year,
            date=year.start + timedelta(days=number % 270), status="held",
            number=number // 25 + 1, topic=texts.say(6), author=director,
        )  # fmt: skip
        Meeting.objects.bulk_create([meeting])
        _minutes(meeting, members, texts)
        remember_meeting(meeting)
    return {
        "scope": school.pk,
        "director": _login(director),
        "teacher": _login(members[1]),
        "year": years[1].pk,
        "person": members[2].pk,
    }


def _minutes(meeting: Meeting, people: list[User], texts: Texts) -> None:
    common = {"school": meeting.school}
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, position=n, title=texts.say(7), heard=texts.say(60),
            state="decided", **common,
        )
        for n in range(1, ITEMS + 1)
    )  # fmt: skip
    Speech.objects.bulk_create(
        Speech(
            item=item,
            position=n,
            person=texts.chance.choice(people),
            text=texts.say(40),
            **common,
        )
        for item in items
        for n in range(1, SPEECHES + 1)
    )
    Resolution.objects.bulk_create(
        Resolution(item=item, position=n, text=texts.say(15), status="in_force", **common)
        for item in items
        for n in range(1, RESOLUTIONS + 1)
    )


def a_school_under_control(chance: random.Random) -> dict[str, Any]:
    """Nine associations with six hundred resolutions of this year, in every state."""
    school = make.a_school()
    year, today = make.a_year(school), timezone.localdate()
    director, members = _people(school, UNIONS * 5)
    for place in range(UNIONS):
        own = members[place * 5 : place * 5 + 5]
        union = _union(school, own)
        for number in range(1, 5):
            meeting = make.a_meeting(union, number=number, status="held", year=year)
            item = make.an_item(meeting)
            first, last = (CONTROLLED * n // (UNIONS * 4) for n in _part(place * 4 + number))
            for row in range(first, last):
                due = today + timedelta(days=chance.randint(-60, 60))
                done = chance.random() < 0.4
                ended = due + timedelta(days=chance.randint(-9, 9))
                make.a_resolution(
                    item, status="done" if done else "in_force", due_kind="date", due=due,
                    due_now=due, finished_on=ended if done else None, all_members=row % 10 == 0,
                    responsible=[] if row % 10 == 0 else chance.sample(own, 2),
                )  # fmt: skip
    return {"director": _login(director), "school": school.pk}


def _part(place: int) -> tuple[int, int]:
    return place - 1, place


def _people(school: School, number: int) -> tuple[User, list[User]]:
    director = person(school, 0, password=make.PASSWORD)
    make.a_post(director, Post.Kind.DIRECTOR)
    secret = {"password": make.PASSWORD}
    return director, [person(school, n, **(secret if n == 1 else {})) for n in range(number)]


def _union(school: School, people: list[User]) -> Any:
    union = make.an_association(school, head=people[0])
    for place, one in enumerate(people[1:]):
        role = Membership.Role.SECRETARY if place == 0 else Membership.Role.MEMBER
        make.a_membership(union, one, role=role)
    return union


def _login(who: User) -> dict[str, str]:
    return {"user": who.username, "password": make.PASSWORD}


def _copies(scope: int) -> None:
    """The same texts once more in other schools: what is fenced must not grow with them."""
    names = "kind, object_id, whole_id, title, text, folded, day"
    with connection.cursor() as cursor:
        for number in range(1, OTHER_SCHOOLS + 1):
            cursor.execute(
                f"INSERT INTO core_searchrow (scope, {names}) "
                f"SELECT scope + %s, {names} FROM core_searchrow WHERE scope = %s",
                [1000 * number, scope],
            )


def answers() -> dict[str, dict[str, list[str]]]:
    """How many the director and a teacher find, and the first of them, in their order.

    Titles and texts, since keys may differ.
    """
    school = School.objects.order_by("pk").first()
    director = User.objects.get(school=school, posts__kind=Post.Kind.DIRECTOR)
    teacher = User.objects.filter(school=school, memberships__role="secretary").order_by("pk")[
        0
    ]
    found: dict[str, dict[str, list[str]]] = {}
    for name, user in {"director": director, "teacher": teacher}.items():
        for words in QUESTIONS:
            form = SearchForm(RequestFactory().get("/", {"q": words}).GET, user=user)
            rows = found_rows(user, form.wish())
            shown = rows.values_list("kind", "title", "text", "day")[:SHOWN]
            said = [f"{kind} {title} {text} {day}" for kind, title, text, day in shown]
            found.setdefault(name, {})[words] = [str(rows.count()), *said]
    return found


def plans() -> list[str]:
    """How the database answers, for eyes: a common beginning and a rare word."""
    school = School.objects.order_by("pk").first()
    user = User.objects.filter(school=school, memberships__role="secretary").order_by("pk")[0]
    said = []
    for words in ("м", "олимпиада"):
        form = SearchForm(RequestFactory().get("/", {"q": words}).GET, user=user)
        rows = found_rows(user, form.wish())[:25]
        how = {"analyze": True, "buffers": True} if connection.vendor == "postgresql" else {}
        said.append(f"{words}\n{rows.explain(**how)}")
    return said


def questions() -> dict[str, dict[str, list[int]]]:
    """Queries of the pages, the sheet also when there are more rows."""
    from inside import queries  # noqa: PLC0415 -- it imports this module

    school = School.objects.order_by("pk").first()
    other = School.objects.order_by("pk")[1]
    leads = {"posts__kind": Post.Kind.DIRECTOR}
    director, deputy = (User.objects.get(school=one, **leads).pk for one in (school, other))
    search = {
        words: [queries(f"/search/?q={words}", director)] for words in ("м", "өздүк", "мугалим")
    }
    ways = ("association", "person", "meeting", "month")
    sheet = {way: [queries(f"/control/?by={way}", deputy)] for way in ways}
    for meeting in Meeting.objects.filter(school=other)[:9]:
        item = make.an_item(meeting)
        for _ in range(20):
            make.a_resolution(item, status="in_force", responsible=[meeting.chair])
    for way in ways:
        sheet[way].append(queries(f"/control/?by={way}", deputy))
    return {"search": search, "control": sheet}
