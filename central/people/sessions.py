"""Signing in at the pages with id and password; every attempt is an entry."""

import secrets

import msgspec

from central.ingest.context import Context
from central.ingest.journal import Deed
from central.people.secrets import password_is_right, token_hash
from central.store import directory
from central.store.directory import Account
from traceability.acts import SignedIn, SignedOut, SignInFailed
from traceability.people import Person

SESSION_MS = 12 * 60 * 60 * 1000
FAILURES_ALLOWED = 5
LOCK_MS = 60 * 1000

_UNKNOWN = "unknown"


class SignedInSession(msgspec.Struct, frozen=True):
    """Somebody is signed in; `token` goes into the cookie and is kept nowhere else."""

    token: str
    person: Person


class SignInRefused(msgspec.Struct, frozen=True):
    """Not signed in: `wrong` (nobody by that id, or another password) or `locked` for `seconds`."""

    reason: str
    seconds: int = 0


def sign_in(context: Context, identifier: str, password: str) -> SignedInSession | SignInRefused:
    """Check a password; takes some 100 ms on purpose, so call it in a worker."""
    now = context.now_ms()
    with context.database.reading() as connection:
        account = directory.account(connection, identifier)
    if account is not None and account.locked_until_ms > now:
        _note_failure(context, identifier, "locked")
        return _locked(account, now)
    right = password_is_right(account.password if account else None, password)
    if account is None or not right or not account.person.active:
        return _failed(context, identifier if account else None)
    token = secrets.token_urlsafe(32)
    with context.writing() as connection:
        checked, account = account, directory.account(connection, identifier)
        if account is None or not account.person.active or account.password != checked.password:
            return SignInRefused(
                "wrong"
            )  # erased, barred or given another password while this one was checked
        if account.locked_until_ms > now:
            return _locked(account, now)  # others guessed meanwhile
        directory.drop_expired_sessions(connection, now)
        directory.put(connection, msgspec.structs.replace(account, failures=0, locked_until_ms=0))
        directory.add_session(connection, token_hash(token), identifier, now + SESSION_MS)
        context.journal.append(connection, (Deed(SignedIn(), identifier, account.person.rights),))
    return SignedInSession(token, account.person)


def session_person(context: Context, token: str) -> Person | None:
    """Who is signed in by this token; None when it is unknown, over, or the person left."""
    with context.database.reading() as connection:
        account = directory.session_account(connection, token_hash(token), context.now_ms())
    return account.person if account and account.person.active else None


def sign_out(context: Context, token: str) -> None:
    """End a session; an unknown one is already ended."""
    hashed = token_hash(token)
    with context.writing() as connection:
        account = directory.session_account(connection, hashed, context.now_ms())
        directory.end_session(connection, hashed)
        if account is not None:
            context.journal.append(connection, (Deed(SignedOut(), account.person.id, account.person.rights),))


def _locked(account: Account, now_ms: int) -> SignInRefused:
    return SignInRefused("locked", -(-(account.locked_until_ms - now_ms) // 1000))


def _failed(context: Context, identifier: str | None) -> SignInRefused:
    if identifier is None:
        # Whatever was typed stays out of the log: it may be a password in the wrong field.
        _note_failure(context, _UNKNOWN, "unknown-person")
        return SignInRefused("wrong")
    with context.writing() as connection:
        account = directory.account(connection, identifier)
        if account is not None:
            failures = account.failures + 1
            # A guess that began before the lock never takes it off.
            lock = account.locked_until_ms
            if failures % FAILURES_ALLOWED == 0:
                lock = context.now_ms() + LOCK_MS
            directory.put(
                connection, msgspec.structs.replace(account, failures=failures, locked_until_ms=lock)
            )
        context.journal.append(connection, (Deed(SignInFailed(reason="wrong-password"), identifier),))
    return SignInRefused("wrong")


def _note_failure(context: Context, identifier: str, reason: str) -> None:
    with context.writing() as connection:
        context.journal.append(connection, (Deed(SignInFailed(reason=reason), identifier),))
