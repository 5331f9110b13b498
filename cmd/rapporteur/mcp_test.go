package main

import (
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// An assistant starts the command, asks on its standard input and closes it.
func TestMCPOnStandardInput(t *testing.T) {
	led := filepath.Join(t.TempDir(), "l.db")
	if out, err := command(led, "add", stories(t, 5)).CombinedOutput(); err != nil {
		t.Fatalf("add: %v %s", err, out)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &sdk.CommandTransport{Command: command(led, "mcp")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "timeline", Arguments: map[string]any{"party": "Norway"}})
	if err != nil {
		t.Fatal(err)
	}
	if text := res.Content[0].(*sdk.TextContent).Text; res.IsError || !strings.Contains(text, `"kind":"meeting"`) {
		t.Errorf("timeline: %.300s", text)
	}
	// Closing waits for the command, which ends well once its input does.
	if err := session.Close(); err != nil {
		t.Errorf("the command ended with %v", err)
	}
}
