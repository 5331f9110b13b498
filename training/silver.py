"""The teacher labels the corpus: shards of sentences with its likeliest labels and their probabilities.

    silver.py --teacher T.pt --tokens silver.tok.jsonl --out DIR [--skip ARTICLES] [--words N]
"""
import argparse
import json
import os
import time

import numpy as np
import torch

import data
import mst
import store
import teacher

SHARD = 200000


def sentences(path, skip):
    """Sentences of 2 to 100 words, each once; none that stands in the articles passed over."""
    texts = data.corpus("diplomacy-news", "news-sample", "whitehouse")
    seen = set()
    for k, line in enumerate(data.lines(path)):
        x = json.loads(line)
        text = texts[x["id"]]
        for toks in x["sentences"]:
            if 2 <= len(toks) <= 100:
                words = [text[a:b] for a, b in toks]
                key = hash(" ".join(words))
                if key not in seen:
                    seen.add(key)
                    if k >= skip:
                        yield words


def trees(arcs, words):
    """Heads [B, n] of the best trees: greedy where that is a tree already."""
    B, n, _ = arcs.shape
    heads = arcs.argmax(-1)
    heads[~words] = 0
    up = np.concatenate([np.zeros((B, 1), np.int64), heads], 1)
    for _ in range(int(np.ceil(np.log2(n + 1))) + 1):
        up = np.take_along_axis(up, up, 1)
    good = (up == 0).all(1) & (((heads == 0) & words).sum(1) == 1)
    for r in np.nonzero(~good)[0]:
        m = int(words[r].sum())
        heads[r, :m] = mst.tree(arcs[r, :m, :m + 1])
    return heads


def best(prob, k, first=None):
    """The k likeliest labels and their probabilities in 255ths; `first` comes first whatever its probability."""
    k = min(k, prob.size(-1))
    if first is None:
        p, i = prob.topk(k, -1)
    else:
        i = prob.scatter_add(-1, first.unsqueeze(-1), torch.ones(*first.shape, 1)).topk(k, -1).indices
        p = prob.gather(-1, i).clamp(min=.004)
    return i.numpy().astype(np.int16), (p * 255).round().numpy().astype(np.uint8)


def pad(a, k):
    return a if a.shape[1] == k else np.pad(a, ((0, 0), (0, k - a.shape[1])))


@torch.no_grad()
def label(model, tokenizer, group):
    """Labels of a group of sentences, as the arrays of a shard."""
    P = teacher.pieces(tokenizer, group)
    forms, lengths = [], []
    kept = [t for t in store.TOP if t != "start"]
    lab, weight, sent = {t: [] for t in kept}, {t: [] for t in kept}, {t: [] for t in store.SENTENCE}
    for idx in teacher.batches(P, 6000, lambda p: len(p[0]), shuffle=False):
        ids, first, shp, mask, words = teacher.inputs(P, idx)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            w = model(ids, first, shp, mask)
            arcs, lh, ld = model.arcs(w, words)
            flat = w[words]
            prob = {t: model.heads[t](flat).float().softmax(-1) for t in store.TOKEN if t != "start"}
            heads = torch.from_numpy(trees(arcs.numpy(), words.numpy()))
            rel = model.relations(lh, ld, heads)[words].float().softmax(-1)
            for t in store.SENTENCE:
                sent[t].append(model.sentence(t, w, words).float().softmax(-1).numpy().astype(np.float16))
        put = lambda t, p, first=None: [d[t].append(pad(a, store.TOP[t])) for d, a in zip((lab, weight), best(p, store.TOP[t], first))]
        for t in prob:
            put(t, prob[t])
        put("head", arcs.softmax(-1)[words], heads[words])
        put("deprel", rel)
        for i in idx:
            forms += group[i]
            lengths.append(len(group[i]))
    cat = lambda d: {t: np.concatenate(v) for t, v in d.items()}
    return forms, lengths, cat(lab), cat(weight), cat(sent)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--tokens", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--skip", type=int, default=0, help="articles to pass over at the start")
    ap.add_argument("--words", type=int, default=10000000)
    A = ap.parse_args()
    torch.set_num_threads(1)
    os.makedirs(A.out, exist_ok=True)
    model, tokenizer = teacher.load(A.teacher)
    model.eval()
    t0, total, group, n = time.time(), 0, [], 0
    for words in sentences(A.tokens, A.skip):
        group.append(words)
        n += len(words)
        if n >= SHARD:
            name = f"{A.out}/{A.skip:06d}-{total // SHARD:04d}"
            store.save(name + ".tmp", *label(model, tokenizer, group))
            os.replace(name + ".tmp", name + ".npz")
            total += n
            print(total, f"{int(time.time() - t0)} s {int(total / (time.time() - t0))} words/s", flush=True)
            group, n = [], 0
            if total >= A.words:
                break


if __name__ == "__main__":
    main()
