package memcloud

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const testStack = "aws:cloudformation/stack:Stack"

// quickAccount is an account with QuickSight and what a data source needs.
func quickAccount(t *testing.T) (*Cloud, *Object) {
	t.Helper()
	const r = "us-east-1"
	c := New()
	c.QuickSightUsers = []string{"arn:aws:quicksight:us-east-1:111122223333:user/default/me"}
	role := put(t, c, r, roleType, inputs{"name": "reader", "assumeRolePolicy": `"Service":"quicksight.amazonaws.com"`})
	put(t, c, r, rolePolicy, inputs{"name": "reader", "role": "reader", "policy": "athena:StartQueryExecution"})
	put(t, c, r, workgroupType, inputs{"name": "wg"})
	return c, role
}

const sourceBody = `{"Parameters":{"Role":{"Type":"String"},"Who":{"Type":"String","Default":""}},
"Conditions":{"Somebody":{"Fn::Not":[{"Fn::Equals":[{"Ref":"Who"},""]}]}},
"Resources":{"Source":{"Type":"AWS::QuickSight::DataSource","Properties":{"DataSourceId":"lake",
"DataSourceParameters":{"AthenaParameters":{"RoleArn":{"Ref":"Role"},"WorkGroup":"wg"}},
"Permissions":{"Fn::If":["Somebody",[{"Principal":{"Ref":"Who"},"Actions":["quicksight:DescribeDataSource","quicksight:DescribeDataSourcePermissions","quicksight:PassDataSource"]}],{"Ref":"AWS::NoValue"}]}}}}}`

func TestTemplates(t *testing.T) {
	const r = "us-east-1"
	c, role := quickAccount(t)
	with := func(more ...string) inputs {
		parameters := map[string]any{"Role": role.Text("arn")}
		for i := 0; i+1 < len(more); i += 2 {
			parameters[more[i]] = more[i+1]
		}
		return inputs{"name": "source", "templateBody": sourceBody, "onFailure": "DELETE", "parameters": parameters}
	}
	refuse(t, c, r, testStack, with(), "no QuickSight subscription")
	put(t, c, r, subscription, inputs{"accountName": "a"})
	refuse(t, c, r, subscription, inputs{"accountName": "b"}, "exists already")
	refuse(t, c, r, testStack, inputs{"name": "source", "templateBody": sourceBody}, "[Role] must have values")
	refuse(t, c, r, testStack, with("Other", "x"), "[Other] do not exist in the template")
	refuse(t, c, r, testStack, with("Role", "arn:aws:iam::111122223333:role/none"), "cannot take on the role")
	refuse(t, c, r, testStack, with("Who", "arn:aws:quicksight:us-east-1:111122223333:user/default/nobody"), "Invalid principals")
	unknown := with()
	unknown["templateBody"] = strings.Replace(sourceBody, `"wg"`, `{"Fn::Sub":"wg"}`, 1)
	refuse(t, c, r, testStack, unknown, "nobody described Fn::Sub")
	half := with("Who", c.QuickSightUsers[0])
	half["templateBody"] = strings.Replace(sourceBody, `,"quicksight:PassDataSource"`, ``, 1)
	refuse(t, c, r, testStack, half, "unsupported permission sets")
	if found := c.Of(dataSourceType); len(found) > 0 {
		t.Fatalf("stacks that failed left %v", found)
	}
	s := put(t, c, r, testStack, with("Who", c.QuickSightUsers[0]))
	if got := c.Of(dataSourceType)[0].Text("permissions"); !strings.Contains(got, c.QuickSightUsers[0]) {
		t.Errorf("shared with %s", got)
	}
	refuse(t, c, r, testStack, with(), "AlreadyExistsException")
	again := with()
	again["name"] = "again"
	refuse(t, c, r, testStack, again, "ResourceExistsException")
	tables := []any{map[string]any{"customSql": map[string]any{"dataSourceArn": "arn:aws:quicksight:us-east-1:111122223333:datasource/lake"}}}
	put(t, c, r, dataSetType, inputs{"dataSetId": "d", "physicalTableMaps": tables})
	if err := drop(c, s, r); err != nil {
		t.Error(err)
	}
	refuse(t, c, r, dataSetType, inputs{"dataSetId": "e", "physicalTableMaps": tables}, "no data source")
}

// TestTemplateFromS3, and what an analysis leaves behind.
func TestTemplateFromS3(t *testing.T) {
	const r = "us-east-1"
	c, _ := quickAccount(t)
	c.QuickSight = true
	put(t, c, r, themeType, inputs{"themeId": "look", "baseThemeId": "CLASSIC"})
	put(t, c, r, dataSetType, inputs{"dataSetId": "d"})
	put(t, c, r, bucketType, inputs{"bucket": "b"})
	body := func(id string) string {
		return fmt.Sprintf(`{"Resources":{"A":{"Type":"AWS::QuickSight::Analysis","Properties":{"AnalysisId":%s,"ThemeArn":"arn:aws:quicksight:us-east-1:111122223333:theme/look",
"Definition":{"DataSetIdentifierDeclarations":[{"DataSetArn":"arn:aws:quicksight:us-east-1:111122223333:dataset/d"}],"Pad":"%s"}}}}}`, id, strings.Repeat("x", 51200))
	}
	fixed := body(`"fixed"`)
	fresh := body(`{"Fn::Join":["-",["a",{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}]}]]}`)
	put(t, c, r, objectType, inputs{"bucket": "b", "key": "fixed.json", "content": fixed})
	put(t, c, r, objectType, inputs{"bucket": "b", "key": "fresh.json", "content": fresh})
	refuse(t, c, r, testStack, inputs{"name": "s", "templateBody": fixed}, "at most 51200")
	refuse(t, c, r, testStack, inputs{"name": "s", "templateUrl": "https://b.s3.eu-west-1.amazonaws.com/fixed.json"}, "there is no")
	for _, test := range []struct {
		name  string
		taken bool
	}{{"fixed", true}, {"fresh", false}} {
		stack := inputs{"name": "s", "templateUrl": "https://b.s3.us-east-1.amazonaws.com/" + test.name + ".json"}
		if err := drop(c, put(t, c, r, testStack, stack), r); err != nil {
			t.Fatal(err)
		}
		if test.taken {
			refuse(t, c, r, testStack, stack, "deleted less than 30 days ago")
			continue
		}
		put(t, c, r, testStack, stack)
	}
	if ids := c.Of(analysisType); len(ids) != 1 || !strings.HasPrefix(ids[0].ID, "a-") || slices.Contains(strings.Split(ids[0].ID, "-"), "fixed") {
		t.Errorf("analyses are %v", ids)
	}
}

func TestQuickSightIdentity(t *testing.T) {
	c := New()
	put(t, c, "us-east-1", subscription, inputs{"accountName": "a"})
	refuse(t, c, "eu-west-1", groupType, inputs{"groupName": "g"}, "your identity region is us-east-1")
	put(t, c, "us-east-1", groupType, inputs{"groupName": "g"})
	owners := []any{map[string]any{"principal": "arn:aws:quicksight:us-east-1:111122223333:group/default/g", "actions": []any{"quicksight:DescribeFolder"}}}
	put(t, c, "eu-west-1", folderType, inputs{"folderId": "f", "permissions": owners})
	refuse(t, c, "eu-west-1", folderType, inputs{"folderId": "h", "permissions": append(owners, owners...)}, "Invalid principals")
	refuse(t, c, "eu-west-1", "aws:quicksight/folderMembership:FolderMembership", inputs{"folderId": "f", "memberType": "DASHBOARD", "memberId": "d"}, "no dashboard")
}
