package main

import (
	"fmt"

	"rapporteur/page/flat/internal/judge"
	"rapporteur/page/internal/trees"
	"rapporteur/page/internal/trees/boost"
)

// look is the second look at a page: the rows of the lines that are looked at again.
type look struct {
	at   []int
	rows [][]int32
}

// look prepares the second look at a page by judges that saw neither its fold nor the outer one.
func (t *trainer) look(s *sample, outer int) look {
	key := [2]int{s.index, outer}
	if l, ok := t.looks[key]; ok {
		return l
	}
	var l look
	if len(s.texts) > 0 {
		sc := t.scores(s, outer)
		h := judge.NewHeadlines(s.lines, judge.Decode(sc, judge.Usual), sc)
		m := t.headlineModel(s.page.fold, outer)
		c := t.candidates(s, outer)
		best, title := int32(-1<<31), -1
		for i, r := range c.rows {
			if x := m.ScoreOf(r); x > best {
				best, title = x, c.from+i
			}
		}
		second := judge.NewSecond(h, title)
		for i, x := range sc {
			if x > judge.Faint {
				f := make([]int32, judge.SecondCount)
				second.Features(i, f)
				l.at, l.rows = append(l.at, i), append(l.rows, f)
			}
		}
	}
	t.looks[key] = l
	return l
}

// secondModels are the article and caption judges trained without one fold.
func (t *trainer) secondModels(outer int) (article, caption *trees.Model) {
	var rows [][]int32
	var labels, photos []bool
	var weights, even []float64
	for _, s := range t.train {
		if s.page.fold == outer {
			continue
		}
		l, w := t.look(s, outer), weigh(s)
		for k, i := range l.at {
			rows = append(rows, l.rows[k])
			labels = append(labels, s.labels[i])
			photos = append(photos, s.photos[i])
			weights = append(weights, w[i])
			w1 := 1.0
			if s.variant {
				w1 = variantWeight
			}
			even = append(even, w1)
		}
	}
	table := boost.NewTable(rows)
	article = boost.Fit("article", table, labels, weights, boost.Recipe{Trees: *strees, Rate: *srate, Ridge: *sridge, Sample: 3, Seed: 3})
	caption = boost.Fit("caption", table, photos, even, boost.Recipe{Trees: 60, Rate: 0.15, Ridge: 3, Sample: 3, Seed: 4})
	stop(caption, rows, photos)
	return article, caption
}

// seconds measures the second look.
func (t *trainer) seconds() {
	scores := map[*sample][]int32{}
	found, leak, all := 0, 0, 0
	for k := range folds {
		article, caption := t.secondModels(k)
		t.second[k] = &judge.Judges{Body: t.bodyModel(k, k), Headline: t.headlineModel(k, k), Article: article, Caption: caption}
		for _, s := range t.all {
			if s.page.fold != k {
				continue
			}
			sc := append([]int32{}, t.scores(s, k)...)
			l := t.look(s, k)
			for j, i := range l.at {
				sc[i] = article.ScoreOf(l.rows[j])
				said := caption.ScoreOf(l.rows[j]) > 0
				switch {
				case s.photos[i]:
					all++
					if said {
						found++
					}
				case said:
					leak++
				}
			}
			scores[s] = sc
		}
	}
	fmt.Printf("caption lines: %d of %d found, %d others said to be\n", found, all, leak)
	var sc score
	for _, s := range t.all {
		sc.add(goldText(s.page), pick(s.texts, judge.Decode(scores[s], judge.Sure)))
	}
	sc.print("second look")
	article, caption := t.secondModels(-1)
	t.final = append(t.final, article, caption)
}
