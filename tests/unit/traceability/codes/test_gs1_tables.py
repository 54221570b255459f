"""The committed table is what its generator makes of the committed dictionary, and says what the dictionary says."""

import subprocess
import sys
from pathlib import Path

import pytest

from traceability.codes.gs1 import tables
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS, ApplicationIdentifier, Component

_ROOT = Path(__file__).parents[4]


def test_the_committed_table_is_what_the_generator_makes() -> None:
    checked = subprocess.run(
        [sys.executable, _ROOT / "tools" / "generate_gs1_tables.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_every_line_of_the_dictionary_is_a_row() -> None:
    dictionary = (_ROOT / "tools" / "data" / "gs1-syntax-dictionary.txt").read_text(encoding="utf-8")
    lines = [line.split()[0] for line in dictionary.splitlines() if line[:1].isdigit()]
    assert [first if first == last else f"{first}-{last}" for first, last, *_ in tables.ROWS] == lines


@pytest.mark.parametrize(
    "expected",
    [
        ApplicationIdentifier(
            identifier="01",
            title="GTIN",
            predefined_length=True,
            components=(Component("N", 14, 14, optional=False, linters=("csum", "gcppos2")),),
            requires=(),
            excludes=("255", "37"),
            digital_link_attribute=True,
            digital_link_qualifiers=(("22", "10", "21"), ("235",)),
        ),
        ApplicationIdentifier(
            identifier="3925",
            title="PRICE",
            predefined_length=False,
            components=(Component("N", 1, 15, optional=False, linters=()),),
            requires=((("01", "30"), ("01", "31nn"), ("01", "32nn"), ("01", "35nn"), ("01", "36nn")),),
            excludes=("392n", "393n"),
            digital_link_attribute=True,
            digital_link_qualifiers=None,
        ),
        ApplicationIdentifier(
            identifier="7011",
            title="TEST BY DATE",
            predefined_length=False,
            components=(
                Component("N", 6, 6, optional=False, linters=("yymmdd",)),
                Component("N", 4, 4, optional=True, linters=("hhmi",)),
            ),
            requires=((("01",), ("02",), ("03",)),),
            excludes=(),
            digital_link_attribute=True,
            digital_link_qualifiers=None,
        ),
        ApplicationIdentifier(
            identifier="8017",
            title="GSRN - PROVIDER",
            predefined_length=False,
            components=(Component("N", 18, 18, optional=False, linters=("csum", "gcppos1")),),
            requires=(),
            excludes=("8018",),
            digital_link_attribute=True,
            digital_link_qualifiers=(("8019",),),
        ),
    ],
    ids=lambda expected: expected.identifier,
)
def test_an_identifier_says_what_its_line_says(expected: ApplicationIdentifier) -> None:
    assert APPLICATION_IDENTIFIERS[expected.identifier] == expected


def test_lengths_add_up_over_components_and_leave_optional_ones_out_of_the_minimum() -> None:
    test_by = APPLICATION_IDENTIFIERS["7011"]
    assert (test_by.minimum, test_by.maximum) == (6, 10)


def test_two_leading_digits_always_tell_the_length_of_an_identifier() -> None:
    lengths: dict[str, set[int]] = {}
    for identifier in APPLICATION_IDENTIFIERS:
        lengths.setdefault(identifier[:2], set()).add(len(identifier))
    assert all(len(found) == 1 for found in lengths.values())
