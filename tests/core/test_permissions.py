"""A refusal is falsy and says why."""

import pytest

from core.permissions import ALLOWED, Refused, Verdict, can, require, rule


def test_the_first_reason_that_matters_survives():
    no, late = require(0, "not yours"), require(0, "too late")

    assert (ALLOWED and late).reason == "too late"
    assert (no and late).reason == "not yours"
    assert (no or late).reason == "too late"
    assert (no or ALLOWED).allowed


def test_a_refusal_carries_its_words():
    with pytest.raises(Refused) as refused:
        Verdict(allowed=False, reason="Only the chair does this.").enforce()

    assert refused.value.reason == "Only the chair does this."


def test_a_name_finds_its_rule_and_a_misspelt_one_fails_at_once(director):
    assert can(director, "associations.change_school", director.school)
    with pytest.raises(AttributeError):
        rule("associations.chnage_school")
