// Package enginetest runs a Pulumi program on the real Pulumi engine within the
// test process, against the account of internal/memcloud.
//
// The engine's Go packages promise no stable API. Everything that touches them
// is in this file, and go.mod pins their version.
package enginetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/display"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/pkg/v3/util/cancel"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/contract"
	sdkworkspace "github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"security-hub-analytics/internal/memcloud"
)

// snapshot is a stack's state between operations.
type snapshot = *deploy.Snapshot

// operation is what `pulumi up`, `refresh` and `destroy` call.
type operation func(engine.UpdateInfo, *engine.Context, engine.UpdateOptions, bool) (*deploy.Plan, display.ResourceChanges, error)

var (
	update  operation = engine.Update
	refresh operation = engine.Refresh
	destroy operation = engine.Destroy
)

// loader makes a new provider each time the engine wants one.
func loader(cloud *memcloud.Cloud, pkg, version string) *deploytest.PluginLoader {
	return deploytest.NewProviderLoaderWithHost(tokens.Package(pkg), semver.MustParse(version), func(plugin.Host) (plugin.Provider, error) {
		return plugin.NewProviderWithClient(nil, pulumirpc.NewResourceProviderClient(cloud.Connect(pkg)), false), nil
	}, deploytest.WithoutGrpc)
}

// language runs the program as the Go language host does, in this process.
func (s *Stack) language() deploytest.LanguageRuntimeFactory {
	return deploytest.NewLanguageRuntimeF(func(info plugin.RunInfo, _ *deploytest.ResourceMonitor) error {
		values, secret := map[string]string{}, []string{}
		for k, v := range info.Config {
			values[k.String()] = v
		}
		for _, k := range info.ConfigSecretKeys {
			secret = append(secret, k.String())
		}
		ctx, err := pulumi.NewContext(context.Background(), pulumi.RunInfo{
			Project: info.Project, Stack: info.Stack, Organization: info.Organization, RootDirectory: info.Info.RootDirectory(),
			Config: values, ConfigSecretKeys: secret, Parallel: info.Parallel, DryRun: info.DryRun, MonitorAddr: info.MonitorAddress,
			EngineAddr: s.engineAddress,
		})
		if err != nil {
			return err
		}
		defer contract.IgnoreClose(ctx)
		return pulumi.RunWithContext(ctx, s.Program)
	})
}

// run does one operation. The snapshot after it is kept even when it failed, as
// the CLI keeps it.
func (s *Stack) run(op operation, name string, preview bool) *Result {
	s.Operations++
	project := *s.project
	info := engine.UpdateInfo{Root: s.dir, Project: &project, Target: &deploy.Target{
		Name: tokens.MustParseStackName(s.name), Organization: "organization",
		Config: s.config, Decrypter: config.Base64Crypter, Snapshot: s.state,
	}}
	cancelled, stop := cancel.NewContext(context.Background())
	events, journal := make(chan engine.Event), engine.NewTestJournal()
	ctx := &engine.Context{Cancel: cancelled, Events: events, PluginManager: installed{}, SnapshotManager: journal}
	sink := diag.DefaultSink(&s.log, &s.log, diag.FormatOptions{Color: colors.Never})
	host := deploytest.NewPluginHostF(sink, sink, s.language(),
		nil, nil, loader(s.Cloud, "aws", memcloud.AWSVersion), loader(s.Cloud, "command", memcloud.CommandVersion))()
	s.engineAddress = host.ServerAddr()

	result := &Result{Name: name}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range events {
			result.note(e, name == "refresh")
		}
	}()
	_, _, err := op(info, ctx, engine.UpdateOptions{
		Parallel:        s.Parallel,
		ContinueOnError: s.ContinueOnError,
		HostFactory: func(context.Context, diag.Sink, diag.Sink, plugin.DebugContext) (plugin.Host, error) {
			return host, nil
		},
	}, preview)
	close(events)
	<-done
	stop.Terminate()
	closeErr := errors.Join(journal.Close(), host.Close())
	if err == nil {
		err = closeErr
	}
	slices.SortFunc(result.Steps, func(a, b Step) int { return strings.Compare(a.URN+a.Op, b.URN+b.Op) })
	result.Err = err
	if preview {
		return result
	}
	state, err := journal.Entries().Snap(s.state)
	if err == nil {
		state.SecretsManager = b64.NewBase64SecretsManager()
		err = state.VerifyIntegrity()
	}
	if err != nil {
		result.Err = errors.Join(result.Err, fmt.Errorf("the state after %s: %w", name, err))
		return result
	}
	s.state = state
	return result
}

// note keeps what an event says of a step or to the user. What a refresh finds
// is known only when a step is over.
func (r *Result) note(e engine.Event, refreshing bool) {
	switch p := e.Payload().(type) {
	case engine.ResourcePreEventPayload:
		if !refreshing {
			r.step(p.Metadata)
		}
	case engine.ResourceOutputsEventPayload:
		if refreshing {
			r.step(p.Metadata)
		}
	case engine.ResourceOperationFailedPayload:
		r.Failed = append(r.Failed, string(p.Metadata.URN))
	case engine.DiagEventPayload:
		if p.Severity == diag.Error || p.Severity == diag.Warning || p.Severity == diag.Info {
			r.Messages = append(r.Messages, string(p.Severity)+": "+strings.TrimSpace(colors.Never.Colorize(p.Message)))
		}
	}
}

func (r *Result) step(m engine.StepEventMetadata) {
	if m.Op == deploy.OpSame || m.Op == deploy.OpRefresh {
		return
	}
	var diffs []string
	for _, k := range slices.Concat(m.Diffs, m.Keys) {
		if !slices.Contains(diffs, string(k)) {
			diffs = append(diffs, string(k))
		}
	}
	slices.Sort(diffs)
	r.Steps = append(r.Steps, Step{Op: string(m.Op), URN: string(m.URN), Type: string(m.Type), Name: m.URN.Name(), Changes: diffs})
}

// Resources lists what the stack's state holds.
func (s *Stack) Resources() []Resource {
	if s.state == nil {
		return nil
	}
	all := make([]Resource, 0, len(s.state.Resources))
	for _, r := range s.state.Resources {
		all = append(all, Resource{
			URN: string(r.URN), Type: string(r.Type), Name: r.URN.Name(), ID: string(r.ID), Parent: string(r.Parent),
			Custom: r.Custom, Delete: r.Delete, Retain: r.RetainOnDelete, Protect: r.Protect,
			Inputs: r.Inputs, Outputs: r.Outputs,
		})
	}
	return all
}

// installed says of every plugin that it is there: the host above has them.
type installed struct{ engine.PluginManager }

func (installed) HasPlugin(context.Context, sdkworkspace.PluginDescriptor) bool { return true }

func (installed) HasPluginGTE(context.Context, sdkworkspace.PluginDescriptor) (bool, *semver.Version, error) {
	return true, nil, nil
}

func (installed) GetPlugins(context.Context) ([]sdkworkspace.PluginInfo, error) { return nil, nil }

func (installed) GetPluginPath(context.Context, diag.Sink, sdkworkspace.PluginDescriptor, []sdkworkspace.ProjectPlugin) (string, error) {
	return string(apitype.ResourcePlugin), nil
}
