// Package judge tells a page's lines apart: which belong to the article, and which
// of them is its headline. It measures every line and its neighbours, asks small
// boosted trees (made by the sibling package train) for the log-odds, and decodes
// the lines with a preference for one contiguous article. All of it is integer
// arithmetic: the same page is judged alike on every machine.
package judge

import (
	_ "embed"
	"fmt"
	"sync"

	"rapporteur/page/internal/trees"
)

// Judges are the trained models.
type Judges struct {
	Body     *trees.Model // the first look: does the line belong to the article?
	Headline *trees.Model
	Article  *trees.Model // the second look, which knows what the first found around it
	Caption  *trees.Model // is the line the caption of a picture?
}

// BodyScores returns each line's log-odds, in thousandths, of belonging to the article.
func (j *Judges) BodyScores(p *Page) []int32 {
	out := make([]int32, len(p.Lines))
	var f trees.Row
	for i := range out {
		if p.remote(i) {
			out[i] = Hopeless
			continue
		}
		Features(p.Lines, i, f[:Count])
		out[i] = j.Body.Score(&f)
	}
	return out
}

// remote tells whether line i is a word or two far from any prose: an entry of a menu.
func (p *Page) remote(i int) bool {
	return p.Lines[i].Shape.Words <= 3 && between(p.Lines, i-20, i+21) == 0
}

// Never is the score of a line that can be no headline.
const Never = -1 << 20

// HeadlineScores returns the score of each candidate for the headline: the greatest
// wins, unless it is Never.
func (j *Judges) HeadlineScores(h *Headlines) []int32 {
	out := make([]int32, h.To-h.From)
	var f trees.Row
	for i := range out {
		if !h.eligible(h.From + i) {
			out[i] = Never
			continue
		}
		h.Features(h.From+i, f[:HeadlineCount])
		out[i] = j.Headline.Score(&f)
	}
	return out
}

// SecondScores returns each line's log-odds, in thousandths, of belonging to the
// article and of being a caption. Lines whose first score is faint keep it, and are
// no captions of the article.
func (j *Judges) SecondScores(s *Second) (article, caption []int32) {
	n := len(s.score)
	article, caption = make([]int32, n), make([]int32, n)
	var f trees.Row
	for i, x := range s.score {
		article[i], caption[i] = x, Faint
		if x > Faint {
			s.Features(i, f[:SecondCount])
			article[i], caption[i] = j.Article.Score(&f), j.Caption.Score(&f)
		}
	}
	return article, caption
}

// Hopeless is the greatest score of a line that a model gave up.
const Hopeless = Faint - 500

// widths are the numbers of features of the models.
var widths = map[string]int{"body": Count, "headline": HeadlineCount, "article": SecondCount, "caption": SecondCount}

// Load reads a weights file that holds all models.
func Load(text string) (*Judges, error) {
	models, err := trees.Parse(text, widths)
	if err != nil {
		return nil, err
	}
	for _, m := range models {
		m.GivenUp = Hopeless
	}
	j := &Judges{Body: models["body"], Headline: models["headline"], Article: models["article"], Caption: models["caption"]}
	if j.Body == nil || j.Headline == nil || j.Article == nil || j.Caption == nil {
		return nil, fmt.Errorf("a model is missing: body, headline, article and caption are needed")
	}
	return j, nil
}

//go:embed weights.tsv
var weights string

var shipped = sync.OnceValue(func() *Judges {
	j, err := Load(weights)
	if err != nil {
		panic(fmt.Sprintf("judge: embedded weights.tsv: %v; make it again with internal/train", err))
	}
	return j
})

// instead are judges under training, which stand in for the shipped ones.
var instead *Judges

// Shipped returns the judges of the embedded weights.
func Shipped() *Judges {
	if instead != nil {
		return instead
	}
	return shipped()
}

// Instead makes Shipped return j, so that the trainer can measure the whole reading
// by judges that never saw a page's publisher. It is not safe for concurrent use.
func Instead(j *Judges) { instead = j }
