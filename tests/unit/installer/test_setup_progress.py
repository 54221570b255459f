"""Carrying tasks out, with real programs."""

import io
from pathlib import Path

import pytest

from installer import sentences
from installer.progress import carry_out, reason_of
from installer.sentences import Sentence
from installer.steps import Task

TITLE = Sentence("准备", "prepare")


def shell(script: str) -> tuple[str, ...]:
    return ("sh", "-c", script)


def test_a_task_leaves_its_mark_when_it_is_done(tmp_path: Path) -> None:
    out = io.StringIO()
    task = Task(TITLE, (shell("echo hello"), shell("touch made")), stamp="stamp", mark="d1 dev")
    assert carry_out([task], tmp_path, "en", out) is None
    assert (tmp_path / "made").exists()
    assert (tmp_path / "stamp").read_text(encoding="utf-8") == "d1 dev"
    assert "hello" in (tmp_path / ".cache/setup.log").read_text(encoding="utf-8")
    start, end = out.getvalue().splitlines()
    assert start == "[1/1] prepare …"
    assert end.startswith("[1/1] prepare: done (")


def test_the_first_failure_ends_it_without_a_mark(tmp_path: Path) -> None:
    broken = Task(TITLE, (shell("exit 3"),), stamp="stamp", mark="d1")
    after = Task(TITLE, (shell("touch after"),))
    refusal = carry_out([broken, after], tmp_path, "zh", io.StringIO())
    assert refusal is not None
    assert refusal.sentence is sentences.FAILED_OTHER
    assert "“准备”失败" in refusal.render("zh")
    assert not (tmp_path / "stamp").exists()
    assert not (tmp_path / "after").exists()


def test_a_network_missed_in_the_first_command_explains_the_second(tmp_path: Path) -> None:
    update = shell("echo \"W: Temporary failure resolving 'deb.debian.org'\"")
    install = shell("echo 'E: Unable to locate package umockdev'; exit 100")
    refusal = carry_out([Task(TITLE, (update, install))], tmp_path, "en", io.StringIO())
    assert refusal is not None
    assert refusal.sentence is sentences.FAILED_NETWORK


def test_a_program_that_is_not_there_is_a_sentence_too(tmp_path: Path) -> None:
    refusal = carry_out([Task(TITLE, (("no-such-program",),))], tmp_path, "en", io.StringIO())
    assert refusal is not None
    assert refusal.sentence is sentences.FAILED_OTHER


def test_programs_speak_english_to_the_diagnosis_whatever_the_user_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    carry_out([Task(TITLE, (shell('echo "language $LC_ALL"'),))], tmp_path, "zh", io.StringIO())
    assert "language C\n" in (tmp_path / ".cache/setup.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", sentences.FAILED_DISK),
        ("E: You don't have enough free space in /var/cache/apt/archives/.", sentences.FAILED_DISK),
        ("error: Request failed: error sending request for url: dns error", sentences.FAILED_NETWORK),
        ("npm error code EAI_AGAIN", sentences.FAILED_NETWORK),
        ("E: Could not open lock file - open (13: Permission denied)", sentences.FAILED_RIGHTS),
        ("sudo: a terminal is required to read the password", sentences.FAILED_RIGHTS),
        ("Sorry, user worker may not run sudo on line-3.", sentences.FAILED_RIGHTS),
        ("sudo: unable to resolve host line-3: Name or service not known", sentences.FAILED_OTHER),
        ("error: The lockfile at `uv.lock` needs to be updated", sentences.FAILED_LOCK_FILE),
        ("something nobody foresaw", sentences.FAILED_OTHER),
    ],
)
def test_what_a_program_said_becomes_a_reason_a_person_can_act_on(output: str, reason: Sentence) -> None:
    assert reason_of(output) is reason
