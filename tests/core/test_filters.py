"""Filter sets that are put together once, and offer each reader the own rows."""

import pytest
from django.test import RequestFactory

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
