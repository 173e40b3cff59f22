"""The quick tags say what Django's own say, letter by letter."""

import pytest
from django.template import Context, Engine
from django.urls import NoReverseMatch
from django.utils import translation

OURS = Engine(builtins=["django.templatetags.i18n", "core.templatetags.quick"])
DJANGOS = Engine(builtins=["django.templatetags.i18n"])

SAID = [
    '{% translate "Meetings" %}',
    '{% translate "late" context "resolution" %}',
    '{% translate "Meetings" as said %}[{{ said }}]',
    '{% translate "100% <b>" %}',
    '{% translate "Meetings" noop %}',
    '{% translate "Meetings"|upper %}',
    "{% translate word %}",
    '{% translate "late" context kind %}',
    '{% autoescape off %}{% translate "a < b" %}{% endautoescape %}',
    '{% url "meetings:meeting_list" %}',
    '{% url "meetings:meeting_detail" key %}',
    '{% url "meetings:meeting_detail" pk=key %}',
    '{% url "meetings:meeting_detail" key as there %}[{{ there }}]',
    '{% url "meetings:no_such_page" as there %}[{{ there }}]',
    '{% url "meetings:meeting_detail" nobody as there %}[{{ there }}]',
    "{% url name %}",
]  # fmt: skip


@pytest.mark.parametrize("source", SAID)
def test_the_same_in_every_language_again_and_again(source):
    ours, djangos = OURS.from_string(source), DJANGOS.from_string(source)
    told = {"word": "People", "kind": "resolution", "key": 7, "name": "reports:desk"}

    for language in ("ky", "ru", "en", "ky", "ru"):
        with translation.override(language):
            assert ours.render(Context(told)) == djangos.render(Context(told)), language


def test_without_any_language_too():
    ours = OURS.from_string('{% translate "Meetings" %}')

    with translation.override(None):
        assert ours.render(Context()) == "Meetings"


def test_a_page_that_is_not_there_is_an_error_unless_it_was_asked_for():
    with pytest.raises(NoReverseMatch):
        OURS.from_string('{% url "meetings:no_such_page" %}').render(Context())
