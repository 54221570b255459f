"""Bringing a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from central.store.database import Database


def upgrade(database: Database) -> None:
    """Run all migrations a database still lacks, in one transaction; nothing to do costs a few milliseconds."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
