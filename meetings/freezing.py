"""What the database itself keeps unchanged once a protocol is signed."""

from core.triggers import Forbid

FROZEN_STATES = "('signing', 'signed', 'cancelled')"

ANSWER = ("state", "answer", "answered_by_id", "answered_at")
VERDICT = ("verdict", "answer", "answered_by_id", "answered_at", "answered_as")


def _of_meeting(key: str) -> str:
    status = f"SELECT status FROM meetings_meeting WHERE id = {key}"  # noqa: S608 -- our own names
    return f"({status}) IN {FROZEN_STATES}"


def _of_item(key: str) -> str:
    item = f"SELECT meeting_id FROM meetings_agendaitem WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_meeting(f"({item})")


def _of_resolution(key: str) -> str:
    row = f"SELECT item_id FROM meetings_resolution WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_item(f"({row})")


def _of_election(key: str) -> str:
    row = f"SELECT item_id FROM meetings_election WHERE id = {key}"  # noqa: S608 -- our own names
    return _of_item(f"({row})")


def _of_file() -> str:
    """A talk or an annex of a frozen meeting. The scan of the signed paper comes later."""
    model = "SELECT model FROM django_content_type WHERE id = {row}.content_type_id"
    app = "SELECT app_label FROM django_content_type WHERE id = {row}.content_type_id"
    annex = f"({model}) = 'meeting' AND {_of_meeting('{row}.object_id')}"
    talk = f"({model}) = 'agendaitem' AND {_of_item('{row}.object_id')}"
    return f"({app}) = 'meetings' AND {{row}}.kind <> 'scan' AND (({annex}) OR ({talk}))"


def _of_report() -> str:
    """A photo of what was done: it stays what the report said."""
    kind = "SELECT app_label || '.' || model FROM django_content_type"
    return f"({kind} WHERE id = {{row}}.content_type_id) = 'meetings.resolutionreport'"


def _leaves(column: str, state: str, *targets: str) -> str:
    """From this state the row goes somewhere else than to these."""
    allowed = ", ".join(f"'{target}'" for target in (state, *targets))
    return f"(OLD.{column} = '{state}' AND NEW.{column} NOT IN ({allowed}))"


def _changes(*columns: str) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


FIRST = (
    # A meeting moves on through its gate, but keeps what it was.
    Forbid(
        table="meetings_meeting",
        delete=False,
        allow_columns=("status", "version"),
        when=f"OLD.status IN {FROZEN_STATES}",
    ),
    Forbid(table="meetings_meeting", update=False, when="OLD.number IS NOT NULL", name="held"),
    # Nor does it go back on its way: what is signed is only opened to be corrected.
    Forbid(
        table="meetings_meeting",
        delete=False,
        when=" OR ".join(
            [
                _leaves("status", "signing", "signed", "correcting"),
                _leaves("status", "signed", "correcting"),
                _leaves("status", "cancelled"),
            ]
        ),
        name="moves",
    ),
    Forbid(
        table="meetings_meeting",
        delete=False,
        when=f"OLD.number IS NOT NULL AND ({_changes('number', 'year_id', 'association_id')})",
        name="numbered",
    ),
    Forbid(table="meetings_agendaitem", insert=True, when=_of_meeting("{row}.meeting_id")),
    Forbid(table="meetings_attendance", insert=True, when=_of_meeting("{row}.meeting_id")),
    Forbid(table="meetings_speech", insert=True, when=_of_item("{row}.item_id")),
    # A resolution lives on after the signing; its words, people and date do not change.
    Forbid(
        table="meetings_resolution",
        insert=True,
        allow_columns=("status", "outcome", "finished_on", "due_now"),
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
    Forbid(
        table="meetings_protocol",
        delete=False,
        when=" OR ".join(
            [
                f"(OLD.state <> 'signing' AND ({_changes('paper_id', 'signed_at')}))",
                _leaves("state", "signed", "replaced"),
                _leaves("state", "replaced"),
                _leaves("state", "withdrawn"),
            ]
        ),
        name="signed",
    ),
    Forbid(table="meetings_signature"),
    Forbid(table="meetings_extract", allow_columns=("paper_id",)),
    Forbid(
        table="meetings_extract",
        delete=False,
        when=f"OLD.paper_id IS NOT NULL AND ({_changes('paper_id')})",
        name="filed",
    ),
    Forbid(table="core_attachment", insert=True, when=_of_file(), name="minutes"),
)
"""Rules for the tables of the first migration."""

CONTROL = (
    # What was said about minutes and resolutions stays; an answer is given once.
    Forbid(
        table="meetings_jointassociation", insert=True, when=_of_meeting("{row}.meeting_id")
    ),
    Forbid(table="meetings_jointassociation", when="OLD.number IS NOT NULL", name="numbered"),
    Forbid(table="meetings_controlrow", insert=True, when=_of_item("{row}.item_id")),
    Forbid(table="meetings_remark", allow_columns=ANSWER),
    Forbid(
        table="meetings_remark",
        delete=False,
        when=f"OLD.state <> 'open' AND ({_changes(*ANSWER)})",
        name="answered",
    ),
    Forbid(
        table="meetings_remark",
        delete=False,
        insert=True,
        when=_of_meeting("{row}.meeting_id"),
        name="signed",
    ),
    Forbid(table="meetings_consent", insert=True, when=_of_meeting("{row}.meeting_id")),
    Forbid(
        table="meetings_election",
        insert=True,
        allow_columns=(
            *("membership_id", "since", "applied_at", "applied_by_id", "order_needed"),
        ),
        when=_of_item("{row}.item_id"),
    ),
    Forbid(table="meetings_candidate", insert=True, when=_of_election("{row}.election_id")),
    Forbid(table="meetings_resolutionreport", allow_columns=(*VERDICT, "overtaken")),
    Forbid(
        table="meetings_resolutionreport",
        delete=False,
        when=f"OLD.verdict <> 'waiting' AND ({_changes(*VERDICT)})",
        name="answered",
    ),
    Forbid(table="core_attachment", when=_of_report(), name="report"),
    Forbid(table="meetings_deadlinechange", allow_columns=ANSWER),
    Forbid(
        table="meetings_deadlinechange",
        delete=False,
        when=f"OLD.state <> 'asked' AND ({_changes(*ANSWER)})",
        name="answered",
    ),
)
"""Rules for what came with the control of resolutions, circulation and elections."""

FROZEN = FIRST + CONTROL
