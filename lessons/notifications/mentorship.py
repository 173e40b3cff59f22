"""What is told of mentorships: proposed, ordered, ended; of their plans and reports."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import Post, User
from core import dates
from core.notifications import tell
from lessons.models import Mentorship, MentorshipPlan, MentorshipReport

Paper = MentorshipPlan | MentorshipReport


def mentorship_proposed(mentorship: Mentorship, by: User) -> None:
    """The director orders it."""
    tell(
        User.objects.leading(mentorship.school_id, Post.Kind.DIRECTOR).exclude(pk=by.pk),
        lambda: _("%(by)s proposes a mentor: %(pair)s") % _of(mentorship, by),
        about=mentorship,
    )


def mentorship_appointed(mentorship: Mentorship, by: User) -> None:
    """The two begin with their plans; the head knows."""

    def write() -> str:
        words = _("Mentorship ordered: %(pair)s, till %(until)s. Plans are to be written.")
        day = dates.full(mentorship.until, translation.get_language() or "ky")
        return words % {**_of(mentorship, by), "until": day}

    tell(_concerned(mentorship, by), write, about=mentorship)


def mentorship_declined(mentorship: Mentorship, by: User) -> None:
    people = {person.pk: person for person in (mentorship.author, _head(mentorship)) if person}
    tell(
        [person for person in people.values() if person.pk != by.pk],
        lambda: _("The director declined a mentor: %(pair)s “%(words)s”") % _of(mentorship, by),
        about=mentorship,
    )


def mentorship_ended(mentorship: Mentorship, by: User) -> None:
    tell(
        _concerned(mentorship, by),
        lambda: _("The mentorship is over: %(pair)s") % _of(mentorship, by),
        about=mentorship,
    )


def mentors_paper_handed_in(paper: Paper, by: User) -> None:
    """To who decides on it: the head, or in the head's place those who lead the school."""
    head = _head(paper.mentorship)
    if head is None or head.pk == by.pk:
        people = User.objects.leading(paper.school_id, Post.Kind.DEPUTY)
    else:
        people = [head]
    tell(
        [person for person in people if person.pk != by.pk],
        lambda: _("Handed in: %(paper)s") % {"paper": paper},
        about=paper,
    )


def mentors_paper_returned(paper: Paper, by: User, text: str) -> None:
    """It goes at once: the person has to do something."""
    words = {"by": by.list_name, "words": text}
    tell(
        [paper.author],
        lambda: _("%(by)s returned to you: %(paper)s “%(words)s”") % {**words, "paper": paper},
        about=paper,
        urgent=True,
    )


def plan_of_mentorship_approved(plan: MentorshipPlan, by: User) -> None:
    tell(
        [plan.author],
        lambda: _("Your plan is approved: %(plan)s") % {"plan": plan},
        about=plan,
    )


def report_of_mentorship_accepted(report: MentorshipReport, by: User) -> None:
    tell(
        [report.author],
        lambda: _("Your report is accepted: %(report)s") % {"report": report},
        about=report,
    )


def _of(mentorship: Mentorship, by: User) -> dict[str, Any]:
    return {"by": by.list_name, "pair": mentorship, "words": mentorship.closing_note}


def _head(mentorship: Mentorship) -> User | None:
    return mentorship.association.head()


def _concerned(mentorship: Mentorship, by: User) -> list[User]:
    """The two and the head, each once, but for who did it."""
    people = [mentorship.mentor, mentorship.novice, _head(mentorship)]
    known = {person.pk: person for person in people if person and person.is_active}
    return [person for person in known.values() if person.pk != by.pk]
