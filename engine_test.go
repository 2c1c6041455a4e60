package main

import (
	"flag"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"security-hub-analytics/internal/enginetest"
	"security-hub-analytics/internal/memcloud"
)

// The tests in engine_*_test.go run the program on the real Pulumi engine, in this
// process, against an AWS account in memory.

// The engine makes much garbage and holds little: collecting it less often saves a
// fifth of the time.
func init() { debug.SetGCPercent(300) }

// engineStacks are the stacks whose life cycles are tested.
var engineStacks = []string{"Pulumi.dev.yaml", "Pulumi.prod.yaml", "testdata/Pulumi.maximal.yaml"}

// eachEngineStack runs a test for each of them, in an account that holds what the
// stack needs to find.
func eachEngineStack(t *testing.T, test func(t *testing.T, s *enginetest.Stack)) {
	t.Helper()
	for _, file := range engineStacks {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Pulumi."), ".yaml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, engineStack(t, file))
		})
	}
}

// engineStack is a stack of the program in an account of its own.
func engineStack(t *testing.T, file string) *enginetest.Stack {
	t.Helper()
	return enginetest.Load(t, engineCloud(t), deploy, ".", file)
}

// engineCloud is an account with what the maximal stack refers to and no stack makes.
func engineCloud(t *testing.T) *memcloud.Cloud {
	t.Helper()
	c := memcloud.New()
	c.Archive = handlerZip()
	exists(t, c, "us-east-1", "aws:iam/policy:Policy", map[string]any{"name": "boundary"})
	c.QuickSight, c.IdentityRegion, c.QuickSightUsers = true, "us-east-1", quickSightUsers
	return c
}

// quickSightUsers are in QuickSight before any stack.
var quickSightUsers = []string{
	"arn:aws:quicksight:us-east-1:111122223333:user/default/Admin/owner@example.com",
	"arn:aws:quicksight:us-east-1:111122223333:user/default/viewer@example.com",
	"arn:aws:quicksight:us-east-1:111122223333:group/default/readers",
}

// exists puts something into the account that no stack of the test made.
func exists(t *testing.T, c *memcloud.Cloud, region, token string, inputs map[string]any) *memcloud.Object {
	t.Helper()
	o, err := c.Put(region, token, resource.NewPropertyMapFromMap(inputs))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// handlerZip stands for the built function: Pulumi only asks whether it changed.
var handlerZip = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "shub-engine-")
	if err != nil {
		panic(err)
	}
	path := filepath.Join(dir, "transform.zip")
	// The end record of a zip archive with no files in it.
	if err := os.WriteFile(path, append([]byte("PK\x05\x06"), make([]byte, 18)...), 0o600); err != nil {
		panic(err)
	}
	return path
})

// left lists what exists in the account and was not there before.
func left(c *memcloud.Cloud, before []*memcloud.Object) []string {
	var names []string
	for _, o := range c.Objects() {
		if !slices.ContainsFunc(before, func(b *memcloud.Object) bool { return b.Type == o.Type && b.Region == o.Region && b.ID == o.ID }) {
			names = append(names, o.Type+" "+o.ID)
		}
	}
	return names
}

// golden compares with a file under testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: make it with go test . -update", err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the program does now; see the change with go test . -run '%s' -update and git diff. Now:\n%s", path, t.Name(), got)
	}
}
