"""`central profile release | give | back | list`: scanner profiles, from one trial station to all."""

import argparse
from pathlib import Path

from central.bootstrap.parts import opened
from central.cli import sentences
from central.cli.options import Subparsers, add_folder
from central.cli.sentences import NO_FILE, NOT_RELEASED, Problem
from central.ingest.context import Context
from central.ingest.projection import project_all
from central.profiles.release import (
    NotReleased,
    give_profile,
    release_profile,
    releases,
    step_back,
    usage,
)
from traceability.language import Language


def add_to(subparsers: Subparsers) -> None:
    """Add `profile` and what can be done with it."""
    below = subparsers.add_parser("profile").add_subparsers(metavar="COMMAND", required=True)
    release = below.add_parser("release")
    add_folder(release)
    release.add_argument("file", metavar="FILE", type=Path)
    release.set_defaults(run=_release)
    give = below.add_parser("give")
    add_folder(give)
    give.add_argument("profile", metavar="FAMILY/VERSION")
    give.add_argument("stations", metavar="STATION", nargs="+")
    give.set_defaults(run=_give)
    back = below.add_parser("back")
    add_folder(back)
    back.add_argument("family", metavar="FAMILY")
    back.add_argument("station", metavar="STATION")
    back.set_defaults(run=_back)
    listed = below.add_parser("list")
    add_folder(listed)
    listed.set_defaults(run=_list)


def _release(arguments: argparse.Namespace, language: Language) -> int:
    try:
        content = arguments.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(NO_FILE, file=str(arguments.file), why=str(error)) from error
    with opened(arguments.folder) as context:
        done = release_profile(context, content)
        _finish(context, done)
    if not isinstance(done, NotReleased):
        print(sentences.PROFILE_RELEASED.in_language(language, {"profile": done.id}))
    return 0


def _give(arguments: argparse.Namespace, language: Language) -> int:
    with opened(arguments.folder) as context:
        _finish(context, give_profile(context, arguments.profile, arguments.stations))
    facts = {"profile": arguments.profile, "stations": ", ".join(arguments.stations)}
    print(sentences.PROFILE_GIVEN.in_language(language, facts))
    return 0


def _back(arguments: argparse.Namespace, language: Language) -> int:
    with opened(arguments.folder) as context:
        done = step_back(context, arguments.family, arguments.station)
        _finish(context, done)
    if not isinstance(done, NotReleased):
        given = done.profiles.get(arguments.family)
        facts = {
            "station": arguments.station,
            "family": arguments.family,
            "version": str(given.version) if given else "",
        }
        said = sentences.PROFILE_BACK if given else sentences.PROFILE_OWN
        print(said.in_language(language, facts))
    return 0


def _list(arguments: argparse.Namespace, language: Language) -> int:
    with opened(arguments.folder) as context:
        released, used = releases(context), usage(context)
    for release in released:
        print(release.id)
    for device in used:
        facts = {
            "station": device.station,
            "device": device.device,
            "state": device.state,
            "profile": device.profile,
        }
        print(sentences.PROFILE_IN_USE.in_language(language, facts))
    return 0


def _finish(context: Context, done: object) -> None:
    """Make what was done known to stations; raises Problem where nothing was."""
    if isinstance(done, NotReleased):
        raise Problem(NOT_RELEASED[done.why], detail=done.detail)
    project_all(context.database, context.journal)
