"""What happens in the demo's classrooms: mentorships, schedules, visits, events."""

from collections.abc import Sequence

from associations.models import Association, Post, User
from reports.management.demo.holding import hold
from reports.management.demo.mentoring import help_young
from reports.management.demo.showing import show
from reports.management.demo.story import Troupe


def teach_years(unions: Sequence[Association], deputy: User, first: int) -> None:
    """``first``: the autumn in which this school year begins."""
    director = Post.objects.get(school=deputy.school_id, kind=Post.Kind.DIRECTOR).person
    for place, union in enumerate(unions):
        troupe = Troupe(union, deputy)
        help_young(troupe, director, first, place)
        show(troupe, director, first, place)
        hold(troupe, director, first, place)
