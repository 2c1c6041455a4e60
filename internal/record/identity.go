package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// Identity says how a type of resource is named and what its service answers
// when it is made. Templates hold {partition} {region} {account} {suffix} (the
// DNS suffix of the partition), {name}, {hex} and {uuid} (peculiar to the
// resource), and {in.x} for the input x.
type Identity struct {
	// Name is the input that names the resource; where the program leaves it out
	// Pulumi chooses: the resource's name, Sep and seven hexadecimal digits (for
	// Glue eight letters, in lower case).
	Name, Sep string
	// Max is the longest name that the service takes, in characters; 0 where the
	// type has no name of its own.
	Max int
	// ID is the provider's id; Outputs are the attributes known only afterwards.
	ID      string
	Outputs map[string]string
}

const arn = "arn:{partition}:"

// made gives a resource its identity.
func made(r *Resource, s *Stack) error {
	identity, ok := Identities[r.Type]
	if !ok {
		return fmt.Errorf("recording %s: no identity for the type %s: add it to internal/record/types.go", r.URN, r.Type)
	}
	sum := sha256.Sum256([]byte(r.URN))
	digest := hex.EncodeToString(sum[:])
	r.Outputs = map[string]any{}

	name := r.Text(identity.Name)
	if identity.Name != "" && name == "" {
		r.Autonamed = true
		name = autoname(identity, r, digest)
		r.Outputs[identity.Name] = name
	}
	id := uuid(digest)
	if r.ID != "" { // it exists already
		id = r.ID
	}
	values := []string{
		"{partition}", s.Partition, "{region}", r.Region, "{account}", s.Account, "{suffix}", DNSSuffix(s.Partition),
		"{name}", name, "{hex}", digest[:17], "{uuid}", id,
	}
	for input, v := range r.Inputs {
		if text, ok := v.(string); ok {
			values = append(values, "{in."+input+"}", text)
		}
	}
	fill := strings.NewReplacer(values...)
	for output, template := range identity.Outputs {
		r.Outputs[output] = fill.Replace(template)
	}
	if r.ID == "" {
		r.ID = fill.Replace(identity.ID)
	}
	if r.Type == "aws:cloudformation/stack:Stack" {
		return stackOutputs(r, digest)
	}
	for output, v := range r.Outputs {
		if strings.Contains(fmt.Sprint(v), "{in.") {
			return fmt.Errorf("recording %s: the output %s stands on an input that is absent: %s", r.URN, output, v)
		}
	}
	return nil
}

func autoname(identity Identity, r *Resource, digest string) string {
	name := r.Name
	if prefix := r.Text(identity.Name + "Prefix"); prefix != "" {
		return prefix + digest[:16]
	}
	if identity.Sep == "_" { // Glue: letters only, lower case
		letters := strings.Map(func(c rune) rune { return 'a' + c%16 }, digest[:8])
		return strings.ToLower(strings.ReplaceAll(name, "-", "_")) + "_" + letters
	}
	return name + identity.Sep + digest[:7]
}

func uuid(digest string) string {
	return strings.Join([]string{digest[:8], digest[8:12], "4" + digest[13:16], "a" + digest[17:20], digest[20:32]}, "-")
}

// DNSSuffix is the domain of a partition's services.
func DNSSuffix(partition string) string {
	if partition == "aws-cn" {
		return "amazonaws.com.cn"
	}
	return "amazonaws.com"
}

// stackOutputs gives a CloudFormation stack a value for each output of its
// template, as far as the template is at hand.
func stackOutputs(r *Resource, digest string) error {
	body := r.Text("templateBody")
	if body == "" {
		r.Outputs["outputs"] = map[string]any{}
		return nil
	}
	var template struct{ Outputs map[string]any }
	if err := json.Unmarshal([]byte(body), &template); err != nil {
		return fmt.Errorf("recording %s: reading its templateBody: %w", r.URN, err)
	}
	outputs := map[string]any{}
	for name := range template.Outputs {
		outputs[name] = fmt.Sprintf("arn:aws:quicksight:%s:000000000000:%s/%s", r.Region, strings.ToLower(name), digest[:12])
	}
	r.Outputs["outputs"] = outputs
	return nil
}

// knownOf are the outputs of r that may be recognised in inputs of others.
func knownOf(r *Resource) []known {
	outputs := map[string]any{"id": r.ID}
	for k, v := range r.Outputs {
		if nested, ok := v.(map[string]any); ok {
			for name, x := range nested {
				outputs[k+"."+name] = x
			}
			continue
		}
		outputs[k] = v
	}
	if identity := Identities[r.Type]; identity.Name != "" && !r.Autonamed {
		outputs[identity.Name] = r.Text(identity.Name)
	}
	names := make([]string, 0, len(outputs))
	for k := range outputs {
		names = append(names, k)
	}
	// Where two outputs have one value, the telling one wins: a name before the id.
	sort.Slice(names, func(i, j int) bool {
		if (names[i] == "id") != (names[j] == "id") {
			return names[j] == "id"
		}
		return names[i] < names[j]
	})
	digest := sha256.Sum256([]byte(r.URN))
	peculiar := hex.EncodeToString(digest[:])[:7]
	var values []known
	seen := map[string]bool{}
	for _, k := range names {
		v, ok := outputs[k].(string)
		if !ok || v == "" || seen[v] {
			continue
		}
		seen[v] = true
		anywhere := strings.Contains(v, peculiar) || strings.HasPrefix(v, "arn:") || strings.HasPrefix(v, "https://")
		values = append(values, known{Ref{r.URN, k, v}, anywhere})
	}
	return values
}
