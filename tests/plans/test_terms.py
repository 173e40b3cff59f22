"""When a row is to be done, in words."""

from datetime import date

import pytest

from core import dates
from plans.figures.terms import months, term


def row(**said):
    return {"when": "months", "months": [], "day": None, "quarter": None, **said}


@pytest.mark.parametrize(
    ("said", "ky", "ru", "en"),
    [
        (row(months=[10]), "октябрь", "октябрь", "October"),
        (row(months=[9, 1]), "сентябрь, январь", "сентябрь, январь", "September, January"),
        (row(months=[1, 2, 3, 4]), "январь–апрель", "январь–апрель", "January–April"),
        (row(months=[12, 1]), "декабрь, январь", "декабрь, январь", "December, January"),
        (row(when="quarter", quarter=2), "II чейрек", "II четверть", "quarter II"),
        (row(when="day", day="2026-10-12"), "12-октябрь", "12 октября", "12 October"),
        (
            row(when="year"),
            "окуу жылы ичинде",
            "в течение учебного года",
            "throughout the school year",
        ),
    ],
)  # fmt: skip
def test_terms(said, ky, ru, en):
    assert [term(said, language) for language in ("ky", "ru", "en")] == [ky, ru, en]


def test_months_that_follow_one_another_over_new_year_are_one_run():
    assert months([10, 11, 12, 1, 2, 5], "ky") == "октябрь–февраль, май"


def test_the_month_a_plan_is_made_for():
    day = date(2026, 10, 1)
    words = [dates.to_month(day, language) for language in ("ky", "ru", "en")]
    assert words == ["2026-жылдын октябрь айына", "на октябрь 2026 г.", "for October 2026"]
