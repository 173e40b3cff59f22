"""Minutes save themselves: on a pause, after a dropped line, and beside another writer."""

import re

import pytest
from django.utils import timezone

from tests.browser.test_story import saved

pytestmark = [pytest.mark.browser, pytest.mark.either]

OURS = re.compile(r"/meetings/\d+/$")


@pytest.fixture
def meeting(enter):
    """A meeting of today with two questions, its minutes open in the head's window."""
    page = enter("head", width=390, height=844)
    page.goto("/meetings/create/")
    page.fill("input[name=date]", f"{timezone.localdate()}")
    page.fill("input[name=place]", "31-кабинет")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(OURS)
    page.url_of_meeting = page.url
    for title in ("Биринчи маселе жөнүндө", "Экинчи маселе жөнүндө"):
        page.goto(f"{page.url_of_meeting}items/")
        page.fill("textarea[name=title], input[name=title]", title)
        page.click("main form.sheet button[type=submit]")
        page.wait_for_url(f"{page.url_of_meeting}**")
    page.goto(f"{page.url_of_meeting}record/")
    return page


def heard(page, place=0):
    return page.locator("textarea[name=heard]").nth(place)


def stored(page, place=0):
    """What the server has, seen by a fresh load in another tab."""
    tab = page.context.new_page()
    tab.goto(f"{page.url_of_meeting}record/")
    text = heard(tab, place).input_value()
    tab.close()
    return text


def test_what_is_typed_is_safe_two_seconds_after_a_pause(meeting):
    heard(meeting).press_sequentially("Ңөү сөз болду.")

    meeting.wait_for_selector(".save-state.is-saved", timeout=4000)

    assert stored(meeting) == "Ңөү сөз болду."
    assert re.search(r"\d\d[:.]\d\d", meeting.inner_text(".save-state"))


def test_a_dropped_line_keeps_the_text_and_sends_it_later(meeting):
    meeting.context.set_offline(True)
    heard(meeting).fill("Байланыш жок учурда жазылды.")
    meeting.wait_for_selector(".save-state.is-late", timeout=8000)
    assert heard(meeting).input_value() == "Байланыш жок учурда жазылды."

    meeting.context.set_offline(False)
    meeting.evaluate("window.dispatchEvent(new Event('online'))")
    meeting.wait_for_selector(".save-state.is-saved", timeout=15000)

    assert stored(meeting) == "Байланыш жок учурда жазылды."


def test_two_writers_of_two_questions_do_not_disturb_each_other(meeting, enter):
    other = enter("secretary")
    other.goto(f"{meeting.url_of_meeting}record/")
    other.url_of_meeting = meeting.url_of_meeting

    heard(meeting, 0).fill("Төраганын сөзү.")
    heard(other, 1).fill("Катчынын сөзү.")
    saved(meeting)
    saved(other)

    meeting.wait_for_selector(".save-state.is-saved")
    other.wait_for_selector(".save-state.is-saved")
    assert (stored(other, 0), stored(other, 1)) == ("Төраганын сөзү.", "Катчынын сөзү.")


def test_the_later_writer_of_one_question_sees_both_texts(meeting, enter):
    other = enter("secretary")
    other.goto(f"{meeting.url_of_meeting}record/")
    heard(meeting).fill("Биринчи жазган.")
    meeting.wait_for_selector(".save-state.is-saved", timeout=8000)

    heard(other).fill("Кийин жазган.")
    box = other.locator("[data-conflict]:not([hidden])")
    box.wait_for(timeout=8000)

    assert "Биринчи жазган." in box.inner_text()
    assert heard(other).input_value() == "Кийин жазган."
    assert stored(meeting) == "Биринчи жазган."
    box.locator("button").first.click()
    other.wait_for_selector(".save-state.is-saved", timeout=8000)
    assert stored(meeting) == "Кийин жазган."


def test_votes_that_do_not_add_up_are_said_and_stay_typed(meeting):
    meeting.click("button[name=everybody]")
    meeting.wait_for_selector(".save-state.is-saved", timeout=8000)
    card = meeting.locator("section.item-card").first
    card.locator("[data-row-add=resolution]").click()
    row = card.locator("[data-rows=resolution] [data-row]").last
    row.locator("textarea").fill("План жактырылсын.")
    row.locator("select[name$=-vote]").select_option("open")
    row.locator("input[name$=-votes_for]").fill("40")

    row.locator(".invalid-feedback").first.wait_for(timeout=8000)

    assert row.locator("input[name$=-votes_for]").input_value() == "40"
    tab = meeting.context.new_page()
    tab.goto(f"{meeting.url_of_meeting}record/")
    kept = tab.locator("[data-rows=resolution] textarea").first.input_value()
    assert kept == "План жактырылсын."
