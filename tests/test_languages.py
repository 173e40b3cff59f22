"""The catalogues: everything said, said in the right letters, and politely."""

import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from core.languages import ALPHABET
from tests.spoken import compiled  # noqa: F401 -- a fixture

pytestmark = pytest.mark.either
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ["core", "associations", "meetings", "plans", "lessons", "reports", "config"]
SPOKEN = ["ky", "ru"]
FORMS = {"ky": 1, "ru": 4}


def catalogue(language):
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


CATALOGUES = {language: catalogue(language) for language in SPOKEN}


def words(entry):
    """The translated forms of an entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def sayings(language):
    return [(entry.msgid, form) for entry in CATALOGUES[language] for form in words(entry)]


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


# Complete


@pytest.mark.parametrize("language", SPOKEN)
def test_everything_is_translated_and_nothing_is_guessed(language):
    entries = CATALOGUES[language]

    assert len(entries) > 900
    assert not [key(entry) for entry in entries if not all(words(entry))]
    assert not [key(entry) for entry in entries if entry.fuzzy]
    assert not [key(entry) for entry in entries.obsolete_entries()]
    plural = [entry for entry in entries if entry.msgid_plural]
    assert {len(entry.msgstr_plural) for entry in plural} == {FORMS[language]}


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """What the sources ask for now."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed")
    place = tmp_path_factory.mktemp("sources")
    for name in [*SOURCES, "templates"]:
        shutil.copytree(
            ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    (place / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "ky", "-v", "0"]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return polib.pofile(str(place / "locale" / "ky" / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_catalogues_are_in_step_with_the_sources(language, collected):
    here, there = {key(e) for e in CATALOGUES[language]}, {key(e) for e in collected}

    assert not there - here, "Run makemessages and translate these."
    assert not here - there, "Run makemessages: nobody says these any more."


# Right


PLACES = re.compile(r"%\(\w+\)[a-z]|%[sdr]|\{\w*\}|</?\w+[^>]*>")


def placed(text):
    return sorted(PLACES.findall(text))


@pytest.mark.parametrize("language", SPOKEN)
def test_what_is_filled_in_is_the_same_in_both_texts(language):
    for entry in CATALOGUES[language]:
        for form in words(entry):
            assert placed(form) in (placed(entry.msgid), placed(entry.msgid_plural)), form


@pytest.mark.parametrize("language", SPOKEN)
def test_sentences_end_as_they_did_and_hold_no_stray_gaps(language):
    for said, form in sayings(language):
        assert form == " ".join(form.split()), form
        if said[-1] in ".:?…":
            assert form[-1] == said[-1], form


def script(letter):
    return unicodedata.name(letter).split()[0]


@pytest.mark.parametrize("language", SPOKEN)
def test_no_letter_only_looks_like_the_right_one(language):
    """A Latin «c» in a Russian word is not found by search and breaks reading aloud."""
    for _, form in sayings(language):
        bare = PLACES.sub(" ", form)
        for word in re.findall(r"[^\W\d_]+", bare):
            assert len({script(letter) for letter in word}) == 1, word


def test_kyrgyz_is_written_in_the_letters_of_its_alphabet():
    for _, form in sayings("ky"):
        letters = {x for x in form.casefold() if x.isalpha() and script(x) == "CYRILLIC"}
        assert letters <= set(ALPHABET), form


# Spellings of the old regulation, the familiar imperative of borrowed catalogues, a plural
# after a figure: each has been seen in Kyrgyz programs.
WRONG = {
    "ky": [
        r"тийиштуу|педегокик|пралтик|ишмердиги|денгээл|укук ченемд|кайра иштет",
        r"\bуч\b|\bочур|\bонд[оу]|\bтузу|\bкору(?!тунд)|\bозгор|\bмуч[оу]|\bмооно|\bжооптуу[нл]ук",
        r"\b(?:киргиз|тер|танда|текшер|жаз|бас|кара|өчүр|сакта)\b",
        r"(?:\d|%\(\w+\)[sd]) \w+(?:лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)\b",
        r"\bотчёт|\bимя\b|\bне\b|\bили\b",
    ],
    "ru": [r"\((?:а|я|ая|ла|на|ась)\)", r"\bучениц|\bшкольник", r"\bты\b|\bтвой\b|\bтебе\b"],
}


@pytest.mark.parametrize("language", SPOKEN)
def test_known_mistakes_are_not_made(language):
    wrong = re.compile("|".join(WRONG[language]), re.IGNORECASE)

    assert not [form for _, form in sayings(language) if wrong.search(form)]


# Spoken


def test_what_one_language_lacks_is_never_said_in_english(compiled):  # noqa: F811
    with translation.override("ky"):
        assert gettext("This field is required.") == "Бул талааны толтуруңуз."
        assert gettext("Sign in") == "Кирүү"
        assert pgettext("resolution", "late") == "мөөнөтү өтүп кетти"
    with translation.override("ru"):
        assert ngettext("%(size)d byte", "%(size)d bytes", 22) == "%(size)d байта"


def test_english_needs_no_catalogue(compiled):  # noqa: F811
    """Its words are those of the sources; they must not fall back to the last language."""
    with translation.override("en"):
        for entry in CATALOGUES["ru"]:
            said = (
                ngettext(entry.msgid, entry.msgid_plural, 1)
                if entry.msgid_plural
                else pgettext(entry.msgctxt, entry.msgid)
                if entry.msgctxt
                else gettext(entry.msgid)
            )
            assert said == entry.msgid
