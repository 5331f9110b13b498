"""Scores a pupil on given tokens, as floats or with the rounding of its file.

    evaluate.py P.pt --articles gold.jsonl [--part test] [--float]
"""
import argparse
import json

import torch

import pupil
import teacher
from features import Types
from network import Matrix, Pupil


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("pupil")
    ap.add_argument("--articles", required=True)
    ap.add_argument("--part", default="dev")
    ap.add_argument("--float", action="store_true")
    A = ap.parse_args()
    torch.set_num_threads(1)
    sd = torch.load(A.pupil)
    model = Pupil(sd["labels"], sd["heads"], sd["config"])
    model.load_state_dict(sd["model"])
    Matrix.quantised = not A.float
    types = Types(sd["config"]["buckets"])
    print(json.dumps(teacher.evaluate(lambda s: pupil.predict(model, types, s), teacher.test_sets(A.articles, A.part))))


if __name__ == "__main__":
    main()
