package doctor_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/awstest"
	"security-hub-analytics/internal/doctor"
)

// TestAdvicePasted: the commands at what stops pulumi up, run as they stand, leave a
// configuration that is in order, and a doctor who has nothing more to say of it.
func TestAdvicePasted(t *testing.T) {
	dev := map[string]string{"detectSecurityHub": "create", "detectOnDestroy": "disable", "detectProductSubscription": "create"}
	for name, more := range map[string]map[string]string{
		"a stack for an empty account, where all is on": {},
		"with an aggregator":                            {"detectAggregator": "create"},
		"with its own word on control findings":         {"detectControlFindings": "consolidated"},
		"with another word on control findings":         {"detectControlFindings": "per-standard"},
	} {
		config := maps.Clone(dev)
		maps.Copy(config, more)
		// Whatever is settled may show what was behind it.
		for range 3 {
			var lines []string
			for _, key := range slices.Sorted(maps.Keys(config)) {
				lines = append(lines, key+": "+config[key])
			}
			var left []string
			for _, l := range examine(t, awstest.Healthy(), lines...).Lines {
				if l.Level != doctor.Problem {
					continue
				}
				left = append(left, l.Topic+": "+l.Found)
				for _, command := range l.Do {
					if words := strings.Fields(command); len(words) == 5 && strings.HasPrefix(command, "pulumi config set ") {
						config[words[3]] = words[4]
					}
				}
			}
			if more = nil; len(left) == 0 {
				break
			}
			more = map[string]string{"left": strings.Join(left, "; ")}
		}
		if more != nil {
			t.Errorf("%s: %v is left of %s", name, config, more["left"])
		}
	}
}

// TestBucketPointsToWhatIsThere: what a bucket must let through stands where the
// doctor says.
func TestBucketPointsToWhatIsThere(t *testing.T) {
	account := awstest.Healthy().With(awstest.Account{"s3 HEAD /kept": bucket("us-east-1")})
	if why := line(t, examine(t, account, "transformLakeBucket: kept"), "adopted", doctor.OK).Why; !strings.Contains(why, "docs/operations.md") {
		t.Errorf("why %q", why)
	}
}
