"""Lemma scripts by word and tag, learnt from the treebanks: surer than the teacher's, which sees pieces of words."""
import collections


def case(w):
    return "l" if w.islower() else "U" if w.isupper() and len(w) > 1 else "T" if w[:1].isupper() else "o"


class Lexicon:
    """The script most seen for a word with its XPOS; else for its longest ending of six letters at most."""

    def __init__(self, examples):
        seen = collections.defaultdict(collections.Counter)
        for e in examples:
            if e.lemma:
                for w, s, x in zip(e.words, e.lemma, e.xpos):
                    seen[w, x][s] += 1
        self.whole = {k: c.most_common(1)[0][0] for k, c in seen.items()}
        ends = collections.defaultdict(collections.Counter)
        for (w, x), s in self.whole.items():
            for k in range(min(6, len(w) - 1) + 1):
                ends[w.lower()[len(w) - k:], x, case(w)][s] += 1
        self.ends = {k: c.most_common(1)[0][0] for k, c in ends.items() if sum(c.values()) >= 3 or not k[0]}

    def script(self, w, x):
        s = self.whole.get((w, x))
        for k in range(min(6, len(w) - 1), -1, -1):
            s = s or self.ends.get((w.lower()[len(w) - k:], x, case(w)))
        return s or "same"
