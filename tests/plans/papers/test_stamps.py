"""Stamps and the approval sheet: who really did it, when, as whom; room where nobody has."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from associations.models import Post
from plans.documents.plan import PlanDocument, is_valid
from plans.models import PlanRevision
from tests import factories as make

pytestmark = pytest.mark.either

BLANK = "«___» ____________ 2026-ж."
DEPUTY = "Окуу-тарбия иштери боюнча директордун орун басары ____________ А.Б.Асанова"
DIRECTOR = "№ 12 орто мектебинин директору ____________ К.О.Асылбеков"
DAY = "2026-жылдын 12-октябры"


def stamps(said):
    """What the two stamps say; the title comes after them."""
    both = said.partition("МАКУЛДАШЫЛДЫ ")[2].partition(" Так илимдер усулдук")[0]
    left, _word, right = both.partition(" БЕКИТЕМ ")
    return left, right


def test_a_draft_leaves_room_for_both(plan, deputy, director, printed):
    assert stamps(printed(plan)) == (f"{DEPUTY} {BLANK}", f"{DIRECTOR} {BLANK}")


def test_where_nobody_or_several_hold_the_post_the_name_is_left_open(plan, deputy, printed):
    make.a_post(make.a_person(plan.school), Post.Kind.DEPUTY)

    left, right = stamps(printed(plan))

    assert left == f"Директордун орун басары ____________ {'_' * 14} {BLANK}"
    assert right == f"№ 12 орто мектебинин директору ____________ {'_' * 14} {BLANK}"


def test_each_step_fills_in_its_stamp(way, printed):
    submitted = way.submit()
    assert is_valid(submitted)
    assert stamps(printed(submitted)) == (f"{DEPUTY} {BLANK}", f"{DIRECTOR} {BLANK}")

    agreed = way.agree()
    assert stamps(printed(agreed)) == (f"{DEPUTY} {DAY}", f"{DIRECTOR} {BLANK}")

    approved = way.approve()
    assert stamps(printed(approved)) == (f"{DEPUTY} {DAY}", f"{DIRECTOR} {DAY}")
    said = printed(approved, "ru")
    assert "Заместитель директора по УВР ____________ А.Б.Асанова 12 октября 2026 г." in said
    assert "Директор средней школы № 12 ____________ К.О.Асылбеков 12 октября" in said


def test_an_agreement_taken_back_is_no_stamp(way, printed):
    way.submit()
    way.agree()
    revision = way.retract("Шашып калдым")

    assert stamps(printed(revision))[0] == f"{DEPUTY} {BLANK}"


def test_who_acts_for_another_is_named_as_acting(way, school, printed):
    today = timezone.localdate()
    Post.objects.filter(kind=Post.Kind.DIRECTOR).update(until=today - timedelta(days=1))
    acting = make.a_person(school, surname_ky="Өмүров", surname_ru="Омуров")
    titles = {"title_ky": "директор", "title_ru": "директор школы"}
    make.a_post(acting, Post.Kind.DIRECTOR, acting_for=way.director, **titles)
    way.submit()
    way.agree()
    way.director = acting

    revision = way.approve()

    _left, right = stamps(printed(revision))
    assert right.startswith("№ 12 орто мектебинин директорунун милдетин аткаруучу ")
    assert "А.С.Өмүров, директор (милдетин аткаруучу)" in printed(revision)
    said = printed(revision, "ru")
    assert "Исполняющий обязанности директора средней школы № 12 ____________ А.С.Ому" in said


def test_where_agreement_was_skipped_the_paper_says_so(way, head, printed):
    make.a_post(head, Post.Kind.DEPUTY)
    way.head = type(head).objects.get(pk=head.pk)
    revision = way.submit()

    left, right = stamps(printed(revision))

    assert left == (
        "Усулдук бирикменин жетекчиси директордун орун басары болгондуктан, макулдашуу"
        f" талап кылынган жок. {DAY}"
    )
    assert right == f"{DIRECTOR} {BLANK}"
    assert "Согласование не требуется: руководитель" in printed(revision, "ru")


def test_the_last_page_tells_all_rounds(way, printed):
    way.submit(text="Карап бериңиз")
    row = way.plan.rows.in_order()[0]
    make.a_remark(
        way.plan,
        by=type(way.deputy).objects.get(pk=way.deputy.pk),
        text="Такталсын",
        place=str(row.key),
    )
    way.give_back("Мөөнөттөрдү тактаңыз")
    plan = way.plan
    plan.goal = "Такталган максат"
    plan.save()
    way.submit()
    way.agree()
    last = way.approve(text="Ийгилик!")

    html = PlanDocument(last, language="ky").html()
    sheet = printed(last).partition("Макулдашуу барагы")[2]

    assert '<section class="annex">' in html.partition("signatures")[2]
    steps = [
        "1-кароо", "макулдашууга тапшырылды", "Карап бериңиз",
        "оңдоого кайтарылды", "А.Б.Асанова, окуу-тарбия иштери", "Мөөнөттөрдү тактаңыз",
        "Текст боюнча пикирлер: 1.", "2-кароо", "макулдашылды",
        "12.10.2026-ж., 14.00 бекитилди К.О.Асылбеков", "Ийгилик!",
    ]  # fmt: skip
    places = [sheet.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert "1-е рассмотрение" in printed(last, "ru")


def test_a_month_that_was_agreed_at_once_needs_no_sheet(way, deputy, printed):
    month = make.a_plan(way.plan.association, period="month", month=date(2026, 10, 1))
    make.a_plan_row(month, text="Өз иши")
    way.pk = month.pk

    once = way.submit()
    assert "Макулдашуу барагы" not in printed(once)

    way.give_back("Кошумчалаңыз")
    plan = way.plan
    plan.theme = "Тема"
    plan.save()
    way.submit()
    assert "Макулдашуу барагы" in printed(way.agree())


def test_an_earlier_text_prints_with_its_own_steps_and_only_those(way, printed):
    way.submit()
    first = way.give_back("Мөөнөттөрдү тактаңыз")
    plan = way.plan
    plan.goal = "Такталган максат"
    plan.save()
    way.through()

    first = PlanRevision.objects.get(pk=first.pk)
    said = printed(first)

    assert not is_valid(first)
    assert "Такталган максат" not in said
    assert stamps(said) == (f"{DEPUTY} {BLANK}", f"{DIRECTOR} {BLANK}")
    assert "2-кароо" not in said


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_stamps_words_are_the_schools_own(plan, printed, language):
    setattr(plan.school, f"approved_{language}", "БЕКИТЕМИН")
    plan.school.save()
    plan.refresh_from_db()

    assert "БЕКИТЕМИН" in printed(plan, language)
