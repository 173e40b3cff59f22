"""What happens to meetings. One function is one thing a person does."""

from meetings.services.bundling import pack_protocols
from meetings.services.chores import CHORES, EXAMINATIONS
from meetings.services.circulation import (
    answer_remark,
    circulate_meeting,
    create_consent,
    create_remark,
    recall_meeting,
)
from meetings.services.control import (
    accept_report,
    accept_resolution,
    ask_deadline,
    finish_resolution,
    grant_deadline,
    refuse_deadline,
    renew_resolution,
    report_resolution,
    return_report,
    return_resolution,
)
from meetings.services.controlling import fill_control
from meetings.services.elections import apply_election
from meetings.services.files import attach_file, withdraw_file
from meetings.services.finding import remember_meeting
from meetings.services.holding import hold_meeting
from meetings.services.joint import join_meeting
from meetings.services.planning import (
    arrange_meeting,
    cancel_meeting,
    convene_meeting,
    improve_item,
    lock_plan,
    lower_item,
    place_last,
    raise_item,
    remove_item,
    reorder_items,
    start_meeting,
    sync_attendance,
    take_over_items,
    withdraw_item,
)
from meetings.services.proposals import (
    accept_itemproposal,
    arrange_itemproposal,
    decline_itemproposal,
    improve_itemproposal,
    postpone_itemproposal,
    withdraw_itemproposal,
)
from meetings.services.recording import (
    add_guest,
    add_item,
    remove_guest,
    save_attendance,
    save_header,
    save_item,
)
from meetings.services.series import save_series
from meetings.services.signing import (
    add_scan,
    correct_meeting,
    countersign_meeting,
    issue_extract,
    reopen_meeting,
    sign_meeting,
)

__all__ = [
    "CHORES",
    "EXAMINATIONS",
    "accept_itemproposal",
    "accept_report",
    "accept_resolution",
    "add_guest",
    "add_item",
    "add_scan",
    "answer_remark",
    "apply_election",
    "arrange_itemproposal",
    "arrange_meeting",
    "ask_deadline",
    "attach_file",
    "cancel_meeting",
    "circulate_meeting",
    "convene_meeting",
    "correct_meeting",
    "countersign_meeting",
    "create_consent",
    "create_remark",
    "decline_itemproposal",
    "fill_control",
    "finish_resolution",
    "grant_deadline",
    "hold_meeting",
    "improve_item",
    "improve_itemproposal",
    "issue_extract",
    "join_meeting",
    "lock_plan",
    "lower_item",
    "pack_protocols",
    "place_last",
    "postpone_itemproposal",
    "raise_item",
    "recall_meeting",
    "refuse_deadline",
    "remember_meeting",
    "remove_guest",
    "remove_item",
    "renew_resolution",
    "reopen_meeting",
    "reorder_items",
    "report_resolution",
    "return_report",
    "return_resolution",
    "save_attendance",
    "save_header",
    "save_item",
    "save_series",
    "sign_meeting",
    "start_meeting",
    "sync_attendance",
    "take_over_items",
    "withdraw_file",
    "withdraw_item",
    "withdraw_itemproposal",
]
