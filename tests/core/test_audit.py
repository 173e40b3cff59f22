"""The record cannot be changed unnoticed, by nobody, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from core import audit
from core.models import AuditEntry, ChainHead
from tests.support import triggers_off


@pytest.fixture
def chain(director, association):
    for verb in ["create", "change", "close"]:
        audit.record(director, verb, association, topic=["a", "b"])
    return director.scope


def test_a_line_says_who_did_what_as_whom(chain, director, association):
    line = audit.about(association).first()

    assert (line.verb, line.actor, line.actor_name) == ("close", director, str(director))
    assert line.actor_post == "мектептин директору" or line.actor_post
    assert line.label == association.name_ky
    assert line.changes == {"topic": ["a", "b"]}


def test_a_whole_chain_has_nothing_to_report(chain):
    assert list(audit.verify(chain)) == []


def test_each_school_has_a_chain_of_its_own(chain, foreigner):
    audit.record(foreigner, "change", foreigner)

    assert ChainHead.objects.get(scope=foreigner.scope).number == 1
    assert list(audit.verify(foreigner.scope)) == []


SABOTAGE = {
    "changed": "UPDATE core_auditentry SET actor_name = 'x' WHERE number = 2",
    "changed words": "UPDATE core_auditentry SET changes = '{}' WHERE number = 2",
    "moved in time": "UPDATE core_auditentry SET at = '2001-01-01' WHERE number = 1",
    "first gone": "DELETE FROM core_auditentry WHERE number = 1",
    "middle gone": "DELETE FROM core_auditentry WHERE number = 2",
    "last gone": "DELETE FROM core_auditentry WHERE number = 3",
}


@pytest.mark.parametrize("statement", SABOTAGE.values(), ids=SABOTAGE)
def test_every_sabotage_is_found(chain, statement):
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(audit.verify(chain))


@pytest.mark.parametrize("statement", SABOTAGE.values(), ids=SABOTAGE)
def test_the_database_refuses_the_sabotage(chain, statement):
    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_line_falls_with_its_transaction(chain, director, association):
    before = AuditEntry.objects.count()

    with transaction.atomic():
        audit.record(director, "change", association)
        assert AuditEntry.objects.count() == before + 1
        transaction.set_rollback(True)

    assert AuditEntry.objects.count() == before
    assert list(audit.verify(chain)) == []


def test_what_differs_is_said_with_old_and_new():
    said = audit.changed_fields({"a": 1, "b": "x"}, {"a": 1, "b": "y", "c": None})

    assert said == {"b": ["x", "y"]}
