"""The zip of a DOCX or ODT, checked before anything is unpacked, and its XML, read without DTDs."""

import zipfile
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from assistant.errors import Unreadable

Element: TypeAlias = Any  # of lxml, which has no types

_MOST_ENTRIES = 5000
_MOST_BYTES, _MOST_XML_BYTES = 600 * 2**20, 120 * 2**20
_MOST_RATIO, _RATIO_FROM = 200, 20 * 2**20
_OLE = b"\xd0\xcf\x11\xe0"  # an encrypted DOCX is an OLE file, not a zip


def check(path: Path) -> None:
    """Raise Unreadable unless the file is a zip of a reasonable size with honest names."""
    with path.open("rb") as stream:
        if stream.read(4) == _OLE:
            raise Unreadable("unreadable_encrypted", file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeError) as error:
        raise Unreadable("unreadable_damaged", file=path.name) from error
    if len(entries) > _MOST_ENTRIES or any(_is_bomb(entry) for entry in entries):
        raise Unreadable("unreadable_zip_bomb", file=path.name)
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Unreadable("unreadable_zip_bomb", file=path.name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("unreadable_encrypted", file=path.name)
    if any(_leads_out(entry.filename) for entry in entries):
        raise Unreadable("unreadable_damaged", file=path.name)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is huge, or grows out of proportion."""
    is_xml = entry.filename.endswith((".xml", ".rels"))
    if is_xml and entry.file_size > _MOST_XML_BYTES:
        return True
    swells = entry.file_size > _MOST_RATIO * max(1, entry.compress_size)
    return swells and entry.file_size > _RATIO_FROM


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def names(path: Path) -> list[str]:
    """Return the names of the entries."""
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def read_xml(path: Path, name: str) -> Element | None:
    """Return the root of an XML entry, or None when there is none.

    Raises Unreadable for XML that declares entities, is damaged, or is longer than it said.
    """
    with zipfile.ZipFile(path) as archive:
        try:
            with archive.open(name) as stream:
                data = stream.read(_MOST_XML_BYTES + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise Unreadable("unreadable_damaged", file=path.name) from error
    if len(data) > _MOST_XML_BYTES or b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("unreadable_damaged", file=path.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("unreadable_damaged", file=path.name) from error
