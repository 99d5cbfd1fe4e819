"""Reads the pieces of a SentencePiece model file.

The file is a protocol buffer (`sentencepiece_model.proto`), read by hand as it needs only one field.
"""

import struct
from collections import defaultdict
from typing import NamedTuple

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = range(1, 7)


class Piece(NamedTuple):
    text: str
    score: float
    kind: int


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, and the offset after it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields(message: bytes) -> dict[int, list]:
    """The values of each field number: an int, or bytes if it has a fixed width or a length."""
    found, at = defaultdict(list), 0
    while at < len(message):
        tag, at = varint(message, at)
        wire = tag & 7
        if wire == 0:
            value, at = varint(message, at)
        else:
            if wire == 2:
                size, at = varint(message, at)
            else:
                size = {1: 8, 5: 4}[wire]
            if at + size > len(message):
                raise ValueError(f"field {tag >> 3} ends after its message")
            value, at = message[at : at + size], at + size
        found[tag >> 3].append(value)
    return found


def pieces(model: bytes) -> list[Piece]:
    """The vocabulary, in the order of its ids."""
    found = []
    for message in fields(model)[1]:
        piece = fields(message)
        (score,) = struct.unpack("<f", piece[2][0]) if 2 in piece else (0.0,)
        found.append(Piece(piece[1][0].decode(), score, piece[3][0] if 3 in piece else NORMAL))
    return found
