"""A document, neutral of any format, and its writers: DOCX, PDF and Markdown."""
