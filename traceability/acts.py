"""What an entry's body says was done. Every act is an entry; the kind of act is the body's tag.

Acts name people by opaque ids, things by their keys (`identity`), other entries by their ids in lower-case hex.
"""

from enum import Enum

import msgspec

from traceability.events import Event
from traceability.people import Assignment
from traceability.quantity import Quantity
from traceability.records import Device, Record


class FieldValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value of a form: exactly one of the parts is given.

    Attributes:
        field: the field's key in the process pack.
        thing: key of a lot, unit or logistic unit.
        text: free or chosen text, a document number, or a date as YYYY-MM-DD.
        quantity: an amount.
    """

    field: str
    thing: str | None = None
    text: str | None = None
    quantity: Quantity | None = None


class _Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What all acts share: the tag that names their kind."""


class Reading(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="reading"):
    """An input the station accepted for the open form `piece`. It has no genealogical effect until the event."""

    piece: str
    form: str
    values: tuple[FieldValue, ...]


class Withdrawal(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="withdrawal"):
    """Readings of the open form taken back before saving; the readings stay in the journal."""

    piece: str
    readings: tuple[str, ...]


class Refusal(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="refusal"):
    """An input the station did not take; why stands in the entry's verdict, the bytes in its sources."""

    piece: str
    form: str
    values: tuple[FieldValue, ...] = ()


class Outcome(Enum):
    """How a piece of work ended (ISA-95 production actuals: good, rework, scrap)."""

    GOOD = "good"
    REWORK = "rework"
    SCRAP = "scrap"


class EventRecorded(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="event"):
    """A completed form: the EPCIS event it means and the readings it is made of."""

    piece: str
    form: str
    event: Event
    readings: tuple[str, ...]
    values: tuple[FieldValue, ...]
    outcome: Outcome = Outcome.GOOD


class NumbersDrawn(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="numbers-drawn"):
    """Numbers `first` to `last` of a series were taken from this writer's reserved range, never to be taken again."""

    series: str
    first: int
    last: int


class SignedIn(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="signed-in"):
    """The entry's actor signed in with badge and PIN."""


class SignInFailed(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="sign-in-failed"):
    """A sign-in, or the confirmation of a typed code, was refused.

    `reason` is `unknown-badge`, `wrong-pin`, `locked`, `no-right`, or `yourself` where another person must confirm.
    """

    reason: str


class SignedOut(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="signed-out"):
    """The entry's actor signed out."""


class DeviceChanged(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="device-changed"):
    """A reading device became ready, absent or faulty, or read nothing (`no-read`).

    `profile` is the scanner profile it is read by, `FAMILY/VERSION`.
    """

    device: str
    state: str
    detail: str = ""
    profile: str = ""


class ProfileRefused(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="profile-refused"):
    """A released scanner profile (`FAMILY/VERSION`) can't be used here; the device goes on as it was."""

    device: str
    profile: str
    reason: str


class DeviceSetUp(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="device-set-up"):
    """A technician set up a reading device at the station; it takes the place of the record's device of that name."""

    device: Device


class DeviceSuspected(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="device-suspected"):
    """The way a device sends its codes looks faulty: `fault`, and readings of ordinary work that show it."""

    device: str
    fault: str
    evidence: tuple[str, ...] = ()


class DeviceExamined(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="device-examined"):
    """The scanner doctor read test codes with a device: the faults it found; none: all were right."""

    device: str
    faults: tuple[str, ...] = ()
    profile: str = ""


class HoldPlaced(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="hold-placed"):
    """Things may not be used until this hold is lifted. A hold always succeeds."""

    things: tuple[str, ...]
    reason: str


class HoldLifted(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="hold-lifted"):
    """Lifts the holds it names, and no other: a hold placed meanwhile stands."""

    holds: tuple[str, ...]
    things: tuple[str, ...]
    reason: str


class RecordChanged(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="record-changed"):
    """Central's own act: a master-data record now reads so."""

    record: Record


class RightsChanged(_Act, frozen=True, kw_only=True, omit_defaults=True, tag="rights-changed"):
    """Central's own act: what a person may do now. Names stay in the directory, where they can be erased."""

    person: str
    assignments: tuple[Assignment, ...]
    rights: int
    active: bool


Act = (
    Reading
    | Withdrawal
    | Refusal
    | EventRecorded
    | NumbersDrawn
    | SignedIn
    | SignInFailed
    | SignedOut
    | DeviceChanged
    | DeviceExamined
    | DeviceSetUp
    | DeviceSuspected
    | ProfileRefused
    | HoldPlaced
    | HoldLifted
    | RecordChanged
    | RightsChanged
)
