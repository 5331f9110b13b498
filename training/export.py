"""Writes the model file of MODEL.md.

    export.py P.pt english.rpm [card.json]
"""
import json
import os
import sys

import numpy as np
import torch

from network import Pupil, table_top

ALIGN = 64


def tensors(model):
    """(name, array) of everything the file holds."""
    out = []

    def matrix(name, weight, bias=None):
        w = weight.detach().float().numpy()
        top = np.maximum(np.abs(w).max(1), 1e-9)
        out.append((name, np.clip(np.rint(w * (127 / top)[:, None]), -127, 127).astype(np.int8)))
        out.append((name + ".scale", (top / 127).astype(np.float32)))
        if bias is not None:
            vector(name + ".bias", bias)

    def vector(name, v):
        out.append((name, v.detach().float().numpy()))

    def norm(name, ln):
        vector(name + ".gain", ln.weight)
        vector(name + ".bias", ln.bias)

    for k, e in enumerate(model.tables()):
        top = float(table_top(e.detach()))
        out.append((f"E{k}", np.clip(np.rint(e.detach().numpy() * (127 / top)), -127, 127).astype(np.int8)))
        out.append((f"E{k}.scale", np.array([top / 127], np.float32)))
    matrix("mix", model.mix.weight, model.mix.bias)
    norm("ln0", model.ln0)
    for i, (c, ln) in enumerate(zip(model.conv, model.convln)):
        matrix(f"conv{i}", c.weight, c.bias)
        norm(f"conv{i}.ln", ln)
    vector("pos", model.pos)
    for i, a in enumerate(model.att):
        norm(f"att{i}.ln1", a.ln1)
        norm(f"att{i}.ln2", a.ln2)
        for m in ("qkv", "o", "f1", "f2"):
            matrix(f"att{i}.{m}", getattr(a, m).weight, getattr(a, m).bias)
    at = 0
    for t, n in model.tasks:
        matrix("head." + t, model.tags.weight[at:at + n], model.tags.bias[at:at + n])
        at += n
    for t, m in model.sentence.items():
        matrix("head." + t, m.weight, m.bias)
    vector("root", model.root)
    for m in ("AH", "AD", "U", "LD", "LH", "L2"):
        matrix(m, getattr(model, m).weight, getattr(model, m).bias)
    return out


def write(model, path, card):
    T = tensors(model)
    base = ("upos", "xpos", "feats", "lemma", "deprel", "name")
    header = {"version": 1, "config": model.config, "heads": [{"name": n, "level": level, "labels": l} for n, level, l in model.further],
              "labels": {k: model.labels[k] for k in base}, "card": card}
    up = lambda n: -(-n // ALIGN) * ALIGN
    size = 0
    for _ in range(3):  # the offsets stand in the header, whose length moves them
        at, entries = up(12 + size), []
        for name, a in T:
            entries.append({"name": name, "dtype": "i8" if a.dtype == np.int8 else "f32", "shape": list(a.shape), "offset": at})
            at = up(at + a.nbytes)
        header["tensors"] = entries
        raw = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        size = max(size, len(raw))
    raw += b" " * (size - len(raw))
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path + ".tmp", "wb") as f:
        f.write(b"RPMODEL1" + np.uint32(len(raw)).astype("<u4").tobytes() + raw)
        for e, (_, a) in zip(entries, T):
            f.seek(e["offset"])
            f.write(np.ascontiguousarray(a).tobytes())
        f.write(b"\0" * (up(f.tell()) - f.tell()))
    os.replace(path + ".tmp", path)


def main():
    sd = torch.load(sys.argv[1])
    model = Pupil(sd["labels"], sd["heads"], sd["config"])
    model.load_state_dict(sd["model"])
    write(model, sys.argv[2], json.load(open(sys.argv[3], encoding="utf-8")) if len(sys.argv) > 3 else {})


if __name__ == "__main__":
    main()
