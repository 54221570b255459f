"""The first shape: one log, quarantine, states, genealogy, people, stations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "enrolment_codes",
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "epochs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("first_gsn", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_epochs")),
        sa.UniqueConstraint("epoch", name=op.f("uq_epochs_epoch")),
    )
    op.create_table(
        "log_head",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("gsn", sa.BigInteger(), nullable=False),
        sa.Column("loghash", sa.LargeBinary(), nullable=False),
        sa.Column("projected", sa.BigInteger(), nullable=False),
        sa.Column("hlc_ms", sa.BigInteger(), nullable=False),
        sa.Column("hlc_counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_log_head")),
    )
    op.create_table(
        "number_ranges",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("drawn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", "first", name=op.f("pk_number_ranges")),
    )
    op.create_index(
        op.f("ix_number_ranges_writer_series"), "number_ranges", ["writer", "series"], unique=False
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("badge", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("assignments", sa.LargeBinary(), nullable=False),
        sa.Column("rights", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("badge", name=op.f("uq_people_badge")),
    )
    op.create_table(
        "sightings",
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("seen_ms", sa.BigInteger(), nullable=False),
        sa.Column("backlog", sa.Integer(), nullable=False),
        sa.Column("oldest", sa.Text(), nullable=True),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("boot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_sightings")),
    )
    op.create_table(
        "state_records",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("gsn", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_state_records")),
    )
    op.create_index(
        op.f("ix_state_records_gsn_kind_key"), "state_records", ["gsn", "kind", "key"], unique=False
    )
    op.create_table(
        "things",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_things")),
        sa.UniqueConstraint("key", name=op.f("uq_things_key")),
    )
    op.create_index(op.f("ix_things_label"), "things", ["label"], unique=False)
    op.create_index(op.f("ix_things_material_label"), "things", ["material", "label"], unique=False)
    op.create_table(
        "writers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_writers")),
        sa.UniqueConstraint("id", name=op.f("uq_writers_id")),
    )
    op.create_table(
        "log",
        sa.Column(
            "gsn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("hlc_ms", sa.BigInteger(), nullable=False),
        sa.Column("hlc_counter", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("loghash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["writer"], ["writers.number"], name=op.f("fk_log_writer")),
        sa.PrimaryKeyConstraint("gsn", name=op.f("pk_log")),
        sa.UniqueConstraint("writer", "seq", "id", name=op.f("uq_log_writer_seq_id")),
    )
    op.create_index(op.f("ix_log_id"), "log", ["id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_sessions_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    op.create_table(
        "links",
        sa.Column("target", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "gsn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["gsn"], ["log.gsn"], name=op.f("fk_links_gsn")),
        sa.ForeignKeyConstraint(["source"], ["things.number"], name=op.f("fk_links_source")),
        sa.ForeignKeyConstraint(["target"], ["things.number"], name=op.f("fk_links_target")),
        sa.PrimaryKeyConstraint("target", "source", "gsn", "place", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_links_source_target"), "links", ["source", "target"], unique=False)
    op.create_table(
        "partings",
        sa.Column("target", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "gsn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(["gsn"], ["log.gsn"], name=op.f("fk_partings_gsn")),
        sa.ForeignKeyConstraint(["source"], ["things.number"], name=op.f("fk_partings_source")),
        sa.ForeignKeyConstraint(["target"], ["things.number"], name=op.f("fk_partings_target")),
        sa.PrimaryKeyConstraint("target", "source", "gsn", name=op.f("pk_partings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_partings_source_target"), "partings", ["source", "target"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column(
            "gsn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["gsn"], ["log.gsn"], name=op.f("fk_quarantine_gsn")),
        sa.PrimaryKeyConstraint("gsn", name=op.f("pk_quarantine")),
    )
