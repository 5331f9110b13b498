package page

// Limits bound the work on one page; zero stands for the default.
type Limits struct {
	MaxBytes    int // of the page as it came and, if compressed, unpacked; default 32 MiB
	MaxRatio    int // of unpacked to packed bytes, beyond the first MiB; default 200
	MaxElements int // start tags of HTML, default 300,000
	MaxBlocks   int // blocks of text of HTML, default 20,000; a page that has more is read up to there
	MaxLines    int // lines of flattened text, default 200,000
}

// Defaults of Limits.
const (
	DefaultMaxBytes    = 32 << 20
	DefaultMaxRatio    = 200
	DefaultMaxElements = 300_000
	DefaultMaxBlocks   = 20_000
	DefaultMaxLines    = 200_000
)

func (l Limits) orDefault() Limits {
	for _, x := range []struct {
		field *int
		value int
	}{{&l.MaxBytes, DefaultMaxBytes}, {&l.MaxRatio, DefaultMaxRatio}, {&l.MaxElements, DefaultMaxElements},
		{&l.MaxBlocks, DefaultMaxBlocks}, {&l.MaxLines, DefaultMaxLines}} {
		if *x.field <= 0 {
			*x.field = x.value
		}
	}
	return l
}
