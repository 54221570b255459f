"""Statements on the directory of people: names and secrets, which can be erased, beside the log, which can't."""

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from central.store.tables import people, sessions
from traceability.language import Language
from traceability.people import Assignment, Person

_assignments = msgspec.json.Decoder(tuple[Assignment, ...])


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person with what only central keeps of them: the argon2id hash of the password, and failed sign-ins."""

    person: Person
    password: str | None
    failures: int = 0
    locked_until_ms: int = 0


def account(connection: Connection, identifier: str) -> Account | None:
    """An account by the person's id; None when there is none or it was erased."""
    row = connection.execute(select(people).where(people.c.id == identifier)).first()
    return _account(row) if row else None


def accounts(connection: Connection) -> tuple[Account, ...]:
    """All accounts, by name."""
    rows = connection.execute(select(people).order_by(people.c.name, people.c.id))
    return tuple(_account(row) for row in rows)


def names(connection: Connection) -> dict[str, str]:
    """The names of all people by id."""
    return {row.id: row.name for row in connection.execute(select(people.c.id, people.c.name))}


def put(connection: Connection, changed: Account) -> None:
    """Write an account over what was there."""
    person = changed.person
    row = {
        "name": person.name,
        "badge": person.badge,
        "pin": person.pin,
        "password": changed.password,
        "language": person.language.value,
        "assignments": msgspec.json.encode(person.assignments),
        "rights": person.rights,
        "active": person.active,
        "failures": changed.failures,
        "locked_until_ms": changed.locked_until_ms,
    }
    done = connection.execute(update(people).where(people.c.id == person.id).values(row))
    if done.rowcount == 0:
        connection.execute(insert(people).values(id=person.id, **row))


def badge_owner(connection: Connection, badge: str) -> str | None:
    """Who has the badge with this SHA-256."""
    return connection.execute(select(people.c.id).where(people.c.badge == badge)).scalar()


def erase(connection: Connection, identifier: str) -> None:
    """Forget a person's name and secrets, and end their sessions."""
    connection.execute(delete(people).where(people.c.id == identifier))


def add_session(connection: Connection, token: bytes, person: str, expires_ms: int) -> None:
    """Keep a session under the hash of its token."""
    connection.execute(insert(sessions).values(token=token, person=person, expires_ms=expires_ms))


def session_account(connection: Connection, token: bytes, now_ms: int) -> Account | None:
    """Whose session this is, if it has not expired."""
    row = connection.execute(
        select(people)
        .join(sessions, sessions.c.person == people.c.id)
        .where(sessions.c.token == token, sessions.c.expires_ms > now_ms)
    ).first()
    return _account(row) if row else None


def end_session(connection: Connection, token: bytes) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.token == token))


def end_sessions(connection: Connection, person: str) -> None:
    """End all sessions of a person."""
    connection.execute(delete(sessions).where(sessions.c.person == person))


def drop_expired_sessions(connection: Connection, now_ms: int) -> None:
    """Forget sessions that ended by time."""
    connection.execute(delete(sessions).where(sessions.c.expires_ms <= now_ms))


def _account(row: Row[tuple[object, ...]]) -> Account:
    person = Person(
        id=row.id,
        name=row.name,
        badge=row.badge,
        assignments=_assignments.decode(row.assignments),
        rights=row.rights,
        pin=row.pin,
        language=Language(row.language),
        active=row.active,
    )
    return Account(
        person=person, password=row.password, failures=row.failures, locked_until_ms=row.locked_until_ms
    )
