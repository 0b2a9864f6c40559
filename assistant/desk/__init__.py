"""The desk: a question becomes a ticket, a drafted reply, an approved answer."""
