"""Experience is counted from periods: «3 жыл 6 ай»."""

from datetime import date

import pytest
from django.utils import translation

from associations.figures.experience import Span, experience_of, merged
from associations.models import WorkPeriod


def period(since, until=None, **marks):
    return WorkPeriod(since=date(*since), until=date(*until) if until else None, **marks)


DAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("months", "ky", "ru"),
    [
        (42, "3 жыл 6 ай", "3 года 6 месяцев"),
        (12, "1 жыл", "1 год"),
        (61, "5 жыл 1 ай", "5 лет 1 месяц"),
        (2, "2 ай", "2 месяца"),
        (0, "бир айдан аз", "меньше месяца"),
    ],
)
def test_it_is_said_in_years_and_months(months, ky, ru):
    for language, words in (("ky", ky), ("ru", ru)):
        with translation.override(language):
            assert str(Span(months)) == words


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        ([((2020, 3, 15), (2026, 3, 14))], 72),
        ([((2020, 3, 16), None)], 72),  # the last day counts, too
        ([((2020, 3, 17), None)], 71),
        # two places at once are no double work, nor are periods one after the other a gap
        ([((2020, 1, 1), (2022, 12, 31)), ((2021, 1, 1), (2023, 12, 31))], 48),
        ([((2020, 1, 1), (2020, 6, 30)), ((2020, 7, 1), (2020, 12, 31))], 12),
        # days that remain beside months are put together, thirty for a month
        ([((2020, 1, 1), (2020, 1, 20)), ((2021, 1, 1), (2021, 1, 10))], 1),
        ([((2020, 1, 31), (2020, 2, 29))], 1),
        ([((2026, 3, 16), None)], None),  # it begins after that day
        ([], None),
    ],
)
def test_it_is_counted_from_the_periods(periods, months):
    rows = [period(since, until, teaches=True) for since, until in periods]

    found = experience_of(rows, DAY)

    assert found.teaching == (None if months is None else Span(months))
    assert found.total == found.teaching
    assert found.here is None


def test_what_counts_where():
    rows = [
        period((2000, 3, 15), (2010, 3, 14), teaches=False),
        period((2010, 3, 15), (2020, 3, 14), teaches=True),
        period((2020, 3, 15), None, teaches=True, here=True),
    ]

    found = experience_of(rows, date(2026, 3, 14))

    assert (found.total, found.teaching, found.here) == (Span(312), Span(192), Span(72))


def test_where_no_period_says_it_the_days_of_the_card_do():
    found = experience_of([], DAY, teaches_since=date(2016, 3, 16), joined_on=date(2024, 3, 16))

    assert (found.total, found.teaching, found.here) == (Span(120), Span(120), Span(24))
    later = experience_of([], DAY, teaches_since=date(2027, 1, 1))
    assert (later.total, later.teaching) == (None, None)


def test_a_period_that_lies_in_another_adds_nothing():
    days = [(date(2020, 1, 1), date(2022, 1, 1)), (date(2020, 5, 1), date(2021, 1, 1))]

    assert merged(days) == [(date(2020, 1, 1), date(2022, 1, 1))]
