package net

import (
	"hash/crc32"
	"unicode"
	"unicode/utf8"

	"rapporteur/english/net/mat"
)

// table is a table of embeddings.
type table struct {
	rows    []int8
	scale   float32
	buckets uint32
}

// features are the rows of a word: two of the first table, one of each other.
type features [tables + 1]uint32

// speller makes features; it keeps its buffers.
type speller struct {
	norm, shape, key []byte
	first3           int // where the fourth rune of norm starts, or its length
	last3, last2     int // where its last three and last two runes start
}

// keepSpelled is the longest word whose buffers are kept.
const keepSpelled = 1 << 12

// fold is a rune of a word's normal form.
func fold(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛':
		return '\''
	case '“', '”', '„', '‟':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case 'İ':
		return r // its lower case is two runes
	}
	if unicode.Is(unicode.Nd, r) {
		return '0'
	}
	return unicode.ToLower(r)
}

// class is a rune of a word's shape.
func class(r rune) rune {
	switch {
	case unicode.Is(unicode.Lu, r):
		return 'X'
	case unicode.Is(unicode.Ll, r):
		return 'x'
	case unicode.Is(unicode.Nd, r):
		return 'd'
	}
	return r
}

// spell makes norm and shape.
func (s *speller) spell(form string) {
	if cap(s.norm) > keepSpelled {
		s.norm, s.key = nil, nil
	}
	s.norm, s.shape = s.norm[:0], s.shape[:0]
	s.first3, s.last3, s.last2 = -1, 0, 0
	last1 := 0
	var last, before rune = -1, -1
	n := 0
	for _, r := range form {
		if n == 3 {
			s.first3 = len(s.norm)
		}
		s.last3, s.last2, last1 = s.last2, last1, len(s.norm)
		s.norm = utf8.AppendRune(s.norm, fold(r))
		if n++; n > 12 {
			continue
		}
		if c := class(r); c != last || c != before {
			s.shape = utf8.AppendRune(s.shape, c)
			last, before = c, last
		}
	}
	if n <= 3 {
		s.first3 = len(s.norm)
	}
}

// hash is the row of prefix+a+b in a table: h of the network's description.
func (s *speller) hash(buckets uint32, prefix string, a, b []byte) uint32 {
	s.key = append(append(append(s.key[:0], prefix...), a...), b...)
	return crc32.ChecksumIEEE(s.key)%(buckets-1) + 1
}

// features returns the rows of a word.
func (s *speller) features(form string, t *[tables]table) features {
	s.spell(form)
	first, last3, last2 := s.norm[:s.first3], s.norm[s.last3:], s.norm[s.last2:]
	return features{
		s.hash(t[0].buckets, "w", s.norm, nil), s.hash(t[0].buckets, "W", s.norm, nil),
		s.hash(t[1].buckets, "p", first, nil), s.hash(t[2].buckets, "s", last3, nil),
		s.hash(t[3].buckets, "q", last2, s.shape), s.hash(t[4].buckets, "", s.shape, nil),
	}
}

// embed writes the five embeddings of a word, d values each.
func (m *Model) embed(dst []float32, f features) {
	d := m.config.D
	t := &m.tables[0]
	a, b, out := t.rows[int(f[0])*d:][:d], t.rows[int(f[1])*d:][:d], dst[:d]
	for i := range out {
		out[i] = float32(int(a[i])+int(b[i])) * t.scale
	}
	for k := 1; k < tables; k++ {
		t := &m.tables[k]
		a, out := t.rows[int(f[k+1])*d:][:d], dst[k*d:][:d]
		for i := range out {
			out[i] = float32(a[i]) * t.scale
		}
	}
}

// wordVectors fills the first rows of x with the vectors of the words, out of the
// cache where it has them.
func (m *Model) wordVectors(s *scratch, forms []string) {
	w := m.config.W
	s.missing = s.missing[:0]
	for i, f := range forms {
		if !m.words.get(f, s.x.Row(i, w)) {
			s.missing = append(s.missing, i)
		}
	}
	wide := mat.Rows{Data: s.wide, Stride: tables * m.config.D}
	for first := 0; first < len(s.missing); first += mixRows {
		part := s.missing[first:min(first+mixRows, len(s.missing))]
		for j, i := range part {
			m.embed(wide.Row(j, wide.Stride), s.speller.features(forms[i], &m.tables))
		}
		q := s.acts(m.mix.In())
		m.k.QuantiseRows(q, wide, len(part), wide.Stride, s.inv)
		m.mix.Mul(s.y, q, len(part), mat.Store)
		m.k.LayerNorm(s.y, s.y, len(part), w, m.ln0.gain, m.ln0.bias, false)
		for j, i := range part {
			v := s.y.Row(j, w)
			copy(s.x.Row(i, w), v)
			m.words.put(forms[i], v)
		}
	}
}
