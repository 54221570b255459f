"""Putting the station's programs together: the only place that builds concrete objects, a module for each process.

A process imports its own module only: the screen never loads sqlite-utils, synchronisation never loads Qt.
"""
