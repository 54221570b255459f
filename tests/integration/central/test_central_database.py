"""The database file: its shape, its settings, its one writer."""

import threading
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from central.bootstrap.parts import opened
from central.ingest.context import Context
from central.people.directory import NewPerson, put_person
from central.store import directory, log, migrate
from central.store.database import DatabaseError, require_sqlite
from central.store.tables import metadata


def test_migrations_lead_to_exactly_the_tables(folder: Path) -> None:
    with opened(folder) as context, context.database.reading() as connection:
        migrated = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(migrated, metadata) == []


def test_a_start_looks_for_the_shape_the_last_migration_makes() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.NEWEST


def test_a_database_of_a_newer_release_is_left_alone(folder: Path) -> None:
    with opened(folder) as context, context.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer release"), opened(folder):
        pass


def test_every_connection_is_durable_and_keeps_references(folder: Path) -> None:
    with opened(folder) as context, context.database.reading() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_sqlite_with_the_wal_bug_is_refused() -> None:
    with pytest.raises(DatabaseError, match="too old"):
        require_sqlite((3, 40, 1))


def test_a_reader_sees_one_moment_while_others_write(folder: Path) -> None:
    with opened(folder) as context:
        before = threading.Event()
        with context.database.reading() as connection:
            gsn = log.head(connection).gsn

            def write() -> None:
                with context.writing() as writing:
                    context.journal.append(writing, ())
                    writing.execute(text("UPDATE log_head SET gsn = gsn + 1"))
                before.set()

            thread = threading.Thread(target=write)
            thread.start()
            assert before.wait(30)
            thread.join()
            assert log.head(connection).gsn == gsn
        with context.database.reading() as connection:
            assert log.head(connection).gsn == gsn + 1


def test_what_fails_tells_no_secret(folder: Path) -> None:
    new = NewPerson(id="P-1", name="李华", badge="B-1", pin="4711", assignments=())
    with opened(folder) as context:
        put_person(context, new)
        with context.database.reading() as connection:
            twin = directory.account(connection, "P-1")
        assert twin is not None
        twin = msgspec.structs.replace(twin, person=msgspec.structs.replace(twin.person, id="P-2"))
        with pytest.raises(IntegrityError) as failed, context.writing() as connection:
            directory.put(connection, twin)
    assert "people.badge" in str(failed.value)
    assert not any(
        secret in str(failed.value) for secret in (twin.person.pin or "", twin.person.badge, "李华")
    )


def test_what_fails_leaves_nothing(folder: Path) -> None:
    with opened(folder) as context:
        with pytest.raises(IntegrityError):
            fail_half_way(context)
        with context.database.reading() as connection:
            assert log.head(connection).gsn > 0


def fail_half_way(context: Context) -> None:
    """A transaction whose second statement can't be done."""
    with context.writing() as connection:
        connection.execute(text("UPDATE log_head SET gsn = 0"))
        connection.execute(text("INSERT INTO log_head SELECT * FROM log_head"))
