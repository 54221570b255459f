"""`central station code FOLDER STATION`: a one-time code for a new PC."""

import argparse

from central.bootstrap.parts import opened
from central.cli.options import Subparsers, add_folder
from central.cli.sentences import CODE, UNKNOWN, Problem
from central.stations.define import Unknown
from central.stations.enrolment import enrolment_link, new_code
from traceability.language import Language


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    below = subparsers.add_parser("station").add_subparsers(metavar="COMMAND", required=True)
    parser = below.add_parser("code")
    add_folder(parser)
    parser.add_argument("station", metavar="STATION")
    parser.add_argument("--address", metavar="URL", default="http://localhost:8443")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Make a code and print it with the link a QR code would hold."""
    with opened(arguments.folder) as context:
        made = new_code(context, arguments.station)
    if isinstance(made, Unknown):
        raise Problem(UNKNOWN[made.what], name=made.name)
    link = enrolment_link(arguments.address, made.code)
    print(CODE.in_language(language, {"station": made.station, "code": made.code, "link": link}))
    return 0
