"""Readers of the gold sets. Everything becomes a list of Example, one a sentence."""
import glob
import gzip
import json
import os
import re

from labels import STATUSES, STANCES, lemma_script

SHARED = os.environ.get("RAPPORTEUR_SHARED", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared"))
TASKS = ("upos", "xpos", "feats", "lemma", "head", "deprel", "name", "aux", "cue", "content", "speaker", "start", "encounter", "position")


class Example:
    """A sentence: its words and, for each task it is annotated for, the labels (None where it is not)."""

    __slots__ = ("words", "lemmas", "spans", "doc") + TASKS

    def __init__(self, words, **labels):
        for k in self.__slots__:
            setattr(self, k, None)
        self.words = words
        for k, v in labels.items():
            setattr(self, k, v)


def lines(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def blocks(path, comment):
    """Runs of lines between blank ones, without comments."""
    block = []
    for line in lines(path):
        line = line.rstrip("\n")
        if not line.strip():
            if block:
                yield block
            block = []
        elif not comment(line):
            block.append(line.split("\t") if "\t" in line else line.split())
    if block:
        yield block


def conllu(path):
    """UD sentences."""
    out = []
    for b in blocks(path, lambda l: l[0] == "#" and "\t" not in l):
        rows = [c for c in b if c[0].isdigit()]
        col = lambda k: [c[k] for c in rows]
        out.append(Example(
            col(1), upos=col(3), xpos=col(4), feats=col(5), lemmas=col(2), head=[int(c[6]) for c in rows], deprel=col(7),
            lemma=[lemma_script(c[1], c[2]) for c in rows]))
    return out


def joined(examples, rng):
    """Neighbouring sentences as one with two roots, as where the splitter misses an end: mostly without a stop or a capital between them."""
    out = []
    for a, b in zip(examples, examples[1:]):
        hard = a.words[-1] not in (".", "!", "?") or b.words[0][0].islower()
        n = len(a.words)
        if rng.random() < (.5 if hard else .12) and n + len(b.words) <= 80:
            e = Example(a.words + b.words)
            for t in ("upos", "xpos", "feats", "lemma", "lemmas", "deprel"):
                setattr(e, t, getattr(a, t) + getattr(b, t))
            e.head = a.head + [h and h + n for h in b.head]
            e.start = ["O"] * n + ["B"] + ["O"] * (len(b.words) - 1)
            out.append(e)
    return out


CROSSNER = {
    "politician": "PER", "person": "PER", "writer": "PER", "scientist": "PER", "politicalparty": "ORG", "organisation": "ORG",
    "organization": "ORG", "country": "LOC", "location": "LOC"}


def iob2(path, word, tag, types=None):
    """IOB2 files; tags go to the auxiliary head, as the sets draw the line of an organisation elsewhere."""
    out = []
    for b in blocks(path, lambda l: l[0] == "#" and "\t" not in l):
        tags = []
        for c in b:
            t = c[tag]
            tags.append(t if t == "O" or not types else t[:2] + types.get(t[2:], "MISC"))
        out.append(Example([c[word] for c in b], aux=tags))
    return out


def corpus(*names, want=None):
    """id -> text (title, blank line, text) of corpus files, in their order."""
    texts = {}
    for n in names:
        for line in lines(f"{SHARED}/data/corpus/{n}.jsonl.gz"):
            x = json.loads(line)
            if want is None or x["id"] in want:
                texts[x["id"]] = x["title"] + "\n\n" + x["text"] if x.get("title") else x["text"]
    return texts


def gold_ids(part):
    return {os.path.basename(f)[:-5] for f in glob.glob(f"{SHARED}/gold/{part}/*.json")}


def occurrences(text, names):
    """Spans of each name by longest match of whole words, as the scorer finds them."""
    taken, out = bytearray(len(text)), []
    for n in sorted(names, key=lambda x: -len(x)):
        for m in re.finditer(r"(?<!\w)" + re.escape(n) + r"(?!\w)", text):
            if not any(taken[m.start():m.end()]):
                out.append((m.start(), m.end(), names[n]))
                taken[m.start():m.end()] = b"\1" * (m.end() - m.start())
    return out


def within(text, needle, lo, hi, near=None, avoid=()):
    """The occurrence of needle in text[lo:hi], whole words before parts, outside the spans to avoid, nearest to the spans `near`."""
    if not needle:
        return None
    best = None
    for m in re.finditer(re.escape(needle), text[lo:hi]):
        s, e = lo + m.start(), lo + m.end()
        part = (s > 0 and text[s - 1].isalnum() and needle[0].isalnum()) or (e < len(text) and text[e].isalnum() and needle[-1].isalnum())
        inside = any(a < e and s < b for a, b in avoid)
        gap = min((max(a - e, s - b, 0) for a, b in near), default=0) if near else 0
        key = (part, inside, gap, s)
        if best is None or key < best[0]:
            best = key, (s, e)
    return best and best[1]


def statement_spans(text, statements):
    """Spans of cues, contents and speakers of the annotated statements."""
    cues, contents, speakers = [], [], []
    for s in statements:
        lo = text.find(s["evidence"])
        if lo < 0:
            continue
        hi = lo + len(s["evidence"])
        mine, at = [], lo
        for c in s["content"]:
            span = within(text, c, at, hi) or within(text, c, lo, hi)
            if span:
                mine.append(span)
                at = span[1]
        cue = within(text, s.get("cue"), lo, hi, mine, mine)
        speaker = within(text, s.get("speaker_text"), lo, hi, [cue] if cue else mine, mine)
        contents += mine
        cues += [cue] if cue else []
        speakers += [speaker] if speaker else []
    return cues, contents, speakers


def evidence_spans(text, record):
    """(start, end, label) of the sentences that report encounters, and of the contents of positions."""
    enc, pos = [], []
    for e in record["encounters"]:
        for x in e["evidence"]:
            i = text.find(x)
            if i >= 0:
                enc.append((i, i + len(x), e["status"]))
    for p in record["positions"]:
        lo = text.find(p["evidence"])
        span = within(text, p["content"], max(lo, 0), lo + len(p["evidence"]) if lo >= 0 else len(text))
        if span:
            pos.append((*span, p["stance"]))
    return enc, pos


def tagged(spans, toks, first, rest):
    """Labels of tokens covered by spans."""
    out = ["O"] * len(toks)
    for s, e, *ty in spans:
        k = 0
        for i, (a, b) in enumerate(toks):
            if a < e and s < b:
                out[i] = (first if k == 0 else rest) + (f"-{ty[0]}" if ty else "")
                k += 1
    return out


def sentence_label(spans, lo, hi, order):
    """The label of the span that covers most of a sentence; a few shared characters don't count."""
    best = max(((min(e, hi) - max(s, lo), -order.index(t), t) for s, e, t in spans), default=(0, 0, "none"))
    return best[2] if best[0] > 3 else "none"


def articles(part, tokenised, tasks=True):
    """Annotated articles, cut into the sentences and tokens of `tokenised` (JSONL, id and sentences of character spans)."""
    ids = gold_ids(part)
    texts = corpus("diplomacy-news", want=ids)
    cuts = {x["id"]: x["sentences"] for x in map(json.loads, lines(tokenised)) if x["id"] in ids}
    out = []
    for i in sorted(ids & texts.keys() & cuts.keys()):
        text = texts[i]
        record = json.load(open(f"{SHARED}/gold/{part}/{i}.json", encoding="utf-8"))
        named = json.load(open(f"{SHARED}/gold/names/{part}/{i}.json", encoding="utf-8"))
        names = occurrences(text, {x["text"]: x["type"] for x in named["names"]})
        cues, contents, speakers = statement_spans(text, record["statements"])
        enc, pos = evidence_spans(text, record)
        for toks in cuts[i]:
            lo, hi = toks[0][0], toks[-1][1]
            here = lambda spans: [x for x in spans if x[0] < hi and lo < x[1]]
            ex = Example([text[a:b] for a, b in toks], doc=i, spans=toks)
            if tasks:
                ex.name = tagged(here(names), toks, "B", "I")
                ex.cue = tagged(here(cues), toks, "B", "I")
                ex.content = tagged(here(contents), toks, "I", "I")
                ex.speaker = tagged(here(speakers), toks, "I", "I")
                ex.encounter = sentence_label(here(enc), lo, hi, STATUSES)
                ex.position = sentence_label(here(pos), lo, hi, STANCES)
            out.append(ex)
    return out
