"""What the database itself keeps unchanged once a protocol is signed."""

from core.triggers import Forbid

FROZEN_STATES = "('signing', 'signed', 'cancelled')"


def _of_meeting(key: str) -> str:
    status = f"SELECT status FROM meetings_meeting WHERE id = {key}"  # noqa: S608 -- our own names
    return f"({status}) IN {FROZEN_STATES}"


def _of_item(key: str) -> str:
    item = f"SELECT meeting_id FROM meetings_agendaitem WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_meeting(f"({item})")


def _of_resolution(key: str) -> str:
    row = f"SELECT item_id FROM meetings_resolution WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_item(f"({row})")


FROZEN = (
    # A meeting moves on through its gate, but keeps what it was.
    Forbid(
        table="meetings_meeting",
        delete=False,
        allow_columns=("status", "version"),
        when=f"OLD.status IN {FROZEN_STATES}",
    ),
    Forbid(table="meetings_meeting", update=False, when="OLD.number IS NOT NULL", name="held"),
    Forbid(table="meetings_agendaitem", insert=True, when=_of_meeting("{row}.meeting_id")),
    Forbid(table="meetings_attendance", insert=True, when=_of_meeting("{row}.meeting_id")),
    Forbid(table="meetings_speech", insert=True, when=_of_item("{row}.item_id")),
    # A resolution lives on after the signing; its words, people and date do not change.
    Forbid(
        table="meetings_resolution",
        insert=True,
        allow_columns=("status", "outcome", "finished_on"),
        when=_of_item("{row}.item_id"),
    ),
    Forbid(
        table="meetings_agendaitem_rapporteurs",
        insert=True,
        when=_of_item("{row}.agendaitem_id"),
    ),
    Forbid(
        table="meetings_resolution_responsible",
        insert=True,
        when=_of_resolution("{row}.resolution_id"),
    ),
    Forbid(table="meetings_protocol", allow_columns=("state", "paper_id", "signed_at")),
    Forbid(table="meetings_signature"),
    Forbid(table="meetings_extract", allow_columns=("paper_id",)),
)
