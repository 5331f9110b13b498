"""What the network looks up for a word: rows of its five embedding tables, as MODEL.md says."""
import unicodedata
import zlib

import numpy as np

FOLD = {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}


def norm(word):
    out = []
    for c in word:
        low = c.lower()
        c = low if len(low) == 1 else c
        out.append("0" if unicodedata.category(c) == "Nd" else FOLD.get(c, c))
    return "".join(out)


CLASSES = {"Lu": "X", "Ll": "x", "Nd": "d"}


def shape(word):
    out = []
    for c in word[:12]:
        k = CLASSES.get(unicodedata.category(c), c)
        if len(out) < 2 or out[-1] != k or out[-2] != k:
            out.append(k)
    return "".join(out)


def h(s, n):
    return zlib.crc32(s.encode()) % (n - 1) + 1


def rows(word, buckets):
    """Six rows: two of E0, one each of E1 to E4."""
    w, s = norm(word), shape(word)
    return (h("w" + w, buckets[0]), h("W" + w, buckets[0]), h("p" + w[:3], buckets[1]), h("s" + w[-3:], buckets[2]),
            h("q" + w[-2:] + s, buckets[3]), h(s, buckets[4]))


class Types:
    """Numbers words and keeps their rows."""

    def __init__(self, buckets):
        self.buckets, self.ids, self.table = buckets, {}, []

    def number(self, words):
        out = np.empty(len(words), np.int32)
        for k, w in enumerate(words):
            i = self.ids.get(w)
            if i is None:
                i = self.ids[w] = len(self.table)
                self.table.append(rows(w, self.buckets))
            out[k] = i
        return out

    def array(self):
        return np.array(self.table, np.int64)
