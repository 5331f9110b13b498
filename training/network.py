"""The pupil: the network of MODEL.md, with the rounding of its int8 form where asked for."""
import torch
import torch.nn.functional as F
from torch import nn

CONFIG = {"W": 160, "C": 4, "A": 2, "heads": 4, "d": 96, "buckets": [40000, 10000, 10000, 10000, 512], "arc": 96, "lab": 96}


def rounded(x, steps, top):
    """x on a grid of `steps` per `top`; the gradient passes as if nothing had happened."""
    return x + (torch.round(x * (steps / top)) * (top / steps) - x).detach()


class Matrix(nn.Linear):
    """A matrix of the file: int8 weights by row, activations of seven bits by vector, when quantised."""
    quantised = False

    def forward(self, x):
        w = self.weight
        if Matrix.quantised:
            x = rounded(x, 63, x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-9))
            w = rounded(w, 127, w.detach().abs().amax(-1, keepdim=True).clamp(min=1e-9))
        return F.linear(x, w, self.bias)


class Maxout(torch.autograd.Function):
    """The larger of value k and value W+k; cheaper to train than torch.maximum."""

    @staticmethod
    def forward(ctx, x):
        a, b = x.chunk(2, -1)
        y = torch.maximum(a, b)
        ctx.save_for_backward(a >= b)
        return y

    @staticmethod
    def backward(ctx, g):
        first, = ctx.saved_tensors
        a = g * first
        return torch.cat([a, g - a], -1)


maxout = Maxout.apply


class Attention(nn.Module):
    def __init__(self, W, heads):
        super().__init__()
        self.heads = heads
        self.ln1, self.ln2 = nn.LayerNorm(W), nn.LayerNorm(W)
        self.qkv, self.o, self.f1, self.f2 = Matrix(W, 3 * W), Matrix(W, W), Matrix(W, 2 * W), Matrix(2 * W, W)

    def forward(self, x, bias):
        B, n, W = x.shape
        q, k, v = self.qkv(self.ln1(x)).view(B, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        s = (q @ k.transpose(-1, -2)).float() * (W // self.heads) ** -.5 + bias
        a = s.softmax(-1).to(v.dtype) @ v
        x = x + self.o(a.transpose(1, 2).reshape(B, n, W))
        return x + self.f2(F.relu(self.f1(self.ln2(x))))


class Pupil(nn.Module):
    """labels: task -> label list; heads: further heads (name, level, labels)."""

    def __init__(self, labels, heads, config=CONFIG):
        super().__init__()
        self.config, self.labels, self.further = config, labels, heads
        W, d = config["W"], config["d"]
        self.E = nn.Parameter(torch.randn(sum(config["buckets"]), d) * .1)  # the five tables, one below the other
        self.register_buffer("offsets", torch.tensor([0] + config["buckets"][:-1]).cumsum(0)[[0, 0, 1, 2, 3, 4]], persistent=False)
        self.mix, self.ln0 = Matrix(5 * d, 2 * W), nn.LayerNorm(W)
        self.conv = nn.ModuleList([Matrix(3 * W, 2 * W) for _ in range(config["C"])])
        self.convln = nn.ModuleList([nn.LayerNorm(W) for _ in range(config["C"])])
        self.pos = nn.Parameter(torch.randn(128, W) * .02)
        self.att = nn.ModuleList([Attention(W, config["heads"]) for _ in range(config["A"])])
        self.tasks = [(t, len(labels[t])) for t in ("upos", "xpos", "feats", "lemma", "name")]
        self.tasks += [(n, len(l)) for n, level, l in heads if level == "token"]
        self.tags = Matrix(W, sum(n for _, n in self.tasks))
        self.sentence = nn.ModuleDict({n: Matrix(2 * W, len(l)) for n, level, l in heads if level == "sentence"})
        self.root = nn.Parameter(torch.randn(W) * .1)
        self.AH, self.AD, self.U = Matrix(W, config["arc"]), Matrix(W, config["arc"]), Matrix(config["arc"], config["arc"])
        self.LD, self.LH = Matrix(W, config["lab"]), Matrix(W, config["lab"], bias=False)
        self.L2 = Matrix(config["lab"], len(labels["deprel"]))
        self.drop = .1

    def grown(self, saved):
        """A saved network with room for the token heads that have come since, the last ones."""
        for k in ("tags.weight", "tags.bias"):
            new = torch.zeros_like(self.state_dict()[k])
            new[:len(saved[k])] = saved[k]
            saved[k] = new
        return saved

    def idle(self, blocks):
        """Lets attention blocks that a saved network lacks begin as if they were not there."""
        for i in blocks:
            for m in (self.att[i].o, self.att[i].f2):
                nn.init.zeros_(m.weight)
                nn.init.zeros_(m.bias)

    def tables(self):
        return self.E.split(self.config["buckets"])

    def word(self, rows):
        """x of words by themselves; rows [words, 6]."""
        e = F.embedding(rows + self.offsets, self.E)
        if Matrix.quantised:
            top = torch.stack([table_top(t.detach()) for t in self.tables()])[[0, 0, 1, 2, 3, 4]].unsqueeze(-1)
            e = rounded(e, 127, top)
            e = e + (torch.minimum(torch.maximum(e, -top), top) - e).detach()
        e0 = e[:, 0] + e[:, 1]
        if self.training:
            e0 = e0 * (torch.rand(e0.size(0), 1) > .05)
        e = torch.cat([e0, e[:, 2:].flatten(1)], -1)
        return self.ln0(maxout(self.mix(e)).float())

    def forward(self, rows, at, mask):
        """rows of the distinct words [u, 6], at [B, n] which of them stands where, mask [B, n]. Returns x [B, n, W]."""
        x = F.embedding(at, self.word(rows))
        if self.training:
            x = F.dropout(x, self.drop)
        keep = mask.unsqueeze(-1).float()
        x = x * keep
        for conv, ln in zip(self.conv, self.convln):
            y = torch.cat([F.pad(x, (0, 0, 1, 0))[:, :-1], x, F.pad(x, (0, 0, 0, 1))[:, 1:]], -1)
            x = (x + ln(maxout(conv(y)).float())) * keep
        x = x + self.pos[torch.arange(x.size(1)).clamp(max=127)]
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for a in self.att:
            x = a(x, bias)
        return x.float()

    def arcs(self, x, mask):
        r = torch.cat([self.root.expand(x.size(0), 1, -1), x], 1)
        s = self.U(F.relu(self.AD(x))) @ F.relu(self.AH(r)).transpose(1, 2)
        return s.float().masked_fill(~F.pad(mask, (1, 0), value=True).unsqueeze(1), -1e4), r

    def relations(self, xi, xj):
        return self.L2(F.relu(self.LD(xi) + self.LH(xj))).float()

    def sentence_vector(self, x, mask):
        m = mask.unsqueeze(-1).float()
        return torch.cat([(x * m).sum(1) / m.sum(1), (x + (m - 1) * 1e4).amax(1)], -1)


def table_top(e):
    """The value that becomes 127 in a table: what lies beyond six deviations is cut off."""
    return torch.minimum(e.abs().max(), 6 * e.std())
