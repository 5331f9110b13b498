package main

import (
	"strings"

	"rapporteur/page/parts"
)

// variants returns the page in other forms that crawlers leave, so that the judges
// learn the article and not the length of the menus: the article alone, cropped
// closely, shortened, and without line breaks. The same page gives the same variants.
func variants(s *sample, seed uint64) [][]string {
	first, last, body := -1, -1, 0
	for i, y := range s.labels {
		if y {
			if first < 0 {
				first = i
			}
			last = i
			body++
		}
	}
	if body < 3 {
		return nil
	}
	rnd := random(seed*2654435761 + 12345)
	title := -1
	for i := first; i >= 0 && title < 0; i-- {
		if s.learn[i] {
			title = i
		}
	}
	var clean []string
	for i, t := range s.texts {
		if s.labels[i] || i == title {
			clean = append(clean, t)
		}
	}
	from := max(0, min(first, max(title, 0))-rnd.next(16))
	to := min(len(s.texts), last+1+rnd.next(14))
	if title < 0 {
		from = max(0, first-rnd.next(16))
	}
	crop := s.texts[from:to]
	var short []string
	left := 3 + rnd.next(6)
	for i := from; i < to; i++ {
		if s.labels[i] {
			left--
		}
		if left >= 0 || i > last {
			short = append(short, s.texts[i])
		}
	}
	out := [][]string{clean, crop, short}
	if rnd.next(3) == 0 {
		out = append(out, lump(strings.Join(crop, " ")))
	}
	return out
}

// lump cuts a text without line breaks as the reading does.
func lump(text string) (out []string) {
	at := 0
	for _, c := range append(parts.Breaks(text), len(text)) {
		if t := strings.TrimSpace(text[at:c]); t != "" {
			out = append(out, t)
		}
		at = c
	}
	return out
}

// random is a small linear generator: the same numbers on every machine.
type random uint64

func (r *random) next(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}
