package mcp

import (
	"context"
	"errors"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"rapporteur/intake"
	"rapporteur/ledger"
	"rapporteur/record"
	"rapporteur/views/brief"
)

// Filters narrow a question of the ledger.
type Filters struct {
	Since   string `json:"since,omitempty" jsonschema:"only from this day on: 2025-12-02, 2025-12 or 2025"`
	Until   string `json:"until,omitempty" jsonschema:"only up to this day, itself included"`
	Party   string `json:"party,omitempty" jsonschema:"only what concerns this state, organisation or group"`
	Person  string `json:"person,omitempty" jsonschema:"only what concerns this person: full name or surname"`
	Place   string `json:"place,omitempty" jsonschema:"only what happened at this place"`
	Process string `json:"process,omitempty" jsonschema:"only what belongs to this process; the tool status lists them"`
	Limit   int    `json:"limit,omitempty" jsonschema:"at most so many lines, the latest; 20 by default, 100 at most"`
}

// Bounds of a list.
const (
	usual = 20
	most  = 100
)

func (f Filters) filter() (ledger.Filter, error) {
	if f.Limit < 0 || f.Limit > most {
		return ledger.Filter{}, errors.New("limit is 1 to 100 lines")
	}
	if f.Limit == 0 {
		f.Limit = usual
	}
	return ledger.Filter{Since: f.Since, Until: f.Until, Party: f.Party, Person: f.Person, Place: f.Place, Process: f.Process, Limit: f.Limit, Evidence: true}, nil
}

// Lines are the items of an answer, in the order of their days.
type Lines[T any] struct {
	Lines []T `json:"lines"`
}

// listed asks the ledger for a list and turns its items into lines.
func listed[T, L any](ctx context.Context, f ledger.Filter, ask func(context.Context, ledger.Filter) ([]T, error), line func(T) L) (Lines[L], error) {
	out := Lines[L]{Lines: []L{}}
	list, err := ask(ctx, f)
	for _, x := range list {
		out.Lines = append(out.Lines, line(x))
	}
	return out, err
}

const readPage = "read_page"

func (s *server) tools(m *sdk.Server) {
	tool(s, m, readPage, "Read a page", "Reads a news page, given by its address or as text, and gives what it says: encounters, statements, positions, people, each with its sentence. Nothing is kept.", s.read)
	tool(s, m, "timeline", "Who met whom", "Encounters in the order of their days: who met whom, where, when, with what status and outcome, and the sentences that say so.", s.timeline)
	tool(s, m, "statements", "Who said what", "What was said, by whom, for whom, in which words; by words of the content, speaker, party, days.", s.statements)
	tool(s, m, "positions", "Who wants what", "What each party demands, rejects, offers, accepts, commits to or threatens, by issue, with what changed since its position before.", s.positions)
	tool(s, m, "people", "People", "People with their offices over time, those of most stories first.", s.people)
	tool(s, m, "search", "Search the stories", "Passages of the stories that hold all the words; a phrase stands in quotation marks.", s.search)
	tool(s, m, "show", "Show with evidence", "One thing of the ledger with all its evidence: an encounter (E…), a story by its id, a statement or position (story/s1, story/q1), or a person by name.", s.show)
	tool(s, m, "brief", "Briefing on a process", "A briefing on a process in Markdown: state of play, last encounters, positions, what changed, contradictions, every line cited.", s.brief)
	tool(s, m, "trends", "What rises", "Who and what is told of more often in one week than in the weeks before.", s.trends)
	tool(s, m, "status", "What the ledger holds", "How many stories, from when to when, and which processes can be asked for.", s.status)
}

type timelineIn struct {
	Filters
	Status string `json:"status,omitempty" jsonschema:"only encounters of this status: held, ongoing, scheduled, proposed, cancelled, refused or denied"`
}

func (s *server) timeline(ctx context.Context, in timelineIn) (Lines[Encounter], error) {
	f, err := in.filter()
	if err != nil {
		return Lines[Encounter]{Lines: []Encounter{}}, err
	}
	f.Status = in.Status
	return listed(ctx, f, s.l.Timeline, encounterLine)
}

type statementsIn struct {
	Filters
	Words string `json:"words,omitempty" jsonschema:"words that were said; a phrase stands in quotation marks"`
}

func (s *server) statements(ctx context.Context, in statementsIn) (Lines[Statement], error) {
	f, err := in.filter()
	if err != nil {
		return Lines[Statement]{Lines: []Statement{}}, err
	}
	f.Text = in.Words
	return listed(ctx, f, s.l.Statements, statementLine)
}

type positionsIn struct {
	Filters
	Issue string `json:"issue,omitempty" jsonschema:"only positions on this issue: ceasefire, sanctions, prisoners…"`
}

func (s *server) positions(ctx context.Context, in positionsIn) (Lines[Position], error) {
	f, err := in.filter()
	if err != nil {
		return Lines[Position]{Lines: []Position{}}, err
	}
	f.Issue = in.Issue
	return listed(ctx, f, s.l.Positions, positionLine)
}

func (s *server) people(ctx context.Context, in Filters) (Lines[ledger.Person], error) {
	f, err := in.filter()
	if err != nil {
		return Lines[ledger.Person]{Lines: []ledger.Person{}}, err
	}
	return listed(ctx, f, s.l.People, func(p ledger.Person) ledger.Person { return p })
}

type searchIn struct {
	Filters
	Words string `json:"words" jsonschema:"words that a passage must hold; a phrase stands in quotation marks"`
}

func (s *server) search(ctx context.Context, in searchIn) (Lines[ledger.Hit], error) {
	f, err := in.filter()
	if err == nil && strings.TrimSpace(in.Words) == "" {
		err = errors.New("give the words to search for")
	}
	if err != nil {
		return Lines[ledger.Hit]{Lines: []ledger.Hit{}}, err
	}
	f.Text = in.Words
	return listed(ctx, f, s.l.Search, func(h ledger.Hit) ledger.Hit { return h })
}

type showIn struct {
	ID string `json:"id" jsonschema:"an encounter (E…), a story's id, story/e1, story/s1, story/q1, or a person's name"`
}

func (s *server) show(ctx context.Context, in showIn) (any, error) {
	if in.ID == "" {
		return nil, errors.New("give the id of what to show; timeline, statements, positions and search give ids")
	}
	return s.l.Show(ctx, in.ID)
}

type briefIn struct {
	Process string `json:"process" jsonschema:"the name of a process; the tool status lists them"`
	Since   string `json:"since,omitempty" jsonschema:"the day from which on things count as changed; a week before the last story by default"`
}

type briefOut struct {
	Markdown string `json:"markdown"`
}

func (s *server) brief(ctx context.Context, in briefIn) (briefOut, error) {
	b, err := s.l.Brief(ctx, in.Process, in.Since)
	if err != nil {
		return briefOut{}, err
	}
	var out strings.Builder
	err = brief.Markdown(&out, b)
	return briefOut{out.String()}, err
}

type trendsIn struct {
	Until string `json:"until,omitempty" jsonschema:"the last day of the week that is looked at; the last day of the ledger by default"`
	Limit int    `json:"limit,omitempty" jsonschema:"at most so many lines; 20 by default, 100 at most"`
}

type trendsOut struct {
	From  string         `json:"from"`
	To    string         `json:"to"`
	Lines []ledger.Trend `json:"lines"`
}

func (s *server) trends(ctx context.Context, in trendsIn) (trendsOut, error) {
	f, err := Filters{Until: in.Until, Limit: in.Limit}.filter()
	if err != nil {
		return trendsOut{Lines: []ledger.Trend{}}, err
	}
	from, to, list, err := s.l.Trends(ctx, f)
	return trendsOut{from, to, append([]ledger.Trend{}, list...)}, err
}

type statusOut struct {
	Stories    int              `json:"stories"`
	First      *string          `json:"first"`
	Last       *string          `json:"last"`
	Encounters int              `json:"encounters"`
	Statements int              `json:"statements"`
	Positions  int              `json:"positions"`
	People     int              `json:"people"`
	Processes  []ledger.Process `json:"processes"`
}

func (s *server) status(ctx context.Context, _ struct{}) (statusOut, error) {
	st, err := s.l.Status(ctx)
	if err != nil {
		return statusOut{Processes: []ledger.Process{}}, err
	}
	list, err := s.l.Processes(ctx)
	return statusOut{st.Stories, st.First, st.Last, st.Encounters, st.Statements, st.Positions, st.People, append([]ledger.Process{}, list...)}, err
}

type readIn struct {
	Address   string `json:"address,omitempty" jsonschema:"the page's address (http or https)"`
	Text      string `json:"text,omitempty" jsonschema:"the page itself, as HTML or as text, where no address is given"`
	Published string `json:"published,omitempty" jsonschema:"the day of publication (2025-12-02), where the page does not tell it: weekdays are resolved by it"`
}

// Story is what one story of a page says.
type Story struct {
	Headline    string              `json:"headline"`
	Published   *record.Published   `json:"published"`
	NotArticle  string              `json:"not_article,omitempty"`
	People      []record.Person     `json:"people"`
	Parties     []record.Party      `json:"parties"`
	Encounters  []record.Encounter  `json:"encounters"`
	Statements  []record.Statement  `json:"statements"`
	Positions   []record.Position   `json:"positions"`
	Instruments []record.Instrument `json:"instruments"`
	Notes       []string            `json:"notes"`
}

type readOut struct {
	Stories []Story `json:"stories"`
}

// read never takes a file's name: an assistant led astray by a page could be asked to read what is nobody's business.
func (s *server) read(ctx context.Context, in readIn) (any, error) {
	if in.Published != "" && !record.IsEDTF(in.Published) {
		return nil, errors.New("published is no day; write it as 2025-12-02")
	}
	o := intake.Options{Published: in.Published, AllowPrivate: s.o.AllowPrivate, Agent: "rapporteur/" + s.o.Version, MaxItem: 8 << 20}
	source := in.Address
	switch {
	case in.Address != "" && in.Text != "":
		return nil, errors.New("give an address or the text, not both")
	case in.Text != "":
		source, o.Stdin = "-", strings.NewReader(in.Text)
		if o.Format = intake.Text; strings.HasPrefix(strings.TrimSpace(in.Text), "<") {
			o.Format = intake.HTML
		}
	case !strings.HasPrefix(in.Address, "http://") && !strings.HasPrefix(in.Address, "https://"):
		return nil, errors.New("give the address of a page (http or https), or its text")
	}
	out := readOut{Stories: []Story{}}
	for item, err := range intake.Items(ctx, []string{source}, o) {
		if err != nil {
			return nil, err
		}
		recs, err := s.reader.Read(ctx, item)
		if err != nil {
			return nil, err
		}
		for _, r := range recs {
			out.Stories = append(out.Stories, Story{Headline: r.Story.Headline, Published: r.Story.Published, NotArticle: r.Story.NotArticle, People: r.People, Parties: r.Parties,
				Encounters: r.Encounters, Statements: r.Statements, Positions: r.Positions, Instruments: r.Instruments, Notes: r.Notes})
		}
	}
	return out, nil
}
