"""Approved answers: kept as files, matched with care, suspended when what they rest on changes."""
