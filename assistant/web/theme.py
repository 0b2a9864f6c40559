"""The look of the page: system fonts, one blue, and our own style sheet."""

import gradio as gr

from assistant.web.pages import static

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_SHEETS = (
    "page",
    "banco",
    "tabs",
    "thread",
    "after",
    "made",
    "sources",
    "check",
    "check_result",
    "review",
    "review_result",
    "review_findings",
)
_FIXED = ("ui-monospace", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """Return a theme that asks no other host for a font."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font(name) for name in _FIXED],
    )


def style() -> str:
    """Return the style sheet of the page."""
    return "".join(static(f"{name}.css") for name in _SHEETS)
