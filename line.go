package rapporteur

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"

	"rapporteur/intake"
	"rapporteur/record"
)

// Result is what became of one item: its records, or the error that names the input, the place and the remedy.
type Result struct {
	Item    intake.Item
	Records []*record.Record
	Err     error
}

// ReadAll reads items on so many workers and gives the results in the order of the items. Errors of the intake pass
// through as results. At most twice as many items as workers are held at a time; a stop of the caller stops the workers.
func (r *Reader) ReadAll(ctx context.Context, items iter.Seq2[intake.Item, error], workers int) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		pending := make(chan chan Result, 2*max(workers, 1))
		slots := make(chan struct{}, max(workers, 1))
		wg.Go(func() {
			defer close(pending)
			for item, err := range items {
				done := make(chan Result, 1)
				select {
				case pending <- done:
				case <-ctx.Done():
					return
				}
				if err != nil {
					done <- Result{Err: err}
					continue
				}
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					done <- Result{Item: item, Err: ctx.Err()}
					return
				}
				wg.Go(func() {
					defer func() { <-slots }()
					done <- r.result(ctx, item)
				})
			}
		})
		for done := range pending {
			res := <-done
			if res.Err != nil && ctx.Err() != nil || !yield(res) {
				return
			}
		}
	}
}

// result reads one item; a page that makes the reader panic is that page's error, not the run's end.
func (r *Reader) result(ctx context.Context, item intake.Item) (res Result) {
	res.Item = item
	defer func() {
		if p := recover(); p != nil {
			res.Records = nil
			res.Err = &intake.Error{Origin: item.Origin, Err: fmt.Errorf("the reader failed on this page: %v\n%s", p, debug.Stack()), Remedy: "please report it with the page"}
		}
	}()
	res.Records, res.Err = r.Read(ctx, item)
	return res
}
