"""Small documents that tests write: PDFs by hand, DOCX and ODT part by part."""

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"))
)
_ODF_STYLE = f'xmlns:style="{_ODF}:style:1.0"'


def words(x: float, y: float, text: str, size: float = 11, font: str = "F1") -> str:
    """Return the operators that write a line; F1 is Helvetica, F2 its bold."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def lines(*texts: str, x: float = 60, top: float = 700, step: float = 14) -> str:
    """Return lines of text one under the other."""
    return "".join(words(x, top - step * row, text) for row, text in enumerate(texts))


def rules(columns: tuple[float, ...], rows: tuple[float, ...]) -> str:
    """Return the strokes of a ruled table."""
    down = (f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns)
    across = (f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows)
    return "".join((*down, *across))


def pdf(*contents: str, title: str = "") -> bytes:
    """Return a PDF of A4 pages with these contents."""
    count = len(contents)
    pages = [5 + 2 * number for number in range(count)]
    kids = " ".join(f"{number} 0 R" for number in pages)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    for number, content in zip(pages, contents, strict=True):
        stream = content.encode("cp1252")
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents %d 0 R >>" % (number + 1),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    objects.append(f"<< /Title ({title}) >>".encode())
    return _file_of(objects)


def _file_of(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, names: str = WORD, **parts: str) -> bytes:
    """Return a DOCX with this body; ``parts``: the inside of styles, numbering, footnotes."""
    opening = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    files = {
        "word/document.xml": f'<w:document xmlns:w="{names}"><w:body>{body}</w:body></w:document>'
    }
    for part, content in parts.items():
        root = opening[part]
        files[f"word/{part}.xml"] = f'<w:{root} xmlns:w="{names}">{content}</w:{root}>'
    return zipped(files)


def run(text: str, properties: str = "") -> str:
    """Return a run of a DOCX."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, properties: str = "") -> str:
    """Return a paragraph of a DOCX; plain text becomes a run."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """Return an ODT with this body and these automatic styles."""
    content = (
        f"<office:document-content {_ODF_NAMES} {_ODF_STYLE}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"content.xml": content, "META-INF/manifest.xml": manifest or "<manifest/>"})
