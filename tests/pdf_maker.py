"""Small PDFs with Chinese text, lines and pictures, made by hand: no library in the dev set writes them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

A4 = (595, 842)
FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
CHARACTERS = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)
SHAPE = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
)
# A second font, said to be as high as the ink of a lone 一: programs that embed single characters do so.
LOW_FONT = FONT.replace(b"[4 0 R]", b"[7 0 R]")
LOW_CHARACTERS = CHARACTERS.replace(b"5 0 R", b"8 0 R")
LOW_SHAPE = SHAPE.replace(b"-120 1000 880", b"330 1000 410").replace(
    b"/Ascent 880 /Descent -120", b"/Ascent 410 /Descent 330"
)


def text(x: int, y: int, words: str, size: int = 12, *, mode: int = 0, low: bool = False) -> bytes:  # noqa: PLR0913
    """Words with their base line beginning at x, y points from the lower left."""
    font = (2 if low else 1, size)
    return b"BT %d Tr /F%d %d Tf %d %d Td <%s> Tj ET\n" % (mode, *font, x, y, words.encode("utf-16-be").hex().encode())


def line(x1: int, y1: int, x2: int, y2: int) -> bytes:
    """A thin drawn line."""
    return b"0.5 w %d %d m %d %d l S\n" % (x1, y1, x2, y2)


def grid(xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """All lines of a grid."""
    across = b"".join(line(xs[0], y, xs[-1], y) for y in ys)
    return across + b"".join(line(x, ys[0], x, ys[-1]) for x in xs)


def picture() -> bytes:
    """A grey picture over the whole page."""
    return b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def make_pdf(  # noqa: PLR0913 - what a test may set, by name
    path: Path,
    pages: Sequence[bytes],
    *,
    size: tuple[int, int] = A4,
    turned: int = 0,
    locked: bool = False,
    packed: bool = False,
) -> Path:
    """Write pages, each a content stream; `turned` in degrees; `locked` asks for a password that nobody knows."""
    first = 9
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        FONT,
        CHARACTERS,
        SHAPE,
        LOW_FONT,
        LOW_CHARACTERS,
        LOW_SHAPE,
    ]
    for number, content in enumerate(pages):
        body = zlib.compress(content, 9) if packed else content
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> >>" % (*size, turned, first + 2 * number + 1)
        )
        filter_ = b"/Filter /FlateDecode " if packed else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filter_, len(body), body))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>] " if locked else b""
    lock = lock % (b"11" * 32, b"22" * 32) if locked else lock
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, len(out))
    path.write_bytes(out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer)
    return path
