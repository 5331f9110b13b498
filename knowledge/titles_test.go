package knowledge_test

import (
	"testing"

	"rapporteur/knowledge"
)

func TestTitleOf(t *testing.T) {
	for words, level := range map[string]string{"Foreign Minister": "minister", "special envoy": "envoy", "Secretary of State": "minister",
		"son-in-law": "kin", "former": "modifier", "PRESIDENT": "leader", "table": ""} {
		if got, _ := knowledge.TitleOf(words); got.Level != level {
			t.Errorf("TitleOf(%q) has level %q, want %q", words, got.Level, level)
		}
	}
}
