package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/langhost"
	"security-hub-analytics/internal/memcloud"
)

// TestCLI is what a user types: the real CLI, the real Pulumi.yaml and stack files,
// the compiled program, and the function really built. Only AWS is made up.
// conformance/pulumi/run builds the CLI, which takes minutes, and runs this.
func TestCLI(t *testing.T) {
	binary := os.Getenv("SHUB_PULUMI")
	if binary == "" {
		t.Skip("SHUB_PULUMI names no Pulumi CLI: conformance/pulumi/run builds one and runs this test")
	}
	program := filepath.Join(t.TempDir(), "program")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	for _, stack := range []string{"dev", "prod"} {
		t.Run(stack, func(t *testing.T) { cliLifeCycle(t, binary, program, stack) })
	}
}

// hidden is a secret that must not be found in the state.
const hidden = "correct-horse-battery-staple"

func cliLifeCycle(t *testing.T, binary, program, stack string) {
	cloud := engineCloud(t)
	cloud.Run = func(dir string, argv []string) (string, error) {
		c := exec.Command(argv[0], argv[1:]...)
		c.Dir, c.Stderr = dir, os.Stderr
		out, err := c.Output()
		return strings.TrimSpace(string(out)), err
	}
	before := cloud.Objects()
	p := newCLI(t, binary, program, stack, cloud)

	p.run("stack", "init", stack)
	p.run("config", "set", "--secret", "aws:secretKey", hidden)
	if got := p.run("preview"); !strings.Contains(got, "to create") || len(left(cloud, before)) > 0 {
		t.Errorf("preview made %v and said\n%s", left(cloud, before), got)
	}
	p.run("up", "--yes", "--skip-preview")
	p.run("up", "--yes", "--skip-preview", "--expect-no-changes")
	p.run("refresh", "--yes", "--skip-preview", "--expect-no-changes")

	// The tree that a user sees: each component with what is in it.
	tree := p.run("stack")
	t.Logf("pulumi stack\n%s", tree)
	for _, component := range []string{"shub:index:Key", "shub:index:Ingest", "shub:index:Transform", "shub:index:Catalog", "shub:index:Operate"} {
		if !strings.Contains(tree, "  ├─ "+component) && !strings.Contains(tree, "  └─ "+component) {
			t.Errorf("the stack's tree does not show %s at its first level", component)
		}
	}

	var outputs map[string]any
	if err := json.Unmarshal([]byte(p.run("stack", "output", "--json")), &outputs); err != nil {
		t.Fatal(err)
	}
	for name, value := range outputs {
		if text := fmt.Sprint(value); text == "" || strings.Contains(text, "[secret]") || strings.Contains(text, "Calling [") {
			t.Errorf("output %s is %v", name, value)
		}
	}
	t.Logf("pulumi stack output next\n%v", outputs["next"])
	p.state(func(path, text string) {
		if strings.Contains(text, hidden) {
			t.Errorf("%s holds a secret in plain text", path)
		}
		if !strings.Contains(text, "shub-transform") {
			t.Errorf("%s is not the state of this stack", path)
		}
	})

	// What Pulumi's own check of types lets through, the program refuses, all at once.
	p.run("config", "set", "ingestBufferSeconds", "5")
	p.run("config", "set", "ingestBuferMB", "64")
	p.refused([]string{"ingestBufferSeconds", "ingestBuferMB", "ingestBufferMB"}, "preview")
	p.run("config", "rm", "ingestBufferSeconds")
	p.run("config", "rm", "ingestBuferMB")

	p.run("destroy", "--yes", "--skip-preview")
	if l := left(cloud, before); stack == "dev" && len(l) > 0 {
		t.Errorf("destroy of dev left %v", l)
	}
	p.run("stack", "rm", stack, "--yes")
}

// cli is a folder with the project in it, and what the CLI has to be told.
type cli struct {
	t           *testing.T
	binary, dir string
	env         []string
}

func newCLI(t *testing.T, binary, program, stack string, cloud *memcloud.Cloud) *cli {
	t.Helper()
	home := t.TempDir()
	p := &cli{t: t, binary: binary, dir: filepath.Join(home, "project")}
	copyProject(t, p.dir)
	host, err := langhost.Serve(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(host.Stop)
	ports := map[string]int{}
	for _, pkg := range []string{"aws", "command"} {
		server, err := cloud.Serve(pkg)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(server.Stop)
		ports[pkg] = server.Port
	}
	state := filepath.Join(home, "state")
	if err := os.Mkdir(state, 0o700); err != nil {
		t.Fatal(err)
	}
	p.env = append(os.Environ(),
		"PULUMI_HOME="+filepath.Join(home, "home"), "PULUMI_BACKEND_URL=file://"+filepath.ToSlash(state), "PULUMI_STACK="+stack,
		"PULUMI_CONFIG_PASSPHRASE=test", "PULUMI_SKIP_UPDATE_CHECK=true", "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
		fmt.Sprintf("PULUMI_DEBUG_LANGUAGES=go:%d", host.Port),
		fmt.Sprintf("PULUMI_DEBUG_PROVIDERS=aws:%d,command:%d", ports["aws"], ports["command"]))
	return p
}

func (p *cli) command(args []string) (string, error) {
	args = append(args, "--non-interactive")
	if slices.Contains([]string{"preview", "up", "refresh", "destroy"}, args[0]) {
		args = append(args, "--color=never", "--suppress-progress")
	}
	c := exec.Command(p.binary, args...)
	c.Dir, c.Env = p.dir, p.env
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("pulumi %s: %w\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out), err
}

func (p *cli) run(args ...string) string {
	p.t.Helper()
	out, err := p.command(args)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// refused is run that has to fail, and to name each of the texts.
func (p *cli) refused(texts []string, args ...string) {
	p.t.Helper()
	_, err := p.command(args)
	if err == nil {
		p.t.Errorf("pulumi %v was let through", args)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			p.t.Errorf("pulumi %v does not name %s: %v", args, text, err)
		}
	}
}

// state reads every file of the backend.
func (p *cli) state(look func(path, text string)) {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(p.dir), "state", ".pulumi", "stacks", "*", "*.json"))
	if err != nil || len(found) == 0 {
		p.t.Fatalf("no state: %v", err)
	}
	for _, path := range found {
		b, err := os.ReadFile(path)
		if err != nil {
			p.t.Fatal(err)
		}
		look(path, string(b))
	}
}

// copyProject copies the repository, as a user has it: the CLI writes into stack
// files, and the function is built within the project.
func copyProject(t *testing.T, to string) {
	t.Helper()
	skip := map[string]bool{".git": true, ".tools": true, "bin": true, "dist": true, "out": true, "lake-out": true}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skip[path]:
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, path), 0o700)
		case !d.Type().IsRegular():
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}
