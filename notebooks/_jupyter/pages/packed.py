"""What a page holds packed, as `packed.ts` packs it."""

import base64
import gzip
import json

# "<" could begin html.
DIGITS = bytes.maketrans(b"<", b",")


def packed_json(value):
    """A value as JSON, gzipped and in base 85."""
    # Without the time, so that the same notebook gives the same page.
    packed = gzip.compress(json.dumps(value).encode(), 9, mtime=0)
    return base64.b85encode(packed).translate(DIGITS).decode()
