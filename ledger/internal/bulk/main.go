//go:build unix

// Command bulk fills a ledger with many stories and measures how long its questions take.
//
//	rapporteur read --json … > records.jsonl
//	go run ./ledger/internal/bulk -records records.jsonl -times 21 -ledger /tmp/big.db
//	go run ./ledger/internal/bulk -ask -ledger /tmp/big.db
//
// The stories are recombined from records: copy k of a story has all its days shifted, half of its people renamed (the same
// ones in all stories of the copy) and every fifth word of its text changed for another of the same length, so that copies are no copies
// of each other in the ledger's sense, while within one copy stories tell of each other's encounters as in the first.
package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"rapporteur/intake"
	"rapporteur/ledger"
	"rapporteur/record"
)

func main() {
	records := flag.String("records", "", "records as rapporteur read --json prints them, one a line")
	times := flag.Int("times", 1, "how many times the stories are added, each time recombined")
	path := flag.String("ledger", "", "the ledger to fill or to ask")
	ask := flag.Bool("ask", false, "ask the ledger questions of every kind and tell how long they take")
	rounds := flag.Int("rounds", 20, "how many questions of each kind")
	profile := flag.String("cpuprofile", "", "file for a profile")
	flag.Parse()
	log.SetFlags(0)
	if *path == "" || *records == "" && !*ask {
		flag.Usage()
		os.Exit(2)
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			log.Fatal(err)
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			log.Fatal(err)
		}
		defer pprof.StopCPUProfile()
	}
	ctx := context.Background()
	l, err := ledger.Open(ctx, *path)
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	if *records != "" {
		if err := fill(ctx, l, *records, *times); err != nil {
			log.Fatal(err)
		}
	}
	if *ask {
		if err := questions(ctx, l, *rounds); err != nil {
			log.Fatal(err)
		}
	}
}

// batch is how many stories one transaction adds, as rapporteur add does.
const batch = 64

func fill(ctx context.Context, l *ledger.Ledger, path string, times int) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	words, names, err := pools(lines)
	if err != nil {
		return err
	}
	start, stories, adding := time.Now(), 0, time.Duration(0)
	var list []ledger.Entry
	flush := func() error {
		from := time.Now()
		_, err := l.Add(ctx, list)
		adding += time.Since(from)
		list = list[:0]
		return err
	}
	for k := range times {
		for _, line := range lines {
			r := &record.Record{}
			if err := json.Unmarshal([]byte(line), r); err != nil {
				return err
			}
			if k > 0 {
				(&recombined{k: k, words: words, names: names}).change(r)
			}
			list = append(list, entry(r))
			if stories++; len(list) == batch {
				if err := flush(); err != nil {
					return err
				}
			}
			if stories%4750 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				fmt.Printf("%7d stories  %8.1f s, %6.1f of them adding  heap %4d MB  resident %s  database %4d MB\n", stories, time.Since(start).Seconds(), adding.Seconds(), m.HeapInuse>>20, resident(), size(l.Path()))
			}
		}
	}
	return flush()
}

// entry makes the item that a record could have been read from.
func entry(r *record.Record) ledger.Entry {
	data := []byte(r.Text)
	sum := sha256.Sum256(data)
	it := intake.Item{ID: r.Source.ID, Origin: r.Source.ID, URI: r.Source.URI, Format: intake.Text, MediaType: "text/plain", Data: data, SHA256: hex.EncodeToString(sum[:])}
	if r.Story.Published != nil {
		it.Published = r.Story.Published.Date
	}
	return ledger.Entry{Item: it, Records: []*record.Record{r}}
}

// resident is the memory of the process, where the system tells.
func resident() string {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if v, ok := strings.CutPrefix(s.Text(), "VmRSS:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return "unknown"
}

func size(path string) int64 {
	if info, err := os.Stat(path); err == nil {
		return info.Size() >> 20
	}
	return 0
}
