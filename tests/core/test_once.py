"""A form that is sent five times has one effect."""

import pytest
from django.db import IntegrityError

from associations.models import Subject
from core.models import FormToken
from core.once import once
from tests import factories as make


def test_the_second_sending_is_led_to_the_first_result(director):
    token = FormToken.fresh()
    made = []

    def act():
        made.append(make.a_subject(director.school))
        return f"/subjects/{made[-1].pk}/"

    first, second = once(director, token, act), once(director, token, act)

    assert first == second == f"/subjects/{made[0].pk}/"
    assert Subject.objects.count() == 1


def test_anothers_token_leads_nowhere(director, teacher):
    token = FormToken.fresh()
    once(director, token, lambda: "/mine/")

    with pytest.raises(IntegrityError):
        once(teacher, token, lambda: "/theirs/")


def test_what_fails_may_be_sent_again(director):
    token = FormToken.fresh()

    with pytest.raises(RuntimeError):
        once(director, token, lambda: (_ for _ in ()).throw(RuntimeError))

    assert once(director, token, lambda: "/done/") == "/done/"


def test_a_form_without_a_token_is_still_one_transaction(director):
    def act():
        make.a_subject(director.school)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(director, "", act)

    assert not Subject.objects.exists()
