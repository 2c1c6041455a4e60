package enginetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/esc"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	sdkworkspace "github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/internal/memcloud"
)

// Stack is one stack of a program in an account.
type Stack struct {
	// Program is what `pulumi up` would run.
	Program pulumi.RunFunc
	// Cloud is the account it is deployed to.
	Cloud *memcloud.Cloud
	// Parallel is how many steps the engine may take at once, 1 for one after the
	// other. Load sets 8, which is what the CLI does on two cores.
	Parallel int32
	// ContinueOnError goes on with what does not stand on a resource that failed.
	ContinueOnError bool
	// Operations counts what was run.
	Operations int

	name, dir     string
	project       *sdkworkspace.Project
	config        config.Map
	state         snapshot
	engineAddress string
	log           bytes.Buffer
}

// Load makes a stack of the project in dir, with the configuration that Pulumi
// would give it: the stack file laid over the defaults of Pulumi.yaml, both
// read and checked by Pulumi's own code.
func Load(t testing.TB, cloud *memcloud.Cloud, program pulumi.RunFunc, dir, file string) *Stack {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	project, err := sdkworkspace.LoadProject(filepath.Join(dir, "Pulumi.yaml"))
	if err != nil {
		t.Fatalf("reading Pulumi.yaml: %v", err)
	}
	sink := diag.DefaultSink(os.Stderr, os.Stderr, diag.FormatOptions{Color: colors.Never})
	loaded, err := sdkworkspace.LoadProjectStack(sink, project, filepath.Join(dir, file))
	if err != nil {
		t.Fatalf("reading %s: %v", file, err)
	}
	name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Pulumi."), ".yaml")
	s := &Stack{Program: program, Cloud: cloud, Parallel: 8, name: name, dir: dir, project: project, config: loaded.Config}
	if s.config == nil {
		s.config = config.Map{}
	}
	if err := s.apply(); err != nil {
		t.Fatalf("checking %s: %v", file, err)
	}
	return s
}

// apply fills in the project's defaults and checks types.
func (s *Stack) apply() error {
	return workspace.ValidateStackConfigAndApplyProjectConfig(context.Background(), s.name, s.project, esc.Value{}, s.config,
		config.Base64Crypter, config.Base64Crypter)
}

// Set changes a configuration value, as `pulumi config set` does; anything but a
// string is written as JSON. A key without a namespace is the project's.
func (s *Stack) Set(t testing.TB, key string, value any) {
	t.Helper()
	if err := s.TrySet(key, value); err != nil {
		t.Fatalf("setting %s: %v", key, err)
	}
}

// SetAll is Set for several keys.
func (s *Stack) SetAll(t testing.TB, values map[string]any) {
	t.Helper()
	for key, value := range values {
		s.Set(t, key, value)
	}
}

// TrySet is Set that returns what Pulumi has against the value.
func (s *Stack) TrySet(key string, value any) error {
	k := s.key(key)
	switch v := value.(type) {
	case string:
		s.config[k] = config.NewValue(v)
	case bool, int:
		s.config[k] = config.NewTypedValue(fmt.Sprint(v), map[bool]config.Type{true: config.TypeBool, false: config.TypeInt}[fmt.Sprintf("%T", v) == "bool"])
	default:
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		s.config[k] = config.NewObjectValue(string(text))
	}
	return s.apply()
}

// SetSecret is Set for what must not be readable in the state.
func (s *Stack) SetSecret(t testing.TB, key, value string) {
	t.Helper()
	text, err := config.Base64Crypter.EncryptValue(context.Background(), value)
	if err != nil {
		t.Fatal(err)
	}
	s.config[s.key(key)] = config.NewSecureValue(text)
	if err := s.apply(); err != nil {
		t.Fatal(err)
	}
}

// Unset takes a value back to the project's default.
func (s *Stack) Unset(t testing.TB, key string) {
	t.Helper()
	delete(s.config, s.key(key))
	if err := s.apply(); err != nil {
		t.Fatal(err)
	}
}

// Keys lists the configuration keys that the stack has, those of the project
// without their namespace.
func (s *Stack) Keys() []string {
	var keys []string
	for k := range s.config {
		name, own := strings.CutPrefix(k.String(), s.project.Name.String()+":")
		if !own {
			name = k.String()
		}
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return keys
}

func (s *Stack) key(name string) config.Key {
	if namespace, rest, ok := strings.Cut(name, ":"); ok {
		return config.MustMakeKey(namespace, rest)
	}
	return config.MustMakeKey(s.project.Name.String(), name)
}

// Preview is `pulumi preview`.
func (s *Stack) Preview() *Result { return s.run(update, "preview", true) }

// Up is `pulumi up`.
func (s *Stack) Up() *Result { return s.run(update, "up", false) }

// Refresh is `pulumi refresh`.
func (s *Stack) Refresh() *Result { return s.run(refresh, "refresh", false) }

// Destroy is `pulumi destroy`.
func (s *Stack) Destroy() *Result { return s.run(destroy, "destroy", false) }

// Output returns what the program exported under a name, secrets opened.
func (s *Stack) Output(name string) any {
	for _, r := range s.Resources() {
		if r.Type == string(resource.RootStackType) {
			return open(r.Outputs[resource.PropertyKey(name)])
		}
	}
	return nil
}

func open(v resource.PropertyValue) any {
	if v.IsSecret() {
		v = v.SecretValue().Element
	}
	return v.Mappable()
}

// Name is the stack's name.
func (s *Stack) Name() string { return s.name }

// Get returns a configuration value as Pulumi hands it to the program; "" when
// there is none.
func (s *Stack) Get(key string) string {
	v, ok, err := s.config.Get(s.key(key), false)
	if err != nil || !ok {
		return ""
	}
	text, err := v.Value(config.Base64Crypter)
	if err != nil {
		return ""
	}
	return text
}

// Restore sets a value that Get returned.
func (s *Stack) Restore(t testing.TB, key, text string) {
	t.Helper()
	v := config.NewValue(text)
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		v = config.NewObjectValue(text)
	}
	s.config[s.key(key)] = v
	if err := s.apply(); err != nil {
		t.Fatalf("restoring %s: %v", key, err)
	}
}
