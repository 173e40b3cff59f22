"""What the data bank knows on one side of the world (tests/world.py).

Of the teacher with the mark of the side; of the head with a mark of its own, which neither
members nor other heads may see anywhere.
"""

from associations.models import ROWS
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
    return {
        name: make.a_row(
            side.teacher, kind, **{WORDS[name]: f"{name} {side.mark}", **BLANK.get(name, {})}
        )
        for name, kind in zip(KNOWN_ROWS, ROWS, strict=True)
    }
