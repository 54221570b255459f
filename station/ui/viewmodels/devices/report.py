"""What is known of a device as a text file, for whoever is asked for help."""

from station.profiles.doctor.visible import visible
from station.ui.viewmodels.screen import Context
from station.ui.views.devices import Examined
from station.ui.views.text import Content
from station.workflows.devices.last_reads import LastRead
from traceability.records import Device


def written(context: Context, device: Device, examined: Examined, read: LastRead | None) -> str:
    """The device, what is known of it and its last read whole: as text, control characters named, and in hexadecimal."""
    say, outside = context.words.say, context.outside
    station = outside.knowledge.station()
    lines = [
        say(
            "report.station", station=station.id if station else "", time=f"{outside.clock.now().isoformat()}"
        ),
        say("report.device", device=device.name, driver=device.driver, address=device.address),
        *(f"{option} = {value}" for option, value in sorted(device.options.items())),
        "",
        examined.title,
        *(say("report.line", label=fact.label, value=_plain(fact.value)) for fact in examined.facts),
    ]
    if read is not None:
        lines += ["", say("report.read", time=f"{read.at.isoformat()}", count=str(len(read.data)))]
        lines += [visible(read.data), read.data.hex(" ")]
    return "\n".join(lines) + "\n"


def _plain(content: Content) -> str:
    return content if isinstance(content, str) else "".join(run.text for run in content)
