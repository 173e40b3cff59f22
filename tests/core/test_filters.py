"""Filter sets that are put together once, and offer each reader the own rows."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from core import filters
from core.filters import Narrowing
from meetings.filters import MeetingFilter
from meetings.models import Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db


def offered(person, data=None):
    request = RequestFactory().get("/")
    request.user = person
    form = MeetingFilter(data, Meeting.objects.all(), request=request).form
    chosen = list(form.fields["association"].widget.choices)
    return form, [(key, str(label)) for key, label in chosen if key]


def test_each_reader_is_offered_the_own_rows(director, foreigner):
    ours = make.an_association(director.school)
    theirs = make.an_association(foreigner.school)

    for person, wanted in [(director, ours), (foreigner, theirs), (director, ours)]:
        form, rows = offered(person)
        assert rows == [(wanted.pk, str(wanted))]
        assert type(form) is type(offered(director)[0])


def test_the_form_keeps_nobodys_rows(director):
    make.an_association(director.school)
    form, _rows = offered(director)

    assert not type(form).base_fields["association"].queryset


def test_what_is_not_offered_cannot_be_chosen(director, foreigner):
    ours, theirs = make.an_association(director.school), make.an_association(foreigner.school)

    for association, right in [(ours, True), (theirs, False)]:
        form, _rows = offered(director, {"association": str(association.pk)})
        assert form.is_valid() is right


# The panel is drawn once for all who are offered the same

LISTS = ["meetings:meeting_list", "meetings:resolution_list", "associations:user_list"]


def panel(client, person, name, **asked):
    client.force_login(person)
    text = client.get(reverse(name), asked).text
    return text.split('<div class="filter-fields">')[1].split("</form>")[0]


@pytest.fixture
def drawn(monkeypatch):
    """How often fields were drawn."""
    forms = []

    def draw(form):
        forms.append(form)
        return real(form)

    real = filters.draw
    monkeypatch.setattr(filters, "draw", draw)
    Narrowing._drawn.clear()
    return forms


@pytest.mark.parametrize("name", LISTS)
def test_it_is_drawn_once_for_all_who_are_offered_the_same(
    client, name, drawn, director, deputy, association
):
    first, second = panel(client, director, name), panel(client, deputy, name)

    assert first == second
    assert str(association) in first
    assert len(drawn) == 1


@pytest.mark.parametrize("name", LISTS)
def test_what_is_offered_is_what_there_is_now(client, name, drawn, director, association):
    panel(client, director, name)
    association.name_ky = "Жаңы аталыш бирикмеси"
    association.save()

    assert "Жаңы аталыш бирикмеси" in panel(client, director, name)


@pytest.mark.parametrize("name", LISTS[:2])
def test_only_what_one_may_see_is_offered(client, name, drawn, director, teacher, school):
    other = make.an_association(school)

    assert str(other) in panel(client, director, name)
    assert str(other) not in panel(client, teacher, name)


@pytest.mark.parametrize("name", LISTS)
def test_it_speaks_the_readers_language(client, name, drawn, director, association):
    panel(client, director, name)
    director.language = "ru"
    director.save()

    assert len(drawn) == 1
    panel(client, director, name)
    assert len(drawn) == 2


@pytest.mark.parametrize("name", LISTS)
def test_what_was_asked_for_stands_in_it_for_nobody_else(
    client, name, drawn, director, deputy, association
):
    plain = panel(client, director, name)
    asked = panel(client, director, name, association=association.pk, q="сөз")

    assert f'value="{association.pk}" selected' in asked
    assert 'value="сөз"' in asked
    assert panel(client, deputy, name) == plain
    assert "сөз" not in plain


def test_very_many_are_not_kept(client, drawn, director, association, monkeypatch):
    monkeypatch.setattr(Narrowing, "MOST", 2)
    for name in LISTS:
        panel(client, director, name)

    assert len(Narrowing._drawn) == 1
