//go:build race

package net_test

// raceDetector: the detector makes pools forget, so that allocations can be counted only without it.
const raceDetector = true
