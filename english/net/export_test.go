package net

// Encode returns the vectors x of a sentence, for comparison with the reference.
func (m *Model) Encode(forms []string) [][]float32 {
	s := newScratch(m)
	s.forms, s.pieces = append(s.forms, forms...), []piece{{n: len(forms)}}
	m.encode(s)
	var x [][]float32
	for i := range forms {
		x = append(x, s.x.Row(i, m.config.W))
	}
	return x
}
