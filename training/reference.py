"""The network in numpy, as MODEL.md says it: what inference in Go is tested against.

    reference.py english.rpm > net-golden.json
"""
import json
import sys

import numpy as np

import features
import mst
from teacher import constrained

SENTENCES = [s.split() for s in (
    "The envoys of Norland met in Port Sable on Tuesday , their third round of talks this year .",
    "“ We are ready to sign , ” Foreign Minister Ada Lindqvist told reporters .",
    "Ruritania 's parliament rejected the cease - fire plan .",
    "He did n't say whether the 12 prisoners had been freed .",
    "MOSCOW , May 21 .",
    "“ Nothing has been agreed , ” the spokesman said .",
    "President Maren Holt will visit Graustark next week .",
    "The two sides held a second day of talks in Vienna .",
    "Norland demands that Ruritania withdraw its troops .",
    "According to the ministry , the call lasted an hour .",
    "She said the summit would take place in June .",
    "The Ruritanian ambassador has been summoned .",
    "Who will pay for it ?",
    "The League of Northern States welcomed the accord .",
    "Aid for 3,400 refugees arrived on Sunday , officials said .",
)]
KEPT = 5
# Where an activation of these lies near a half, sums of float32 in another order round it to the other side, and all that follows differs.
EARLY = ("conv0", "conv1", "conv2")


class Model:
    def __init__(self, path):
        raw = open(path, "rb").read()
        if raw[:8] != b"RPMODEL1":
            raise ValueError(f"{path} is no model file: it starts with {raw[:8]!r}")
        n = int.from_bytes(raw[8:12], "little")
        self.head = json.loads(raw[12:12 + n])
        self.t = {}
        for e in self.head["tensors"]:
            dt = np.dtype("<i1" if e["dtype"] == "i8" else "<f4")
            self.t[e["name"]] = np.frombuffer(raw, dt, int(np.prod(e["shape"])), e["offset"]).reshape(e["shape"])

    def apply(self, name, x):
        """Matrix times vectors, through seven-bit activations and int8 weights."""
        x = x.astype(np.float32)
        top = np.abs(x).max(-1, keepdims=True)
        inverse = np.where(top > 0, np.float32(63) / np.where(top > 0, top, 1), 0).astype(np.float32)
        if name in EARLY:
            self.margin = min(self.margin, float(np.abs((x * inverse) % 1 - .5).min()))
        q = np.rint(x * inverse).astype(np.int32)
        acc = q @ self.t[name].astype(np.int32).T
        y = acc.astype(np.float32) * ((top / np.float32(63)).astype(np.float32) * self.t[name + ".scale"])
        return y + self.t[name + ".bias"] if name + ".bias" in self.t else y

    def norm(self, name, x):
        m = x.mean(-1, keepdims=True, dtype=np.float32)
        d = x - m
        v = (d * d).mean(-1, keepdims=True, dtype=np.float32)
        return d / np.sqrt(v + np.float32(1e-5)) * self.t[name + ".gain"] + self.t[name + ".bias"]

    def encode(self, words):
        c, t = self.head["config"], self.t
        R = np.array([features.rows(w, c["buckets"]) for w in words])
        E = lambda k, r: t[f"E{k}"][r].astype(np.int32)
        parts = [(E(0, R[:, 0]) + E(0, R[:, 1])) * t["E0.scale"]] + [E(k, R[:, k + 1]) * t[f"E{k}.scale"] for k in range(1, 5)]
        out = lambda z: np.maximum(z[:, :c["W"]], z[:, c["W"]:])
        x = self.norm("ln0", out(self.apply("mix", np.concatenate(parts, 1).astype(np.float32))))
        for i in range(c["C"]):
            p = np.pad(x, ((1, 1), (0, 0)))
            x = x + self.norm(f"conv{i}.ln", out(self.apply(f"conv{i}", np.concatenate([p[:-2], x, p[2:]], 1))))
        n, H = len(words), c["heads"]
        x = x + t["pos"][np.minimum(np.arange(n), 127)]
        for i in range(c["A"]):
            q, k, v = self.apply(f"att{i}.qkv", self.norm(f"att{i}.ln1", x)).reshape(n, 3, H, -1).transpose(1, 2, 0, 3)
            s = q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(c["W"] / H))
            a = np.exp(s - s.max(-1, keepdims=True))
            a = a / a.sum(-1, keepdims=True)
            x = x + self.apply(f"att{i}.o", (a @ v).transpose(1, 0, 2).reshape(n, -1))
            x = x + self.apply(f"att{i}.f2", np.maximum(self.apply(f"att{i}.f1", self.norm(f"att{i}.ln2", x)), 0))
        return x

    def parse(self, words):
        self.margin = 1.
        L, x = self.head["labels"], self.encode(words)
        relu = lambda z: np.maximum(z, 0)
        best = lambda name, labels, z: [labels[k] for k in self.apply("head." + name, z).argmax(-1)]
        out = {"tokens": words, "upos": best("upos", L["upos"], x), "xpos": best("xpos", L["xpos"], x), "feats": best("feats", L["feats"], x),
               "lemma": best("lemma", L["lemma"], x), "name": constrained(self.apply("head.name", x), L["name"])}
        for h in self.head["heads"]:
            z = x if h["level"] == "token" else np.concatenate([x.mean(0), x.max(0)])[None]
            y = best(h["name"], h["labels"], z)
            out[h["name"]] = y if h["level"] == "token" else y[0]
        r = np.concatenate([self.t["root"][None], x])
        arcs = self.apply("U", relu(self.apply("AD", x))) @ relu(self.apply("AH", r)).T
        out["head"] = mst.tree(arcs)
        rel = self.apply("L2", relu(self.apply("LD", x) + self.apply("LH", r)[out["head"]]))
        out["deprel"] = [L["deprel"][k] for k in rel.argmax(-1)]
        out["x"] = [[round(float(v), 5) for v in row] for row in x]
        out["arcs"] = [[round(float(v), 4) for v in row] for row in arcs]
        return out


def surest(model):
    """The sentences whose activations lie farthest from a half, in their order."""
    parsed = [(model.parse(s), model.margin) for s in SENTENCES]
    least = sorted(m for _, m in parsed)[-KEPT]
    return [p for p, m in parsed if m >= least]


if __name__ == "__main__":
    json.dump(surest(Model(sys.argv[1])), sys.stdout, ensure_ascii=False)
    print()
