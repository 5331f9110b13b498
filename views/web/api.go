package web

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"rapporteur/ledger"
	"rapporteur/record"
)

// Filters are the parameters that the API's lists share.
type Filters struct {
	Since   string `query:"since" doc:"Only from this day on: 2025-12-02, 2025-12 or 2025." pattern:"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$" patternDescription:"a day, a month or a year: 2025-12-02, 2025-12, 2025"`
	Until   string `query:"until" doc:"Only up to this day, itself included." pattern:"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$" patternDescription:"a day, a month or a year: 2025-12-02, 2025-12, 2025"`
	Party   string `query:"party" doc:"Only what concerns this party." maxLength:"200"`
	Person  string `query:"person" doc:"Only what concerns this person: full name or surname." maxLength:"200"`
	Process string `query:"process" doc:"Only what belongs to this process." maxLength:"200"`
	Paging
}

// Paging says which part of a list is wanted.
type Paging struct {
	Page  int `query:"page" doc:"Which page of the list, from 1; the first holds the latest." default:"1" minimum:"1" maximum:"1000"`
	Limit int `query:"limit" doc:"How many items a page holds." default:"50" minimum:"1" maximum:"500"`
}

// filter is the ledger's question; what belongs to a process that is none can't be found.
func (s *server) filter(ctx context.Context, f *Filters) (ledger.Filter, error) {
	process := plain(f.Process)
	if process != "" {
		if _, err := s.l.Process(ctx, process); err != nil && status(err) == http.StatusBadRequest {
			return ledger.Filter{}, missing("there is no process " + process)
		}
	}
	return ledger.Filter{Since: plain(f.Since), Until: plain(f.Until), Party: plain(f.Party), Person: plain(f.Person), Process: process, Limit: f.Page*f.Limit + 1}, nil
}

// plain takes control characters out of a parameter.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 || c == 0x7f {
			return ' '
		}
		return c
	}, s)
}

// list is one page of a list.
type list[T any] struct {
	Items []T  `json:"items" nullable:"false" doc:"The latest first, where they have days."`
	Page  int  `json:"page"`
	More  bool `json:"more" doc:"Whether there is a next page."`
}

type listOut[T any] struct {
	Link string `header:"Link" doc:"The next page, with rel=\"next\" (RFC 8288)."`
	Body list[T]
}

// paged cuts the page asked for out of a list that starts with the first page, and names the next.
func paged[T any](ctx context.Context, all []T, p Paging) *listOut[T] {
	out := &listOut[T]{Body: list[T]{Items: []T{}, Page: p.Page}}
	lo, hi := min(len(all), (p.Page-1)*p.Limit), min(len(all), p.Page*p.Limit)
	out.Body.Items = append(out.Body.Items, all[lo:hi]...)
	if out.Body.More = len(all) > hi && hi > lo; out.Body.More {
		if u, ok := ctx.Value(askedURL{}).(url.URL); ok {
			q := u.Query()
			q.Set("page", fmt.Sprint(p.Page+1))
			out.Link = fmt.Sprintf(`<%s?%s>; rel="next"`, u.EscapedPath(), q.Encode())
		}
	}
	return out
}

// askedURL is the key of the request's address in its context.
type askedURL struct{}

// backwards gives a list with its end first.
func backwards[T any](l []T) []T {
	slices.Reverse(l)
	return l
}

type bodyOut[T any] struct{ Body T }

// operation is a line of the API's human page.
type operation struct{ Method, Path, Summary string }

// problem turns an error of the ledger into a problem (RFC 9457).
func (s *server) problem(err error) error {
	if err == nil {
		return nil
	}
	code := status(err)
	if code < http.StatusInternalServerError {
		return huma.NewError(code, err.Error())
	}
	s.o.Log.Error("a request to the API failed", "error", err)
	return huma.NewError(code, "The ledger could not be asked. The server's log says why.")
}

// ask registers a question of the API.
func ask[I, O any](s *server, api huma.API, method, path, id, summary string, f func(context.Context, *I) (*O, error)) {
	op := huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable}}
	if method == http.MethodPost {
		op.DefaultStatus = http.StatusCreated
		op.Errors = append(op.Errors, http.StatusForbidden)
		op.MaxBodyBytes = maxBody
	}
	if s.o.Token != "" {
		op.Errors = append(op.Errors, http.StatusUnauthorized)
	}
	s.operations = append(s.operations, operation{method, op.Path, summary})
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		return out, s.problem(err)
	})
}

// api registers the API (OpenAPI 3.1) and its description.
func (s *server) api() {
	cfg := huma.DefaultConfig("Rapporteur", s.o.Version)
	cfg.Info.Description = "What the ledger holds: encounters, statements, positions and people, each with the stories that say so."
	cfg.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	// The human page is ours: the stock one loads scripts from elsewhere.
	cfg.DocsPath, cfg.SchemasPath, cfg.CreateHooks = "", "", nil
	if s.o.Token != "" {
		cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
		cfg.Security = []map[string][]string{{"token": {}}}
	}
	api := humago.New(s.mux, cfg)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		next(huma.WithValue(ctx, askedURL{}, ctx.URL()))
	})
	s.lists(api)
	s.things(api)
	nullable(api.OpenAPI().Components.Schemas)
}

func (s *server) lists(api huma.API) {
	ask(s, api, "GET", "/encounters", "list-encounters", "Encounters: who met whom, when and where", func(ctx context.Context, in *struct {
		Filters
		Place    string `query:"place" doc:"Only what happened at this place." maxLength:"200"`
		Status   string `query:"status" doc:"Only encounters of this status." enum:",held,ongoing,scheduled,proposed,cancelled,refused,denied"`
		Evidence bool   `query:"evidence" doc:"With the sentences behind each."`
	}) (*listOut[*ledger.Encounter], error) {
		f, err := s.filter(ctx, &in.Filters)
		if err != nil {
			return nil, err
		}
		f.Place, f.Status, f.Evidence = plain(in.Place), in.Status, in.Evidence
		all, err := s.l.Timeline(ctx, f)
		return paged(ctx, backwards(all), in.Paging), err
	})
	ask(s, api, "GET", "/statements", "list-statements", "Statements: who said what", func(ctx context.Context, in *struct {
		Filters
		Q string `query:"q" doc:"Words that were said; a phrase in quotation marks." maxLength:"200"`
	}) (*listOut[ledger.Statement], error) {
		f, err := s.filter(ctx, &in.Filters)
		if err != nil {
			return nil, err
		}
		f.Text = searchable(plain(in.Q))
		all, err := s.l.Statements(ctx, f)
		return paged(ctx, backwards(all), in.Paging), err
	})
	ask(s, api, "GET", "/positions", "list-positions", "Positions: what each side demands, rejects, offers and accepts", func(ctx context.Context, in *struct {
		Filters
		Issue string `query:"issue" doc:"Only positions on this issue." maxLength:"80"`
	}) (*listOut[ledger.Position], error) {
		f, err := s.filter(ctx, &in.Filters)
		if err != nil {
			return nil, err
		}
		f.Issue = plain(in.Issue)
		all, err := s.l.Positions(ctx, f)
		return paged(ctx, backwards(all), in.Paging), err
	})
	ask(s, api, "GET", "/people", "list-people", "People with their roles over time, those of most stories first", func(ctx context.Context, in *Filters) (*listOut[ledger.Person], error) {
		f, err := s.filter(ctx, in)
		if err != nil {
			return nil, err
		}
		all, err := s.l.People(ctx, f)
		return paged(ctx, all, in.Paging), err
	})
	ask(s, api, "GET", "/search", "search", "Passages of stories that hold the words, the best first", func(ctx context.Context, in *struct {
		Filters
		Q string `query:"q" required:"true" doc:"Words that a passage must hold; a phrase in quotation marks." minLength:"1" maxLength:"200"`
	}) (*listOut[ledger.Hit], error) {
		f, err := s.filter(ctx, &in.Filters)
		if err != nil {
			return nil, err
		}
		if f.Text = searchable(plain(in.Q)); f.Text == "" {
			return nil, huma.Error400BadRequest("q holds no letter or digit to search for")
		}
		all, err := s.l.Search(ctx, f)
		return paged(ctx, all, in.Paging), err
	})
	ask(s, api, "GET", "/corrections", "list-corrections", "Corrections by people, the latest first", func(ctx context.Context, in *Paging) (*listOut[ledger.Correction], error) {
		all, err := collect(s.l.Corrections(ctx))
		return paged(ctx, backwards(all), *in), err
	})
}

func collect[T any](seq iter.Seq2[T, error]) (out []T, err error) {
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// ByID is a question for one thing; its id is escaped in the address.
type ByID struct {
	ID string `path:"id" maxLength:"400"`
}

func (s *server) things(api huma.API) {
	ask(s, api, "GET", "/encounters/{id}", "get-encounter", "One encounter with all its evidence, by its id or one of its reports (story/e1)", func(ctx context.Context, in *ByID) (*bodyOut[ledger.Encounter], error) {
		shown, err := s.l.Show(ctx, plain(in.ID))
		if err != nil && status(err) != http.StatusBadRequest {
			return nil, err
		}
		if err != nil || shown == nil || shown.Encounter == nil {
			return nil, missing("the ledger has no such encounter")
		}
		return &bodyOut[ledger.Encounter]{*shown.Encounter}, nil
	})
	ask(s, api, "GET", "/stories/{id}", "get-story", "The record of a story: what it says, each item with its spans", func(ctx context.Context, in *ByID) (*bodyOut[*record.Record], error) {
		rec, err := s.l.Record(ctx, in.ID)
		if err == nil && rec == nil {
			err = missing("the ledger has no such story")
		}
		return &bodyOut[*record.Record]{rec}, err
	})
	ask(s, api, "GET", "/people/{id}", "get-person", "One person, by name", func(ctx context.Context, in *ByID) (*bodyOut[ledger.Person], error) {
		all, err := s.l.People(ctx, ledger.Filter{Person: plain(in.ID), Limit: 1})
		if err == nil && (len(all) == 0 || in.ID == "") {
			err = missing("the ledger has no such person")
		}
		if err != nil {
			return nil, err
		}
		return &bodyOut[ledger.Person]{all[0]}, nil
	})
	ask(s, api, "GET", "/processes", "list-processes", "The processes that the ledger follows", func(ctx context.Context, _ *struct{}) (*bodyOut[[]ledger.Process], error) {
		all, err := s.l.Processes(ctx)
		return &bodyOut[[]ledger.Process]{all}, err
	})
	ask(s, api, "GET", "/processes/{id}/brief", "get-brief", "The state of a process: last and coming encounters, positions, contradictions", func(ctx context.Context, in *struct {
		ByID
		Since string `query:"since" doc:"The day from which on things count as changed." pattern:"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$" patternDescription:"a day, a month or a year: 2025-12-02, 2025-12, 2025"`
	}) (*bodyOut[*ledger.Brief], error) {
		if _, err := s.l.Process(ctx, in.ID); err != nil && status(err) == http.StatusBadRequest {
			return nil, missing("there is no such process")
		}
		b, err := s.l.Brief(ctx, in.ID, plain(in.Since))
		return &bodyOut[*ledger.Brief]{b}, err
	})
	type rising struct {
		From   string         `json:"from"`
		To     string         `json:"to"`
		Trends []ledger.Trend `json:"trends" nullable:"false"`
	}
	ask(s, api, "GET", "/trends", "list-trends", "Who and what rises in a week against the weeks before", func(ctx context.Context, in *struct {
		Until string `query:"until" doc:"The last day of the week; the ledger's last by default." pattern:"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$" patternDescription:"a day, a month or a year: 2025-12-02, 2025-12, 2025"`
	}) (*bodyOut[rising], error) {
		from, to, all, err := s.l.Trends(ctx, ledger.Filter{Until: plain(in.Until), Limit: 200})
		return &bodyOut[rising]{rising{from, to, all}}, err
	})
	ask(s, api, "GET", "/status", "get-status", "What the ledger holds", func(ctx context.Context, _ *struct{}) (*bodyOut[*ledger.Status], error) {
		st, err := s.l.Status(ctx)
		if err == nil {
			st.Path = "" // where it lies is the server's own affair
		}
		return &bodyOut[*ledger.Status]{st}, err
	})
	s.changes(api)
}

// changes registers what changes the ledger.
func (s *server) changes(api huma.API) {
	type page struct {
		Text      string `json:"text,omitempty" maxLength:"900000" doc:"The page: its text, or its HTML."`
		URL       string `json:"url,omitempty" maxLength:"2000" doc:"Its address, in the place of the text; private addresses are refused."`
		Published string `json:"published,omitempty" maxLength:"40" doc:"The day of publication, where the page gives none: 2025-12-02."`
	}
	type kept struct {
		Stories []string `json:"stories" nullable:"false" doc:"The ids of the stories that were read from the page."`
		Known   bool     `json:"known" doc:"Whether the ledger held the page already."`
	}
	if s.o.Reader != nil {
		ask(s, api, "POST", "/stories", "add-story", "Add a page: its text, or the address to fetch it from", func(ctx context.Context, in *struct{ Body page }) (*bodyOut[kept], error) {
			var a addition
			switch b := in.Body; {
			case (b.Text == "") == (b.URL == ""):
				return nil, huma.Error400BadRequest("give either text or url")
			case b.Published != "" && !record.IsEDTF(b.Published):
				return nil, huma.Error400BadRequest("published is no date; write it as 2025-12-02")
			case b.Text != "":
				a = s.addText(ctx, b.Text, b.Published)
			default:
				a = s.addAddress(ctx, b.URL, b.Published)
			}
			if a.Failed != "" {
				return nil, huma.Error400BadRequest(a.Failed)
			}
			out := kept{Stories: []string{}, Known: a.Known}
			for _, st := range a.Stories {
				out.Stories = append(out.Stories, st.ID)
			}
			return &bodyOut[kept]{out}, nil
		})
	}
	type wanted struct {
		Author string   `json:"author" minLength:"1" maxLength:"200"`
		Reason string   `json:"reason" minLength:"1" maxLength:"2000"`
		Op     string   `json:"op" enum:"merge,split,set,rename,drop,undo"`
		Refs   []string `json:"refs" nullable:"false" minItems:"1" maxItems:"200" doc:"Encounters (E…), or reports, statements and positions (story/e1); names, for rename; corrections (C…), for undo."`
		Field  string   `json:"field,omitempty" maxLength:"40"`
		Value  string   `json:"value,omitempty" maxLength:"200"`
	}
	ask(s, api, "POST", "/corrections", "correct", "Correct the ledger: merge, split, set, rename, drop, undo", func(ctx context.Context, in *struct{ Body wanted }) (*bodyOut[ledger.Correction], error) {
		b := in.Body
		c := ledger.Correction{At: s.o.Now().UTC().Format(time.RFC3339), Author: b.Author, Reason: b.Reason, Op: b.Op, Refs: b.Refs, Field: b.Field, Value: b.Value}
		err := s.l.Correct(ctx, c)
		if err == nil {
			s.wrote.Add(1)
		}
		return &bodyOut[ledger.Correction]{c}, err
	})
}

func (s *server) apiPage(*http.Request) (*view, error) {
	return &view{Title: "API", Nav: "api", Data: s.operations}, nil
}
