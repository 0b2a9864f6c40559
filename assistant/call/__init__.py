"""The rules of the call."""
