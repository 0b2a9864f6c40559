"""Commands with subcommands of their own, one module each."""
