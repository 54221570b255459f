"""The executable `./run`, as somebody calls it."""

import subprocess
from pathlib import Path

import pytest

from installer.verbs import VERBS

RUN = Path(__file__).parents[3] / "run"


def run(*arguments: str, folder: Path, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "LANG": language}
    return subprocess.run(
        [*arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize(("language", "word"), [("zh_CN.UTF-8", "追溯"), ("en_GB.UTF-8", "traceability")])
def test_run_alone_lists_every_verb_from_any_folder(language: str, word: str, tmp_path: Path) -> None:
    done = run(str(RUN), folder=tmp_path, language=language)
    assert done.returncode == 0
    first, *lines = done.stdout.splitlines()
    assert word in first
    assert [line.split()[0] for line in lines] == [verb.name for verb in VERBS]
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_run_finds_its_repository(tmp_path: Path) -> None:
    (tmp_path / "tracepost").symlink_to(RUN)
    assert run(str(tmp_path / "tracepost"), folder=tmp_path).returncode == 0


def test_an_unknown_verb_is_a_sentence_and_exit_code_two(tmp_path: Path) -> None:
    done = run(str(RUN), "lunch", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == 'There is no verb "lunch"; ./run alone lists them.\n'


def test_a_wrong_architecture_is_one_sentence_before_anything_changes(tmp_path: Path) -> None:
    done = run("setarch", "i686", str(RUN), "central", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "i686" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_machine_without_a_python_it_can_use_is_told_which_one(tmp_path: Path) -> None:
    # A copy whose candidates do not exist: the loop must end in the sentence, not in a shell's complaint.
    script = RUN.read_text(encoding="utf-8").replace("/usr/bin/python3 python3 ", "/nowhere/python3 ")
    (tmp_path / "run").write_text(script.replace("python3.1", "no-python3.1"), encoding="utf-8")
    done = run("sh", str(tmp_path / "run"), "demo", folder=tmp_path, language="zh_CN.UTF-8")
    assert done.returncode == 1
    assert done.stderr.startswith("没有找到 Python 3.11–3.13，")
    assert len(done.stderr.splitlines()) == 1
