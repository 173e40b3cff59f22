"""Every address, every person, every method: who gets in is what ``rights.txt`` says.

The table is written by hand and read in review; nothing of the house's rules is used to make
it. A refused request changes no row and leaves one line in the record.
"""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from tests.pages import ask, undone
from tests.test_house import OPEN, PAGES
from tests.world import MISSING, SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.uncounted]
TABLE = Path(__file__).with_name("rights.txt")
PEOPLE = [
    "anonymous", "gone", "teacher", "secretary", "head", "stranger", "other_head",
    "clerk", "deputy", "director", "foreigner",
]  # fmt: skip
# One of each kind that the database is asked for in words of its own: they come on PostgreSQL
# too, and to the doors of another school.
KINDS = ["teacher", "head", "stranger", "clerk", "director", "foreigner"]
METHODS = ["GET", "POST"]

# Things of the school that are not hidden by whose they are, with the reason.
NOT_BY_SCHOOL = {
    "associations:paper_check": "who holds a printed copy need not be signed in",
    "lessons:calendar_feed": "whoever has the secret address may read it",
    "associations:session_end": "a session is named to its owner only; others are told nothing",
}


def rights():
    """The table: for each address and method what each person gets."""
    table = {}
    for line in TABLE.read_text().splitlines():
        words = line.split("#  ")[0].rsplit(maxsplit=len(PEOPLE) + 1)
        if line.strip() and not line.startswith("#"):
            table[words[0], words[1]] = dict(zip(PEOPLE, words[2:], strict=True))
    return table


RIGHTS = rights()
WITH_THINGS = [name for name in SAMPLES if SAMPLES[name].__name__ != "nothing"]
HIDDEN = [name for name in WITH_THINGS if name not in NOT_BY_SCHOOL]


def address(name, args):
    return reverse(name.partition("#")[0], args=args)


def test_every_address_has_a_thing_to_try_it_on():
    assert {name.partition("#")[0] for name in SAMPLES} == set(PAGES)


def test_every_address_stands_in_the_table_of_rights():
    assert set(RIGHTS) == {(name, method) for name in SAMPLES for method in METHODS}


@pytest.mark.parametrize("name", SAMPLES)
def test_everybody_gets_what_the_table_says(world, name):
    url = address(name, SAMPLES[name](world.ours))
    got = {method: {} for method in METHODS}
    for method in METHODS:
        for person in visitors():
            with undone():
                answer = ask(world.client(person), method, url)
            got[method][person] = answer.word
            assert faults_of(answer, method) == [], f"{method} {name} by {person}"

    assert got == {
        method: {person: RIGHTS[name, method][person] for person in visitors()}
        for method in METHODS
    }


def visitors():
    return PEOPLE if connection.vendor == "sqlite" else KINDS


def faults_of(answer, method):
    """What must hold whatever the answer is."""
    faults = []
    if answer.response.status_code >= 500:
        faults.append("it broke")
    if answer.tables and (method == "GET" or answer.word in {"no", "-", "405"}):
        faults.append(f"it changed {dict(answer.tables)}")
    if answer.word == "no" and answer.lines != ["refuse"]:
        faults.append(f"the refusal is recorded as {answer.lines}")
    if answer.tables and not answer.lines:
        faults.append(f"{dict(answer.tables)} changed and the record says nothing")
    if answer.lines and answer.word in {"-", "405"}:
        faults.append(f"nothing happened, but the record says {answer.lines}")
    return faults


@pytest.mark.parametrize("name", HIDDEN)
def test_a_thing_of_another_school_is_as_good_as_missing(world, name):
    args = SAMPLES[name](world.foreign)
    foreign, missing = address(name, args), address(name, [MISSING for _ in args])
    for person in ["anonymous", *KINDS[:-1]]:
        for method in METHODS:
            with undone():
                theirs = ask(world.client(person), method, foreign)
                none = ask(world.client(person), method, missing)
            about = f"{method} {name} by {person}"
            expected = RIGHTS[name, method][person] if person == "anonymous" else "-"
            if RIGHTS[name, method]["director"] == "405":
                expected = "405" if expected == "-" else expected
            assert theirs.word == expected, about
            assert not theirs.tables, about
            assert not theirs.lines, about
            assert told(theirs, foreign) == told(none, missing), about


CHANCE = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{16}')


def told(answer, url):
    """Everything a reader can tell from the answer, but for what the address itself says."""
    response = answer.response
    place = response.headers.get("Location", "")
    keys = "|".join(set(re.findall(r"\d+", url)))
    inside = re.compile(rf"(/|%2F)(?:{keys})(?=/|%2F)")
    page = CHANCE.sub("", inside.sub("", answer.text))
    return response.status_code, inside.sub("", place), page


def test_a_thing_of_another_school_is_not_reached_through_an_own_one(world):
    """The meeting is ours, the file in the same address is not."""
    for side in (world.foreign, world.other):
        for file in side.files.values():
            url = reverse(
                "meetings:file_withdraw", args=[world.ours.meetings["planned"].pk, file.pk]
            )
            with undone():
                answer = ask(world.client("head"), "POST", url)
            assert not answer.tables
            assert not answer.lines


def test_open_addresses_are_those_of_the_house():
    inside = {
        name.partition("#")[0]
        for (name, _method), row in RIGHTS.items()
        if row["anonymous"] not in {"door", "405"}
    }

    assert inside == set(OPEN)
