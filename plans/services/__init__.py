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

__all__ = [
    "abandon_plan",
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
    "link_planrow",
    "lock_plan",
    "make_month",
    "meet_from_row",
    "miss_planrow",
    "part_planrow",
    "planning_of",
    "postpone_planrow",
    "read_plan",
    "reopen_planrow",
    "report_planrow",
    "retract_plan",
    "return_plan",
    "return_rowmark",
    "submit_plan",
    "take_rows",
    "withdraw_plan",
]
