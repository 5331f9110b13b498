package flat

import (
	"strings"
	"testing"
)

func TestNotArticle(t *testing.T) {
	menu := "Skip to content\nHome\nWorld\nPolitics\nBusiness\nSport\nSign in\nSubscribe\n"
	foot := "About us\nContact us\nPrivacy policy\nTerms of use\n© 2026 The Harbour Post\n"
	teasers := strings.Repeat("Ministers agree to open second crossing\nLorries are to cross the bridge at Lower Ford from the first of May, both sides said.\n2 hours ago\n", 1) +
		"Ferry fares to rise in summer\nThe harbour board says that the price of fuel leaves it no choice this year.\n3 hours ago\n" +
		"Storm closes the coast road\nDrivers should expect long delays until the weekend, according to the road office.\n4 hours ago\n" +
		"Harbour town votes on new mayor\nFour candidates stand for the office, and none of them is the favourite.\n5 hours ago\n" +
		"Museum of the river reopens\nThe building had been closed for two years after the flood of the delta.\n6 hours ago\n"
	for name, c := range map[string]struct{ text, want string }{
		"nothing":      {" \n\t\n", "empty"},
		"a word":       {"ok", "empty"},
		"error":        {menu + "404 - Page not found\nThe page you are looking for has moved or never was.\n" + foot, "error page"},
		"robot check":  {"Just a moment...\nVerify you are human by completing the action below.\n", "error page"},
		"search":       {menu + "Search results for: river talks\nNo articles match your search.\n" + foot, "search"},
		"consent wall": {"We value your privacy\nWe and our partners use cookies to store personal data and to show you personalised content.\nAccept all\nReject all\nManage preferences\nPrivacy policy\nCookie policy\n", "consent wall"},
		"paywall":      {menu + "River talks end without an accord\nThe third round of talks ended on Wednesday.\nSubscribe to continue reading\nAlready a subscriber? Log in\n" + foot, "paywall"},
		"index":        {menu + teasers + foot, "index"},
		"an article":   {"River talks end without an accord\nThe third round of talks on the waters of the Selim ended on Wednesday without an accord, the mediator said.\nShe would not say when the two sides would meet again, or where.\n", ""},
	} {
		r, err := Read(c.text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, r)
		if r.Story.NotArticle != c.want {
			t.Errorf("%s: not an article: %q, want %q", name, r.Story.NotArticle, c.want)
		}
	}
}
