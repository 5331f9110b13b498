package flat

import "rapporteur/page/parts"

// fewWords is the length below which kept text is not taken for an article on a
// page that holds much else.
const fewWords = 40

// notArticle says why the page is no article, "" where it is one.
func (r *reader) notArticle() string {
	kept, all, consent, access := int32(0), int32(0), int32(0), int32(0)
	for i := range r.units {
		l := r.line(i)
		all += l.Shape.Words
		if r.keep[i] {
			kept += l.Shape.Words
		}
		if l.Shape.Cues[parts.Consent] > 0 {
			consent += l.Shape.Words
		}
		if l.Shape.Cues[parts.Access] > 0 {
			access += l.Shape.Words
		}
	}
	switch {
	case kept >= fewWords || kept > 0 && kept*2 > all:
		return ""
	case consent*2 > all:
		return "consent wall"
	case access*4 > all:
		return "paywall"
	case all < fewWords:
		return "empty"
	}
	return "index"
}
