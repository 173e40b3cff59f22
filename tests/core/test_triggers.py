"""What the database refuses by itself, asked in plain SQL."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.operations import RunSQL
from django.db.migrations.state import ProjectState

from core.models import AuditEntry, ChainHead
from core.triggers import FROZEN, Forbid, install, lifted, missing, uninstall
from tests.support import triggers_off

PARENT_SIGNED = "(SELECT status FROM paper WHERE paper.id = {row}.paper_id) = 'signed'"


class Editor:
    """As much of a schema editor as a test within a transaction may have."""

    connection = connection

    def execute(self, sql, params=()):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def refused(sql):
    with pytest.raises(IntegrityError, match="frozen: "), transaction.atomic():
        run(sql)
    return True


@pytest.fixture
def tables(db):
    run("CREATE TABLE paper (id integer PRIMARY KEY, status varchar(9), text text, seen int)")
    run("CREATE TABLE line (id integer PRIMARY KEY, paper_id integer, text text)")
    run("INSERT INTO paper VALUES (1, 'draft', 'a', NULL)")
    run("INSERT INTO paper VALUES (2, 'signed', 'b', NULL)")
    run("INSERT INTO line VALUES (1, 1, 'a'), (2, 2, 'b')")


def test_a_frozen_table_is_neither_changed_nor_emptied(tables):
    install(Editor(), [Forbid(table="paper")])

    assert refused("UPDATE paper SET text = 'x' WHERE id = 1")
    assert refused("UPDATE paper SET text = text")
    assert refused("DELETE FROM paper")
    run("INSERT INTO paper VALUES (3, 'draft', 'c', NULL)")
    assert run("SELECT id, text FROM paper ORDER BY id") == [(1, "a"), (2, "b"), (3, "c")]


def test_replacing_a_frozen_row_is_refused(tables):
    install(Editor(), [Forbid(table="paper")])

    if connection.vendor == "sqlite":
        assert refused("REPLACE INTO paper VALUES (1, 'draft', 'x', NULL)")
    assert refused(
        "INSERT INTO paper VALUES (1, 'draft', 'x', NULL) "
        "ON CONFLICT (id) DO UPDATE SET text = excluded.text"
    )


def test_a_row_without_a_given_key_is_still_added(tables):
    install(Editor(), [Forbid(table="paper")])

    if connection.vendor == "sqlite":
        run("INSERT INTO paper (status, text) VALUES ('draft', 'c')")
        run("INSERT INTO paper (id, status, text) VALUES (NULL, 'draft', 'd')")
        assert run("SELECT count(*) FROM paper") == [(4,)]


def test_keys_that_are_no_row_numbers_are_guarded_too(tables):
    run("CREATE TABLE chain (scope bigint NOT NULL PRIMARY KEY, number integer)")
    install(Editor(), [Forbid(table="chain")])

    run("INSERT INTO chain VALUES (2394, 1)")
    run("INSERT INTO chain VALUES (2395, 1)")
    if connection.vendor == "sqlite":
        assert refused("REPLACE INTO chain VALUES (2394, 7)")
    assert run("SELECT number FROM chain WHERE scope = 2394") == [(1,)]


def test_a_table_may_take_nothing_more(tables):
    install(Editor(), [Forbid(table="paper", update=False, delete=False, insert=True)])

    assert refused("INSERT INTO paper VALUES (3, 'draft', 'c', NULL)")
    run("UPDATE paper SET text = 'x'")
    run("DELETE FROM paper WHERE id = 2")
    assert run("SELECT text FROM paper") == [("x",)]


def test_columns_that_may_still_change(tables):
    install(Editor(), [Forbid(table="paper", allow_columns=("seen", "status"))])

    run("UPDATE paper SET seen = 1, text = text WHERE id = 1")
    run("UPDATE paper SET status = 'signed', seen = NULL WHERE id = 1")
    assert refused("UPDATE paper SET seen = 2, text = 'x' WHERE id = 1")
    assert refused("UPDATE paper SET text = NULL WHERE id = 1")
    assert refused("UPDATE paper SET id = 9 WHERE id = 1")
    assert run("SELECT status, text, seen FROM paper WHERE id = 1") == [("signed", "a", None)]


def test_a_row_frozen_by_its_own_status(tables):
    install(Editor(), [Forbid(table="paper", when="OLD.status = 'signed'")])

    assert refused("UPDATE paper SET status = 'draft' WHERE id = 2")
    assert refused("DELETE FROM paper WHERE id = 2")
    run("UPDATE paper SET status = 'signed' WHERE id = 1")
    assert refused("UPDATE paper SET text = 'x' WHERE id = 1")


def test_the_lines_of_a_frozen_paper(tables):
    install(Editor(), [Forbid(table="line", insert=True, when=PARENT_SIGNED)])

    assert refused("UPDATE line SET text = 'x' WHERE id = 2")
    assert refused("UPDATE line SET paper_id = 1 WHERE id = 2")
    assert refused("UPDATE line SET paper_id = 2 WHERE id = 1")
    assert refused("DELETE FROM line WHERE id = 2")
    assert refused("INSERT INTO line VALUES (3, 2, 'c')")
    run("UPDATE line SET text = 'x' WHERE id = 1")
    run("INSERT INTO line VALUES (3, 1, 'c')")
    run("DELETE FROM line WHERE id = 1")
    assert run("SELECT id, text FROM line ORDER BY id") == [(2, "b"), (3, "c")]


def test_two_rules_for_one_table_stand_side_by_side(tables):
    install(
        Editor(),
        [
            Forbid(table="line", when=PARENT_SIGNED),
            Forbid(table="line", when="OLD.id = 1", update=False, name="first"),
        ],
    )

    assert refused("DELETE FROM line WHERE id = 1")
    assert refused("DELETE FROM line WHERE id = 2")
    run("UPDATE line SET text = 'x' WHERE id = 1")


def test_putting_in_twice_taking_out_and_finding_what_is_missing(tables):
    rules = [Forbid(table="paper"), Forbid(table="line", insert=True, when=PARENT_SIGNED)]
    assert missing(connection, rules) == [
        "paper_frozen_update",
        "paper_frozen_delete",
        "line_frozen_insert",
        "line_frozen_update",
        "line_frozen_delete",
    ]

    install(Editor(), rules)
    install(Editor(), rules)
    assert missing(connection, rules) == []
    assert refused("DELETE FROM line WHERE id = 2")

    uninstall(Editor(), rules)
    assert len(missing(connection, rules)) == 5
    run("DELETE FROM line")
    run("DELETE FROM paper")


def test_a_later_migration_works_with_the_rules_lifted(tables):
    rules = [Forbid(table="paper")]
    install(Editor(), rules)
    operations = lifted(rules, RunSQL("DELETE FROM paper WHERE id = 1"))

    for operation in operations:
        operation.database_forwards("core", Editor(), ProjectState(), ProjectState())

    assert run("SELECT id FROM paper") == [(2,)]
    assert refused("DELETE FROM paper")


def test_a_test_may_lift_the_rules_for_a_while(tables):
    install(Editor(), [Forbid(table="paper")])

    with triggers_off(connection):
        run("DELETE FROM paper WHERE id = 1")

    assert refused("DELETE FROM paper WHERE id = 2")


def a_line(number=1):
    entry = AuditEntry(
        scope=1, number=number, at="2026-10-12T00:00:00Z", verb="sign", label="№ 1"
    )
    entry.save(force_insert=True)
    return entry


def test_the_rules_of_the_ground_are_in_the_database(db):
    assert missing(connection, FROZEN) == []


def test_the_record_is_only_added_to(db):
    entry = a_line()
    mine = AuditEntry.objects.filter(pk=entry.pk)
    entry.label = "№ 2"

    for harm in (entry.save, mine.delete, lambda: mine.update(label="№ 2"), entry.delete):
        with (
            pytest.raises(IntegrityError, match="frozen: core_auditentry"),
            transaction.atomic(),
        ):
            harm()
    assert mine.get().label == "№ 1"


def test_the_end_of_a_chain_only_moves_on(db):
    head = ChainHead.objects.create(scope=1, number=5)
    mine = ChainHead.objects.filter(scope=1)

    assert mine.update(number=6) == 1
    for harm in (head.delete, lambda: mine.update(number=6), lambda: mine.update(digest="0")):
        with (
            pytest.raises(IntegrityError, match="frozen: core_chainhead"),
            transaction.atomic(),
        ):
            harm()
    assert mine.get().number == 6


@pytest.mark.parametrize("time", ["first", "second"])
def test_tests_that_commit_find_empty_tables_and_the_rules(transactional_db, time):
    assert not AuditEntry.objects.exists()

    a_line()

    with pytest.raises(IntegrityError, match="frozen: "):
        AuditEntry.objects.all().delete()
