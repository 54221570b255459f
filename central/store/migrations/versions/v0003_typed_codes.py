"""How many codes were typed because they could not be read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table; no older station let a code be typed."""
    op.create_table(
        "typed_codes",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", "day", name=op.f("pk_typed_codes")),
    )
