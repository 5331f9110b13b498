package web

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// What answers assistants stands behind the guard of the pages.
func TestAssistantsAreGuarded(t *testing.T) {
	answers := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "an answer") })
	h := room(t, openLedger(t), Options{Token: "secret", MCP: answers})
	for _, c := range []struct {
		header []string
		want   int
	}{
		{[]string{"Authorization", "Bearer secret"}, http.StatusOK},
		{[]string{"Authorization", "Bearer wrong"}, http.StatusUnauthorized},
		{[]string{"Authorization", "Bearer secret", "Origin", "https://elsewhere.example"}, http.StatusForbidden},
		{[]string{"Authorization", "Bearer secret", "Host", "elsewhere.example"}, http.StatusMisdirectedRequest},
	} {
		if w := ask1(t, h, http.MethodPost, "/mcp", strings.NewReader("{}"), c.header...); w.Code != c.want {
			t.Errorf("%v: status %d, want %d", c.header, w.Code, c.want)
		}
	}
	if w := ask1(t, room(t, openLedger(t), Options{}), http.MethodPost, "/mcp", strings.NewReader("{}")); w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
		t.Errorf("without a handler: status %d", w.Code)
	}
}
