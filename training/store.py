"""Sentences as flat arrays: words by number and, for each task, the likeliest labels with their weights."""
import glob

import numpy as np

from labels import HEADS

TOKEN = ["upos", "xpos", "feats", "lemma", "name"] + [n for n, level, _ in HEADS if level == "token"]
SENTENCE = [n for n, level, _ in HEADS if level == "sentence"]
# How many labels of the teacher's distribution are kept for each word.
TOP = {"upos": 2, "xpos": 2, "feats": 1, "lemma": 1, "name": 2, "cue": 2, "content": 2, "speaker": 2, "start": 1, "head": 4, "deprel": 3}


class Store:
    """lab[task] int16 [words, k] (-1: none), weight[task] uint8 [words, k] in 255ths; sent[task] float16 [sentences, labels] (zeros: none)."""

    def __init__(self, words, lengths, lab, weight, sent):
        self.words, self.lengths, self.lab, self.weight, self.sent = words, np.asarray(lengths, np.int32), lab, weight, sent
        self.start = np.concatenate([[0], np.cumsum(self.lengths)[:-1]]).astype(np.int64)


def from_gold(examples, labels, types):
    """Gold sentences; labels that the set has no annotation for are -1."""
    I = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    n = sum(len(e.words) for e in examples)
    lab = {t: np.full((n, k), -1, np.int16) for t, k in TOP.items()}
    weight = {t: np.zeros((n, k), np.uint8) for t, k in TOP.items()}
    sent = {t: np.zeros((len(examples), len(labels[t])), np.float16) for t in SENTENCE}
    at, words = 0, []
    for j, e in enumerate(examples):
        m = len(e.words)
        words += e.words
        for t in TOP:
            y = getattr(e, t)
            if y:
                lab[t][at:at + m, 0] = y if t == "head" else [I[t].get(v, -1) for v in y]
                weight[t][at:at + m, 0] = 255
        if e.head and not e.start:
            lab["start"][at + 1:at + m] = 0
            weight["start"][at + 1:at + m] = 255
        for t in SENTENCE:
            if getattr(e, t):
                sent[t][j, I[t][getattr(e, t)]] = 1
        at += m
    return Store(types.number(words), [len(e.words) for e in examples], lab, weight, sent)


def save(path, forms, lengths, lab, weight, sent):
    arrays = {f"lab.{t}": v for t, v in lab.items()} | {f"weight.{t}": v for t, v in weight.items()} | {f"sent.{t}": v for t, v in sent.items()}
    with open(path, "wb") as f:
        np.savez(f, forms=np.frombuffer("\n".join(forms).encode(), np.uint8), lengths=np.asarray(lengths, np.int32), **arrays)


def load(path, types):
    z = np.load(path)
    part = lambda p: {k[len(p):]: z[k] for k in z.files if k.startswith(p)}
    forms = z["forms"].tobytes().decode().split("\n")
    s = Store(types.number(forms), z["lengths"], part("lab."), part("weight."), part("sent."))
    whole(s)
    return s


def only(s, keep):
    """The sentences of a store for which keep is true."""
    words = np.repeat(keep, s.lengths)
    cut = lambda arrays, which: {k: v[which] for k, v in arrays.items()}
    return Store(s.words[words], s.lengths[keep], cut(s.lab, words), cut(s.weight, words), cut(s.sent, keep))


def whole(s):
    """No word of a sentence but the first begins one."""
    s.lab["start"] = np.zeros((len(s.words), 1), np.int16)
    s.lab["start"][s.start] = -1
    s.weight["start"] = np.full((len(s.words), 1), 255, np.uint8)


def shards(folder):
    return sorted(glob.glob(folder + "/*.npz"))


def join(stores):
    cat = lambda f: {k: np.concatenate([f(s)[k] for s in stores]) for k in f(stores[0])}
    return Store(np.concatenate([s.words for s in stores]), np.concatenate([s.lengths for s in stores]), cat(lambda s: s.lab),
                 cat(lambda s: s.weight), cat(lambda s: s.sent))
