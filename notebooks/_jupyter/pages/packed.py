"""What a page holds packed, as `packed.ts` packs it: gzipped and in base 85."""

import base64
import gzip
import json
from functools import cache

import zopfli.gzip

# "<" could begin html.
DIGITS = bytes.maketrans(b"<", b",")


def packed_json(value):
    """A value as JSON."""
    # Without the time, so that the same notebook gives the same page.
    return letters(gzip.compress(json.dumps(value).encode(), 9, mtime=0))


@cache
def packed_script(code):
    """A script, which all pages share: worth the seconds that the last 4 % take."""
    return letters(zopfli.gzip.compress(code.encode(), numiterations=5))


def letters(packed):
    """Bytes in base 85."""
    return base64.b85encode(packed).translate(DIGITS).decode()
