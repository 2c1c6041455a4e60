package settings

import (
	"fmt"
	"slices"
	"strings"
)

// Warnings lists what is allowed and may still not be meant, one sentence each.
func (s *Settings) Warnings() []string {
	var warnings []string
	warn := func(key, format string, args ...any) {
		warnings = append(warnings, "config key "+key+": "+fmt.Sprintf(format, args...))
	}
	if len(s.Ingest.Severities) > 0 {
		warn("ingestSeverities", "only %s come in, so the event that lowers a finding below them is hidden too, and the lake shows the old severity for good; a where clause is the better filter",
			strings.Join(s.Ingest.Severities, ", "))
	}
	if days := s.Ingest.RawExpireDays; days > 0 && days < minLakeDays {
		warn("ingestRawExpireDays", "after %d days the lake can no longer be rebuilt from raw objects, while Security Hub keeps a finding for %d days after its last update", days, minLakeDays)
	}
	if class := s.Ingest.RawStorageClass; rawFrozen[class] && s.Ingest.RawTransitionDays > 0 {
		warn("ingestRawStorageClass", "raw objects in %s must be restored before they can be replayed, which takes hours", class)
	}
	if products := s.Ingest.Products; len(products) > 0 {
		if s.Detect.Prowler && !slices.Contains(products, "prowler/prowler") {
			warn("ingestProducts", "Prowler runs (detectProwler), and its findings are not let through: add prowler/prowler")
		}
		if len(s.Detect.Standards) > 0 && !slices.Contains(products, "aws/securityhub") {
			warn("ingestProducts", "standards are on (detectStandards), and their findings are not let through: add aws/securityhub")
		}
	}
	return warnings
}
