package web

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"rapporteur/record"
)

// schemaName keeps the record's types apart from the ledger's of the same names.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.PkgPath() == reflect.TypeFor[record.Record]().PkgPath() && name != "Record" {
		return "Record" + name
	}
	return name
}

// nullable says of each field that holds an object or nothing that it may be null, which huma leaves open.
func nullable(r huma.Registry) {
	for name, schema := range r.Map() {
		t := r.TypeFromRef("#/components/schemas/" + name)
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		for i := range t.NumField() {
			f := t.Field(i)
			key, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			p := schema.Properties[key]
			if p == nil || p.Ref == "" || f.Type.Kind() != reflect.Pointer || strings.Contains(rest, "omitempty") {
				continue
			}
			schema.Properties[key] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
		}
	}
}

// serve lets the handler of a request answer it.
func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		if _, pattern := s.mux.Handler(r); pattern == "" || pattern == "GET /" {
			s.noOperation(w, r)
			return
		}
	}
	s.mux.ServeHTTP(w, r)
}

// noOperation answers what no operation of the API does: with the methods that there are, or that there is no such path.
func (s *server) noOperation(w http.ResponseWriter, r *http.Request) {
	asked := strings.Split(r.URL.EscapedPath(), "/")
	var methods []string
	for _, op := range s.operations {
		path := strings.Split(op.Path, "/")
		if slices.EqualFunc(asked, path, func(a, p string) bool { return a == p || strings.HasPrefix(p, "{") }) {
			methods = append(methods, op.Method)
		}
	}
	code, why := http.StatusNotFound, "The API has no such path; /openapi.json describes it."
	if len(methods) > 0 {
		code, why = http.StatusMethodNotAllowed, "The API does not do that here; it does "+strings.Join(methods, ", ")+"."
		w.Header().Set("Allow", strings.Join(methods, ", "))
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(huma.NewError(code, why)); err != nil {
		s.o.Log.Error("an answer could not be written", "error", err)
	}
}
