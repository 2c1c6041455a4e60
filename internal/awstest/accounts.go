package awstest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// AccountID is the account of all answers, Region that of the stack.
const (
	AccountID = "111122223333"
	Region    = "us-east-1"
)

// Healthy is an account in which all is on and nothing is in the way.
func Healthy() Account {
	return Account{
		"sts GetCallerIdentity": Identity("arn:aws:iam::" + AccountID + ":user/deployer"),
		"securityhub GET /accounts": {Body: `{"HubArn":"arn:aws:securityhub:us-east-1:111122223333:hub/default",
			"SubscribedAt":"2024-05-01T08:00:00.000Z","AutoEnableControls":true,"ControlFindingGenerator":"SECURITY_CONTROL"}`},
		"securityhub POST /standards/get":                         Standards("READY", "cis-aws-foundations-benchmark/v/5.0.0", "aws-foundational-security-best-practices/v/1.0.0"),
		"securityhub GET /administrator":                          {Body: `{}`},
		"securityhub GET /productSubscriptions":                   {Body: `{"ProductSubscriptions":["arn:aws:securityhub:us-east-1:111122223333:product-subscription/prowler/prowler"]}`},
		"securityhub GET /findingAggregator/list":                 {Body: `{"FindingAggregators":[{"FindingAggregatorArn":"` + AggregatorARN + `"}]}`},
		"securityhub GET /findingAggregator/get/" + AggregatorARN: Aggregator(Region, "ALL_REGIONS"),
		"config StarlingDoveService.DescribeConfigurationRecorderStatus": {Body: `{"ConfigurationRecordersStatus":[
			{"name":"default","recording":true,"lastStatus":"SUCCESS","lastStartTime":1.7e9}]}`},
		"glue AWSGlue.GetDatabase": Failure(400, "EntityNotFoundException", "Database security_hub_database not found."),
		"lakeformation POST /GetDataLakeSettings": {Body: `{"DataLakeSettings":{
			"CreateDatabaseDefaultPermissions":[{"Principal":{"DataLakePrincipalIdentifier":"IAM_ALLOWED_PRINCIPALS"},"Permissions":["ALL"]}],
			"CreateTableDefaultPermissions":[{"Principal":{"DataLakePrincipalIdentifier":"IAM_ALLOWED_PRINCIPALS"},"Permissions":["ALL"]}]}}`},
		"quicksight GET /account/" + AccountID: {Body: `{"AccountInfo":{"AccountName":"acme","Edition":"ENTERPRISE","AuthenticationType":"IDENTITY_POOL",
			"AccountSubscriptionStatus":"ACCOUNT_CREATED","NotificationEmail":"it@example.com"},"Status":200}`},
		"quicksight GET /accounts/" + AccountID + "/namespaces/default/users": {Body: `{"Status":200,"UserList":[
			{"Arn":"arn:aws:quicksight:us-east-1:111122223333:user/default/ann","UserName":"ann","Role":"ADMIN","Active":true},
			{"Arn":"arn:aws:quicksight:us-east-1:111122223333:user/default/bob","UserName":"bob","Role":"READER","Active":true}]}`},
		"ec2 DescribeVpcs":            VPCs("vpc-0abc"),
		"iam SimulatePrincipalPolicy": Simulation(),
	}
}

// Empty is an account that nobody has done anything in.
func Empty() Account {
	off := Failure(401, "InvalidAccessException", "Account 111122223333 is not subscribed to AWS Security Hub")
	return Healthy().With(Account{
		"securityhub GET /accounts":                                      off,
		"securityhub POST /standards/get":                                off,
		"securityhub GET /administrator":                                 off,
		"securityhub GET /productSubscriptions":                          off,
		"securityhub GET /findingAggregator/list":                        off,
		"config StarlingDoveService.DescribeConfigurationRecorderStatus": {Body: `{"ConfigurationRecordersStatus":[]}`},
		"quicksight GET /account/" + AccountID:                           Failure(404, "ResourceNotFoundException", "Account 111122223333 is not subscribed"),
	})
}

// Forbidden is an account in which these credentials may do nothing but say whose
// they are.
func Forbidden() Account {
	forbidden := Account{}
	for key, answer := range Healthy() {
		switch {
		case strings.HasPrefix(key, "sts "):
			forbidden[key] = answer
		case strings.HasPrefix(key, "iam "):
			forbidden[key] = XMLFailure(403, "<ErrorResponse><Error>", "AccessDenied", "not authorized to perform", "</Error></ErrorResponse>")
		case strings.HasPrefix(key, "ec2 "):
			forbidden[key] = XMLFailure(403, "<Response><Errors><Error>", "UnauthorizedOperation", "You are not authorized", "</Error></Errors></Response>")
		default:
			forbidden[key] = Failure(403, "AccessDeniedException", "User is not authorized to perform this")
		}
	}
	return forbidden
}

// AggregatorARN is that of the aggregator.
const AggregatorARN = "arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/123e4567-e89b-12d3-a456-426614174000"

// Identity answers GetCallerIdentity.
func Identity(arn string) Answer {
	return Answer{Body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>` + arn +
		`</Arn><UserId>AIDAEXAMPLE</UserId><Account>` + AccountID + `</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`}
}

// Standards answers GetEnabledStandards with one page.
func Standards(status string, paths ...string) Answer {
	var items []string
	for _, path := range paths {
		items = append(items, fmt.Sprintf(`{"StandardsArn":"arn:aws:securityhub:us-east-1::standards/%s","StandardsStatus":%q,
			"StandardsInput":{},"StandardsSubscriptionArn":"arn:aws:securityhub:us-east-1:111122223333:subscription/%[1]s",
			"StandardsStatusReason":{"StatusReasonCode":"NO_AVAILABLE_CONFIGURATION_RECORDER"}}`, path, status))
	}
	return Answer{Body: `{"StandardsSubscriptions":[` + strings.Join(items, ",") + `]}`}
}

// Aggregator answers GetFindingAggregator.
func Aggregator(home, mode string, regions ...string) Answer {
	list := "[]"
	if len(regions) > 0 {
		list = `["` + strings.Join(regions, `","`) + `"]`
	}
	return Answer{Body: `{"FindingAggregatorArn":"` + AggregatorARN + `","FindingAggregationRegion":"` + home + `","RegionLinkingMode":"` + mode + `","Regions":` + list + `}`}
}

// VPCs answers DescribeVpcs.
func VPCs(ids ...string) Answer {
	var items string
	for _, id := range ids {
		items += "<item><vpcId>" + id + "</vpcId><isDefault>true</isDefault></item>"
	}
	return Answer{Body: `<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><vpcSet>` + items + `</vpcSet></DescribeVpcsResponse>`}
}

// Simulation answers SimulatePrincipalPolicy: what is not denied is allowed.
func Simulation(denied ...string) Answer {
	return Answer{Make: func(r *http.Request) string {
		var items strings.Builder
		for i := 1; ; i++ {
			action := r.PostFormValue(fmt.Sprintf("ActionNames.member.%d", i))
			if action == "" {
				break
			}
			decision := "allowed"
			if slices.Contains(denied, action) {
				decision = "implicitDeny"
			}
			fmt.Fprintf(&items, "<member><EvalActionName>%s</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>%s</EvalDecision></member>", action, decision)
		}
		return `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>
			<IsTruncated>false</IsTruncated><EvaluationResults>` + items.String() + `</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`
	}}
}

// Failure answers with an error of a service that speaks JSON.
func Failure(status int, code, message string) Answer {
	return Answer{Status: status, Body: fmt.Sprintf(`{"__type":%q,"Message":%q,"message":%[2]q}`, code, message), Headers: map[string]string{"X-Amzn-Errortype": code}}
}

// XMLFailure answers with an error of a service that speaks XML, within what stands
// around it.
func XMLFailure(status int, before, code, message, after string) Answer {
	return Answer{Status: status, Body: before + "<Code>" + code + "</Code><Message>" + message + "</Message>" + after}
}
