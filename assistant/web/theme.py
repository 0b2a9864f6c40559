"""The look of the page: system fonts, one blue, and our own style sheet."""

import gradio as gr

from assistant.web.pages import static

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_SHEETS = (
    "page",
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
_STAFF = ("page", "tabs", "banco", "banco_journal", "banco_board")
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
    return _joined(_SHEETS)


def staff_style() -> str:
    """Return the style sheet of the staff page, of which the other knows nothing."""
    return _joined(_STAFF)


def _joined(names: tuple[str, ...]) -> str:
    return "".join(static(f"{name}.css") for name in names)
