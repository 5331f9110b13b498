//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/record"
)

// shiftDays is how many days copy k+1 of a story lies after copy k.
const shiftDays = 13

// recombined makes copy k of stories.
type recombined struct {
	k     int
	words map[int][]string // by length: words in lower case
	names map[int][]string // by length: last names
}

var (
	lowerWord = regexp.MustCompile(`\b[a-z]{4,}\b`)
	isoDay    = regexp.MustCompile(`\b(\d{4})-(\d{2})(-\d{2})?\b`)
)

// pools gathers words and last names by their length.
func pools(lines []string) (words, names map[int][]string, err error) {
	seenWord, seenName := map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		var r record.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, nil, err
		}
		for _, w := range lowerWord.FindAllString(r.Text, -1) {
			seenWord[w] = true
		}
		for _, p := range r.People {
			if n := lastName(p.Name); n != "" {
				seenName[n] = true
			}
		}
	}
	byLength := func(seen map[string]bool) map[int][]string {
		m := map[int][]string{}
		for w := range seen {
			m[len(w)] = append(m[len(w)], w)
		}
		for _, list := range m {
			slices.Sort(list)
		}
		return m
	}
	return byLength(seenWord), byLength(seenName), nil
}

// lastName is the last word of a name of two or more, where it is long enough not to stand in other words.
func lastName(name string) string {
	f := strings.Fields(name)
	if len(f) < 2 || len(f[len(f)-1]) < 5 || f[len(f)-1][0] < 'A' || f[len(f)-1][0] > 'Z' {
		return ""
	}
	return f[len(f)-1]
}

func (x *recombined) hash(s string) int {
	h := fnv.New32a()
	fmt.Fprint(h, x.k, s)
	return int(h.Sum32() >> 1)
}

// change makes a record copy k of itself.
func (x *recombined) change(r *record.Record) {
	var pairs []string
	for _, p := range r.People {
		if n := lastName(p.Name); n != "" && x.hash("rename "+n)%2 == 0 {
			list := x.names[len(n)]
			pairs = append(pairs, n, list[x.hash(n)%len(list)])
		}
	}
	rename := strings.NewReplacer(pairs...)
	count := 0
	text := lowerWord.ReplaceAllStringFunc(rename.Replace(r.Text), func(w string) string {
		if count++; count%5 != 0 {
			return w
		}
		list := x.words[len(w)]
		return list[x.hash(fmt.Sprint(r.Source.ID, count, w))%len(list)]
	})
	x.walk(reflect.ValueOf(r).Elem(), rename, text)
	r.Text = text
	r.Source.ID = fmt.Sprintf("%s-%d", r.Source.ID, x.k)
	r.Source.SHA256 = ""
}

// walk renames and shifts all strings of a record but its spans, which are cut from the text anew.
func (x *recombined) walk(v reflect.Value, rename *strings.Replacer, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			x.walk(v.Elem(), rename, text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			x.walk(v.Index(i), rename, text)
		}
	case reflect.Struct:
		switch s := v.Addr().Interface().(type) {
		case *record.Span:
			*s = record.Cut(text, s.Start, s.End)
			return
		case *record.Date:
			s.Quote = text[s.Start:s.End]
			x.walk(reflect.ValueOf(&s.Value).Elem(), rename, text)
			return
		case *record.Source:
			return
		}
		for i := range v.NumField() {
			x.walk(v.Field(i), rename, text)
		}
	case reflect.String:
		if s := v.String(); len(s) < len(text) {
			v.SetString(isoDay.ReplaceAllStringFunc(rename.Replace(s), x.shift))
		}
	}
}

// shift moves a day or a month of a date.
func (x *recombined) shift(date string) string {
	form := time.DateOnly[:len(date)]
	t, err := time.Parse(form, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, x.k*shiftDays).Format(form)
}
