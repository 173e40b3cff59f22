"""Quick widgets read like Django's own."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from core.form_renderer import QuickRenderer
from core.templatetags.ui import control


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


def plain(html):
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", str(html)))


@pytest.mark.parametrize("name", list(Sample.base_fields))
def test_a_widget_reads_like_djangos_own(name):
    quick, slow = (Sample(renderer=kind()) for kind in (QuickRenderer, DjangoTemplates))
    assert plain(quick[name]) == plain(slow[name])


@pytest.mark.parametrize("data", [None, {}, {"one": "3"}, {"one": "nothing"}])
def test_a_select_that_is_written_at_once_reads_like_djangos_own(data):
    field = Sample(data, renderer=DjangoTemplates())["one"]
    field.field.widget.attrs["data-on"] = True
    assert plain(control(field)) == plain(field.as_widget(attrs={"class": "form-select"}))


def test_the_pages_use_it():
    assert isinstance(Sample().renderer, QuickRenderer)
