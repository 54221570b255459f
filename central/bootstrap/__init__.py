"""Putting central together: the only place that builds its parts, a module for each kind of process.

A process imports its own module only: `central trace` never loads the web server.
"""
