package model

import (
	"encoding/json"
	"strconv"
	"strings"
)

// ocsf is the part of an OCSF finding that views ask for.
type ocsf struct {
	ActivityID int64 `json:"activity_id"`
	Cloud      struct {
		Account struct{ UID, Name *string }
		Region  *string
	}
	Compliance struct {
		Control   *string
		Standards []string
		StatusID  *int64 `json:"status_id"`
	}
	FindingInfo struct {
		Analytic      struct{ UID *string }
		UID, Title    *string
		CreatedTime   *int64 `json:"created_time"`
		FirstSeenTime *int64 `json:"first_seen_time"`
		LastSeenTime  *int64 `json:"last_seen_time"`
		ModifiedTime  *int64 `json:"modified_time"`
	} `json:"finding_info"`
	Metadata struct {
		Product       struct{ Name, UID *string }
		ProcessedTime *int64 `json:"processed_time"`
	}
	Resources  []struct{ UID, Type, Region *string }
	SeverityID int64   `json:"severity_id"`
	StatusID   int64   `json:"status_id"`
	StatusCode *string `json:"status_code"`
	Comment    *string
	Vulns      []struct {
		CVE struct {
			UID  string
			CVSS []struct {
				BaseScore float64 `json:"base_score"`
			}
			EPSS struct{ Score string }
		}
		Packages []struct{} `json:"affected_packages"`
		Exploit  *bool      `json:"is_exploit_available"`
		Fix      *bool      `json:"is_fix_available"`
	} `json:"vulnerabilities"`
}

func decodeOCSF(finding []byte) *Version {
	var f ocsf
	if json.Unmarshal(finding, &f) != nil {
		return nil
	}
	info := &f.FindingInfo
	v := &Version{
		Identity: Identity{Account: textOf(f.Cloud.Account.UID), Product: textOf(f.Metadata.Product.UID), ID: textOf(info.UID)}, Schema: "OCSF",
		ProductName: textOf(f.Metadata.Product.Name), AccountName: textOf(f.Cloud.Account.Name), Region: textOf(f.Cloud.Region),
		Generator: textOf(info.Analytic.UID), Title: textOf(info.Title), Severity: named(f.SeverityID, severities),
		FirstObserved: timeOf(info.FirstSeenTime), LastObserved: timeOf(info.LastSeenTime),
		Created: timeOf(info.CreatedTime), Updated: timeOf(info.ModifiedTime), Processed: timeOf(f.Metadata.ProcessedTime),
		Control: textOf(f.Compliance.Control), Workflow: named(f.StatusID, workflows),
		Record: some("ACTIVE"), Note: textOf(f.Comment),
	}
	if f.StatusID == 5 || f.ActivityID == 3 {
		v.Record = some("ARCHIVED")
	}
	switch id, code := f.Compliance.StatusID, f.StatusCode; {
	case id != nil:
		v.Status = named(*id, statuses)
	case code != nil && strings.EqualFold(*code, "pass"):
		v.Status = some("PASSED")
	case code != nil && strings.EqualFold(*code, "fail"):
		v.Status = some("FAILED")
	}
	for _, s := range f.Compliance.Standards {
		v.Standards = append(v.Standards, shared(s))
	}
	for _, r := range f.Resources {
		v.Resources = append(v.Resources, Resource{textOf(r.UID), textOf(r.Type), textOf(r.Region)})
	}
	for _, c := range f.Vulns {
		cve := CVE{ID: shared(c.CVE.UID), Fix: yes(c.Fix), Break: yes(c.Exploit), Packages: int64(len(c.Packages))}
		for _, score := range c.CVE.CVSS {
			cve.Score = max(cve.Score, score.BaseScore)
		}
		if score, err := strconv.ParseFloat(c.CVE.EPSS.Score, 64); err == nil {
			cve.Epss = some(score)
		}
		v.CVEs = append(v.CVEs, cve)
	}
	return v
}

// What the numbers of OCSF stand for; "" is null.
var (
	severities = []string{"", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "CRITICAL"}
	workflows  = []string{"", "NEW", "NOTIFIED", "SUPPRESSED", "RESOLVED", ""}
	statuses   = []string{"", "PASSED", "WARNING", "FAILED"}
)

func named(id int64, names []string) Text {
	if id < 0 || id >= int64(len(names)) || names[id] == "" {
		return Text{}
	}
	return some(names[id])
}

func timeOf(ms *int64) Time {
	if ms == nil {
		return Time{}
	}
	return some(*ms)
}

func yes(b *bool) Text {
	switch {
	case b == nil:
		return Text{}
	case *b:
		return some("YES")
	}
	return some("NO")
}
