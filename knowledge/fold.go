package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold writes letters with marks as their base letters ("Élysée" as "Elysee"), curly
// apostrophes and dashes as straight ones and white space as blanks, so that spellings
// of one name compare equal. Case is kept.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if t, ok := folded[r]; ok {
			b.WriteString(t)
		} else if unicode.IsSpace(r) {
			b.WriteByte(' ')
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// folded maps each marked letter to its base; the letters stand behind their base.
var folded = func() map[rune]string {
	out := map[rune]string{'ß': "ss", 'Æ': "Ae", 'æ': "ae", 'Œ': "Oe", 'œ': "oe", 'Þ': "Th", 'þ': "th", 'ð': "d", 'Ð': "D", 'ı': "i", 'ə': "a", 'Ə': "A"}
	for _, row := range []string{
		"AÀÁÂÃÄÅĀĂĄǍẢẠẤẦẨẪẬẮẰẲẴẶȦ", "aàáâãäåāăąǎảạấầẩẫậắằẳẵặȧ", "CÇĆĈĊČ", "cçćĉċč", "DĎĐḐḌ", "dďđḑḍ",
		"EÈÉÊËĒĔĖĘĚẺẼẸẾỀỂỄỆ", "eèéêëēĕėęěẻẽẹếềểễệ", "GĜĞĠĢǦ", "gĝğġģǧ", "HĤĦḨḤḪ", "hĥħḩḥḫ",
		"IÌÍÎÏĨĪĬĮİỈỊǏ", "iìíîïĩīĭįỉịǐ", "JĴ", "jĵ", "KĶǨḴ", "kķǩḵ", "LĹĻĽĿŁ", "lĺļľŀł", "NÑŃŅŇ", "nñńņň",
		"OÒÓÔÕÖØŌŎŐƠỎỌỐỒỔỖỘỚỜỞỠỢǑ", "oòóôõöøōŏőơỏọốồổỗộớờởỡợǒ", "RŔŖŘ", "rŕŗř", "SŚŜŞŠȘṢ", "sśŝşšșṣ",
		"TŢŤŦȚṬ", "tţťŧțṭ", "UÙÚÛÜŨŪŬŮŰŲƯỦỤỨỪỬỮỰǓ", "uùúûüũūŭůűųưủụứừửữựǔ", "WŴ", "wŵ", "YÝŶŸỲỴỶỸ", "yýÿŷỳỵỷỹ",
		"ZŹŻŽẒẔ", "zźżžẓẕ", "'’‘ʼʻ`´ʾʿ", "\"“”", "-‐‑–—",
	} {
		base, n := utf8.DecodeRuneInString(row)
		for _, r := range row[n:] {
			out[r] = string(base)
		}
	}
	return out
}()

// wordByte tells whether a byte can be part of a word: a letter, a digit or a part of a
// longer rune. Curly quotes and dashes are told apart by [boundary].
func wordByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// boundary tells whether a word may begin or end at byte i of text.
func boundary(text string, i int) bool {
	if i <= 0 || i >= len(text) || !wordByte(text[i-1]) || !wordByte(text[i]) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !isWord(before) || !isWord(after)
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// prefix returns how many bytes of text the folded name covers, or 0 where text does
// not begin with it. Where upper is set, the name is compared in capitals.
func prefix(text, name string, upper bool) int {
	i, j := 0, 0
	for j < len(name) {
		if i >= len(text) {
			return 0
		}
		c := name[j]
		if text[i] < utf8.RuneSelf {
			t := text[i]
			if t == '\n' || t == '\t' {
				t = ' '
			}
			if upper && c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			if t != c {
				return 0
			}
			i, j = i+1, j+1
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		k := foldedPrefix(r, name[j:], upper)
		if k < 0 {
			return 0
		}
		i, j = i+n, j+k
	}
	return i
}

// foldedPrefix returns how many bytes of name the folded rune covers, -1 for a mismatch.
func foldedPrefix(r rune, name string, upper bool) int {
	f, ok := folded[r]
	switch {
	case ok:
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.IsSpace(r):
		f = " "
	default:
		f = string(r)
	}
	if len(name) < len(f) {
		return -1
	}
	if name[:len(f)] == f || upper && strings.ToUpper(name[:len(f)]) == f {
		return len(f)
	}
	return -1
}
