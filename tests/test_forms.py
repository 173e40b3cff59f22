"""Every form on every page: ids of others, nonsense, and the same form sent twice."""

import re
from collections import defaultdict
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from associations.management.commands.doctor import of_borders
from tests.core.corpus import a_png
from tests.pages import ask, forms_on, undone
from tests.planned import row_of
from tests.test_routes import address
from tests.world import MISSING, SAMPLES

# Which pages answer on PostgreSQL, for whom, tests/test_routes.py asks there too.
pytestmark = [pytest.mark.django_db, pytest.mark.either, pytest.mark.uncounted]

WRITERS = ["head", "secretary", "deputy"]
OURS = {"csrfmiddlewaretoken", "form_token", "version", "revision"}
AROUND = re.compile(r"/account/(language|sign-out)/")  # on every page: tried once
LOOSE = re.compile(r"/record/")  # saves what is right and leaves the rest


@pytest.fixture(scope="module")
def forms(world, once):
    """By page: the forms that are met there first, and who may write on them."""
    return once("forms", lambda folder: crawl(world))


def crawl(world):
    found, met = defaultdict(list), set()
    for name in SAMPLES:
        url = address(name, SAMPLES[name](world.ours))
        for person in WRITERS:
            with undone():
                answer = ask(world.client(person), "GET", url)
            html = answer.response.headers.get("Content-Type", "").startswith("text/html")
            for form in forms_on(url, answer.text) if html and answer.word == "page" else []:
                key = form.action, tuple(part.name for part in form.fields)
                if key not in met:
                    met.add(key)
                    found[name].append((person, form))
    return found


def test_forms_are_found(forms):
    actions = {form.action for rows in forms.values() for _person, form in rows}

    assert len(actions) >= 45
    assert sum(len(rows) for rows in forms.values()) >= 50


# What is written into an empty field, by the end of its name; the rest by its kind.
WORDS = {
    "email": "a@b.kg",
    "password": "Kyzyl-Alma-Bagy-2026",
    "new_password": "Kok-Asman-Ak-Bulut-2026",
    "new_password_again": "Kok-Asman-Ak-Bulut-2026",
    "old_password": "Kyzyl-Alma-Bagy-2026",
    "username": "jany.mugalim",
    "text": "Асанов Үсөн Кадырович; тарых мугалими",
    "title": "Окуу китептери жөнүндө",
    "minutes": "15",
    "starts_at": "15:00",
    "link": "https://example.kg/plan",
    "school_class": "7-Ң",
    "begins": "09:00",
    "opens_at": f"{date.today()}T09:00",  # noqa: DTZ011 -- as BY_KIND
    "rows": "Асанов Бек;7-Ң",
    "year": "2021",
    "birth_date": "1985-05-05",
    "personal_number": "21505198500123",
}
# Left as they are: optional fields in which a made-up value would be a mistake of its own.
ASIDE = {
    "until", "acting_for", "joined_on", "opened_on", "DELETE", "talk", "id", "version", "day",
}  # fmt: skip
# What is chosen where the first choice would change nothing, or is taken.
CHOSEN = {"role": "secretary", "kind": "deputy"}
BY_KIND = {
    "date": lambda: f"{date.today()}",  # noqa: DTZ011 -- the field asks for a day
    "number": lambda: "1",
    "time": lambda: "16:00",
    "email": lambda: "a@b.kg",
}
# Buttons that say something; the one of the paste appears after the first sending.
BUTTONS = {"starters"}
TODAY = date.today()  # noqa: DTZ011 -- as BY_KIND
WEEKDAY = f"{TODAY + timedelta(days=TODAY.weekday() == 6)}"
ALSO = {
    "/people/paste/": {"add": ["1"]},
    "/lessons/events/create/": {"day": [WEEKDAY]},
    "/lessons/olympiads/create/": {"day": [WEEKDAY]},
}


def filled(form):
    """What somebody would send who fills in everything."""
    sent = {**form.data(), **ALSO.get(form.action, {})}
    for part in form.fields:
        last = part.name.rpartition("-")[2]
        aside = last in ASIDE or part.name in OURS or part.name.startswith("holidays-")
        if not aside and (value := written(part, last, sent.get(part.name))):
            sent[part.name] = [value]
    return sent


def written(part, last, now):  # noqa: C901 -- a table, one line for each kind
    """What is put into one field, if anything."""
    match part.kind:
        case "select" if CHOSEN.get(last) in part.options:
            return CHOSEN[last]
        case "select":
            return next(filter(None, part.options), "") if now == [""] else ""
        case "file":
            return SimpleUploadedFile("scan.png", a_png(), "image/png")
        case "submit":
            return part.value if part.name in BUTTONS else ""
        case "checkbox" | "radio":
            return "" if now else part.value
        case _ if now == [""]:
            return WORDS.get(last) or BY_KIND.get(part.kind, lambda: "Сөз")()
    return ""


# Whose id a field wants, by the end of its name.
def wanted(side):
    return {
        **dict.fromkeys(PERSON_FIELDS, side.teacher.pk),
        **dict.fromkeys(["association", *TOGETHER], side.association.pk),
        **dict.fromkeys(["subject", "subjects"], side.subject.pk),
        "rows": row_of(side).pk,
        "plans": side.handed["handed_in"].pk,
        "items": side.item("earlier").pk,
        "item": side.item("circulated").pk,
        "proposed": side.item("circulated").pk,
        "instead": side.association.memberships.get(role="head").pk,
        "meeting": side.meetings["planned"].pk,
        "plan_row": row_of(side).pk,
        "gone": side.files["proposal"].pk,
        "open_lessons": side.lessons["lesson"].pk,
        "came": side.lessons["participant_planned"].pk,
        "order": side.item("planned").pk,
        "left": side.item("planned").pk,
        "id": side.year.holidays.get().pk,
        "year": side.year.pk,
    }


PERSON_FIELDS = [
    "chair", "secretary", "person", "people", "rapporteurs", "responsible", "acting_for",
    "mentor", "novice", "teacher", "visitors", "visitor",
    "speaker", "jury",
]  # fmt: skip
# Any association of the school may be asked to meet together with another.
TOGETHER = ["together", "associations"]
OF_SCHOOL = ["subject", "subjects", "year", "id"]
# Fields that look like ids and are numbers; of a row left blank nothing is read.
NUMBERS = re.compile(
    r"_FORMS$|minutes$|votes_\w+$|margin_|font_size|days$|-was$|number$|quarter_|-key$|holidays-[12]-year$"
    r"|series-\d+-(day|version)$|^known$|^part$|^months?$|_years$|^quarter$|-points$"
    r"|^listed$|^present$|-ORDER$|^per_quarter$|^silence$|^period$|^rank$|^half$|^hours$"
)


def ids_in(form):
    """Names of the fields whose values are keys of rows."""
    names = []
    for part in form.fields:
        values = [v for v in [*part.options, part.value] if v]
        if part.name in OURS or NUMBERS.search(part.name) or part.kind == "submit":
            continue
        if values and all(v.isdecimal() for v in values):
            names.append(part.name)
    return list(dict.fromkeys(names))


@pytest.mark.parametrize("name", SAMPLES)
def test_ids_of_others_are_refused(world, forms, name):
    for person, form in forms[name]:
        for field in ids_in(form):
            last = field.rpartition("-")[2]
            theirs = wanted(world.foreign)[last]
            for bad in [theirs, MISSING, -1, 0, 10**30, f"{theirs}.0", "x", "\0"]:
                refuse(world, person, form, {field: [str(bad)]})
            if last not in {*PERSON_FIELDS, *TOGETHER, *OF_SCHOOL}:
                refuse(world, person, form, {field: [str(wanted(world.other)[last])]})


def refuse(world, person, form, bad):
    """Nothing is written that points elsewhere; and by a whole form nothing at all."""
    with undone():
        answer = ask(world.client(person), "POST", form.action, {**filled(form), **bad})
        about = f"{form.action} by {person} with {bad}: {dict(answer.tables)}"
        assert answer.response.status_code < 500, about
        if not LOOSE.search(form.action):
            assert not answer.tables, about
        if answer.tables:
            assert list(of_borders()) == [], about
            connection.check_constraints()


# Forms that a made-up text cannot satisfy, with the reason.
NOT_BY_FILLING = {
    "/lessons/visits/create/": "whom it offers first may be the visitor",
    "/lessons/mentorships/create/": "whom it offers first is no member, or has a mentor",
    "/account/password/": "nobody in this world has a password",
    "/associations/usual/": "for a school without associations",
    "/plans/create/": "for a year without a plan",
    "/people/import/": "a picture is no book of Excel",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_sent_twice_has_one_effect_and_each_effect_a_line(world, forms, name):
    for person, form in forms[name]:
        with undone():
            data = filled(form)
            first = ask(world.client(person), "POST", form.action, data)
            about = f"{form.action} by {person}"
            if first.tables:
                assert first.lines, f"{about} changed {dict(first.tables)} unrecorded"
            if "form_token" not in data or form.action in NOT_BY_FILLING:
                continue
            assert first.word == "done", f"{about}: {first.word} {complaints(first)}"
            again = ask(world.client(person), "POST", form.action, again_of(form))
            assert not again.tables, f"{about} twice: {dict(again.tables)}"
            assert not again.lines, about
            assert place(again) == place(first), f"{about}: {again.word} {complaints(again)}"


def complaints(answer):
    """What the page says is wrong, in short."""
    return re.findall(
        r"alert-heading.*?</div>|invalid-feedback.*?</div>", answer.text, re.DOTALL
    )


def place(answer):
    return answer.response.status_code, answer.response.headers.get("Location")


def again_of(form):
    """The same form once more; its file is read from its beginning."""
    return filled(form)


NASTY = [
    "", " ", "\0", "а\0б", "2026-02-31", "0001-01-01", "9999-12-31", "25:61", "1" * 400, "-1",
    "1e400", "NaN", "ә" * 5000, "👩‍🏫🇰🇬", "\u202eabc", "<script>alert(1)</script>", "\r\n\r\n",
    "{{ 7*7 }}{% now %}", "'; DROP TABLE x; --", "%00%0d",
]  # fmt: skip
HUGE = "Жыйын өттү. " * 90_000  # 1 MB and more
NONSENSE = some.one_of(
    some.sampled_from(NASTY), some.text(max_size=60), some.integers().map(str)
)
VALUES = some.one_of(
    some.none(),  # not sent at all
    some.just("as it is"),
    NONSENSE.map(lambda value: [value]),
    some.lists(NONSENSE, min_size=2, max_size=3),
)


def nonsense(draw, form):
    """The form with some fields wrong, repeated or missing; now and then one is huge."""
    sent = filled(form)
    names = [*dict.fromkeys(part.name for part in form.fields), "nothing-like-it"]
    for name in names:
        value = draw(VALUES)
        if value is None:
            sent.pop(name, None)
        elif value != "as it is":
            sent[name] = value
    if draw(some.integers(0, 9)) == 0:
        sent[draw(some.sampled_from(names))] = [HUGE]
    return sent


@pytest.mark.parametrize("name", SAMPLES)
def test_nonsense_is_answered_in_words_and_comes_back(world, forms, name):
    @settings(
        max_examples=4,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(some.data())
    def try_it(data):
        for person, form in forms[name]:
            sent = nonsense(data.draw, form)
            with undone():
                answer = ask(world.client(person), "POST", form.action, sent)
            assert answer.response.status_code < 500, form.action
            assert list(lost(form, sent, answer)) == [], form.action
            if answer.tables:
                assert answer.lines, form.action

    try_it()


def lost(form, sent, answer):
    """Text that was typed and is not in the page that says what is wrong."""
    if answer.word != "page" or not answer.text.lstrip().startswith("<!"):
        return
    pages = [back for back in forms_on(form.action, answer.text) if back.action == form.action]
    shown = {part.name: part.value for back in pages for part in back.fields}
    for part in form.fields:
        typed = sent[part.name][-1] if part.name in sent else None
        wanted_back = part.kind in {"text", "textarea"} and part.name in shown
        if typed and wanted_back and plain(shown[part.name]) != plain(typed):
            yield part.name, typed[:80], shown[part.name][:80]


def plain(text):
    return " ".join(text.replace("\0", "").split())


def test_texts_of_a_megabyte_do_not_stop_the_minutes(world):
    item = world.ours.item("planned")
    url = reverse("meetings:item_save", args=[item.pk])
    sent = {"revision": item.version, "heard": HUGE, "title": "Бир маселе жөнүндө"}
    key = f"speech-{uuid4()}"
    sent |= {f"{key}-key": key.removeprefix("speech-"), f"{key}-text": HUGE}
    with undone():
        answer = ask(world.client("head"), "POST", url, sent, **{"X-Autosave": "1"})

    assert answer.response.status_code == 200
    assert answer.response.json()["errors"]


def test_a_day_that_does_not_exist_is_named(world):
    url = reverse("meetings:meeting_create")
    sent = {"date": f"{date.today().year}-02-31", "topic": "Февралдын аягы"}  # noqa: DTZ011
    with undone():
        answer = ask(world.client("head"), "POST", url, sent)

    assert answer.word == "page"
    assert "There is no such day" in answer.text
    assert "Февралдын аягы" in answer.text


def test_votes_that_do_not_add_up_are_named_and_kept(world):
    item = world.ours.item("planned")
    row = item.resolutions.get()
    key = f"resolution-{row.key}"
    sent = {
        "revision": item.version,
        f"{key}-key": str(row.key),
        f"{key}-text": row.text,
        f"{key}-vote": "open",
        f"{key}-votes_for": "400",
        f"{key}-due": f"{item.meeting.date + timedelta(days=9)}",
    }
    url = reverse("meetings:item_save", args=[item.pk])
    with undone():
        answer = ask(world.client("secretary"), "POST", url, sent, **{"X-Autosave": "1"})
        row.refresh_from_db()
        assert row.votes_for == 400
    assert any("votes" in field for field in answer.response.json()["errors"])
