"""What the database itself keeps unchanged once a paper is filed."""

from core.triggers import Forbid

TABLE = "associations_archiveddocument"
FILED = (
    "OLD.file <> '' AND (NEW.file <> OLD.file OR NEW.file_digest <> OLD.file_digest"
    " OR COALESCE(NEW.size, 0) <> COALESCE(OLD.size, 0)"
    " OR NEW.renderer <> OLD.renderer OR NEW.fonts <> OLD.fonts)"
)
FROZEN = (
    Forbid(
        table=TABLE,
        allow_columns=("state", "file", "file_digest", "size", "renderer", "fonts"),
    ),
    Forbid(table=TABLE, delete=False, when=FILED, name="filed"),
    Forbid(
        table=TABLE,
        delete=False,
        when="OLD.state = 'replaced' AND NEW.state <> 'replaced'",
        name="replaced",
    ),
)
