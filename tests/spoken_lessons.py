"""Lessons at every stage, for the walk that listens to every page and every paper."""

from types import SimpleNamespace

from tests import factories as make
from tests.taught import lessons_of

WORD = "белги"  # stands in each of their texts


def lessons(association, people):
    """What the world of leaks has, in words that nobody takes for English."""
    school, head = association.school, people["head"]
    side = SimpleNamespace(
        mark=WORD,
        secret=WORD,
        school=school,
        year=make.a_year(school),
        subject=make.a_subject(school, name_ky="Физика", name_ru="Физика"),
        association=association,
        plans={"draft": make.a_plan(make.an_association(school, head=head))},
        files={},
        **{who: people[who] for who in ("head", "secretary", "teacher")},
    )
    return lessons_of(side, WORD)
