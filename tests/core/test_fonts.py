"""The start-up check of the papers' font."""

import pytest

from core import fonts


@pytest.fixture(autouse=True)
def _forget():
    fonts.missing_letters.cache_clear()
    yield
    fonts.missing_letters.cache_clear()


def test_the_font_of_papers_has_every_kyrgyz_letter():
    assert fonts.missing_letters() == ""
    assert fonts.check() == []


def test_a_font_without_the_letters_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_has", lambda family, letters: "ң" not in letters)

    (warning,) = fonts.check()

    assert warning.id == "core.W001"
    assert "ң" in str(warning.msg)
    assert "ө" not in str(warning.msg)
    assert "fonts-liberation2" in str(warning.hint)


def test_a_family_that_is_not_there_lacks_everything():
    assert fonts.missing_letters("No Such Serif") == "ҢңӨөҮү"


def test_the_system_is_asked_once(monkeypatch):
    fonts.check()
    monkeypatch.setattr(fonts, "_has", None)

    assert fonts.check() == []


def test_a_machine_that_cannot_say_is_told_so(monkeypatch):
    def absent(*args):
        raise FileNotFoundError("fc-list")

    monkeypatch.setattr(fonts, "_has", absent)

    assert [warning.id for warning in fonts.check()] == ["core.W002"]
