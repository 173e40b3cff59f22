"""The filters of papers: what a template can hand them."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation


def written(text, language="ky", **context):
    with translation.override(language):
        return Template("{% load paper %}" + text).render(Context(context))


def test_a_frozen_paper_hands_in_text():
    assert written('{{ "2026-11-06"|official_date }}') == "2026-жылдын 6-ноябры"
    assert written('{{ "14:00"|clock }}') == "14.00"
    assert written('{{ "2026-11-06"|official_date }}', "ru") == "6 ноября 2026 г."


def test_a_moment_is_read_in_local_time():
    late = datetime(2026, 10, 11, 20, 0, tzinfo=UTC)  # already the 12th in Bishkek

    assert written("{{ day|day_month }} {{ day|clock }}", day=late) == "12-октябрь 02.00"


def test_the_language_may_be_named():
    assert written('{{ day|dated:"ru" }}', day=date(2026, 10, 12)) == "от 12 октября 2026 г."


def test_nothing_is_written_as_nothing():
    text = "{{ day|official_date }}{{ day|near_date }}{{ day|clock }}{{ day|short_weekday }}"

    assert written(text, day=None) == ""
    assert written("{{ day|official_date }}", day="next week") == ""


def test_names_numbers_and_years():
    assert written('{{ "Абазбек уулу Руслан"|initials }}') == "Р.Абазбек уулу"
    assert written('{{ "Жумабекова Айгүл Сапар кызы"|list_name }}') == "Жумабекова А. С."
    assert written('{{ 5|ordinal:"класс" }}, {{ 2|roman }} чейрек') == "5-класс, II чейрек"
    assert written("{{ 45|numbered|together }}") == "№\u00a045"
    assert written("{{ 2026|academic_year }}", "ru") == "2026–2027 учебный год"
    assert written("{{ 2026|blank_date }}") == "«___» ____________ 2026-ж."
    assert written("{{ hour|clock }}", hour=time(9, 30)) == "09.30"


def test_the_screen_date_takes_the_year_from_the_list():
    day = date(2026, 10, 12)

    assert written("{{ day|near_date:2026 }}", day=day) == "12-октябрь"
    assert written("{{ day|near_date:2027 }}", "en", day=day) == "12 October 2026"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("4-сентябрь, 15:00", "[4-сентябрь], 15:00"),
        ("2026-жылдын 29-августу", "[2026-жылдын] [29-августу]"),
        ("12 октября 2026 г.", "[12 октября] [2026 г.]"),
        ("Жумабекова А. С., Абазбек уулу Р.", "[Жумабекова А. С.], Абазбек [уулу Р.]"),
        ("–", "–"),
        ("<b> & 'x'", "&lt;b&gt; &amp; &#x27;x&#x27;"),
    ],
)
def test_a_screen_tears_no_date_and_no_name(text, answer):
    wrapped = answer.replace("[", '<span class="nowrap">').replace("]", "</span>")
    assert written("{{ said|whole }}", said=text) == wrapped


def test_what_is_escaped_already_is_not_escaped_twice():
    assert written('{{ names|join:", "|whole }}', names=["<i>", "Ысак А."]) == (
        '&lt;i&gt;, <span class="nowrap">Ысак А.</span>'
    )
