"""Scores a pupil on given tokens, as floats or with the rounding of its file.

    evaluate.py P.pt --articles gold.jsonl [--part test] [--float] [--others]
"""
import argparse
import json
import types as kinds

import torch

import data
import pupil
import scores
import teacher
from features import Types
from network import Matrix, Pupil


COARSE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "FAC": "LOC"}


def coarse(tags):
    """Tags of PER, ORG and LOC alone; facilities count as places."""
    kept = [t if t == "O" else t[:2] + COARSE.get(t[2:], t[2:]) for t in tags]
    return [t if t[2:] in ("PER", "ORG", "LOC") else "O" for t in kept]


def others(predictor):
    """Names of sets that draw their lines elsewhere: PER, ORG, LOC."""
    out = {}
    for name, word, tag in (("uner-ewt-test", 1, 2), ("worldwide-newswire", 0, 1)):
        examples = [e for e in data.iob2(f"{data.SHARED}/data/ner/{name}.iob2.gz", word, tag) if len(e.words) <= 128][:5000]
        system = [{"name": coarse(p["name"])} for p in predictor([e.words for e in examples])]
        gold = [kinds.SimpleNamespace(name=coarse(e.aux)) for e in examples]
        out[name] = scores.names(gold, system, ["PER", "ORG", "LOC"])
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("pupil")
    ap.add_argument("--articles", required=True)
    ap.add_argument("--part", default="dev")
    ap.add_argument("--float", action="store_true")
    ap.add_argument("--others", action="store_true", help="names of UNER EWT test and Worldwide newswire instead")
    A = ap.parse_args()
    torch.set_num_threads(1)
    sd = torch.load(A.pupil)
    model = Pupil(sd["labels"], sd["heads"], sd["config"])
    model.load_state_dict(sd["model"])
    Matrix.quantised = not A.float
    types = Types(sd["config"]["buckets"])
    predictor = lambda s: pupil.predict(model, types, s)
    print(json.dumps(others(predictor) if A.others else teacher.evaluate(predictor, teacher.test_sets(A.articles, A.part))))


if __name__ == "__main__":
    main()
