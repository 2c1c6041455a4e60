package record

import (
	"fmt"
	"path/filepath"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// options are those of a registration that are not at their default.
func options(in *pulumirpc.RegisterResourceRequest) map[string]any {
	o := map[string]any{}
	flag := func(name string, set bool) {
		if set {
			o[name] = true
		}
	}
	list := func(name string, values []string) {
		if len(values) > 0 {
			o[name] = values
		}
	}
	flag("protect", in.GetProtect())
	flag("retainOnDelete", in.GetRetainOnDelete())
	flag("deleteBeforeReplace", in.GetDeleteBeforeReplace())
	list("ignoreChanges", in.GetIgnoreChanges())
	list("replaceOnChanges", in.GetReplaceOnChanges())
	list("additionalSecretOutputs", in.GetAdditionalSecretOutputs())
	list("replaceWith", in.GetReplaceWith())
	if in.GetImportId() != "" {
		o["import"] = in.GetImportId()
	}
	if in.GetDeletedWith() != "" {
		o["deletedWith"] = in.GetDeletedWith()
	}
	if t := in.GetCustomTimeouts(); t.GetCreate()+t.GetUpdate()+t.GetDelete() != "" {
		o["customTimeouts"] = map[string]any{"create": t.GetCreate(), "update": t.GetUpdate(), "delete": t.GetDelete()}
	}
	if len(in.GetAliases())+len(in.GetAliasURNs()) > 0 {
		o["aliases"] = len(in.GetAliases()) + len(in.GetAliasURNs())
	}
	return o
}

func source(p *pulumirpc.SourcePosition) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", filepath.Base(p.GetUri()), p.GetLine())
}
