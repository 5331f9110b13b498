package rapporteur

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"rapporteur/intake"
	"rapporteur/page/flat"
	"rapporteur/page/markup"
	"rapporteur/record"
)

type story struct {
	text  string
	story record.Story
}

// pagesOf reads the stories of an item's bytes.
func pagesOf(item *intake.Item) ([]story, error) {
	isHTML := item.Format == intake.HTML
	media := item.MediaType
	if media == "" {
		media = "text/plain"
	}
	if item.Charset != "" {
		media += "; charset=" + item.Charset
	}
	data := item.Data
	if isHTML || item.Charset != "" {
		r, err := charset.NewReader(bytes.NewReader(data), media)
		if err == nil {
			data, err = io.ReadAll(r)
		}
		if err != nil {
			return nil, fmt.Errorf("decoding: %w", err)
		}
	}
	if isHTML {
		results, err := markup.Read(data, markup.Options{URL: item.URI, Title: item.Title, Published: item.Published})
		var out []story
		for _, r := range results {
			out = append(out, story{r.Text, r.Story})
		}
		return out, err
	}
	res, err := flat.Read(strings.ToValidUTF8(string(data), "\uFFFD"), flat.Options{URL: item.URI, Title: item.Title, Published: item.Published})
	return []story{{res.Text, res.Story}}, err
}
