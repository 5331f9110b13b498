"""Maximum spanning arborescence (Chu-Liu/Edmonds) with a single root."""
import numpy as np

LOW = -1e9


def _edmonds(score):
    """score[dependent, head] over nodes 0..n-1, node 0 the root; returns the heads."""
    n = score.shape[0]
    par = score.argmax(1)
    par[0] = -1
    colour = [0] * n
    for i in range(1, n):
        path, j = [], i
        while j > 0 and colour[j] == 0:
            colour[j] = 1
            path.append(j)
            j = par[j]
        if j > 0 and colour[j] == 1:
            return _contract(score, par, j)
        for x in path:
            colour[x] = 2
    return par


def _contract(score, par, j):
    cycle, k = [j], par[j]
    while k != j:
        cycle.append(k)
        k = par[k]
    inside = set(cycle)
    rest = [x for x in range(score.shape[0]) if x not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), LOW)
    small[:m, :m] = score[np.ix_(rest, rest)]
    np.fill_diagonal(small, LOW)
    cyc = np.array(cycle)
    own = score[cyc, par[cyc]]
    leave, enter = {}, {}
    for a, u in enumerate(rest):
        if u:
            b = int(score[u, cyc].argmax())
            leave[a], small[a, m] = cycle[b], score[u, cycle[b]]
        gain = score[cyc, u] - own
        b = int(gain.argmax())
        enter[a], small[m, a] = cycle[b], own.sum() + gain[b]
    sub = _edmonds(small)
    out = par.copy()
    for a, u in enumerate(rest):
        if u:
            out[u] = leave[a] if sub[a] == m else rest[sub[a]]
    a = sub[m]
    out[enter[a]] = rest[a]
    return out


def is_tree(heads):
    if heads.count(0) != 1:
        return False
    seen = [0] * (len(heads) + 1)
    for i in range(1, len(heads) + 1):
        j = i
        while j and seen[j] == 0:
            seen[j] = i
            j = heads[j - 1]
        if j and seen[j] == i:
            return False
    return True


def tree(arcs):
    """arcs[i, j]: score of head j (0 the root) for word i+1. Returns the heads of the best tree with one root."""
    greedy = arcs.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    n = arcs.shape[0]
    score = np.full((n + 1, n + 1), LOW)
    score[1:] = arcs
    np.fill_diagonal(score, LOW)
    heads = _edmonds(score)[1:]
    if (heads == 0).sum() == 1:
        return heads.tolist()
    best = None
    for r in np.argsort(-arcs[:, 0])[:8]:
        one = score.copy()
        one[1:, 0] = LOW
        one[r + 1, 0] = arcs[r, 0]
        one[r + 1, 1:] = LOW
        heads = _edmonds(one)[1:]
        total = one[np.arange(1, n + 1), heads].sum()
        if best is None or total > best[0]:
            best = total, heads.tolist()
    return best[1]
