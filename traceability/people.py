"""People, roles and rights, and the one function that decides whether somebody may.

Rights are data in central's records; what a role gives stands here once. Everything is denied that no role gives.
"""

from enum import Enum

import msgspec

from traceability.language import Language

SYSTEM = "system"
"""The actor of acts the program does by itself."""


class Right(Enum):
    """One thing a person may do."""

    WORK = "work"
    CONFIRM_TYPED = "confirm-typed"
    SEE_TRACE = "see-trace"
    PLACE_HOLD = "place-hold"
    LIFT_HOLD = "lift-hold"
    SEE_STATIONS = "see-stations"
    ENROL_STATION = "enrol-station"
    SET_UP_DEVICES = "set-up-devices"
    RELEASE_PROFILES = "release-profiles"


class Role(Enum):
    """What somebody is in the plant (product vocabulary)."""

    OPERATOR = "operator"
    SHIFT_LEAD = "shift-lead"
    TECHNICIAN = "technician"
    WAREHOUSE_KEEPER = "warehouse-keeper"
    QUALITY = "quality"
    PROCESS_ENGINEER = "process-engineer"
    PRODUCTION_MANAGER = "production-manager"
    AUDITOR = "auditor"
    SECURITY_OFFICER = "security-officer"
    ADMINISTRATOR = "administrator"


_GIVES: dict[Role, frozenset[Right]] = {
    Role.OPERATOR: frozenset({Right.WORK}),
    Role.WAREHOUSE_KEEPER: frozenset({Right.WORK}),
    Role.SHIFT_LEAD: frozenset(
        {Right.WORK, Right.CONFIRM_TYPED, Right.SEE_TRACE, Right.PLACE_HOLD, Right.SEE_STATIONS}
    ),
    Role.TECHNICIAN: frozenset(
        {Right.WORK, Right.SEE_STATIONS, Right.SET_UP_DEVICES, Right.RELEASE_PROFILES}
    ),
    Role.QUALITY: frozenset(
        {
            Right.WORK,
            Right.CONFIRM_TYPED,
            Right.SEE_TRACE,
            Right.PLACE_HOLD,
            Right.LIFT_HOLD,
            Right.SEE_STATIONS,
        }
    ),
    Role.PROCESS_ENGINEER: frozenset({Right.SEE_TRACE, Right.SEE_STATIONS}),
    Role.PRODUCTION_MANAGER: frozenset({Right.SEE_TRACE, Right.SEE_STATIONS}),
    Role.AUDITOR: frozenset({Right.SEE_TRACE, Right.SEE_STATIONS}),
    Role.SECURITY_OFFICER: frozenset({Right.SEE_STATIONS}),
    Role.ADMINISTRATOR: frozenset(
        {Right.SEE_STATIONS, Right.ENROL_STATION, Right.SET_UP_DEVICES, Right.RELEASE_PROFILES}
    ),
}


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A role within a scope; None means everywhere."""

    role: Role
    plant: str | None = None
    step: str | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who signs in.

    Attributes:
        id: opaque and for ever; entries carry nothing else of a person.
        name: as shown; lives in the directory, not in entries.
        badge: SHA-256 of the badge's bytes in hex, so a copied database makes no badges.
        pin: argon2id verifier of the peppered PIN; None for people who use no station.
        rights: version, grows with each change of assignments.
        active: False for somebody who left.
    """

    id: str
    name: str
    badge: str
    assignments: tuple[Assignment, ...]
    rights: int
    pin: str | None = None
    language: Language = Language.CHINESE
    active: bool = True


def may(person: Person, right: Right, *, plant: str | None = None, step: str | None = None) -> bool:
    """Whether `person` may use `right` at this plant and step. The only place that decides."""
    return person.active and any(
        right in _GIVES[assignment.role]
        and assignment.plant in {None, plant}
        and assignment.step in {None, step}
        for assignment in person.assignments
    )
