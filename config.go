package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"security-hub-analytics/settings"
)

// loadConfig reads the stack's configuration. The error joins everything that is
// wrong with it; what may not be meant is a warning.
func loadConfig(ctx *pulumi.Context) (*settings.Settings, error) {
	values := config.New(ctx, "")
	s, err := settings.Load(settings.Source{
		Project: ctx.Project(),
		Stack:   ctx.Stack(),
		Get: func(key string) (string, bool, error) {
			text, err := values.Try(key)
			if errors.Is(err, config.ErrMissingVar) {
				return "", false, nil
			}
			return text, err == nil, err
		},
		Known:  knownKeys(ctx.Project(), os.Getenv(pulumi.EnvConfig)),
		Region: config.Get(ctx, "aws:region"),
		// Pulumi runs a program in the folder of its Pulumi.yaml.
		Open: func(name string) (io.ReadCloser, error) { return settings.OpenIn(".", name) },
		Now:  time.Now(),
	})
	if err != nil {
		return nil, err
	}
	for _, warning := range s.Warnings() {
		if err := ctx.Log.Warn(warning, nil); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// knownKeys lists the keys of the project's namespace in what Pulumi hands to the
// program, which its API only gives out by name. Without it a misspelt key would
// go unnoticed.
func knownKeys(project, environment string) []string {
	var values map[string]json.RawMessage
	if json.Unmarshal([]byte(environment), &values) != nil {
		return nil // unset, as where the engine runs within a test
	}
	var known []string
	for key := range values {
		if name, own := strings.CutPrefix(key, project+":"); own {
			known = append(known, name)
		}
	}
	return known
}
