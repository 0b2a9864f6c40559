"""Sportello ZIS: a help desk that cites, computes and critiques, and never invents."""

__version__ = "0.1.0"
