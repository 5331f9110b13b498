package net_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// The arm64 kernels are compared with portable Go, and the labels with those of
// other processors, on an emulated processor with SDOT and on one without.
func TestARM64(t *testing.T) {
	qemu, err := exec.LookPath("qemu-aarch64")
	switch {
	case runtime.GOARCH == "arm64":
		t.Skip("the other tests do it here")
	case testing.Short():
		t.Skip("emulation takes seconds")
	case err != nil || runtime.GOOS != "linux":
		t.Skip("qemu-aarch64 is missing (Debian package qemu-user)")
	}
	for _, dir := range []string{"mat", "."} {
		binary := filepath.Join(t.TempDir(), "arm64.test")
		build := exec.Command("go", "test", "-c", "-o", binary, ".")
		build.Dir = dir
		build.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("build the tests of %s for arm64: %v\n%s", dir, err, out)
		}
		for cpu, kernels := range map[string]string{"max": "sdot", "cortex-a72": "neon"} {
			run := exec.Command(qemu, "-cpu", cpu, binary, "-test.v", "-test.run", "Available|Same|Exact|Right|KernelsAgree|Every|Reference", "-rapid.checks=10")
			run.Dir = dir
			out, err := run.CombinedOutput()
			if err != nil {
				t.Errorf("%s on %s: %v\n%s", dir, cpu, err, out)
			}
			if dir == "mat" && !bytes.Contains(out, []byte("best: "+kernels+"\n")) {
				t.Errorf("%s does not run the kernels %s:\n%s", cpu, kernels, out)
			}
		}
	}
}
