"""Adds an association of its own to a server's database; run as a script.

``union.py 11 held election``: ``head11``, ``secretary11``, ``teacher11`` and ``colleague11``,
what the named stories begin with, and a line with the address of each.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from datetime import date  # noqa: E402

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.utils import timezone  # noqa: E402

from associations.models import AcademicYear, Association, Membership, User  # noqa: E402
from meetings import services  # noqa: E402
from meetings.models import AgendaItem, ItemProposal, Meeting, Resolution  # noqa: E402
from plans import services as plans  # noqa: E402
from plans.models import Plan, PlanRow  # noqa: E402

CAST = {"head": "Сыдыкова", "secretary": "Токтогулова", "teacher": "Үсөнова",
        "colleague": "Өмүрова"}  # fmt: skip
ITEMS = {
    "election": ("Бирикменин жетекчисин шайлоо жөнүндө", "election"),
}
TALK = ("Чейректин жыйынтыгы жөнүндө", "discussion")


def a_union(suffix):
    """The association in the first school, and its people by what they are."""
    school = User.objects.get(username="head").school
    association = Association.objects.create(
        school=school, name_ky=f"{suffix}-бирикме", name_ru=f"МО {suffix}",
        genitive_ky=f"{suffix}-бирикменин", genitive_ru=f"МО {suffix}",
    )  # fmt: skip
    password, people = make_password("Birikme-Demo-2026"), {}
    for name, surname in CAST.items():
        person = people[name] = User.objects.create(
            school=school, username=f"{name}{suffix}", password=password, language="ky",
            surname_ky=surname, surname_ru=surname, first_name_ky="Айгүл",
            first_name_ru="Айгуль",
        )  # fmt: skip
        role = name if name in Membership.Role.values else "member"
        Membership.objects.create(
            association=association, person=person, role=role, since=date(2020, 9, 1)
        )
    return association, people


def planned(association, people, story):
    """Today, with one question; everybody is there."""
    meeting = Meeting(
        association=association, date=timezone.localdate(), place="101", topic="Жыйынтык",
        chair=people["head"], secretary=people["secretary"], author=people["head"],
    )  # fmt: skip
    meeting.clean()
    meeting.save()
    services.sync_attendance(meeting)
    title, kind = ITEMS.get(story, TALK)
    AgendaItem.objects.create(meeting=meeting, position=1, title=title, kind=kind)
    meeting.attendance.update(status="present")
    return meeting


def held(association, people, story):
    meeting = planned(association, people, story)
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(heard="Сапаты 52 %.", state="decided")
    Resolution.objects.create(item=item, position=1, text="Маалымат эске алынсын.")
    services.hold_meeting(meeting, by=people["head"], nevertheless=True)
    return Meeting.objects.get(pk=meeting.pk)


def remarked(association, people, story):
    """Being read, with a remark that nobody has answered."""
    meeting = held(association, people, story)
    services.circulate_meeting(meeting, by=people["head"], days=3)
    item = meeting.items.get().pk
    services.create_remark(meeting, by=people["teacher"], text="Сапаты 54 %.", item=item)
    return meeting


def proposed(association, people, story):
    words = {"title": "Китептер жөнүндө", "why": "Жаңылары келди."}
    return ItemProposal.objects.create(
        association=association, author=people["teacher"], **words
    )


def in_force(association, people, story):
    """A plan of the year that holds, with a row about open lessons for the teacher."""
    year = AcademicYear.objects.filter(school=association.school).on(timezone.localdate()).get()
    plan = plans.make_plan(association, year=year, by=people["head"], source="empty")
    row = PlanRow(
        plan=plan, text="Ачык сабак өткөрүү", kind="open_lesson", when="year", months=[]
    )
    plans.add_row(row, by=people["head"], people=[people["teacher"]])
    plans.submit_plan(plan, by=people["head"])
    for verb in ("agree", "approve"):
        plan, role = Plan.objects.get(pk=plan.pk), {"agree": "deputy"}.get(verb, "director")
        digest = plan.revisions.get().digest
        by = User.objects.get(username=role)
        getattr(plans, f"{verb}_plan")(plan, by=by, digest=digest)
    return row


STORIES = {
    "in_force": in_force,
    "held": held,
    "election": planned,
    "remarked": remarked,
    "proposed": proposed,
}


def main(suffix, *stories):
    association, people = a_union(suffix)
    for story in stories:
        begun = STORIES[story](association, people, story)
        sys.stdout.write(f"{begun.get_absolute_url()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
