"""People: the directory, signing in at the pages, verifiers for stations."""

from collections.abc import Callable, Iterator
from pathlib import Path

import argon2
import msgspec
import pytest

from central.bootstrap.parts import opened
from central.ingest.context import Context
from central.people import sessions
from central.people.directory import BadgeTaken, NewPerson, everybody, put_person
from central.people.secrets import password_is_right
from central.people.sessions import (
    FAILURES_ALLOWED,
    SignedInSession,
    SignInRefused,
    session_person,
    sign_in,
    sign_out,
)
from central.store import log
from traceability.entries import decode
from traceability.people import Assignment, Person, Role
from traceability.pins import peppered

LEAD = NewPerson(
    id="P-7",
    name="张敏",
    badge="B-7",
    pin="2580",
    password="long enough",  # noqa: S106  made for this test
    assignments=(Assignment(Role.SHIFT_LEAD),),
)


@pytest.fixture
def context(folder: Path) -> Iterator[Context]:
    """Central with one person."""
    with opened(folder) as context:
        put_person(context, LEAD)
        yield context


def kinds(context: Context) -> list[str]:
    """What central's own writer said."""
    with context.database.reading() as connection:
        return [decode(each.data).kind for each in log.everything(connection)]


def test_a_session_lasts_until_signed_out_and_its_token_is_kept_nowhere(
    context: Context, folder: Path
) -> None:
    session = sign_in(context, "P-7", "long enough")
    assert isinstance(session, SignedInSession)
    person = session_person(context, session.token)
    assert person is not None
    assert person.name == "张敏"
    files = b"".join(path.read_bytes() for path in folder.iterdir())
    assert session.token.encode() not in files
    sign_out(context, session.token)
    assert session_person(context, session.token) is None
    assert kinds(context)[-2:] == ["signed-in", "signed-out"]


def test_wrong_passwords_lock_and_are_journaled_without_what_was_typed(context: Context) -> None:
    for _ in range(FAILURES_ALLOWED):
        assert sign_in(context, "P-7", "guess") == SignInRefused("wrong")
    locked = sign_in(context, "P-7", "long enough")
    assert isinstance(locked, SignInRefused)
    assert locked.reason == "locked"
    assert 0 < locked.seconds <= 60
    assert sign_in(context, "long enough", "P-7") == SignInRefused("wrong")
    with context.database.reading() as connection:
        assert not any(b"long enough" in each.data for each in log.everything(connection))


def during_the_check(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, while a password is being checked."""
    acts = [act]

    def checked(hashed: str | None, password: str) -> bool:
        if acts:
            acts.pop()()
        return password_is_right(hashed, password)

    monkeypatch.setattr(sessions, "password_is_right", checked)


def guess(context: Context, times: int) -> None:
    """Sign in with wrong passwords."""
    for _ in range(times):
        sign_in(context, "P-7", "guess")


def test_a_password_that_was_replaced_while_it_was_checked_opens_no_session(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = msgspec.structs.replace(LEAD, password="another one")  # noqa: S106  made for this test
    during_the_check(monkeypatch, lambda: put_person(context, new))
    assert sign_in(context, "P-7", "long enough") == SignInRefused("wrong")


@pytest.mark.parametrize("password", ["another guess", "long enough"])
def test_who_began_before_the_lock_neither_takes_it_off_nor_comes_in(
    context: Context, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    during_the_check(monkeypatch, lambda: guess(context, FAILURES_ALLOWED))
    assert isinstance(sign_in(context, "P-7", password), SignInRefused)
    locked = sign_in(context, "P-7", "long enough")
    assert isinstance(locked, SignInRefused)
    assert locked.reason == "locked"


def test_a_new_password_ends_the_sessions_of_the_old_one(context: Context) -> None:
    session = sign_in(context, "P-7", "long enough")
    assert isinstance(session, SignedInSession)
    put_person(
        context,
        NewPerson(id="P-7", name="张敏", badge="B-7", password="another one", assignments=LEAD.assignments),  # noqa: S106  made for this test
    )
    assert session_person(context, session.token) is None
    (person,) = everybody(context)
    assert person.pin is not None
    assert person.rights == 2


def test_a_badge_belongs_to_one_person(context: Context) -> None:
    taken = put_person(context, NewPerson(id="P-8", name="王", badge="B-7", assignments=()))
    assert taken == BadgeTaken("P-7")


def test_a_pin_verifier_fits_the_pin_with_the_pepper_and_nothing_else(context: Context) -> None:
    (person,) = everybody(context)
    assert isinstance(person, Person)
    hasher = argon2.PasswordHasher()
    assert hasher.verify(person.pin or "", peppered(context.pepper, "2580"))
    for wrong in (peppered(context.pepper, "2581"), peppered(bytes(32), "2580"), b"2580"):
        with pytest.raises(argon2.exceptions.VerifyMismatchError):
            hasher.verify(person.pin or "", wrong)
