package english_test

import (
	"fmt"
	"os"

	"rapporteur/english"
)

func ExampleSegment() {
	d := english.Segment("The U.S. envoy didn't stay. \"No date is set,\" he said.")
	for s, x := range d.Sentences {
		start, end := d.SentenceBytes(s)
		fmt.Printf("%d words: %s\n", x.Last-x.First, d.Text[start:end])
	}
	// Output:
	// 7 words: The U.S. envoy didn't stay.
	// 10 words: "No date is set," he said.
}

func ExampleWriteIOB2() {
	d := english.Segment("Talks ended.")
	d.Tokens[0].Name = "O"
	if err := english.WriteIOB2(os.Stdout, d); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Talks	O
	// ended	O
	// .	O
}
