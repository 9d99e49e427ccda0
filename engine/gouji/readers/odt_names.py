"""The names of OpenDocument's elements, by their namespaces."""

OASIS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
DRAW, OFFICE, STYLE, TABLE, TEXT = (OASIS.format(name) for name in ("drawing", "office", "style", "table", "text"))
LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
