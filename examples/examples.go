// Package examples embeds the example pages: one invented process over three weeks, told by pages of every make.
package examples

import "embed"

// Files holds the pages, named in the order of the telling.
//
//go:embed [0-9]*
var Files embed.FS
