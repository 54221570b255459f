"""Looking things up among many, page by page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from central.bootstrap.parts import opened
from central.ingest.context import Context
from central.store.edges import add_things
from central.tracing.queries import keys_after
from traceability.identity import Lot, Unit

LOTS = [Lot("BEICHEN", "TG-200", f"L{number:04d}").uri for number in range(300)]
BOARDS = [Unit("TC-300", f"A{number:04d}").uri for number in range(300)]


@pytest.fixture
def context(folder: Path) -> Iterator[Context]:
    """A central that knows 600 things."""
    with opened(folder) as context:
        with context.writing() as connection:
            add_things(connection, [*LOTS, *BOARDS])
        yield context


@pytest.mark.parametrize(
    ("prefix", "materials", "kind", "expected"),
    [
        ("L", (), None, LOTS),
        ("L01", (), None, LOTS[100:200]),
        ("L00", ("TC-300",), None, BOARDS + LOTS[:100]),
        ("A", ("TG-200", "TC-300"), "lot", LOTS),
        ("", (), None, [*reversed(BOARDS), *reversed(LOTS)]),
        ("", (), "lot", [*reversed(LOTS)]),
        ("x", (), None, []),
    ],
)
def test_pages_bring_everything_sought_once_and_in_order(
    context: Context, prefix: str, materials: tuple[str, ...], kind: str | None, expected: list[str]
) -> None:
    met: list[str] = []
    with context.database.reading() as connection:
        while page := keys_after(connection, prefix, materials, kind, met[-1] if met else None, 77):
            assert len(page) <= 77
            met += page
    assert met == expected


def test_no_search_reads_or_sorts_more_than_its_page(context: Context) -> None:
    asked: list[tuple[str, object]] = []
    with context.database.reading() as connection:

        def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
            asked.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        keys_after(connection, "L0", ("TC-300",), None, LOTS[20], 50)
        event.remove(connection, "before_cursor_execute", note)
        assert len(asked) == 3
        for statement, parameters in asked:
            plan = [
                row.detail
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]  # as they were given
            ]
            assert plan[0].startswith("SEARCH things USING"), plan
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan
