"""The teacher's reading of the annotated articles as CoNLL-U, one file an article.

    parses.py --teacher T.pt --tokens gold.tok.jsonl --out DIR
"""
import argparse
import collections
import os

import data
import teacher


def write(out, text, sentences, predicted):
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    for n, (e, p) in enumerate(zip(sentences, predicted), 1):
        print(f"# sent_id = {n}\n# text = {' '.join(text[e.spans[0][0]:e.spans[-1][1]].split())}", file=out)
        print(f"# encounter = {p['encounter']}\n# position = {p['position']}", file=out)
        for i, (a, b) in enumerate(e.spans):
            misc = [f"NER={p['name'][i]}", f"Cue={p['cue'][i]}", f"Content={p['content'][i]}", f"Speaker={p['speaker'][i]}", f"start={at[a]}", f"end={at[b]}"]
            if i + 1 < len(e.spans) and e.spans[i + 1][0] == b:
                misc.insert(0, "SpaceAfter=No")
            print(i + 1, e.words[i], p["lemmas"][i], p["upos"][i], p["xpos"][i], p["feats"][i], p["head"][i], p["deprel"][i], "_", "|".join(misc), sep="\t", file=out)
        print(file=out)


def main():
    ap = argparse.ArgumentParser()
    for k in ("teacher", "tokens", "out"):
        ap.add_argument("--" + k, required=True)
    A = ap.parse_args()
    os.makedirs(A.out, exist_ok=True)
    model, tokenizer = teacher.load(A.teacher)
    texts = data.corpus("diplomacy-news")
    by = collections.defaultdict(list)
    for part in ("train", "dev"):
        for e in data.articles(part, A.tokens, tasks=False):
            by[e.doc].append(e)
    everything = [e for d in by.values() for e in d]
    words = [e.words for e in everything]
    p = iter(teacher.predict(model, teacher.pieces(tokenizer, words), words))
    for d, sentences in by.items():
        with open(f"{A.out}/{d}.conllu", "w", encoding="utf-8") as out:
            write(out, texts[d], sentences, [next(p) for _ in sentences])


if __name__ == "__main__":
    main()
