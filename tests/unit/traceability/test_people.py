import msgspec
import pytest

from traceability.people import Assignment, Person, Right, Role, may


def person(*assignments: Assignment) -> Person:
    return Person(id="p1", name="李敏", badge="", assignments=assignments, rights=1)


def test_nothing_is_allowed_that_no_role_gives() -> None:
    assert not any(may(person(), right) for right in Right)


@pytest.mark.parametrize("role", Role)
def test_somebody_who_left_may_nothing(role: Role) -> None:
    gone = msgspec.structs.replace(person(Assignment(role)), active=False)
    assert not any(may(gone, right) for right in Right)


def test_an_operator_works_and_nothing_else() -> None:
    assert [right for right in Right if may(person(Assignment(Role.OPERATOR)), right)] == [Right.WORK]


def test_only_quality_lifts_a_hold() -> None:
    lifters = [role for role in Role if may(person(Assignment(role)), Right.LIFT_HOLD)]
    assert lifters == [Role.QUALITY]


def test_a_shift_lead_or_quality_confirms_what_was_typed_for_an_unreadable_code() -> None:
    confirming = [role for role in Role if may(person(Assignment(role)), Right.CONFIRM_TYPED)]
    assert confirming == [Role.SHIFT_LEAD, Role.QUALITY]


def test_a_role_counts_only_within_its_scope() -> None:
    scoped = person(Assignment(Role.OPERATOR, plant="P1", step="assembly"))
    assert may(scoped, Right.WORK, plant="P1", step="assembly")
    assert not may(scoped, Right.WORK, plant="P2", step="assembly")
    assert not may(scoped, Right.WORK, plant="P1", step="packing")


def test_several_roles_add_up() -> None:
    both = person(Assignment(Role.OPERATOR), Assignment(Role.AUDITOR, plant="P1"))
    assert may(both, Right.WORK, plant="P2")
    assert may(both, Right.SEE_TRACE, plant="P1")
    assert not may(both, Right.SEE_TRACE, plant="P2")
