package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
)

// Encode writes r as one line of JSON: fields in the order of the types, lists never null, text as it stands
// (no escapes for HTML). Same record, same bytes.
func Encode(w io.Writer, r *Record) error {
	r.Fill()
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("record %s: encoding: %w", r.Source.ID, err)
	}
	return nil
}

// Decode reads one record; a field that the schema does not know is an error.
func Decode(data []byte) (*Record, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	r := &Record{}
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("decoding a record: %w", err)
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("decoding a record: its schema is %q, this program reads %q", r.Schema, Schema)
	}
	return r, nil
}

// Fill makes every list of the record a list: empty, never null.
func (r *Record) Fill() { fill(reflect.ValueOf(r).Elem()) }

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if k := v.Type().Elem().Kind(); k != reflect.Struct && k != reflect.Pointer {
			return
		}
		for i := range v.Len() {
			fill(v.Index(i))
		}
	}
}
