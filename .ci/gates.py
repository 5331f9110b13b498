#!/usr/bin/env python3
"""The quality gates: run the scorers of ../shared/score and hold them to the accepted figures of .ci/gates.json.

    gates.py                 score, compare; exit 1 if a figure dropped by more than half a point
    gates.py --update        write the figures as measured (commit the file with the change that moved them)
    gates.py --only gold.dev score one gate

Without ../shared the gates are skipped, saying so. Standard library only.
"""
import argparse, gzip, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARED = os.path.join(os.path.dirname(ROOT), 'shared')
FILE = os.path.join(HERE, 'gates.json')
TOLERANCE = 0.5
CORPUS = os.path.join(SHARED, 'data/corpus/diplomacy-news.jsonl.gz')


def run(args, stdin=None, ok=(0,)):
    p = subprocess.run(args, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode not in ok:
        sys.exit(f"gate: {' '.join(args)}: exit {p.returncode}\n{p.stderr.decode(errors='replace')[-2000:]}")
    return p.stdout.decode()


def score(name, *args):
    return run([sys.executable, os.path.join(SHARED, 'score', name), *args])


def records(tmp, name, args, ok=(0, 2)):
    """Runs `rapporteur read` and keeps the records it prints."""
    out = os.path.join(tmp, name)
    with open(out, 'w') as f:
        f.write(run([os.path.join(tmp, 'rapporteur'), 'read', '--json', *args], ok=ok))
    return out


def articles(tmp, gold):
    """The texts of annotated articles as JSONL, in the order of their ids."""
    ids = {f[:-5] for f in os.listdir(gold) if f.endswith('.json')}
    out = os.path.join(tmp, os.path.basename(os.path.dirname(gold)) + os.path.basename(gold) + '.jsonl')
    rows = [l for l in gzip.open(CORPUS, 'rt', encoding='utf-8') if json.loads(l)['id'] in ids]
    with open(out, 'w', encoding='utf-8') as f:
        f.writelines(sorted(rows))
    return out


MAP = ['--format', 'jsonl', '--map', 'id=id,title=title,text=text,published=date,url=url']


def gold_dev(tmp):
    d = os.path.join(SHARED, 'gold/dev')
    r = json.loads(score('gold.py', records(tmp, 'gold.jsonl', [*MAP, articles(tmp, d)]), d, '--json'))
    return {**r['f1'], **{k: v for k, v in r['accuracy'].items() if v is not None}}


def pages(kind):
    def gate(tmp):
        src = os.path.join(SHARED, 'data/pages/news-pages.jsonl.gz')
        d = os.path.join(tmp, 'pages')
        if not os.path.isdir(d):
            score('pages.py', 'unpack', src, d)
        fmt = 'html' if kind == 'html' else 'text'
        out = score('pages.py', 'score', records(tmp, kind + '.jsonl', ['--format', fmt, os.path.join(d, kind)]), src)
        r = {'body': 100 * float(re.search(r'F1 ([\d.]+)', out)[1])}
        for k in ('title', 'authors', 'day', 'captions'):
            a, b = re.search(rf'{k} +(\d+)/(\d+)', out).groups()
            r[k] = round(100 * int(a) / int(b), 1)
        return r
    return gate


def timex(name):
    def gate(tmp):
        d = os.path.join(SHARED, 'data/time', name)
        src = os.path.join(tmp, name + '.jsonl')
        open(src, 'w').write(score('timex.py', 'text', d))
        out = score('timex.py', 'score', records(tmp, name + '.out', ['--format', 'jsonl', '--map', 'id=id,text=text,published=published', src]), d)
        return {k: float(re.search(rf'{k} F1 ([\d.]+)', out)[1]) for k in ('strict', 'relaxed', 'value')}
    return gate


def syntax(name):
    def gate(tmp):
        gold = os.path.join(SHARED, f'data/syntax/{name}.conllu.gz')
        raw, out = os.path.join(tmp, name + '.txt'), os.path.join(tmp, name + '.conllu')
        open(raw, 'w').write(score('syntax.py', 'text', gold))
        open(out, 'w').write(run([os.path.join(tmp, 'rapporteur'), 'parse', raw]))
        line = score('syntax.py', 'score', out, gold)
        return {k: float(v) for k, v in re.findall(r'(\w+) ([\d.]+)', line) if k in ('words', 'sentences', 'UPOS', 'lemmas', 'UAS', 'LAS')}
    return gate


def names_dev(tmp):
    d = os.path.join(SHARED, 'gold/names/dev')
    raw, gold, out = (os.path.join(tmp, 'names' + x) for x in ('.txt', '.gold', '.iob2'))
    open(raw, 'w').write(score('names.py', 'text', d, CORPUS))
    open(gold, 'w').write(score('names.py', 'iob2', d, CORPUS))
    open(out, 'w').write(run([os.path.join(tmp, 'rapporteur'), 'parse', '--iob2', raw]))
    return {m[0]: float(m[1]) for m in re.findall(r'^(PER|ORG|LOC|NORP|all) .*F1 +([\d.]+)', score('syntax.py', 'names', out, gold, '--fine'), re.M)}


def names_use(tmp):
    d = os.path.join(SHARED, 'gold/names/dev')
    out = score('names.py', 'use', records(tmp, 'use.jsonl', [*MAP, articles(tmp, d)]), d, CORPUS)
    return {'accuracy': float(re.search(r'accuracy ([\d.]+)', out)[1])}


def attributions(tmp):
    src = os.path.join(SHARED, 'data/quotes/polnear-dev.jsonl.gz')
    rec = records(tmp, 'polnear.jsonl', ['--format', 'jsonl', '--map', 'id=id,text=text', src])
    r = {}
    for name, flags in (('all', []), ('direct', ['--direct'])):
        m = re.search(r'^content +P +([\d.]+) +R +([\d.]+) +F1 +([\d.]+)', score('attributions.py', rec, src, *flags), re.M)
        r.update({f'{name} {k}': float(v) for k, v in zip(('P', 'R', 'F1'), m.groups())})
    return r


GATES = {
    'gold.dev': gold_dev, 'pages.html': pages('html'), 'pages.flat': pages('flat'),
    'timex.wikiwars': timex('wikiwars'), 'timex.meantime': timex('meantime'),
    'syntax.ewt-test': syntax('ewt-test'), 'syntax.gum-test': syntax('gum-test'),
    'names.dev': names_dev, 'use.dev': names_use, 'attributions': attributions,
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--update', action='store_true')
    ap.add_argument('--only')
    a = ap.parse_args()
    if not os.path.isdir(SHARED):
        print('gates: ../shared is not here; skipped')
        return
    accepted = json.load(open(FILE)) if os.path.exists(FILE) else {}
    failed = False
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(['go', 'build', '-o', os.path.join(tmp, 'rapporteur'), './cmd/rapporteur'], cwd=ROOT, check=True)
        for name, gate in GATES.items():
            if a.only and a.only != name:
                continue
            got = {k: round(v, 2) for k, v in gate(tmp).items()}
            for k, v in got.items():
                was = accepted.get(name, {}).get(k)
                low = was is not None and v < was - TOLERANCE
                failed |= low
                print(f"{name:18} {k:22} {v:7} accepted {was if was is not None else '-':>7}{'  DROPPED' if low else ''}")
            for k in accepted.get(name, {}).keys() - got.keys():
                failed = True
                print(f'{name:18} {k:22} missing: the scorer no longer gives it')
            if a.update:
                accepted[name] = got
    if a.update:
        json.dump(accepted, open(FILE, 'w'), indent=1)
        open(FILE, 'a').write('\n')
    elif failed:
        sys.exit('gates: a figure dropped by more than half a point; mend it, or say why in the commit that lowers .ci/gates.json')


if __name__ == '__main__':
    main()
