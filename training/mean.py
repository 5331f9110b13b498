"""The mean of the weights of pupils of one line: a pupil and one that went on from it. It is steadier than either.

    mean.py OUT.pt P.pt Q.pt…
"""
import sys

import torch


def main():
    out, *paths = sys.argv[1:]
    pupils = [torch.load(p) for p in paths]
    first = pupils[0]
    for p, x in zip(paths, pupils):
        for k in ("labels", "heads", "config"):
            if x[k] != first[k]:
                sys.exit(f"mean.py: {p} has other {k} than {paths[0]}: take pupils of one line, trained with --init")
    weights = {k: sum(x["model"][k].float() for x in pupils) / len(pupils) for k in first["model"]}
    torch.save({**first, "model": weights}, out)


if __name__ == "__main__":
    main()
