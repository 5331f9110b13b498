package record

import _ "embed"

//go:embed schema.json
var schemaJSON []byte

// JSONSchema is the schema of a record, JSON Schema draft 2020-12.
func JSONSchema() []byte { return append([]byte(nil), schemaJSON...) }
