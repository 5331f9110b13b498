package flat

import (
	"rapporteur/page/parts"
	"rapporteur/record"
)

// captions finds the pictures' captions. The first of equal ones is the caption,
// the others are furniture.
func (r *reader) captions() {
	from, to := r.zone(12, 3)
	images := map[uint64]int{}
	for i := from; i < to; i++ {
		if r.kind[i] != "" {
			continue
		}
		hash := r.line(i).Shape.Hash
		if at, ok := images[hash]; ok {
			r.furniture(i, "repeated caption")
			r.story.Images[at].Times++
			continue
		}
		c, ok := r.caption(i)
		if !ok {
			continue
		}
		if c.Credit == nil && r.isCredit(i+1) {
			c.Credit = parts.ParseCredit(r.units[i+1].plain)
			r.furniture(i+1, "credit")
		}
		u := &r.units[i]
		r.kind[i], r.keep[i] = record.Caption, false
		images[hash] = len(r.story.Images)
		r.story.Images = append(r.story.Images, record.Image{
			Caption: record.Cut(r.text, u.offset(c.Start), u.ending(c.End)), Credit: c.Credit,
			Date: orNil(c.Date), Place: orNil(c.Place), People: []record.Actor{}, Times: 1,
		})
	}
	r.bounds()
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Log-odds, in thousandths, from which a line is taken for a caption: where it
// carries a credit or stands twice, and where nothing but its place says so.
const (
	creditedOdds = -1800
	bareOdds     = 700 // of a line that would else be read as the article's
	// of a line right above a credit that stands alone
	beforeCreditOdds = -2500
	besideOdds       = -500 // of a line that would else be furniture
)

// caption tells whether unit i is a picture's caption, and takes it apart.
func (r *reader) caption(i int) (parts.Caption, bool) {
	l, odds := r.line(i), r.pictured[i]
	s := &l.Shape
	if s.Words < 3 || s.Words > 120 || odds < creditedOdds && s.Cues[parts.CreditCue] == 0 && s.Marks < 2 && s.Rights == 0 {
		return parts.Caption{}, false
	}
	c := parts.ParseCaption(r.units[i].plain)
	if c.End-c.Start < 12 || r.isCredit(i) {
		return c, false
	}
	if odds > beforeCreditOdds && r.isCredit(i+1) {
		return c, true
	}
	credited := c.Credit != nil && (c.Credit.Photographer != "" || c.Credit.Agency != "" || c.Credit.Distributor != "")
	switch {
	case odds >= bareOdds, !r.keep[i] && odds >= besideOdds, credited && l.Times > 1, credited && odds >= creditedOdds:
		return c, true
	case r.keep[i]:
		return c, credited && c.Credit.Photographer != "" && c.Credit.Agency != "" && s.Stops <= 3
	}
	return c, credited && s.Words >= 5 && i > r.title
}

// isCredit tells whether unit i is nothing but a picture's credit.
func (r *reader) isCredit(i int) bool {
	if i >= len(r.units) {
		return false
	}
	s := &r.line(i).Shape
	return s.Words <= 14 && (s.Cues[parts.CreditCue] > 0 || s.Marks > 0 || s.Rights > 0) && parts.IsCredit(r.units[i].plain)
}
