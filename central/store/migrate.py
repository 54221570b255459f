"""Bringing a database to the newest shape."""

from pathlib import Path

from central.store.database import Connection, Database, DatabaseError

NEWEST = "0003"
"""The shape this release works with: the revision of the last migration."""


def upgrade(database: Database) -> None:
    """Run all migrations a database still lacks, in one transaction. Raises DatabaseError for a newer release's shape."""
    with database.reading() as connection:
        found = _shape(connection)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise DatabaseError(f"its shape {found} is of a newer release; this one knows {NEWEST}")
    from alembic import command  # noqa: PLC0415  half of a command's start, needed once in a release
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _shape(connection: Connection) -> str | None:
    """The revision alembic noted; None for a new file."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.exec_driver_sql(known).first() is None:
        return None
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(revision) if revision is not None else None
