"""The council: the gathering of the heads of a school's associations (plan template, I.11)."""

from django.db import transaction

from associations.models import Association, School, User
from core.audit import record
from core.permissions import can

NAMES = {
    "name_ky": "Усулдук бирикмелердин жетекчилеринин кеңеши",
    "name_ru": "Совет руководителей методических объединений",
    "name_en": "Council of the heads of the associations",
    "genitive_ky": "усулдук бирикмелердин жетекчилеринин кеңешинин",
    "genitive_ru": "совета руководителей методических объединений",
}


@transaction.atomic
def council_of(school: School, *, by: User) -> Association:
    """Find the council of the school; whoever needs it first lets it come into being.

    Nobody is put on its list: it is headed by those who lead the school, and its members on
    a day are the heads of that day.
    """
    locked = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if locked.council is None:
        can(by, "associations.create_association").enforce()
        locked.council = Association.objects.create(school=locked, is_council=True, **NAMES)
        locked.save(update_fields=["council"])
        record(by, "create", locked.council)
    school.council = locked.council
    return locked.council
