"""The one search table: a row for everything that can be found by words."""

from typing import Any

from django.db import models
from django.db.models.lookups import Exact, In
from django.utils.translation import gettext_lazy as _

_MATCHES = "SELECT rowid FROM core_searchrow_words WHERE core_searchrow_words MATCH %s"


class SearchRow(models.Model):
    """The words of one object; they can be written again from the object at any time."""

    scope = models.BigIntegerField(_("scope"))
    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    # What it is a part of and seen with; the whole itself names itself.
    whole_id = models.BigIntegerField(null=True)
    title = models.TextField(_("title"), blank=True)
    # As it was written, to be shown where it was found.
    text = models.TextField(_("text"), blank=True, default="")
    folded = models.TextField(_("words to find it by"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)

    class Meta:
        app_label = "core"
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "kind", "object_id"], name="searchrow_one_per_object"
            )
        ]
        indexes = [models.Index(fields=["scope", "whole_id"], name="searchrow_of_whole")]

    def __str__(self) -> str:
        return self.title


class HasWords(models.Lookup):
    """Ask the full-text index that ``core.search.install`` keeps beside the column.

    SQLite reads the list of all rows that have the words, and walks along an index of its own
    of what is searched; so common words take it no longer than rare ones.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        key = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"+{key}.id IN ({_MATCHES})", [self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        key = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{key}.vector @@ %s::tsquery", [self.rhs]


class OfScope(Exact):
    """Equal, as the full-text index of PostgreSQL is laid.

    No other index knows the sign: else PostgreSQL, which takes the comparing of vectors for
    cheap, would read all rows of a school. A plain number is no ``bigint`` to the index.
    """

    lookup_name = "searched"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= {rhs}"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}::bigint", params


class Among(In):
    """One of these, as a check of rows that were found and not a way to find them."""

    lookup_name = "among"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"IN {rhs}"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params


SearchRow._meta.get_field("folded").register_lookup(HasWords)
SearchRow._meta.get_field("scope").register_lookup(OfScope)
SearchRow._meta.get_field("kind").register_lookup(Among)
