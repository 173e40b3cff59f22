"""Who leads and writes, unless somebody says otherwise."""

from associations.models import Association, User


def usual_leaders(union: Association, by: User) -> dict[str, User | None]:
    """The head leads, or who calls the council; the secretary writes, or who did last."""
    head = by if union.is_council else union.head()
    secretary = union.secretary()
    if secretary is None:
        last = union.meetings.exclude(secretary=None).select_related("secretary")
        meeting = last.newest_first().first()
        writer = meeting.secretary if meeting else None
        secretary = writer if writer and writer.is_active else None
    return {"chair": head, "secretary": None if secretary == head else secretary}
