"""The directory of people and their rights. Every change of rights is an entry; names and secrets are none."""

from collections.abc import Sequence

import msgspec

from central.ingest.context import Context
from central.ingest.journal import Deed
from central.people.secrets import badge_hash, password_hash, pin_verifier
from central.store import directory
from central.store.directory import Account
from traceability.acts import RightsChanged
from traceability.language import Language
from traceability.people import SYSTEM, Assignment, Person


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    """What is told about a person; the PIN is for stations, the password for pages. None: as it was, or none."""

    id: str
    name: str
    badge: str
    assignments: tuple[Assignment, ...]
    pin: str | None = None
    password: str | None = None
    language: Language = Language.CHINESE
    active: bool = True


class BadgeTaken(msgspec.Struct, frozen=True):
    """Somebody else has this badge."""

    owner: str


def put_person(context: Context, new: NewPerson, by: str = SYSTEM) -> Person | BadgeTaken:
    """Add somebody or change them; stations learn of it with their next pull."""
    pin = pin_verifier(context.pepper, new.pin) if new.pin else None
    password = password_hash(new.password) if new.password else None
    with context.writing() as connection:
        owner = directory.badge_owner(connection, badge_hash(new.badge))
        if owner not in {None, new.id}:
            return BadgeTaken(str(owner))
        before = directory.account(connection, new.id)
        person = Person(
            id=new.id,
            name=new.name,
            badge=badge_hash(new.badge),
            assignments=new.assignments,
            rights=before.person.rights + 1 if before else 1,
            pin=pin or (before.person.pin if before else None),
            language=new.language,
            active=new.active,
        )
        kept = password or (before.password if before else None)
        directory.put(connection, Account(person=person, password=kept))
        if not person.active or password:
            directory.end_sessions(connection, person.id)
        context.journal.append(connection, (Deed(_change(person), by),))
    return person


def erase_person(context: Context, identifier: str, by: str = SYSTEM) -> bool:
    """Forget a person's name, badge and secrets; entries keep their opaque id. False when there was nobody."""
    with context.writing() as connection:
        before = directory.account(connection, identifier)
        if before is None:
            return False
        directory.erase(connection, identifier)
        gone = RightsChanged(person=identifier, assignments=(), rights=before.person.rights + 1, active=False)
        context.journal.append(connection, (Deed(gone, by),))
    return True


def person(context: Context, identifier: str) -> Person | None:
    """Somebody in the directory."""
    with context.database.reading() as connection:
        found = directory.account(connection, identifier)
    return found.person if found else None


def everybody(context: Context) -> Sequence[Person]:
    """Everybody in the directory, by name."""
    with context.database.reading() as connection:
        return tuple(account.person for account in directory.accounts(connection))


def _change(person: Person) -> RightsChanged:
    return RightsChanged(
        person=person.id, assignments=person.assignments, rights=person.rights, active=person.active
    )
