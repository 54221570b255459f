"""Over everything the table permits: making and reading are inverse, and what is wrong in a value is never right."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.unit.traceability.codes.gs1_values import element_sets, may_join, values
from traceability.codes import Element
from traceability.codes.gs1.digital_link import make_digital_link, read_digital_link
from traceability.codes.gs1.element_strings import make_element_strings, read_bracketed, read_element_strings
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS
from traceability.codes.gs1.tables import ROWS

_ONE_OF_EACH_KIND = [last for _, last, *_ in ROWS]  # a row is one identifier, or a range of equal ones
# How long one case takes is the machine's affair, not the promise's.
_MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_A_FEW = settings(_MANY, max_examples=15)
_KEYS = {
    identifier: known.digital_link_qualifiers
    for identifier, known in APPLICATION_IDENTIFIERS.items()
    if known.digital_link_qualifiers is not None
}
_ATTRIBUTES = tuple(
    identifier
    for identifier, known in APPLICATION_IDENTIFIERS.items()
    if known.digital_link_attribute and identifier not in _KEYS
)
_STEMS = st.sampled_from(
    ["https://id.gs1.org", "http://a.example:8080", "HTTPS://A/01/x/y", "https://[::1]//b"]
)


def _bracketed(elements: list[Element]) -> str:
    return "".join(f"({one.identifier})" + one.value.replace("(", "\\(") for one in elements)


@pytest.mark.parametrize("identifier", _ONE_OF_EACH_KIND)
@_A_FEW
@given(data=st.data())
def test_right_values_of_every_identifier_are_made_and_read(identifier: str, data: st.DataObject) -> None:
    element = Element(identifier, data.draw(values(identifier)))
    made = make_element_strings([element]).decode()
    read = read_element_strings(made)
    assert (read.elements, read.errors) == ((element,), ())


@_MANY
@given(element_sets())
def test_reading_made_element_strings_gives_the_elements(elements: list[Element]) -> None:
    assume(elements)
    read = read_element_strings(make_element_strings(elements).decode())
    assert read.ok
    assert list(read.elements) == elements


@_MANY
@given(element_sets())
def test_the_bracketed_form_says_the_same(elements: list[Element]) -> None:
    assume(elements)
    read = read_bracketed(_bracketed(elements))
    assert read.ok
    assert list(read.elements) == elements


@_MANY
@given(element_sets(), st.data())
def test_redundant_separators_anywhere_between_values_change_nothing(
    elements: list[Element], data: st.DataObject
) -> None:
    assume(elements)
    between = st.integers(1, 3).map(lambda count: "\x1d" * count)
    written = "".join(one.identifier + one.value + data.draw(between) for one in elements)
    assert list(read_element_strings(written).elements) == elements


@st.composite
def _links(draw: st.DrawFn) -> tuple[list[Element], list[Element]]:
    """The elements of a link's path, and those of its query."""
    key = draw(st.sampled_from(sorted(_KEYS)))
    path = [Element(key, draw(values(key)))]
    sequence = draw(st.sampled_from(_KEYS[key]))
    for qualifier in sequence:
        element = Element(qualifier, draw(values(qualifier)))
        if draw(st.booleans()) and may_join(element, path):
            path.append(element)
    qualifiers = {name for names in _KEYS[key] for name in names}
    attributes = tuple(name for name in _ATTRIBUTES if name not in qualifiers)
    everything = draw(element_sets(begin=tuple(path), identifiers=attributes))
    return path, everything[len(path) :]


@_MANY
@given(_links(), _STEMS)
def test_reading_a_made_link_gives_the_elements(link: tuple[list[Element], list[Element]], stem: str) -> None:
    path, query = link
    made = make_digital_link([*path, *query], stem)
    read = read_digital_link(made)
    assert read is not None
    assert read.ok
    assert list(read.elements) == [*path, *query]
    assert make_digital_link(read.elements, stem) == made


@_MANY
@given(_links(), st.data())
def test_a_link_has_one_path_however_its_elements_are_ordered(
    link: tuple[list[Element], list[Element]], data: st.DataObject
) -> None:
    (key, *qualifiers), query = link
    shuffled = [key, *data.draw(st.permutations([*qualifiers, *query]))]
    made, again = make_digital_link([key, *qualifiers, *query]), make_digital_link(shuffled)
    assert again.partition("?")[0] == made.partition("?")[0]
    assert sorted(again.partition("?")[2].split("&")) == sorted(made.partition("?")[2].split("&"))


_WRONG = {"N": "A", "X": "$", "Y": "a", "Z": "+"}


@pytest.mark.parametrize("identifier", _ONE_OF_EACH_KIND)
@_A_FEW
@given(data=st.data())
def test_a_character_outside_its_set_is_found_wherever_it_stands(
    identifier: str, data: st.DataObject
) -> None:
    value = data.draw(values(identifier))
    place = data.draw(st.integers(0, len(value) - 1))
    components, start = APPLICATION_IDENTIFIERS[identifier].components, 0
    for component in components:
        if place < start + component.maximum:
            break
        start += component.maximum
    wrong = value[:place] + _WRONG[component.character_set] + value[place + 1 :]
    for written in (read_element_strings(identifier + wrong), read_bracketed(f"({identifier}){wrong}")):
        assert not written.ok


@pytest.mark.parametrize("identifier", _ONE_OF_EACH_KIND)
@_A_FEW
@given(data=st.data())
def test_a_value_longer_or_shorter_than_its_identifier_permits_is_found(
    identifier: str, data: st.DataObject
) -> None:
    known = APPLICATION_IDENTIFIERS[identifier]
    value = data.draw(values(identifier))
    longer = value + "0" * (known.maximum + 1 - len(value))
    shorter = value[: data.draw(st.integers(0, known.minimum - 1))]
    for wrong, code in ((longer, "value-too-long"), (shorter, "value-too-short")):
        errors = read_bracketed(_bracketed([Element(identifier, wrong)])).errors
        assert [error.code for error in errors if error.identifier == identifier][:1] == [code]
