"""The journal: what was asked, what was answered, from which text; and the database under it."""
