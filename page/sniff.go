package page

import (
	"bytes"
	"strings"
)

// marks are tags that a page in HTML has, and Markdown seldom.
var marks = [][]byte{[]byte("<!doctype html"), []byte("<html"), []byte("<head"), []byte("<body"), []byte("<meta"), []byte("<div"),
	[]byte("<article"), []byte("<section"), []byte("<p>"), []byte("<p "), []byte("<h1"), []byte("</p>"), []byte("</div>"), []byte("<script")}

// sniff tells HTML from text. A page that was flattened may still hold a tag or two, so
// that without a document type it takes several.
func sniff(utf8 []byte, contentType string) string {
	switch ct := strings.ToLower(contentType); {
	case strings.Contains(ct, "html"):
		return HTML
	case strings.HasPrefix(ct, "text/markdown"):
		return Text
	}
	head := bytes.ToLower(bytes.TrimSpace(utf8[:min(len(utf8), 64<<10)]))
	if bytes.HasPrefix(head, marks[0]) || bytes.HasPrefix(head, marks[1]) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, marks[1]) {
		return HTML
	}
	n := 0
	for _, m := range marks {
		n += min(3, bytes.Count(head, m))
	}
	if n >= 5 || n >= 2 && bytes.HasPrefix(head, []byte("<")) {
		return HTML
	}
	return Text
}
