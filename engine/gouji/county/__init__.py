"""A county to try gouji on: reports and forms in varied wording, and the truth of every mistake planted in them.

    for path in generate(County(towns=12, years=3, seed=7), Path("county")): ...

`plan` decides who reports and what is wrong across reports, `figures` what happened, `report` (in one `voice`; the
chapters of `money` and `goals` beside it) and `forms` how it is told, `files` the bytes. The same county is the same bytes.
"""

from gouji.county.plan import County
from gouji.county.writing import generate

__all__ = ["County", "generate"]
