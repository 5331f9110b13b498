package words

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	for _, c := range []struct{ base, irregular, want string }{
		{"warn", "", "warn warns warning warned"},
		{"deny", "", "deny denies denying denied"},
		{"urge", "", "urge urges urging urged"},
		{"slam", "", "slam slams slamming slammed"},
		{"press", "", "press presses pressing pressed"},
		{"vow", "", "vow vows vowing vowed"},
		{"say", "said saying", "say says saying said saying"},
	} {
		if got := strings.Join(Forms(c.base, c.irregular), " "); got != c.want {
			t.Errorf("Forms(%q, %q) = %q, want %q", c.base, c.irregular, got, c.want)
		}
	}
}

// Every data file explains itself in a header and holds rows whose columns are trimmed.
func TestFiles(t *testing.T) {
	names, err := fs.Glob(files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s has no header comment", name)
		}
		rows := Table(name, 1)
		if len(rows) < 5 {
			t.Errorf("%s holds %d rows", name, len(rows))
		}
		seen := map[string]bool{}
		for _, r := range rows {
			line := strings.Join(r, "\t")
			if r[0] == "" || seen[line] {
				t.Errorf("%s: empty or doubled row %q", name, line)
			}
			seen[line] = true
		}
	}
}

// The closed lists that the code relies on.
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		file    string
		column  int
		classes string
	}{
		{"meeting.tsv", 2, "meeting call visit talks summit signing"},
		{"outcome.tsv", 1, "agreement progress no_progress breakdown"},
		{"outcome-acts.tsv", 1, "agreement progress no_progress breakdown"},
		{"outcome-sides.tsv", 1, "sides it"},
		{"stance.tsv", 2, "demands rejects offers accepts commits threatens"},
		{"instruments.tsv", 1, "proposal agreement resolution memorandum letter roadmap sanctions statement"},
		{"given-names.tsv", 1, "f m"},
		{"roles.tsv", 1, "head org-head kin style mod of rank alone female male"},
	} {
		for _, r := range Table(c.file, c.column+1) {
			if !slices.Contains(strings.Fields(c.classes), r[c.column]) {
				t.Errorf("%s: %q is none of %s", c.file, r[c.column], c.classes)
			}
		}
	}
}
