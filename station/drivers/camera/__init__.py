"""Cameras and pictures as readers of codes."""

from station.drivers.camera.reader import camera_reader

__all__ = ["camera_reader"]
