"""What happens in the demo's classrooms: mentorships, schedules, visits, events."""

from collections.abc import Sequence

from associations.models import Association, Post, User
from reports.management.demo.mentoring import help_young
from reports.management.demo.story import Troupe


def teach_years(unions: Sequence[Association], deputy: User, first: int) -> None:
    """``first``: the autumn in which this school year begins."""
    director = Post.objects.get(school=deputy.school_id, kind=Post.Kind.DIRECTOR).person
    for place, union in enumerate(unions):
        help_young(Troupe(union, deputy), director, first, place)
