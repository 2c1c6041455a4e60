package record

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/protobuf/types/known/structpb"
)

// properties are what the wire holds.
func properties(s *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(s, plugin.MarshalOptions{
		KeepSecrets: true, KeepResources: true, KeepUnknowns: true, KeepOutputValues: true,
	})
}

// plain is a property map as plain values, and the paths that are secret in it.
func plain(m resource.PropertyMap) (map[string]any, []string) {
	var secrets []string
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[string(k)] = plainValue(string(k), v, &secrets)
	}
	return out, secrets
}

func plainValue(path string, v resource.PropertyValue, secrets *[]string) any {
	switch {
	case v.IsSecret():
		*secrets = append(*secrets, path)
		return plainValue(path, v.SecretValue().Element, secrets)
	case v.IsOutput():
		if v.OutputValue().Secret {
			*secrets = append(*secrets, path)
		}
		return plainValue(path, v.OutputValue().Element, secrets)
	case v.IsObject():
		out := map[string]any{}
		for k, x := range v.ObjectValue() {
			out[string(k)] = plainValue(path+"."+string(k), x, secrets)
		}
		return out
	case v.IsArray():
		out := []any{}
		for i, x := range v.ArrayValue() {
			out = append(out, plainValue(fmt.Sprintf("%s[%d]", path, i), x, secrets))
		}
		return out
	case v.IsArchive():
		return map[string]any{"archive": v.ArchiveValue().Path}
	case v.IsAsset():
		if a := v.AssetValue(); a.Path != "" {
			return map[string]any{"asset": a.Path}
		}
		return map[string]any{"asset": v.AssetValue().Text}
	case v.IsResourceReference():
		return string(v.ResourceReferenceValue().URN)
	case v.IsNull():
		return nil
	}
	return v.V // string, float64 or bool
}

// wire is m as the wire wants it.
func wire(m resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(m, plugin.MarshalOptions{KeepSecrets: true, KeepResources: true})
}
