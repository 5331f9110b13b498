package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	var out bytes.Buffer
	if err := lines(strings.NewReader("{\"id\":\"a\\\"\",\"text\":\"They didn't go.\\n\\nÉtat \\u0001\"}\n\n"), &out); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"a\"","start":0,"end":15,"tokens":["They","did","n't","go","."],"starts":[0,5,8,12,14],"ends":[4,8,11,14,15],"parts":[0,1,2,0,0],"glued":[false,true,false,true,false]}
{"id":"a\"","start":17,"end":24,"tokens":["État","\u0001"],"starts":[17,23],"ends":[22,24],"parts":[0,0],"glued":[false,false]}
`
	if out.String() != want {
		t.Errorf("written\n%s\nwant\n%s", out.String(), want)
	}
	if err := lines(strings.NewReader("{\n"), &out); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v, want one that names the line", err)
	}
}
