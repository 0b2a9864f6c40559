"""Serve Sportello ZIS: the page, the API and /healthz. The same as `sportello serve`."""

from assistant.settings import load_settings
from assistant.web.site import serve

if __name__ == "__main__":
    serve(load_settings())
