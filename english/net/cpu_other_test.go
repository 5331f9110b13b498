//go:build !unix

package net_test

import "time"

var begin = time.Now()

// cpuTime is the time since the start, where processor time is not to be had.
func cpuTime() float64 { return time.Since(begin).Seconds() }
