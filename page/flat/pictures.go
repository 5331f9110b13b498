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

// caption tells whether unit i is a picture's caption, and takes it apart.
func (r *reader) caption(i int) (parts.Caption, bool) {
	l := r.line(i)
	s := &l.Shape
	if s.Words < 4 || s.Words > 120 {
		return parts.Caption{}, false
	}
	if s.Cues[parts.CreditCue] == 0 && s.Marks == 0 && s.Rights == 0 && l.Times < 2 {
		return parts.Caption{}, false
	}
	c := parts.ParseCaption(r.units[i].plain)
	if c.Credit == nil || c.End-c.Start < 12 {
		return c, false
	}
	if r.keep[i] && l.Times < 2 && c.Credit.Photographer == "" && s.Stops > 2 {
		return c, false
	}
	return c, true
}
