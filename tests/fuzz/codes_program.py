"""Fuzz what reads codes: `python -m tests.fuzz.codes_program [libFuzzer options] [CORPUS…]`.

Any bytes give a scan that keeps them, with reasons that can be shown; what is right can be made again.
"""

import sys

import atheris  # type: ignore[import-untyped]  # ships no types

with atheris.instrument_imports(include=["traceability"]):
    import datetime as dt

    from traceability.codes import CodeIds, Element, Interpretation, Kind, read
    from traceability.codes.gs1.digital_link import make_digital_link, read_digital_link
    from traceability.codes.gs1.element_strings import make_element_strings, read_element_strings
    from traceability.language import Language

_TODAY = dt.date(2025, 6, 1)
_SYMBOLOGIES = ("", "]C1", "]d2", "]Q3", "]e0", "]E0", "]E3", "]E4", "]C0", "]Q1", "]d1")
_CODE_IDS = tuple(CodeIds)


def examine(data: bytes) -> None:
    """Read `data[1:]` as the device that `data[0]` stands for would send it. Raises AssertionError."""
    device = data[0] if data else 0
    raw = data[1:]
    symbology = _SYMBOLOGIES[device % len(_SYMBOLOGIES)]
    scan = read(raw, _TODAY, code_ids=_CODE_IDS[device // 16 % len(_CODE_IDS)], symbology=symbology)
    assert scan.raw == raw
    assert sum(one.kind is Kind.TEXT for one in scan.interpretations) == 1
    for interpretation in scan.interpretations:
        for error in (*interpretation.errors, *interpretation.warnings):
            assert error.sentence(Language.ENGLISH)
            assert 0 <= error.position <= len(raw)
        if interpretation.ok:
            _make_again(interpretation)


def _make_again(interpretation: Interpretation) -> None:
    """What was read as right, made and read again, is the same."""
    elements = interpretation.elements
    if interpretation.kind is Kind.GS1:
        again = read_element_strings(make_element_strings(elements).decode())
        assert again.elements == elements
    elif interpretation.kind is Kind.DIGITAL_LINK:
        link = read_digital_link(make_digital_link(elements))
        assert link is not None
        assert sorted(link.elements, key=_order) == sorted(elements, key=_order)


def _order(element: Element) -> tuple[str, str]:
    return element.identifier, element.value


if __name__ == "__main__":
    atheris.Setup(sys.argv, examine)
    atheris.Fuzz()
