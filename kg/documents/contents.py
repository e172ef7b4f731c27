"""What bytes are: told by how they begin, whatever the file's name says, and as which encoding text is read."""

from __future__ import annotations

import codecs
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from kg.errors import DocumentError

_SIGNATURES = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls), or an encrypted one"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_ZIP = b"PK\x03\x04"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAMPLE = 65536
"""So much of a text shows what it is; bytes or characters."""

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")


def signature(data: bytes) -> str | None:
    """The suffix of the format, or the name of what cannot be read, that the first bytes tell; None if none does."""
    if data.startswith(_ZIP):
        return _of_zip(data)
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def guess(data: bytes) -> str:
    """The suffix of the reader for text that no suffix names."""
    return ".html" if _LOOKS_LIKE_HTML.match(data.removeprefix(codecs.BOM_UTF8)[:2000]) else ".txt"


def advice(kind: str) -> str:
    """What to do about a file of a kind that cannot be read."""
    if "Office" in kind or "RTF" in kind or "document" in kind:
        return "save it as .docx without a password"
    if "archive" in kind:
        return "unpack it first"
    if "image" in kind:
        return "recognise its text first (OCR)"
    return "give a text, Markdown, HTML, PDF, DOCX, JSON or JSON Lines file"


def _of_zip(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return "a damaged ZIP archive"
    if "word/document.xml" in names:
        return ".docx"
    kinds = {"xl/workbook.xml": "an Excel workbook", "ppt/presentation.xml": "a PowerPoint presentation"}
    kinds |= {"content.xml": "an OpenDocument document", "META-INF/container.xml": "an e-book"}
    return next((kind for name, kind in kinds.items() if name in names), "a ZIP archive")


def decode(data: bytes, source: str) -> str:
    """The text of a file: UTF-8, UTF-16 or UTF-32 with a byte order mark, or GB18030.

    A text that was cut off within its last character is read up to that character.

    Raises:
        DocumentError: the bytes are no text, or their encoding is none of these.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, source)
    if b"\x00" in data or _share_of_controls(data) > 0.01:
        raise DocumentError(f"{source} holds binary data, not text; {advice('')}")
    try:
        return _decoded(data, "utf-8", source)
    except DocumentError:
        chinese = _as_gb18030(data)
        if chinese is None:
            raise
        return chinese


def _decoded(data: bytes, encoding: str, source: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        # Not final: an incomplete last character waits in the decoder instead of being an error.
        return decoder.decode(data)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{source} is neither {encoding.upper()} (byte {error.start + 1:,} fits no character) nor GB18030 text; "
            "it is damaged or in another encoding: save it as UTF-8"
        ) from error


def _as_gb18030(data: bytes) -> str | None:
    """The bytes as GB18030, if what comes out looks like Chinese: everyday characters, as in GB 2312's first level."""
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(data)
    except UnicodeDecodeError:
        return None
    ideographs = [
        character for character in text[:_SAMPLE] if "\u3400" <= character <= "\u9fff" or character >= "\ue000"
    ]
    everyday = sum(1 for character in ideographs if _is_everyday(character))
    return text if ideographs and everyday >= 0.75 * len(ideographs) else None


def _is_everyday(character: str) -> bool:
    encoded = character.encode("gb2312", "ignore")
    return len(encoded) == 2 and (0xB0 <= encoded[0] <= 0xD7 or encoded[0] in {0xA1, 0xA3})


def _share_of_controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / len(sample)
