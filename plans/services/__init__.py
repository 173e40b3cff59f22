"""What happens to plans. One function is one thing a person does."""

from plans.services.amending import (
    abandon_plan,
    amend_plan,
)
from plans.services.calendar import (
    shift_calendar,
)
from plans.services.deciding import (
    agree_plan,
    approve_plan,
    approve_plans,
    read_plan,
    retract_plan,
    return_plan,
)
from plans.services.deeds import (
    close_by_deed,
    reopen_by_deed,
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
from plans.services.oneness import only_one
from plans.services.planning import (
    begin_planning,
    planning_of,
)
from plans.services.registries import (
    approve_individualplan,
    approve_topicplan,
    approve_topicplans,
    arrange_files,
    discuss_topicplan,
    discuss_topicplans,
    hand_in_individualplan,
    hand_in_topicplan,
    progress_topicplan,
    recommend_topicplan,
    recommend_topicplans,
    return_individualplan,
    return_topicplan,
    year_now,
)
from plans.services.remarks import (
    answer_planremark,
    create_planremark,
)
from plans.services.reminding import CHORES
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
    "CHORES",
    "abandon_plan",
    "add_row",
    "add_rows",
    "agree_plan",
    "amend_plan",
    "amendment_reason",
    "answer_planremark",
    "approve_individualplan",
    "approve_plan",
    "approve_plans",
    "approve_topicplan",
    "approve_topicplans",
    "arrange_files",
    "begin_planning",
    "begin_planrow",
    "cancel_planrow",
    "close_by_deed",
    "confirm_rowmark",
    "consider_by_itself",
    "consider_plan",
    "create_planremark",
    "discuss_topicplan",
    "discuss_topicplans",
    "finish_planrow",
    "hand_in_individualplan",
    "hand_in_topicplan",
    "keep_row",
    "link_planrow",
    "lock_plan",
    "lower_row",
    "make_month",
    "make_plan",
    "meet_from_row",
    "miss_planrow",
    "only_one",
    "part_planrow",
    "planning_of",
    "postpone_planrow",
    "progress_topicplan",
    "raise_row",
    "read_plan",
    "recommend_topicplan",
    "recommend_topicplans",
    "remove_plan",
    "remove_row",
    "reopen_by_deed",
    "reopen_planrow",
    "reorder_rows",
    "report_planrow",
    "restore_row",
    "retract_plan",
    "return_individualplan",
    "return_plan",
    "return_rowmark",
    "return_topicplan",
    "save_header",
    "save_row",
    "shift_calendar",
    "submit_plan",
    "take_rows",
    "withdraw_plan",
    "year_now",
]
