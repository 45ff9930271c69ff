"""JSON as one short value of an address: letters, digits, `-` and `_`.

Its checksum tells a value that was cut off or changed on the way.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

#: How many signs base64 writes at a time.
GROUP = 4


def packed(told: object) -> str:
    """Some JSON, made short."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(zlib.compress(written, level=9)).rstrip(b"=").decode()


def json_in(value: str, most_bytes: int) -> bytes:
    """The JSON that a value holds, not yet read. Raises `ValueError` if it is damaged, or longer
    than `most_bytes`: no more of it is ever unpacked."""
    reader = zlib.decompressobj()
    try:
        padded = value + "=" * (-len(value) % GROUP)
        content = reader.decompress(urlsafe_b64decode(padded), most_bytes)
    except zlib.error as fault:
        raise ValueError("damaged") from fault
    if not reader.eof:
        raise ValueError("damaged")
    return content
