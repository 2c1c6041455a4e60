package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Stack is what the files Pulumi.yaml and Pulumi.<stack>.yaml say.
type Stack struct {
	// Settings are the keys of the project. There also with an error, as far as
	// they could be read.
	Settings *Settings
	// AWS holds the keys of the AWS provider, such as region and profile, without
	// their aws: and only as far as they are scalars.
	AWS map[string]string
	// Environments are the Pulumi ESC environments that the stack imports: what
	// they set is not known here.
	Environments []string
}

// FromStackFile reads the configuration of a stack from the project's folder
// without Pulumi, so that it can be checked before a stack is there. The error
// joins all problems.
func FromStackFile(folder, stack string, now time.Time) (*Stack, error) {
	stack = stack[strings.LastIndex(stack, "/")+1:] // of organization/project/stack
	var project projectFile
	path := filepath.Join(folder, "Pulumi.yaml")
	if err := readYAML(path, &project); err != nil {
		return nil, err
	}
	var values stackFile
	path = filepath.Join(folder, "Pulumi."+stack+".yaml")
	if err := readYAML(path, &values); err != nil {
		return nil, err
	}
	result := &Stack{AWS: map[string]string{}, Environments: values.environments()}
	var known []string
	own := map[string]any{}
	for key, value := range values.Config {
		namespace, name, found := strings.Cut(key, ":")
		switch {
		case !found:
			own[key], known = value, append(known, key)
		case namespace == project.Name:
			own[name], known = value, append(known, name)
		case namespace == "aws":
			if text, err := asText(value); err == nil {
				result.AWS[name] = text
			}
		}
	}
	slices.Sort(known)
	var err error
	result.Settings, err = Load(Source{
		Project: project.Name, Stack: stack, Known: known, Now: now, Region: result.AWS["region"],
		Get: func(key string) (string, bool, error) {
			value, found := own[key]
			if !found { // as Pulumi does
				value, found = project.Config[key].value()
			}
			if !found {
				return "", false, nil
			}
			text, err := asText(value)
			return text, true, err
		},
		Open: func(name string) (io.ReadCloser, error) { return OpenIn(folder, name) },
	})
	return result, err
}

// OpenIn opens the file that a key names, relative to folder.
func OpenIn(folder, name string) (io.ReadCloser, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(folder, filepath.FromSlash(name))
	}
	return os.Open(name)
}

// projectFile is what counts here of Pulumi.yaml
// (https://www.pulumi.com/docs/reference/pulumi-yaml/).
type projectFile struct {
	Name   string
	Config map[string]projectKey
}

type projectKey struct{ Default, Value any }

func (k projectKey) value() (any, bool) {
	if k.Value != nil {
		return k.Value, true
	}
	return k.Default, k.Default != nil
}

// stackFile is what counts here of a stack's file.
type stackFile struct {
	Config      map[string]any
	Environment yaml.Node
}

// environments lists the names under environment: a list, or under its imports.
func (f stackFile) environments() []string {
	var names []string
	if f.Environment.Decode(&names) == nil {
		return names
	}
	var block struct{ Imports []string }
	if f.Environment.Decode(&block) != nil || len(block.Imports) == 0 {
		return []string{"environment"} // written in the file itself
	}
	return block.Imports
}

func readYAML(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		return fmt.Errorf("reading %q: %w", path, err)
	}
	return nil
}

// asText is a value as Pulumi hands it to a program: scalars as their text, lists
// as JSON.
func asText(value any) (string, error) {
	switch value := value.(type) {
	case nil:
		return "", nil
	case string:
		return value, nil
	case []any:
		text, err := json.Marshal(value)
		return string(text), err
	case map[string]any:
		if _, secret := value["secure"]; secret {
			return "", errors.New("the value is encrypted, which only Pulumi can read; no key of this project is a secret: set it anew with pulumi config set --plaintext")
		}
		text, err := json.Marshal(value)
		return string(text), err
	default:
		return fmt.Sprint(value), nil
	}
}
