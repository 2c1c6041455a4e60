package settings

import (
	"encoding/json"
	"fmt"
	"strings"
)

// ProjectConfig is the config section of Pulumi.yaml: every key with its type,
// default and description, so that Pulumi refuses a wrong type by itself and
// `pulumi config` shows what there is.
func ProjectConfig() string {
	var b strings.Builder
	b.WriteString("config:\n")
	for _, section := range Sections() {
		fmt.Fprintf(&b, "  # %s: %s\n", section.Title, section.Intro)
		for _, key := range section.Keys {
			fmt.Fprintf(&b, "  %s:\n    type: %s\n", key.Name, key.Type)
			if key.Type == Strings {
				b.WriteString("    items: { type: string }\n")
			}
			fmt.Fprintf(&b, "    default: %s\n    description: %s\n", key.yamlDefault(), inQuotes(key.Description))
		}
	}
	return b.String()
}

func (k Key) yamlDefault() string {
	if k.Type == String {
		return inQuotes(k.Default)
	}
	return k.Default // a number, a boolean or a list is the same in YAML
}

// inQuotes writes a string as JSON does, which YAML reads alike.
func inQuotes(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}
