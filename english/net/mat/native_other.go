//go:build (!amd64 && !arm64) || purego

package mat

func native() []*Kernels { return nil }
