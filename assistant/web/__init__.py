"""The faces on the network: the Gradio page and the HTTP API."""
