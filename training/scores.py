"""Scores on given tokens: attachment, tags, names, further heads."""
import collections


def spans(tags):
    """Names of IOB2 tags: (first, last, type)."""
    out, start, ty = set(), None, ""
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t[0] != "I" or t[2:] != ty):
            out.add((start, i, ty))
            start = None
        if t[0] == "B" or (t[0] == "I" and start is None):
            start, ty = i, t[2:]
    return out


def f1(tp, system, gold):
    return round(200 * tp / max(1, system + gold), 2)


def syntax(gold, predicted):
    """Accuracies in percent; LAS compares the relation up to the subtype."""
    ok, total = collections.Counter(), 0
    for g, p in zip(gold, predicted):
        for i in range(len(g.words)):
            total += 1
            right = p["head"][i] == g.head[i]
            ok["UAS"] += right
            ok["LAS"] += right and p["deprel"][i].split(":")[0] == g.deprel[i].split(":")[0]
            ok["LASfull"] += right and p["deprel"][i] == g.deprel[i]
            for k in ("upos", "xpos", "feats"):
                ok[k] += p[k][i] == getattr(g, k)[i]
            ok["lemma"] += p["lemmas"][i] == g.lemmas[i]
    return {k: round(100 * v / total, 2) for k, v in ok.items()}


def names(gold, predicted, types):
    c = collections.Counter()
    for g, p in zip(gold, predicted):
        a, b = spans(g.name), spans(p["name"])
        for t in types + ["all"]:
            keep = lambda s: {x for x in s if t in ("all", x[2])}
            c[t, 0] += len(keep(a) & keep(b))
            c[t, 1] += len(keep(b))
            c[t, 2] += len(keep(a))
    return {t: f1(*(c[t, k] for k in range(3))) for t in types + ["all"]}


def further(gold, predicted):
    """F1 of cue spans, of content and speaker words, of encounter and position sentences, and the share of right labels among those found."""
    c, out = collections.Counter(), {}
    for g, p in zip(gold, predicted):
        a, b = spans([t + "-x" if t != "O" else t for t in g.cue]), spans([t + "-x" if t != "O" else t for t in p["cue"]])
        c["cue", 0] += len(a & b)
        c["cue", 1] += len(b)
        c["cue", 2] += len(a)
        for k in ("content", "speaker"):
            for x, y in zip(getattr(g, k), p[k]):
                c[k, 0] += x == y == "I"
                c[k, 1] += y == "I"
                c[k, 2] += x == "I"
        for k in ("encounter", "position"):
            x, y = getattr(g, k), p[k]
            c[k, 0] += x != "none" and y != "none"
            c[k, 1] += y != "none"
            c[k, 2] += x != "none"
            c[k, "label"] += x == y != "none"
    for k in ("cue", "content", "speaker", "encounter", "position"):
        out[k] = f1(*(c[k, j] for j in range(3)))
    for k in ("encounter", "position"):
        out[k + " label"] = round(100 * c[k, "label"] / max(1, c[k, 0]), 1)
    return out
