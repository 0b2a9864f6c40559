"""Text of scanned pages by Debian's tesseract, where it and its Italian data are installed."""

import io
import resource
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache

import pypdfium2 as pdfium

from assistant.ingestion.pages import Notice
from assistant.ingestion.readers.cleaning import squeeze

_DPI, _MOST_PIXELS = 200, 12_000_000
_MOST_PAGES, _PAGE_SECONDS, _ALL_SECONDS = 200, 20, 40
_SHARE = 0.7  # of the time that the whole document may take
_LANGUAGE = "ita"


def recognise(document: pdfium.PdfDocument, numbers: Sequence[int]) -> dict[int, str]:
    """Return the text of the pages that could be recognised within the bounds on pages and time."""
    if not numbers or not is_installed():
        return {}
    end = time.monotonic() + _seconds()
    texts: dict[int, str] = {}
    for number in numbers[:_MOST_PAGES]:
        left = end - time.monotonic()
        if left <= 0:
            break
        texts[number] = _recognise(_picture(document, number), min(left, _PAGE_SECONDS))
    return texts


def _seconds() -> float:
    """Return how long recognition may take: the child's limit on its own time tells."""
    limit, _ = resource.getrlimit(resource.RLIMIT_CPU)
    return _ALL_SECONDS if limit == resource.RLIM_INFINITY else limit * _SHARE


def notices(
    scanned: Sequence[int], recognised: Mapping[int, str], hidden: Sequence[int]
) -> list[Notice]:
    """Return what a reader of the document should be told about its pages."""
    unread = [number for number in scanned if not recognised.get(number)]
    read = [number for number in scanned if recognised.get(number)]
    said: list[Notice] = []
    if unread:
        key = "unrecognised_pages" if is_installed() else "scanned_pages"
        said.append((key, {"pages": _listed(unread)}))
    if read:
        said.append(("recognised_pages", {"pages": _listed(read)}))
    if hidden:
        said.append(("hidden_text_pages", {"pages": _listed(hidden)}))
    return said


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)


@cache
def is_installed() -> bool:
    """Tell whether tesseract is there with its Italian data."""
    program = shutil.which("tesseract")
    if not program:
        return False
    try:
        answer = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in answer.stdout.split()


def _picture(document: pdfium.PdfDocument, number: int) -> bytes:
    """Return a page as a grey PNG, smaller than the bound whatever the page's size."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _recognise(picture: bytes, seconds: float) -> str:
    program = shutil.which("tesseract") or "tesseract"
    try:
        answer = subprocess.run(
            [program, "stdin", "stdout", "-l", _LANGUAGE],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return squeeze(answer.stdout.decode("utf-8", "replace"))
