"""What can be said in each command language."""

from collections.abc import Mapping
from typing import Final

from station.profiles.commands import datalogic, honeywell, newland, opticon, others, ssi
from station.profiles.commands.dialects import Commands, Dialect

COMMANDS: Final[Mapping[Dialect, Commands]] = {
    Dialect.ZEBRA_SSI: ssi.COMMANDS,
    Dialect.ZEBRA_BEL: ssi.BEL,
    Dialect.HONEYWELL_MENU: honeywell.MENU,
    Dialect.HONEYWELL_HOST_ACK: honeywell.HOST_ACK,
    Dialect.NEWLAND: newland.COMMANDS,
    Dialect.DATALOGIC: datalogic.COMMANDS,
    Dialect.DATALOGIC_CORDLESS: datalogic.CORDLESS,
    Dialect.OPTICON: opticon.COMMANDS,
    Dialect.CIPHERLAB: others.CIPHERLAB,
    Dialect.COGNEX_DMCC: others.COGNEX,
    Dialect.KEYENCE: others.KEYENCE,
    Dialect.SICK_COLA: others.SICK,
}
