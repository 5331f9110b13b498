"""Trains the pupil on gold and the teacher's silver, by the clock.

    pupil.py --articles gold.tok.jsonl --silver DIR --out P.pt --minutes 60 --export ../english/model/english.rpm

With --fold K/N the K-th of N parts of the annotated articles is left out, of gold and silver, and --parses writes the pupil's reading of
it as CoNLL-U: the weights of the reading are trained on labels of networks that never saw the article.

A round is all gold once and a share of the shards seen least. Silver may grow while it runs (with one process). Rounding
to int8 needs no training: it costs less than 0.1 of any score; --rounding trains with it for the rest of the time.
"""
import argparse
import collections
import json
import os
import random
import time

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F

import data
import export
import lemmas
import mst
import parses
import store
import teacher
from features import Types
from labels import HEADS, apply_script
from network import CONFIG, Matrix, Pupil

LOSS = {"upos": .4, "xpos": .4, "feats": .3, "lemma": .3, "name": 1., "cue": .6, "content": .4, "speaker": .4, "start": .4}
RARE = 2.


def widths():
    """Lengths that sentences are padded to: few, as every new shape of a matrix costs the library a compilation."""
    return list(range(4, 40, 4)) + [40, 48, 56, 64, 80, 96, 128]


def plan(lengths, size, shuffle=True):
    """Batches (sentence numbers, padded length) of `size` words each; a short rest moves up to the next length."""
    order = np.random.permutation(len(lengths)) if shuffle else np.arange(len(lengths))
    out, rest, low = [], np.zeros(0, np.int64), 0
    for n in widths() + [512] * (not shuffle):  # longer ones are scored, never trained on
        here = np.concatenate([rest, order[(lengths[order] > low) & (lengths[order] <= n)]])
        step, low = max(1, size // n), n
        whole = len(here) // step * step if shuffle and n < 128 else len(here)
        out += [(here[i:i + step], n) for i in range(0, whole, step)]
        rest = here[whole:]
    if shuffle:
        random.shuffle(out)
    return out


def up(n, step):
    return -(-n // step) * step


def batch(pool, table, idx, n):
    """rows of distinct words, places, mask, the places of the real words in the flat arrays, and in the padded ones (filled up with 0)."""
    lengths = pool.lengths[idx]
    grid = np.arange(n)[None, :]
    mask = grid < lengths[:, None]
    flat = (pool.start[idx][:, None] + grid)[mask]
    distinct, inverse = np.unique(pool.words[flat], return_inverse=True)
    at = np.zeros(mask.shape, np.int64)
    at[mask] = inverse
    rows = table[np.pad(distinct, (0, up(len(distinct), 256) - len(distinct)), mode="edge")]
    place = np.zeros(up(len(flat), 512), np.int64)
    place[:len(flat)] = np.nonzero(mask.ravel())[0]
    return torch.from_numpy(rows), torch.from_numpy(at), torch.from_numpy(mask), flat, torch.from_numpy(place)


def soft(logits, lab, weight):
    """Cross entropy with the kept part of a distribution; words without a label, and rows beyond the labels, count nothing.
    Returns the mean and the number."""
    beyond = ((0, len(logits) - len(lab)), (0, 0))
    lab, weight = np.pad(lab, beyond, constant_values=-1), np.pad(weight, beyond)
    lab = torch.from_numpy(np.where(lab < logits.size(-1), lab, -1).astype(np.int64))  # a head beyond the sentence is none
    p = torch.from_numpy(weight.astype(np.float32)) * (lab >= 0)
    total = p.sum(-1)
    has = total > 0
    p = p / total.clamp(min=1).unsqueeze(-1)
    each = torch.logsumexp(logits, -1) * has - (logits.gather(-1, lab.clamp(min=0)) * p).sum(-1)
    count = has.sum()
    return each.sum() / count.clamp(min=1), count


def loss_of(model, pool, table, idx, n, parts):
    rows, at, mask, flat, place = batch(pool, table, idx, n)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = model(rows, at, mask)
        xd = F.dropout(x, model.drop)
        pick = lambda z: F.embedding(place, z.flatten(0, 1))
        words = pick(xd)
        loss, logits = 0, model.tags(words).float().split([n for _, n in model.tasks], -1)
        for (t, _), z in zip(model.tasks, logits):
            l, count = soft(z, pool.lab[t][flat], pool.weight[t][flat])
            if count:
                parts[t].append(float(l.detach()))
                loss = loss + LOSS[t] * l
        if (pool.lab["head"][flat, 0] >= 0).any():
            arcs, r = model.arcs(xd, mask)
            l, _ = soft(pick(arcs), pool.lab["head"][flat], pool.weight["head"][flat])
            head = torch.zeros(mask.shape, dtype=torch.long)
            head[mask] = torch.from_numpy(pool.lab["head"][flat, 0].clip(0).astype(np.int64))
            of = (torch.arange(len(idx)).unsqueeze(1) * r.size(1) + head).flatten()[place]
            rel, _ = soft(model.relations(words, F.embedding(of, r.reshape(-1, r.size(-1)))), pool.lab["deprel"][flat], pool.weight["deprel"][flat])
            parts["arc"].append(float(l.detach()))
            parts["rel"].append(float(rel.detach()))
            loss = loss + l + rel
        vec = None
        for t, head in model.sentence.items():
            y = torch.from_numpy(pool.sent[t][idx].astype(np.float32))
            if y.any():
                vec = model.sentence_vector(xd, mask) if vec is None else vec
                y[:, 1:] *= RARE  # most sentences report nothing
                l = -(F.log_softmax(head(vec).float(), -1) * y).sum() / y.sum()
                parts[t].append(float(l.detach()))
                loss = loss + .15 * l
    return loss


@torch.no_grad()
def predict(model, types, sentences, size=6000):
    """Labels of every task for each sentence of words."""
    model.eval()
    numbers = [types.number(w) for w in sentences]
    table = types.array()
    pool = store.Store(np.concatenate(numbers), [len(w) for w in sentences], {}, {}, {})
    V, out = model.labels, [None] * len(sentences)
    for idx, width in plan(pool.lengths, size, shuffle=False):
        rows, at, mask, _, _ = batch(pool, table, idx, width)
        x = model(rows, at, mask)
        arcs, r = model.arcs(x, mask)
        tags = dict(zip([t for t, _ in model.tasks], model.tags(x).split([n for _, n in model.tasks], -1)))
        best = {t: z.argmax(-1).tolist() for t, z in tags.items()}
        vec = model.sentence_vector(x, mask)
        sent = {t: h(vec).argmax(-1).tolist() for t, h in model.sentence.items()}
        for j, i in enumerate(idx):
            n = len(sentences[i])
            heads = mst.tree(arcs[j, :n, :n + 1].numpy())
            rel = model.relations(x[j, :n], r[j][torch.tensor(heads)]).argmax(-1).tolist()
            p = {t: [V[t][k] for k in b[j][:n]] for t, b in best.items()}
            p["name"] = teacher.constrained(tags["name"][j, :n].numpy(), V["name"])
            p["head"], p["deprel"] = heads, [V["deprel"][k] for k in rel]
            p["lemmas"] = [apply_script(s, f) for s, f in zip(p["lemma"], sentences[i])]
            for t in sent:
                p[t] = V[t][sent[t][j]]
            out[i] = p
    model.train()
    return out


class Silver:
    """The shards, those seen least first."""

    def __init__(self, folder, types, labels, lexicon, without=()):
        self.folder, self.types, self.labels, self.lexicon = folder, types, labels, lexicon
        self.without = {types.number(e.words).tobytes() for e in without}
        self.kept, self.seen = {}, collections.Counter()
        self.script = {s: i for i, s in enumerate(labels["lemma"])}

    def load(self, path):
        """A shard, with lemma scripts of the treebanks' lexicon for the teacher's tags."""
        s = store.load(path, self.types)
        words, tags = list(self.types.ids), self.labels["xpos"]
        pairs, inverse = np.unique(s.words.astype(np.int64) * len(tags) + s.lab["xpos"][:, 0], return_inverse=True)
        scripts = [self.script.get(self.lexicon.script(words[p // len(tags)], tags[p % len(tags)]), -1) for p in pairs.tolist()]
        s.lab["lemma"][:, 0] = np.array(scripts, np.int16)[inverse]
        keep = [s.words[a:a + n].tobytes() not in self.without for a, n in zip(s.start, s.lengths)] if self.without else []
        return s if all(keep) else store.only(s, np.array(keep))

    def take(self, words):
        paths = store.shards(self.folder) if self.folder else []
        random.shuffle(paths)
        out, n = [], 0
        for p in sorted(paths, key=lambda p: self.seen[p]):
            if n >= words:
                break
            if p not in self.kept:
                self.kept[p] = self.load(p)
            self.seen[p] += 1
            out.append(self.kept[p])
            n += len(self.kept[p].words)
        return out, n


def left_out(fold):
    """The ids of the annotated articles of part K of N, "K/N"."""
    k, n = map(int, fold.split("/"))
    return set(sorted(data.gold_ids("train"))[k::n])


def read_articles(model, types, path, ids, folder):
    """Writes the pupil's reading of the annotated articles of these ids."""
    texts, by = data.corpus("diplomacy-news", want=ids), collections.defaultdict(list)
    for e in data.articles("train", path, tasks=False):
        if e.doc in ids:
            by[e.doc].append(e)
    os.makedirs(folder, exist_ok=True)
    for d, sentences in by.items():
        with open(f"{folder}/{d}.conllu", "w", encoding="utf-8") as out:
            parses.write(out, texts[d], sentences, predict(model, types, [e.words for e in sentences]))


class Together:
    """Processes that train one model: they share the clock and the mean of their gradients."""

    def __init__(self, A, model):
        self.world, self.params = A.world, list(model.parameters())
        if self.world > 1:
            dist.init_process_group("gloo", init_method="file://" + A.meet, rank=A.rank, world_size=A.world)

    def clock(self, done):
        if self.world > 1:
            t = torch.tensor([done], dtype=torch.float64)
            dist.broadcast(t, 0)
            done = float(t)
        return done

    def average(self):
        if self.world > 1:
            for p in self.params:  # a head without examples in this batch has no gradient here, but maybe there
                if p.grad is None:
                    p.grad = torch.zeros_like(p)
            flat = torch.cat([p.grad.flatten() for p in self.params])
            dist.all_reduce(flat)
            flat /= self.world
            for p, g in zip(self.params, flat.split([p.numel() for p in self.params])):
                p.grad.copy_(g.view_as(p))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--articles", required=True)
    ap.add_argument("--silver")
    ap.add_argument("--init")
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--lr", type=float, default=2.5e-3)
    ap.add_argument("--words", type=int, default=4000)
    ap.add_argument("--round", type=int, default=1000000)
    ap.add_argument("--export")
    ap.add_argument("--rounding", type=float, default=1, help="share of the schedule after which the rounding of int8 is trained with")
    ap.add_argument("--all", action="store_true", help="train on the treebanks' dev sets too, for the file that ships")
    ap.add_argument("--rank", type=int, default=0, help="number of this process among --world, which train together")
    ap.add_argument("--world", type=int, default=1)
    ap.add_argument("--meet", help="a file that does not exist yet, where the processes meet")
    ap.add_argument("--from", dest="begin", type=float, default=0, help="share of the schedule that is over at the start")
    ap.add_argument("--fold", help="K/N: leave the K-th of N parts of the annotated articles out")
    ap.add_argument("--parses", help="folder for the reading of the part left out")
    ap.add_argument("--every", type=float, default=15, help="minutes between scores and exports")
    A = ap.parse_args()
    random.seed(2)
    np.random.seed(2)
    torch.manual_seed(2)
    torch.set_num_threads(1)
    fits = lambda examples: [e for e in examples if len(e.words) < 128 and not e.aux]
    examples = fits(teacher.training_examples(A.articles))
    away = left_out(A.fold) if A.fold else set()
    without = [e for e in examples if e.doc in away]
    examples = [e for e in examples if e.doc not in away]
    labels = {k: v for k, v in teacher.vocabulary(examples).items() if k != "aux"}
    treebank = lambda n: fits(data.conllu(f"{data.SHARED}/data/syntax/{n}.conllu.gz"))
    examples += treebank("gum-train")  # the smaller treebank counts twice
    if A.all:
        examples += treebank("ewt-dev") + treebank("gum-dev") * 2
    types = Types(CONFIG["buckets"])
    gold = store.from_gold(examples, labels, types)
    rng = random.Random(4)
    pairs = [store.from_gold(data.joined([e for e in examples if e.head], rng), labels, types) for _ in range(3)]
    sets = {p: teacher.test_sets(A.articles, p) for p in ("dev", "test")}
    model = Pupil(labels, HEADS).train()
    together = Together(A, model)
    if A.init:
        missing = model.load_state_dict(model.grown(torch.load(A.init)["model"]), strict=False).missing_keys
        model.idle({int(k.split(".")[1]) for k in missing if k.startswith("att.")})
    params = list(model.parameters())
    print("parameters", sum(p.numel() for p in params), "without tables", sum(p.numel() for n, p in model.named_parameters() if n != "E"), flush=True)
    opt = torch.optim.AdamW([{"params": [model.E], "weight_decay": 0.}, {"params": [p for n, p in model.named_parameters() if n != "E"], "weight_decay": .01}],
                            lr=A.lr, betas=(.9, .98), fused=True)
    torch.manual_seed(2 + A.rank)
    silver = Silver(A.silver, types, labels, lemmas.Lexicon(examples), without)
    t0, budget, step, seen, turn, last = time.time(), A.minutes * 60, 0, 0, 0, time.time()
    parts = collections.defaultdict(list)

    def report(part):
        print(part, json.dumps(teacher.evaluate(lambda s: predict(model, types, s), sets[part])), "int8" if Matrix.quantised else "float", int(time.time() - t0), "s", flush=True)

    def keep():
        torch.save({"model": model.state_dict(), "labels": labels, "heads": HEADS, "config": CONFIG}, A.out)
        if A.export:
            export.write(model, A.export, {})

    done = 0
    while done < 1:
        some, n = silver.take(A.round)
        pool = store.join([gold, pairs[turn % 3]] + some)
        table = types.array()
        turn += 1
        print("round", turn, "silver", n, "shards", len(silver.kept), flush=True)
        batches = plan(pool.lengths, A.words)
        for idx, width in batches[A.rank:len(batches) // A.world * A.world:A.world]:
            done = together.clock(A.begin + (1 - A.begin) * (time.time() - t0) / budget)
            if done >= 1:
                break
            Matrix.quantised = done > A.rounding
            for g in opt.param_groups:
                g["lr"] = A.lr * min(1, (step + 1) / 200) * max(.01, 1 - done)
            loss = loss_of(model, pool, table, idx, width, parts)
            opt.zero_grad()
            loss.backward()
            together.average()
            torch.nn.utils.clip_grad_norm_(params, 2., foreach=True)
            opt.step()
            step += 1
            seen += int(pool.lengths[idx].sum()) * A.world
            if step % 200 == 0 and A.rank == 0:
                print(turn, step, {k: round(sum(v) / len(v), 3) for k, v in parts.items()}, f"{int(time.time() - t0)} s {int(seen / (time.time() - t0))} words/s", flush=True)
                parts.clear()
        if A.rank == 0 and time.time() - last > A.every * 60 and done < 1:
            keep()
            report("dev")
            last = time.time()
    if A.rank:
        return
    Matrix.quantised = True
    keep()
    if A.fold and A.parses:
        read_articles(model, types, A.articles, away, A.parses)
    report("dev")
    report("test")


if __name__ == "__main__":
    main()
