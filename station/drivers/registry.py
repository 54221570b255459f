"""Which drivers there are: a driver is one module of this package that registers a factory under a name.

Driver modules import their libraries (pyserial, evdev, pyudev) only when a device is opened: finding the drivers
costs the start of the screen nothing.
"""

import pkgutil
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module

import station.drivers
from station.drivers.waiting import Surroundings
from station.ports import Reader
from station.profiles.device import ConfigurationError, DeviceConfig

Factory = Callable[[DeviceConfig, Surroundings], Reader]


class Registry:
    """Driver names and their factories."""

    def __init__(self) -> None:
        self._factories: dict[str, Factory] = {}

    def register(self, name: str) -> Callable[[Factory], Factory]:
        """Decorate a factory as the driver `name`. Raises ValueError when the name is taken."""

        def add(factory: Factory) -> Factory:
            if name in self._factories:
                raise ValueError(f"two drivers are named {name!r}")
            self._factories[name] = factory
            return factory

        return add

    @property
    def names(self) -> tuple[str, ...]:
        """All registered names, sorted."""
        return tuple(sorted(self._factories))

    def create(self, configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
        """Build the reader of one device. Raises ConfigurationError for an unknown driver or unusable settings."""
        factory = self._factories.get(configuration.driver)
        if factory is None:
            near = get_close_matches(configuration.driver, self._factories, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(self.names)}"
            raise ConfigurationError(
                f"device {configuration.name!r}: unknown driver {configuration.driver!r}; {hint}"
            )
        try:
            return factory(configuration, surroundings)
        except ValueError as error:
            raise ConfigurationError(f"device {configuration.name!r}: {error}") from error


_registry = Registry()
driver = _registry.register


def create_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """Build the reader of one device from its configuration. Raises ConfigurationError."""
    _find_drivers()
    return _registry.create(configuration, surroundings)


def _find_drivers() -> None:
    """Import every module of this package once; each registers what it has."""
    for module in pkgutil.iter_modules(station.drivers.__path__):
        import_module(f"{station.drivers.__name__}.{module.name}")
