"""Makes the text of strangers safe to show: what would steer a terminal or hide in a page becomes visible."""

import re

# C0 but tab and line feed, DEL, C1, and the characters that override the direction of text.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"


def show_controls(text: str) -> str:
    """Control characters as their pictures (␛ for escape), one for one, so that widths and offsets stay."""
    return _STEERING.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return _DELETE_PICTURE if code == 0x7F else "\ufffd"
