//go:build !race

package net_test

const raceDetector = false
