package memcloud

import (
	"fmt"
	"strings"
)

// roleIsBare refuses to delete a role that still has policies, as IAM does.
func roleIsBare(o *op) error {
	for _, token := range []string{rolePolicy, attachment} {
		for _, p := range o.cloud.all(token, o.region) {
			if p.Text("role") == o.is.ID || p.Text("role") == o.is.Text("arn") {
				return fmt.Errorf("DeleteConflict: role %s still has %s", o.is.ID, p.ID)
			}
		}
	}
	return nil
}

func policyIsFree(o *op) error {
	for _, a := range o.cloud.all(attachment, o.region) {
		if a.Text("policyArn") == o.is.ID {
			return fmt.Errorf("DeleteConflict: policy %s is attached to %s", o.is.ID, a.Text("role"))
		}
	}
	return nil
}

func ruleIsBare(o *op) error {
	if force := o.is.Get("forceDestroy"); force.IsBool() && force.BoolValue() {
		return nil
	}
	for _, t := range o.cloud.all(targetType, o.region) {
		if t.Text("rule") == o.is.ID {
			return fmt.Errorf("ValidationException: Rule can't be deleted since it has targets: %s", t.ID)
		}
	}
	return nil
}

// deliverable checks what Firehose asks for when a stream is made.
func deliverable(o *op) error {
	s3 := o.is.Get("extendedS3Configuration")
	if bucket := text(s3, "bucketArn"); o.cloud.find(bucketType, o.region, bucket) == nil {
		return fmt.Errorf("InvalidArgumentException: bucket %s does not exist", bucket)
	}
	if role := text(s3, "roleArn"); o.cloud.find(roleType, o.region, role) == nil {
		return fmt.Errorf("InvalidArgumentException: Firehose is unable to assume role %s", role)
	}
	return keysExist(o)
}

// pollable is what CreateEventSourceMapping checks: the function's role may
// receive, and a message stays invisible for longer than the function may run.
func pollable(o *op) error {
	function := o.cloud.find(functionType, o.region, o.is.Text("functionName"))
	queue := o.cloud.find(queueType, o.region, o.is.Text("eventSourceArn"))
	if function == nil || queue == nil {
		return nil
	}
	role := o.cloud.find(roleType, o.region, function.Text("role"))
	may := false
	for _, p := range o.cloud.all(rolePolicy, o.region) {
		may = may || (p.Text("role") == role.ID || p.Text("role") == role.Text("arn")) && strings.Contains(p.Text("policy"), "sqs:ReceiveMessage")
	}
	for _, a := range o.cloud.all(attachment, o.region) {
		if p := o.cloud.find(policyType, o.region, a.Text("policyArn")); p != nil && a.Text("role") == role.ID {
			may = may || strings.Contains(p.Text("policy"), "sqs:ReceiveMessage")
		}
	}
	if !may {
		return fmt.Errorf("InvalidParameterValueException: the role %s of %s has no permission to call ReceiveMessage on SQS", role.ID, function.ID)
	}
	if visible, runs := number(queue, "visibilityTimeoutSeconds", 30), number(function, "timeout", 3); visible < runs {
		return fmt.Errorf("InvalidParameterValueException: Queue visibility timeout: %v seconds is less than Function timeout: %v seconds", visible, runs)
	}
	return nil
}

// schedulable checks the target of a schedule.
func schedulable(o *op) error {
	target := o.is.Get("target")
	if role := text(target, "roleArn"); o.cloud.find(roleType, o.region, role) == nil {
		return fmt.Errorf("ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role: no %s", role)
	}
	if arn := text(target, "arn"); strings.Contains(arn, ":ecs:") && o.cloud.find(clusterType, o.region, arn) == nil {
		return fmt.Errorf("ValidationException: no cluster %s", arn)
	}
	return nil
}

// number reads a numeric property.
func number(o *Object, property string, otherwise float64) float64 {
	if v := o.Get(property); v.IsNumber() {
		return v.NumberValue()
	}
	return otherwise
}
