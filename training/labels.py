"""The label sets that teacher, pupil and model file share, and lemma scripts."""
NAME_TYPES = "PER ORG LOC FAC NORP EVENT LAW".split()
NAMES = ["O"] + [f"{b}-{t}" for t in NAME_TYPES for b in "BI"]
AUX_NAMES = ["O"] + [f"{b}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for b in "BI"]
STATUSES = ["none"] + "held ongoing scheduled proposed cancelled refused denied".split()
STANCES = ["none"] + "demands rejects offers accepts commits threatens".split()

# Further heads of the model: name, level, labels. A new head is a line here and a field of the examples.
HEADS = [
    ("cue", "token", ["O", "B", "I"]),
    ("content", "token", ["O", "I"]),
    ("speaker", "token", ["O", "I"]),
    ("start", "token", ["O", "B"]),  # a second sentence that the splitter has not parted begins here
    ("encounter", "sentence", STATUSES),
    ("position", "sentence", STANCES),
]


def apply_script(script, form):
    """The lemma that a script makes of a form."""
    if script == "same":
        return form
    low = form.lower()
    if script == "low":
        return low
    n, suffix = script[1:].split("+", 1)
    lemma = low[: len(low) - int(n)] + suffix
    return lemma[:1].upper() + lemma[1:] if script[0] == "U" else lemma


def lemma_script(form, lemma):
    """The script that makes lemma of form; "same" where none does."""
    low = form.lower()
    if lemma == form:
        return "same"
    if lemma == low:
        return "low"
    want, k = lemma.lower(), 0
    while k < min(len(low), len(want)) and low[k] == want[k]:
        k += 1
    if k == 0 and len(form) > 4:
        return "same"
    script = f"{'U' if lemma[:1].isupper() else 'l'}{len(low) - k}+{want[k:]}"
    return script if apply_script(script, form) == lemma else "same"
