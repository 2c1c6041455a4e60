package record

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	pkgworkspace "github.com/pulumi/pulumi/pkg/v3/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/esc"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// StackConfig reads a project and a stack file as Pulumi does: its own loader,
// its check of each value against the type that Pulumi.yaml declares, and the
// defaults of Pulumi.yaml where the stack says nothing. The answer is the name of
// the project and the configuration as a program sees it.
func StackConfig(projectFile, stackFile string) (project string, values map[string]string, err error) {
	p, err := workspace.LoadProject(projectFile)
	if err != nil {
		return "", nil, fmt.Errorf("loading %s: %w", projectFile, err)
	}
	sink := diag.DefaultSink(io.Discard, io.Discard, diag.FormatOptions{Color: colors.Never})
	stack, err := workspace.LoadProjectStack(sink, p, stackFile)
	if err != nil {
		return "", nil, fmt.Errorf("loading %s: %w", stackFile, err)
	}
	err = pkgworkspace.ValidateStackConfigAndApplyProjectConfig(context.Background(), filepath.Base(stackFile), p,
		esc.Value{}, stack.Config, config.Base64Crypter, config.Base64Crypter)
	if err != nil {
		return "", nil, fmt.Errorf("checking %s against %s: %w", stackFile, projectFile, err)
	}
	values = make(map[string]string, len(stack.Config))
	for key, value := range stack.Config {
		if values[key.String()], err = value.Value(config.Base64Crypter); err != nil {
			return "", nil, fmt.Errorf("reading %s of %s: %w", key, stackFile, err)
		}
	}
	return p.Name.String(), values, nil
}
