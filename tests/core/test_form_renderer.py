"""Quick widgets read like Django's own."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.forms.renderers import DjangoTemplates

from core.form_renderer import QuickRenderer
from core.templatetags.ui import control, labelled


class Sample(forms.Form):
    text = forms.CharField(initial="\"<x>&'")
    number = forms.IntegerField(initial=1234567, min_value=3)
    day = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date", "data-on": True, "data-off": False})
    )
    one = forms.ChoiceField(
        choices=[("", "–"), ("1", "o<ne"), ("G & H", [("2", "two"), (3, "three")])], initial="2"
    )
    several = forms.TypedMultipleChoiceField(choices=[(1, "a"), (3, "b")], initial=[1])
    hidden = forms.CharField(widget=forms.HiddenInput, initial="кат")
    words = forms.CharField(widget=forms.Textarea, initial="<b>")
    nothing = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    box = forms.BooleanField(required=False, initial=True, label="Yes & <no>")


def plain(html):
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", str(html)))


def bare(html):
    """Without the names of kinds of widgets, which no style asks for."""
    html = re.sub(r"\b(?:text|date|checkbox)input |\b(?:textarea|select) (?=form)", "", html)
    return re.sub(r"\s+(?=<|>)", "", " ".join(plain(html).split()))


@pytest.mark.parametrize("name", list(Sample.base_fields))
def test_a_widget_reads_like_djangos_own(name):
    quick, slow = (Sample(renderer=kind()) for kind in (QuickRenderer, DjangoTemplates))
    assert plain(quick[name]) == plain(slow[name])


@pytest.mark.parametrize("data", [None, {}, {"one": "3"}, {"one": "nothing"}])
def test_a_select_that_is_written_at_once_reads_like_djangos_own(data):
    field = Sample(data, renderer=DjangoTemplates())["one"]
    field.field.widget.attrs["data-on"] = True
    assert plain(control(field)) == plain(field.as_widget(attrs={"class": "form-select"}))


@pytest.mark.parametrize("name", ["text", "day", "one", "words", "nothing", "box"])
@pytest.mark.parametrize("data", [None, {"text": ""}])
def test_a_field_that_is_written_at_once_reads_like_crispys_own(name, data):
    field = Sample(data)[name]
    assert bare(labelled(field)) == bare(as_crispy_field(field))


def test_a_field_with_help_is_left_to_crispy():
    field = Sample()["text"]
    field.help_text = "like this"
    assert "like this" in labelled(field)


def test_the_pages_use_it():
    assert isinstance(Sample().renderer, QuickRenderer)
