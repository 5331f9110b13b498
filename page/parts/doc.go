// Package parts reads the small parts of a news page that stand alike in HTML and in
// flattened text: bylines, datelines, captions with the chain of their credit, the
// date of a publication line; and measures lines: what they are made of, and which
// cues of furniture they carry.
//
// In: one line of UTF-8 text each time. Out: what it says, with byte offsets into the
// line, dates as ISO 8601 or RFC 3339. A parser that does not recognise its part says
// so; none returns an error, none keeps state, and each takes time linear in the
// line, or looks at a bounded stretch of it. What the parsers know of words lies in
// tables under data/, with a header in each that explains its columns.
package parts
