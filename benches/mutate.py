"""Damaged PDF files, made of whole ones: the same ones for everybody who gives the same seed.

In: bytes of PDF files, a seed and a number. Out: the bytes of one damaged file, and the kind of its
damage. Nothing here reads a clock, and the order of the files given is the only thing it depends
on besides the seed.
"""

import random
import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
ODD_NUMBERS = (
    b"0 1 -1 0.0000001 65535 65536 2147483647 -2147483648 4294967296 1e38 99999999999999999999".split()
)
# Streams looked into before a damage within one is given up.
STREAMS_TRIED = 8


def mutated(sources, seed, number):
    """The `number`-th damaged file, (kind, bytes), of `sources`: functions that give whole files."""
    dice = random.Random(f"{seed}:{number}")
    data = dice.choice(sources)()
    kind = dice.choice(list(KINDS))
    if kind == "splice":
        return kind, splice(dice, data, dice.choice(sources)())
    return kind, KINDS[kind](dice, data)


def truncate(dice, data):
    return data[: dice.randrange(len(data) + 1)]


def flip(dice, data):
    data = bytearray(data)
    for _ in range(dice.randint(1, 64)):
        if data:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def splice(dice, data, other):
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def delete(dice, data):
    start, end = stretch(dice, data)
    return data[:start] + data[end:]


def duplicate(dice, data):
    start, end = stretch(dice, data)
    return data[:end] + data[start:]


def zero(dice, data):
    start, end = stretch(dice, data)
    return data[:start] + bytes(end - start) + data[end:]


def renumber(dice, data):
    """One to eight numbers outside streams become odd ones."""
    outside = STREAM.sub(lambda found: bytes(len(found[0])), data)
    numbers = [found.span() for found in NUMBER.finditer(outside)]
    for start, end in sorted(dice.sample(numbers, min(len(numbers), dice.randint(1, 8))), reverse=True):
        data = data[:start] + dice.choice(ODD_NUMBERS) + data[end:]
    return data


def within(dice, data):
    """Bytes within one deflated stream change: its length and all around it stay as they are."""
    streams = [found.span(1) for found in STREAM.finditer(data)]
    for start, end in dice.sample(streams, min(len(streams), STREAMS_TRIED)):
        try:
            plain = zlib.decompressobj().decompress(data[start:end], 1 << 22)
        except zlib.error:
            continue
        damage = dice.choice([flip, delete, duplicate, renumber, truncate])
        packed = zlib.compress(damage(dice, plain), 9)
        if len(packed) <= end - start:
            return data[:start] + packed.ljust(end - start, b"\n") + data[end:]
    return flip(dice, data)


def stretch(dice, data):
    """Start and end of a stretch, short ones as likely as long ones."""
    start = dice.randrange(len(data) + 1)
    longest = len(data) - start
    return start, start + min(longest, int(2 ** dice.uniform(0, 20)))


KINDS = {
    "truncate": truncate,
    "flip": flip,
    "splice": splice,
    "delete": delete,
    "duplicate": duplicate,
    "zero": zero,
    "renumber": renumber,
    "within": within,
}
