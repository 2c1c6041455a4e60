package doctor

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"security-hub-analytics/docs/deploy"
	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/settings"
	"security-hub-analytics/sql"
)

// need is one statement of the policies in docs/deploy, as a question.
type need struct {
	file, sid string
	wish      awsread.Wish
}

// unneeded names the statements, by file and Sid, that a stack with these settings
// has no use for.
func unneeded(s *settings.Settings) map[string]bool {
	d := s.Detect
	manages := func(modes ...string) bool {
		return slices.Contains(modes, settings.Create) || slices.Contains(modes, settings.Import)
	}
	without := map[string]bool{}
	leave := func(out bool, statements ...string) {
		for _, statement := range statements {
			without[statement] = out
		}
	}
	leave(!manages(d.SecurityHub, d.ProductSubscription) && len(d.Standards) == 0, "detect.json Hub")
	leave(!manages(d.Aggregator), "detect.json Aggregator", "detect.json NewAggregator")
	leave(!d.Prowler, "detect.json Cluster", "detect.json Task", "detect.json Tasks", "detect.json Schedule", "detect.json Network", "detect.json ReadNetwork")
	leave(!d.Prowler && !manages(d.SecurityHub), "identity.json ServiceRoles")
	leave(!s.Catalog.Crawler, "catalog.json Crawler", "catalog.json NewCrawler")
	leave(s.Operate.BudgetUSD == 0, "pipeline.json Budget")
	leave(s.KMSKeyARN != "", "storage.json Keys", "storage.json NewKeys", "storage.json TagNewKeys", "storage.json Aliases", "storage.json ListAliases")
	leave(s.Catalog.AccountsFile == "", "storage.json Accounts")
	leave(s.Catalog.AccountsFile == "" && !s.Visualize.Enabled, "storage.json OwnFilesKey")
	v := s.Visualize
	leave(!v.Enabled, "visualize.json Stacks", "visualize.json Templates", "visualize.json DataSource", "visualize.json DataSets", "visualize.json NewDataSource", "visualize.json NewDataSet",
		"visualize.json Analysis", "visualize.json Dashboard", "visualize.json Theme", "visualize.json Folders")
	leave(!v.Enabled || v.Folder == "", "visualize.json Folder")
	leave(!v.Enabled || v.Group == "", "visualize.json Group")
	leave(!v.Enabled || v.Subscription != settings.Create, "visualize.json Subscription", "visualize.json Directory")
	return without
}

// needed reads the policies for a stack with these settings, where it stands.
func needed(s *settings.Settings, partition, region, account string) ([]need, error) {
	files, err := fs.Glob(deploy.Policies, "*.json")
	if err != nil {
		return nil, err
	}
	without := unneeded(s)
	here := strings.NewReplacer("arn:aws:", "arn:"+partition+":", deploy.Region, region, deploy.Account, account, sql.Database, s.Catalog.Database)
	var needs []need
	for _, file := range files {
		text, err := fs.ReadFile(deploy.Policies, file)
		if err != nil {
			return nil, err
		}
		var policy struct {
			Statement []struct {
				Sid              string
				Action, Resource []string
				Condition        map[string]map[string][]string
			}
		}
		if err := json.Unmarshal([]byte(here.Replace(string(text))), &policy); err != nil {
			return nil, fmt.Errorf("reading docs/deploy/%s: %w", file, err)
		}
		for _, statement := range policy.Statement {
			if without[file+" "+statement.Sid] {
				continue
			}
			wish := awsread.Wish{Actions: statement.Action, Resource: example(statement.Resource[0], region), Context: map[string]string{}, Boolean: map[string]bool{}}
			for operator, conditions := range statement.Condition {
				for key, values := range conditions {
					wish.Context[key] = example(values[0], region)
					wish.Boolean[key] = operator == "Bool"
				}
			}
			needs = append(needs, need{file, statement.Sid, wish})
		}
	}
	return needs, nil
}

// example is something that a pattern matches; any resource is "".
func example(pattern, region string) string {
	if pattern == "*" {
		return ""
	}
	fields := strings.SplitN(pattern, ":", 6)
	if len(fields) == 6 && fields[3] == "*" {
		fields[3] = region
		pattern = strings.Join(fields, ":")
	}
	return strings.ReplaceAll(pattern, "*", "example")
}
