"""Cameras and pictures as readers of codes."""
