"""What happens to lessons, visits, events and mentorships: one function, one deed."""

from lessons.services.calendar import (
    make_feed,
    remove_calendarfeed,
    renew_calendarfeed,
)
from lessons.services.deeds import (
    settle_row,
)
from lessons.services.schedule_deciding import (
    agree_schedule,
    approve_schedule,
    return_schedule,
    submit_schedule,
    withdraw_schedule,
)
from lessons.services.schedule_marking import (
    analyse_openlesson,
    concerned,
    give_openlesson,
    miss_openlesson,
    move_openlesson,
    reopen_openlesson,
)
from lessons.services.schedule_writing import (
    accept_openlesson,
    add_lesson,
    decline_openlesson,
    make_schedule,
    propose_openlesson,
    remove_openlesson,
    remove_schedule,
    save_lesson,
    take_rows,
)

__all__ = [
    "accept_openlesson",
    "add_lesson",
    "agree_schedule",
    "analyse_openlesson",
    "approve_schedule",
    "concerned",
    "decline_openlesson",
    "give_openlesson",
    "make_feed",
    "make_schedule",
    "miss_openlesson",
    "move_openlesson",
    "propose_openlesson",
    "remove_calendarfeed",
    "remove_openlesson",
    "remove_schedule",
    "renew_calendarfeed",
    "reopen_openlesson",
    "return_schedule",
    "save_lesson",
    "settle_row",
    "submit_schedule",
    "take_rows",
    "withdraw_schedule",
]
