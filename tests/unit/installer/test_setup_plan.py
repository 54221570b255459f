"""What is to do, decided from facts alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from installer import sentences, steps
from installer.machine import Machine, installed_packages, objection
from installer.packages import SCREEN, SETUP, missing
from installer.sentences import Refusal
from installer.setup import Needs, lack_of_room, plan
from installer.steps import Standing, Step, Task
from installer.verbs import VERBS

PYTHON = "/usr/bin/python3.11"
READY = Machine(
    system="linux",
    architecture="x86_64",
    python=(3, 11),
    apt=True,
    root=False,
    sudo=True,
    free_megabytes=50_000,
    packages=frozenset({*SETUP, *SCREEN}),
    commands=frozenset(),
)
NEEDS = Needs(SCREEN, ("dev",))


def done(needs: Needs) -> dict[str, Standing]:
    return {
        step.stamp: Standing(
            "d1", "d1 " + " ".join(needs.groups) if step is steps.PYTHON else "d1", complete=True
        )
        for step in needs.steps()
    }


def tasks(outcome: tuple[Task, ...] | Refusal) -> tuple[Task, ...]:
    assert not isinstance(outcome, Refusal), outcome.render("en")
    return outcome


def test_nothing_is_to_do_where_everything_is_done() -> None:
    assert plan(NEEDS, READY, done(NEEDS), PYTHON) == ()


def test_a_bare_machine_gets_every_step_in_order() -> None:
    bare = replace(READY, packages=frozenset())
    standings = {step.stamp: Standing("d1", "", complete=False) for step in NEEDS.steps()}
    titles = [task.title for task in tasks(plan(NEEDS, bare, standings, PYTHON))]
    assert titles == [
        sentences.SYSTEM_PACKAGES,
        sentences.PRIVATE_UV,
        sentences.PYTHON_PACKAGES,
    ]


def test_a_changed_lock_file_repeats_only_the_python_packages() -> None:
    standings = done(NEEDS) | {steps.PYTHON.stamp: Standing("d2", "d1 dev", complete=True)}
    assert [task.title for task in tasks(plan(NEEDS, READY, standings, PYTHON))] == [
        sentences.PYTHON_PACKAGES
    ]


def test_a_deleted_product_repeats_its_step() -> None:
    standings = done(NEEDS) | {steps.UV.stamp: Standing("d1", "d1", complete=False)}
    assert [task.title for task in tasks(plan(NEEDS, READY, standings, PYTHON))] == [sentences.PRIVATE_UV]


def test_a_step_without_inputs_does_not_exist() -> None:
    needs = replace(NEEDS, further=(steps.NODE,))
    standings = done(needs) | {steps.NODE.stamp: Standing("", "", complete=True)}
    assert plan(needs, READY, standings, PYTHON) == ()


def test_a_verb_keeps_the_groups_another_verb_installed() -> None:
    standing = Standing("d1", "d1 dev", complete=True)
    assert steps.step_task(steps.PYTHON, standing, (), PYTHON) is None
    task = steps.step_task(steps.PYTHON, standing, ("bench",), PYTHON)
    assert task is not None
    assert task.commands[0][-4:] == ("--group", "bench", "--group", "dev")
    assert task.mark == "d1 bench dev"


def test_groups_of_an_older_lock_file_are_not_asked_for_again() -> None:
    task = steps.step_task(steps.PYTHON, Standing("d2", "d1 renamed", complete=True), ("dev",), PYTHON)
    assert task is not None
    assert task.mark == "d2 dev"


def test_the_environment_is_made_with_the_interpreter_that_runs() -> None:
    task = steps.step_task(steps.PYTHON, Standing("d1", "", complete=False), (), PYTHON)
    assert task is not None
    command = task.commands[0]
    assert command[command.index("--python") + 1] == PYTHON
    assert "--locked" in command


def test_sudo_is_asked_for_system_packages_only() -> None:
    bare = replace(READY, packages=frozenset(SETUP))
    standings = {step.stamp: Standing("d1", "", complete=False) for step in NEEDS.steps()}
    for task in tasks(plan(NEEDS, bare, standings, PYTHON)):
        asks = [command[0] == "sudo" for command in task.commands]
        assert all(asks) if task.title is sentences.SYSTEM_PACKAGES else not any(asks)


def test_root_needs_no_sudo() -> None:
    bare = replace(READY, packages=frozenset(), root=True, sudo=False)
    (task,) = tasks(plan(NEEDS, bare, done(NEEDS), PYTHON))
    assert [command[0] for command in task.commands] == ["env", "env"]


def test_missing_packages_without_rights_name_the_command_for_root() -> None:
    machine = replace(READY, packages=READY.packages - {"libegl1"}, sudo=False)
    outcome = plan(NEEDS, machine, done(NEEDS), PYTHON)
    assert isinstance(outcome, Refusal)
    assert "apt-get install libegl1," in outcome.render("en")
    assert "apt-get install libegl1，" in outcome.render("zh")


def test_without_missing_packages_no_rights_are_needed() -> None:
    assert plan(NEEDS, replace(READY, sudo=False), done(NEEDS), PYTHON) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"system": "darwin"}, sentences.WRONG_SYSTEM),
        ({"architecture": "aarch64"}, sentences.WRONG_ARCHITECTURE),
        ({"python": (3, 10)}, sentences.WRONG_PYTHON),
        ({"python": (3, 14)}, sentences.WRONG_PYTHON),
        ({"apt": False}, sentences.NO_APT),
    ],
)
def test_a_machine_that_cannot_do_is_told_before_anything_changes(
    change: dict[str, object], reason: sentences.Sentence
) -> None:
    machine = Machine(**{**vars(READY), **change})
    refusal = objection(machine)
    assert refusal is not None
    assert refusal.sentence is reason
    assert plan(NEEDS, machine, done(NEEDS), PYTHON) == refusal
    for language in ("zh", "en"):
        assert "{" not in refusal.render(language)


def test_every_supported_python_is_accepted() -> None:
    assert all(objection(replace(READY, python=(3, minor))) is None for minor in (11, 12, 13))


def test_a_renamed_package_counts_where_its_successor_provides_it() -> None:
    listing = "ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84.4), libglib2.0-0-compat\nrc \tlibgl1\t\n"
    machine = replace(READY, packages=installed_packages(listing))
    assert missing(("libglib2.0-0", "libgl1", "libglib2.0-0-compat"), machine) == ("libgl1",)


def test_a_command_from_elsewhere_replaces_its_package() -> None:
    assert missing(("nodejs", "npm"), replace(READY, commands=frozenset({"node", "npm"}))) == ()


def test_too_little_room_is_told_with_both_figures(tmp_path: Path) -> None:
    refusal = lack_of_room(replace(READY, free_megabytes=300), tmp_path)
    assert refusal is not None
    assert "300" in refusal.render("zh")
    assert "1500" in refusal.render("zh")
    (tmp_path / ".venv").mkdir()
    assert lack_of_room(replace(READY, free_megabytes=300), tmp_path) is None


def test_a_stamp_stands_for_the_content_of_the_inputs(tmp_path: Path) -> None:
    step = Step(sentences.PRIVATE_UV, ("a/*.txt",), ("made",), "stamp", ())
    assert steps.look_at(step, tmp_path, PYTHON) == Standing("", "", complete=False)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("1", encoding="utf-8")
    first = steps.look_at(step, tmp_path, PYTHON)
    assert first.digest
    assert steps.look_at(step, tmp_path, PYTHON) == first
    assert steps.look_at(step, tmp_path, "/usr/bin/python3.13").digest != first.digest
    (tmp_path / "a" / "one.txt").rename(tmp_path / "a" / "two.txt")
    second = steps.look_at(step, tmp_path, PYTHON)
    (tmp_path / "a" / "two.txt").write_text("2", encoding="utf-8")
    third = steps.look_at(step, tmp_path, PYTHON)
    assert len({first.digest, second.digest, third.digest}) == 3
    (tmp_path / "made").touch()
    assert steps.look_at(step, tmp_path, PYTHON).complete


def test_every_verb_needs_only_known_groups() -> None:
    known = {"bench", "dev"}
    assert all(set(verb.needs.groups) <= known for verb in VERBS)


@pytest.mark.parametrize("step", {step.stamp: step for verb in VERBS for step in verb.needs.steps()}.values())
def test_every_step_of_a_verb_has_inputs_in_this_repository(step: Step) -> None:
    repository = Path(__file__).parents[3]
    assert all(list(repository.glob(pattern)) for pattern in step.inputs)
