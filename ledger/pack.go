package ledger

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/klauspost/compress/zstd"

	"rapporteur/record"
)

// dictionary is what packed items are compressed against: the skeleton of a record and common words, taken from the example
// pages as they were read when it was made. It must never change: ledgers could not be read without it.
//
//go:embed pack.dict
var dictionary []byte

const dictionaryID = 1

// maxUnpacked bounds an item's decompressed size: a ledger may come from elsewhere.
const maxUnpacked = 1 << 30

func newPacker() (*zstd.Encoder, *zstd.Decoder, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderDictRaw(dictionaryID, dictionary))
	if err != nil {
		return nil, nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderDictRaw(dictionaryID, dictionary))
	return enc, dec, err
}

// pack compresses an item's bytes and its records together: a record repeats the text, so that it costs little beside it.
// The form is zstd of: the bytes, then for each record its spans and its JSON without them, each with its length as a varint
// before it. Spans are apart as numbers, each start counted from the one before: they would be half of the size as JSON,
// and their quotes stand in the text.
func (l *Ledger) pack(source []byte, records []*record.Record) ([]byte, error) {
	var b []byte
	put := func(part []byte) {
		b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	}
	put(source)
	for _, r := range records {
		r.Fill()
		spans, restore := takeSpans(r)
		doc, err := json.Marshal(r)
		restore()
		if err != nil {
			return nil, fmt.Errorf("packing the record %s: %w", r.Source.ID, err)
		}
		put(spans)
		put(doc)
	}
	return l.enc.EncodeAll(b, nil), nil
}

// packed is an item as it was packed; a record is put together when it is asked for.
type packed struct {
	source  []byte
	records [][2][]byte // spans and JSON
}

func (l *Ledger) unpack(data []byte) (*packed, error) {
	b, err := l.dec.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("the ledger %s is damaged: %w", l.path, err)
	}
	var parts [][]byte
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return nil, fmt.Errorf("the ledger %s is damaged: an item's length is wrong", l.path)
		}
		parts = append(parts, b[size:size+int(n)])
		b = b[size+int(n):]
	}
	if len(parts)%2 != 1 {
		return nil, fmt.Errorf("the ledger %s is damaged: an item's parts are missing", l.path)
	}
	p := &packed{source: parts[0]}
	for i := 1; i < len(parts); i += 2 {
		p.records = append(p.records, [2][]byte{parts[i], parts[i+1]})
	}
	return p, nil
}

// record puts the record at a place together.
func (p *packed) record(place int) (*record.Record, error) {
	if place >= len(p.records) {
		return nil, errors.New("the ledger is damaged: a record is missing")
	}
	r := &record.Record{}
	if err := json.Unmarshal(p.records[place][1], r); err != nil {
		return nil, fmt.Errorf("the ledger is damaged: %w", err)
	}
	if err := giveSpans(r, p.records[place][0]); err != nil {
		return nil, err
	}
	r.Fill()
	return r, nil
}

// same tells whether two packed items hold the same records.
func (p *packed) same(records []*record.Record) (bool, error) {
	if len(p.records) != len(records) {
		return false, nil
	}
	for i, r := range records {
		old, err := p.record(i)
		if err != nil {
			return false, err
		}
		var a, b bytes.Buffer
		if err := errors.Join(record.Encode(&a, old), record.Encode(&b, r)); err != nil {
			return false, err
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			return false, nil
		}
	}
	return true, nil
}

// recordAt gives the record at a place of a packed item, going by the id that the ledger shows.
func (l *Ledger) recordAt(data []byte, place int, id string) (*record.Record, error) {
	p, err := l.unpack(data)
	if err != nil {
		return nil, err
	}
	r, err := p.record(place)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.path, err)
	}
	r.Source.ID = id
	return r, nil
}

// span points at the numbers of one span of a record; quote is nil where it has none.
type span struct {
	start, end *int
	quote      *string
}

// eachSpan visits the spans of a record in the order of its fields.
func eachSpan(v reflect.Value, f func(span)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachSpan(v.Elem(), f)
		}
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Pointer {
			for i := range v.Len() {
				eachSpan(v.Index(i), f)
			}
		}
	case reflect.Struct:
		switch x := v.Addr().Interface().(type) {
		case *record.Span:
			f(span{&x.Start, &x.End, &x.Quote})
		case *record.Date:
			f(span{&x.Start, &x.End, &x.Quote})
		case *record.Block:
			f(span{&x.Start, &x.End, nil})
		default:
			for i := range v.NumField() {
				eachSpan(v.Field(i), f)
			}
		}
	}
}

// takeSpans empties the spans of a record and gives their numbers; restore puts them back.
func takeSpans(r *record.Record) (numbers []byte, restore func()) {
	type kept struct {
		span
		start, end int
		quote      string
	}
	var all []kept
	last := 0
	eachSpan(reflect.ValueOf(r), func(s span) {
		k := kept{span: s, start: *s.start, end: *s.end}
		numbers = binary.AppendVarint(numbers, int64(*s.start-last))
		numbers = binary.AppendVarint(numbers, int64(*s.end-*s.start))
		last = *s.start
		*s.start, *s.end = 0, 0
		if s.quote != nil {
			k.quote, *s.quote = *s.quote, ""
		}
		all = append(all, k)
	})
	return numbers, func() {
		for _, k := range all {
			*k.span.start, *k.span.end = k.start, k.end
			if k.span.quote != nil {
				*k.span.quote = k.quote
			}
		}
	}
}

var errSpans = errors.New("the ledger is damaged: a record's spans don't fit its text")

// giveSpans fills the spans of a record from their numbers, and their quotes from the text.
func giveSpans(r *record.Record, numbers []byte) (err error) {
	last := 0
	next := func() int {
		n, size := binary.Varint(numbers)
		if size <= 0 {
			err = errSpans
			return 0
		}
		numbers = numbers[size:]
		return int(n)
	}
	eachSpan(reflect.ValueOf(r), func(s span) {
		last += next()
		*s.start, *s.end = last, last+next()
		if *s.start < 0 || *s.end < *s.start || *s.end > len(r.Text) {
			err = errSpans
		} else if s.quote != nil {
			*s.quote = r.Text[*s.start:*s.end]
		}
	})
	return err
}
