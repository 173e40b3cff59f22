"""Deadlines on days on which a doer is away or the school rests: said, never forbidden."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import Absence, Holiday
from core import dates

Names = Mapping[int, str]


def off_words(school: int, asked: Mapping[str, tuple[date, Names]]) -> dict[str, list[str]]:
    """What is to be known of each deadline: a day, and the names of who has to do it.

    One question for all of them; none if nothing is asked.
    """
    if not asked:
        return {}
    days = [day for day, _names in asked.values()]
    people = {pk for _day, names in asked.values() for pk in names}
    rows = _off(school, min(days), max(days), people)
    said = {key: _words(rows, day, names) for key, (day, names) in asked.items()}
    return {key: words for key, words in said.items() if words}


def _off(school: int, first: date, last: date, people: Collection[int]) -> list[Any]:
    """From when to when each is away; of nobody in particular: the holidays."""
    nobody = Value(None, BigIntegerField())
    rest = Holiday.objects.filter(school=school, start__lte=last, end__gte=first)
    away = Absence.objects.filter(school=school, since__lte=last, until__gte=first)
    own = away.filter(person__in=people).values_list("person", "since", "until")
    return list(own.order_by().union(rest.order_by().values_list(nobody, "start", "end")))


def _words(rows: list[Any], day: date, names: Names) -> list[str]:
    language = get_language() or "ky"
    said = []
    for person, since, until in rows:
        facts = {"name": names.get(person, ""), "until": dates.full(until, language)}
        if person is None and since <= day <= until:
            said.append(_("This day is a holiday (until %(until)s).") % facts)
        elif person in names and since <= day <= until:
            said.append(_("%(name)s is away on this day (until %(until)s).") % facts)
    return said
