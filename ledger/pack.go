package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"rapporteur/record"
)

// pack compresses an item's bytes and its records together: a record repeats the text, so that it costs little beside it.
// The form is zstd of: the length of the bytes as a varint, the bytes, and the records as JSON Lines.
func (l *Ledger) pack(source []byte, records []*record.Record) ([]byte, error) {
	var b bytes.Buffer
	b.Write(binary.AppendUvarint(nil, uint64(len(source))))
	b.Write(source)
	for _, r := range records {
		if err := record.Encode(&b, r); err != nil {
			return nil, err
		}
	}
	return l.enc.EncodeAll(b.Bytes(), nil), nil
}

// unpack gives the bytes and the records' lines back.
func (l *Ledger) unpack(data []byte) (source []byte, records [][]byte, err error) {
	b, err := l.dec.DecodeAll(data, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("the ledger %s is damaged: %w", l.path, err)
	}
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, fmt.Errorf("the ledger %s is damaged: an item's length is wrong", l.path)
	}
	b = b[size:]
	source, b = b[:n], b[n:]
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte{'\n'})
		records = append(records, line)
		b = rest
	}
	return source, records, nil
}

// recordAt gives the record at a place of a packed item, going by the id that the ledger shows.
func (l *Ledger) recordAt(data []byte, place int, id string) (*record.Record, error) {
	_, lines, err := l.unpack(data)
	if err != nil {
		return nil, err
	}
	if place >= len(lines) {
		return nil, errors.New("the ledger " + l.path + " is damaged: a record is missing")
	}
	r, err := record.Decode(lines[place])
	if err != nil {
		return nil, fmt.Errorf("the ledger %s: %w", l.path, err)
	}
	r.Source.ID = id
	return r, nil
}
