package findings_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

// withoutColumn are the members of ASFF that no column holds, with the reason.
// They are in the column finding.
var withoutColumn = map[string]string{
	"Action.AwsApiCallAction.CallerType":                                 "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.FirstSeen":                                  "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.LastSeen":                                   "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.AffectedResources":                          "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.RemoteIpDetails.Organization":               "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.RemoteIpDetails.Country.CountryCode":        "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.RemoteIpDetails.City":                       "detail of an action whose columns say who called what",
	"Action.AwsApiCallAction.RemoteIpDetails.GeoLocation":                "detail of an action whose columns say who called what",
	"Action.DnsRequestAction.Protocol":                                   "as above",
	"Action.DnsRequestAction.Blocked":                                    "as above",
	"Action.NetworkConnectionAction.ConnectionDirection":                 "as above",
	"Action.NetworkConnectionAction.RemotePortDetails":                   "as above",
	"Action.NetworkConnectionAction.LocalPortDetails":                    "as above",
	"Action.NetworkConnectionAction.Protocol":                            "as above",
	"Action.NetworkConnectionAction.Blocked":                             "as above",
	"Action.NetworkConnectionAction.RemoteIpDetails.Organization":        "as above",
	"Action.NetworkConnectionAction.RemoteIpDetails.Country.CountryCode": "as above",
	"Action.NetworkConnectionAction.RemoteIpDetails.City":                "as above",
	"Action.NetworkConnectionAction.RemoteIpDetails.GeoLocation":         "as above",
	"Action.PortProbeAction":                                             "as above",
	"Detection":                                                          "GuardDuty's attack sequences: a document of their own",
	"FindingProviderFields.RelatedFindings":                              "related_findings, before anybody changed them",
	"GeneratorDetails.Description":                                       "a text of the generator, the same in all its findings",
	"Network.OpenPortRange":                                              "of a probe; the resource's own configuration says more",
	"Network.SourceMac":                                                  "known inside one network alone",
	"NetworkPath":                                                        "a path of hops: read as a whole or not at all",
	"PatchSummary.InstalledOtherCount":                                   "neither missing nor failed: nothing to do",
	"PatchSummary.InstalledPendingReboot":                                "as above",
	"PatchSummary.InstalledRejectedCount":                                "as above",
	"PatchSummary.OperationEndTime":                                      "of the patch operation, not of the finding",
	"PatchSummary.OperationStartTime":                                    "as above",
	"PatchSummary.RebootOption":                                          "as above",
	"Process.LaunchedAt":                                                 "process_pid and the times of the finding place it",
	"Process.ParentPid":                                                  "as above",
	"Process.TerminatedAt":                                               "as above",
	"Resources[].Owner.Org":                                              "the accounts table says what an account belongs to",
	"Threats[].FilePaths":                                                "a list in a list, read with the finding",
	"Vulnerabilities[].CodeVulnerabilities":                              "a list in a list, read with the finding",
	"Vulnerabilities[].Cvss[].Adjustments":                               "a list in a list in a list",
	"Vulnerabilities[].VulnerablePackages[].SourceLayerArn":              "the layer that brought the package into an image: read with the finding",
	"Vulnerabilities[].VulnerablePackages[].SourceLayerHash":             "as above",
}

// The columns' ASFF paths are members of AWS's API model, of the right type,
// and every member of the model has a column or a reason to have none.
func TestASFFModel(t *testing.T) {
	content, err := os.ReadFile("testdata/asff-model.tsv")
	if err != nil {
		t.Fatal(err)
	}
	model := map[string]string{}
	var members []string
	for line := range bytes.Lines(content) {
		path, kind, found := strings.Cut(strings.TrimSpace(string(line)), "\t")
		if !found || path[0] == '#' {
			continue
		}
		model[path] = kind
		members = append(members, path)
	}
	held := map[string]bool{}
	holdMembers(t, model, held, allColumns, "")
	used := map[string]bool{}
	for _, path := range members {
		if inner := model[path]; inner == "structure" || strings.HasSuffix(path, "[]") || strings.HasSuffix(path, "{}") {
			continue // its members are listed
		}
		reason := ""
		for prefix := range withoutColumn {
			if path == prefix || strings.HasPrefix(path, prefix+".") || strings.HasPrefix(path, prefix+"[]") {
				reason = prefix
				used[prefix] = true
			}
		}
		switch isHeld := within(held, path); {
		case !isHeld && reason == "":
			t.Errorf("ASFF has %s: no column holds it, and withoutColumn gives no reason", path)
		case isHeld && reason != "":
			t.Errorf("ASFF has %s: a column holds it, so withoutColumn must not list %s", path, reason)
		}
	}
	for prefix := range withoutColumn {
		if !used[prefix] {
			t.Errorf("withoutColumn lists %s, which ASFF has not", prefix)
		}
	}
}

// within reports whether a path is held, or lies in something that is held as
// a whole: a map, a list of strings, JSON.
func within(held map[string]bool, path string) bool {
	for whole := range held {
		if path == whole || strings.HasPrefix(path, whole+".") && held[whole] {
			return true
		}
	}
	return false
}

// holdMembers notes the members that columns hold: true for those that are
// held with all there is in them.
func holdMembers(t *testing.T, model map[string]string, held map[string]bool, columns []findings.Nested, prefix string) {
	t.Helper()
	for _, c := range columns {
		for path := range strings.FieldsSeq(c.ASFF) {
			path = prefix + path
			want := modelTypes[c.Trino]
			switch {
			case c.Fields != nil:
				want = "list structure"
			case model[path] == "structure" && strings.HasSuffix(c.Description, "as JSON."):
				want = "structure"
			}
			got := model[path]
			if inner := model[path+"[]"]; inner != "" {
				got += " " + inner
			}
			if got != want {
				t.Errorf("column %s: ASFF's %s is %q, want %q", c.Name, path, got, want)
			}
			held[path] = want != "list structure"
			holdMembers(t, model, held, c.Fields, path+"[].")
		}
	}
}

// modelTypes are the types in the API model of what a column can hold.
var modelTypes = map[string]string{
	"varchar": "string", "integer": "integer", "double": "double", "boolean": "boolean", "timestamp(3)": "string",
	"array(varchar)": "list string", "map(varchar, varchar)": "map",
}
