"""Whether a text layer says what the page shows: fonts may map their glyphs to any characters at all."""

from __future__ import annotations

import re

# The commonest characters of such reports make up half of every one, and never less than three tenths of a page.
# A layer that maps glyphs to wrong characters hits them by chance: one or two in a hundred.
COMMON = re.compile(
    "[业的和发政展国化建新全加进人大实年中一务工出支产设行增力区民制经推动万生高要保元资持会作强体重改公能理等合社项算提市成地有"
    "用入预基目费分度事主济平施上开本为农位服长城个创企机管金法家标好科治质以面深量革在效性完部共安现定收是不点育坚府水技对]"
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
FOREIGN = re.compile(r"[\u0080-\u00b0\u00b2-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u1fff]")  # not ± × ÷
UNNAMED = re.compile(r"[\ufffd\ue000-\uf8ff]")
FIGURE_IN_DOUBT = re.compile(r"\d[,.，．\s]?[\ufffd\ue000-\uf8ff]|[\ufffd\ue000-\uf8ff][,.，．\s]?\d")
ENOUGH = 60  # Chinese characters that show what they are


def is_garbled(text: str) -> bool:
    """A page whose characters are not those it shows; a short one cannot be told."""
    written = len(re.sub(r"\s", "", text))
    unnamed = len(UNNAMED.findall(text))
    if unnamed * 5 > written or len(FOREIGN.findall(text)) * 3 > written:
        return written > 0
    chinese = CHINESE.findall(text)
    return len(chinese) >= ENOUGH and len(COMMON.findall(text)) * 100 < len(chinese) * 12


def unnamed(text: str) -> int:
    """How many characters nobody can name."""
    return len(UNNAMED.findall(text))


def is_doubtful(text: str) -> bool:
    """A figure with such a character beside it: it may be a digit."""
    return FIGURE_IN_DOUBT.search(text) is not None
