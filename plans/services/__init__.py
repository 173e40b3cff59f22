"""What happens to plans. One function is one thing a person does."""

from plans.services.amending import (
    abandon_plan,
    amend_plan,
)
from plans.services.deciding import (
    agree_plan,
    approve_plan,
    approve_plans,
    read_plan,
    retract_plan,
    return_plan,
)
from plans.services.gathering import (
    consider_by_itself,
    consider_plan,
    link_planrow,
    meet_from_row,
)
from plans.services.making import (
    make_plan,
    remove_plan,
)
from plans.services.marking import (
    begin_planrow,
    cancel_planrow,
    confirm_rowmark,
    finish_planrow,
    miss_planrow,
    part_planrow,
    postpone_planrow,
    reopen_planrow,
    report_planrow,
    return_rowmark,
)
from plans.services.monthly import (
    make_month,
    take_rows,
)
from plans.services.planning import (
    begin_planning,
    planning_of,
)
from plans.services.remarks import (
    answer_planremark,
    create_planremark,
)
from plans.services.rounds import (
    lock_plan,
)
from plans.services.submitting import (
    amendment_reason,
    submit_plan,
    withdraw_plan,
)
from plans.services.writing import (
    add_row,
    add_rows,
    keep_row,
    lower_row,
    raise_row,
    remove_row,
    reorder_rows,
    restore_row,
    save_header,
    save_row,
)

__all__ = [
    "abandon_plan",
    "add_row",
    "add_rows",
    "agree_plan",
    "amend_plan",
    "amendment_reason",
    "answer_planremark",
    "approve_plan",
    "approve_plans",
    "begin_planning",
    "begin_planrow",
    "cancel_planrow",
    "confirm_rowmark",
    "consider_by_itself",
    "consider_plan",
    "create_planremark",
    "finish_planrow",
    "keep_row",
    "link_planrow",
    "lock_plan",
    "lower_row",
    "make_month",
    "make_plan",
    "meet_from_row",
    "miss_planrow",
    "part_planrow",
    "planning_of",
    "postpone_planrow",
    "raise_row",
    "read_plan",
    "remove_plan",
    "remove_row",
    "reopen_planrow",
    "reorder_rows",
    "report_planrow",
    "restore_row",
    "retract_plan",
    "return_plan",
    "return_rowmark",
    "save_header",
    "save_row",
    "submit_plan",
    "take_rows",
    "withdraw_plan",
]
