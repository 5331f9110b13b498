package markup

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/page/markup/internal/meta"
	"rapporteur/page/markup/internal/words"
)

// votes are what each source's word is worth where they disagree on the headline: a
// page's JSON-LD mostly has the headline as it was written, other tags what is fit for
// search engines and social networks.
var votes = map[meta.From]int{meta.LD: 30, meta.Graph: 20, meta.Twitter: 6, meta.Tag: 5, meta.Dublin: 3, meta.Microdata: 5, meta.TitleTag: 3}

// shownVotes is what it is worth that a page shows a heading.
const shownVotes = 20

// title is a candidate for the headline.
type title struct {
	text  string
	key   uint64
	votes int
	shown bool // the page shows it as a heading
}

// pickHeadline decides the headline: what most sources agree on, without the site's name.
func (c *composer) pickHeadline() string {
	if c.options.Title != "" {
		return strings.Join(strings.Fields(c.options.Title), " ")
	}
	var all []title
	if c.page.Title >= 0 {
		all = append(all, title{text: oneLine(c.block(c.page.Title).Text), votes: shownVotes, shown: true})
	}
	seen := map[meta.From]bool{}
	for _, v := range c.meta.Titles {
		if !seen[v.From] {
			seen[v.From] = true
			all = append(all, title{text: v.Text, votes: votes[v.From]})
		}
	}
	for i := range all {
		all[i].text = c.cutSite(all[i].text, all)
		all[i].key = words.Key(all[i].text)
	}
	best, most := -1, 0
	for i := range all {
		sum := 0
		for j := range all {
			if all[j].key == all[i].key {
				sum += all[j].votes
			}
		}
		if best < 0 || sum > most {
			best, most = i, sum
		}
	}
	if best < 0 {
		return ""
	}
	return all[best].text
}

// oneLine joins the lines of a block.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// separators stand between a headline and a site's name.
var separators = []string{" - ", " – ", " — ", " | ", "|", " · ", " • ", " : ", " » ", "ㅣ"}

// cutSite cuts a site's or section's name off a title: what follows the last separator,
// if it is the publisher's name or another source has the title without it.
func (c *composer) cutSite(s string, all []title) string {
	for range 2 {
		at, width := -1, 0
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > at {
				at, width = i, len(sep)
			}
		}
		for _, t := range all { // another source has it without what follows
			if rest, ok := strings.CutPrefix(s, t.text); ok && utf8.RuneCountInString(t.text) > 15 && rest != "" {
				if rest = strings.TrimLeft(rest, " "); rest != "" && strings.ContainsRune("-–—|·•»ㅣ", []rune(rest)[0]) {
					return t.text
				}
			}
		}
		if at <= 0 {
			return s
		}
		head, tail := strings.TrimSpace(s[:at]), words.Hashes(s[at+width:])
		site := words.Hashes(c.meta.Publisher)
		is := len(tail) > 0 && len(tail) < 6 && (holds(tail, site) || holds(site, tail))
		if !is {
			return s
		}
		s = head
	}
	return s
}

// holds tells whether some words in a row of a are b.
func holds(a, b []uint64) bool {
	for i := 0; len(b) > 0 && i+len(b) <= len(a); i++ {
		if slices.Equal(a[i:i+len(b)], b) {
			return true
		}
	}
	return false
}
