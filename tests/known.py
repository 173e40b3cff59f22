"""What the data bank knows on one side of the world (tests/world.py).

Of the teacher with the mark of the side; of the head with a mark of its own, which neither
members nor other heads may see anywhere.
"""

from django.utils.timezone import now

from associations.models import ROWS, StaffImport, User
from tests import factories as make

PRIVATE = "zqprivate"
KNOWN_ROWS = [kind._meta.model_name for kind in ROWS]
WORDS = {
    "education": "institution",
    "workperiod": "place",
    "category": "note",
    "course": "topic",
    "award": "title",
}
# Something is left to be filled in, so that a form that is filled in changes something.
BLANK = {"category": {"note": ""}, "course": {"hours": None}, "award": {"number": ""}}


def data_of(side):
    """Rows about the teacher, by their kind."""
    private = f"{PRIVATE} {side.mark}"
    make.a_profile(side.head, address=private)
    make.a_profile(side.teacher, address=f"дарек {side.mark}")
    for kind in ROWS:
        make.a_row(side.head, kind, **{WORDS[kind._meta.model_name]: private})
    rows = {
        name: make.a_row(
            side.teacher, kind, **{WORDS[name]: f"{name} {side.mark}", **BLANK.get(name, {})}
        )
        for name, kind in zip(KNOWN_ROWS, ROWS, strict=True)
    }
    return {**rows, **lists_of(side)}


def lists_of(side):
    """A staff list that was looked at, and one that was taken over."""
    [director] = User.objects.leading(side.school.pk, "director")
    said = {"surname": f"Асанова {side.mark}", "first_name": "Айнура", "sex": "female"}
    row = {"line": 2, "name": said["surname"], "said": said, "problems": [], "notes": []}
    known = {"school": side.school, "made_by": director, "name": f"тизме {side.mark}.xlsx"}
    made = {"staff": StaffImport.objects.create(**known, rows=[row], unknown=[side.mark])}
    return {**made, "staff_taken": StaffImport.objects.create(**known, applied_at=now())}
