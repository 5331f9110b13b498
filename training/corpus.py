"""Writes texts of the corpus as JSON lines for the tokeniser, the most diplomatic first.

    corpus.py gold   | tok > gold.tok.jsonl       the annotated articles
    corpus.py silver | tok > silver.tok.jsonl     everything else; articles of gold/dev are left out
"""
import json
import random
import sys

import data


def silver():
    """Articles in the order of labelling: two of diplomacy, one of general news, one briefing of four."""
    held_out = data.gold_ids("dev")
    part = {n: [(i, t) for i, t in data.corpus(n).items() if i not in held_out] for n in ("diplomacy-news", "news-sample", "whitehouse")}
    for x in part.values():
        random.Random(3).shuffle(x)
    k, left = 0, {n: iter(x) for n, x in part.items()}
    turns = ("diplomacy-news", "news-sample", "diplomacy-news", "whitehouse", "diplomacy-news", "news-sample")
    while left:
        n = turns[k % len(turns)]
        k += 1
        if n in left:
            x = next(left[n], None)
            if x is None:
                del left[n]
            else:
                yield x


def main():
    if sys.argv[1] == "gold":
        texts = data.corpus("diplomacy-news", want=data.gold_ids("train") | data.gold_ids("dev")).items()
    else:
        texts = silver()
    for i, t in texts:
        print(json.dumps({"id": i, "text": t}))


if __name__ == "__main__":
    main()
