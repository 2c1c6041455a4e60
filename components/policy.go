package components

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Document is a policy document of IAM, S3, SQS, SNS or KMS.
type Document struct {
	// Version is the language's; the zero value is written as PolicyVersion.
	Version string
	// Statement lists the statements.
	Statement []Statement
}

// PolicyVersion is the version of the policy language: the newest, which has been
// that since 2012.
const PolicyVersion = "2012-10-17"

// Statement is one statement of a Document. Members that a kind of policy does not
// have stay empty and are not written.
type Statement struct {
	Sid       string
	Effect    string
	Principal any `json:",omitempty"`
	Action    []string
	Resource  []string  `json:",omitempty"`
	Condition Condition `json:",omitempty"`
}

// Condition maps operators to condition keys to the values of which one must match.
type Condition map[string]map[string][]string

const (
	allow = "Allow"
	deny  = "Deny"
	// anyone is everybody, with credentials or without. It stands in Deny only.
	anyone = "*"
	// all is every resource: in a key policy the key itself, which cannot be named
	// otherwise, in others what an action of AWS cannot be narrowed below. Each use
	// of it says why.
	all = "*"
)

// service is the principal of AWS services.
func service(names ...string) map[string][]string { return map[string][]string{"Service": names} }

// JSON is the document as AWS takes it.
func (d Document) JSON() (string, error) {
	if d.Version == "" {
		d.Version = PolicyVersion
	}
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("writing a policy document: %w", err)
	}
	return string(text), nil
}

// document is what build makes of values that are known once AWS has told them.
func document(build func(values []string) Document, values ...pulumi.StringInput) pulumi.StringOutput {
	return pulumi.StringArray(values).ToStringArrayOutput().ApplyT(func(known []string) (string, error) {
		return build(known).JSON()
	}).(pulumi.StringOutput)
}

// TrustPolicy lets one service take on a role. Conditions keep other accounts from
// making the service do it on their behalf.
func TrustPolicy(principal string, condition Condition) Document {
	return Document{Statement: []Statement{{
		Sid: "Trust", Effect: allow, Principal: service(principal),
		Action: []string{"sts:AssumeRole"}, Condition: condition,
	}}}
}

// namedBy is the condition that a service says for whom it acts by an external id.
func namedBy(id string) Condition { return Condition{"StringEquals": {"sts:ExternalId": {id}}} }

// fromSource is the condition that a service acts for the account, and for one
// resource of it (an ARN, which may hold *).
func fromSource(p Place, arn string) Condition {
	return Condition{
		"StringEquals": {"aws:SourceAccount": {p.Account}},
		"ArnLike":      {"aws:SourceArn": {arn}},
	}
}

// through is the condition that a key is used by way of a service, never directly.
func through(p Place, services ...string) Condition {
	endpoints := make([]string, len(services))
	for i, name := range services {
		endpoints[i] = p.Endpoint(name)
	}
	return Condition{"StringEquals": {"kms:ViaService": endpoints}}
}

// tlsOnly refuses whoever comes without TLS. Its action is the service's "*": a
// refusal is safer the more it refuses.
func tlsOnly(action string, resources ...string) Statement {
	return Statement{
		Sid: "TLSOnly", Effect: deny, Principal: anyone, Action: []string{action}, Resource: resources,
		Condition: Condition{"Bool": {"aws:SecureTransport": {"false"}}},
	}
}
