"""Alembic's environment: migrations run on the connection that `store.migrate` hands over."""

from alembic import context

from central.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False
)
context.run_migrations()
