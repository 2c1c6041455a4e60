package memcloud

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// hubIsOn is the answer of every call of Security Hub in a Region where it is off.
func hubIsOn(o *op) error {
	if len(o.cloud.all(hubType, o.region)) == 0 {
		return fmt.Errorf("InvalidAccessException: Account %s is not subscribed to AWS Security Hub in %s", o.cloud.Account, o.region)
	}
	return nil
}

// disableHub takes standards and products with it, as DisableSecurityHub does.
func disableHub(o *op) error {
	if o.cloud.HubMembers {
		return errors.New("InvalidInputException: the account is the Security Hub administrator of others; disassociate them before it can be disabled")
	}
	for _, token := range []string{standardType, productType} {
		for _, s := range o.cloud.all(token, o.region) {
			delete(o.cloud.objects, key{token, s.Region, s.ID})
		}
	}
	return nil
}

// subscribeStandard files the subscription under the id that the provider gives
// it: the standard's ARN with the account in it and "subscription" for its kind
// (the import section of the provider's docs).
func subscribeStandard(o *op) error {
	if err := hubIsOn(o); err != nil || o.old != nil {
		return err
	}
	_, name, ok := strings.Cut(o.is.ID, "/")
	if !ok {
		return fmt.Errorf("InvalidInputException: %q is no standard", o.is.ID)
	}
	o.is.ID = fmt.Sprintf("arn:%s:securityhub:%s:%s:subscription/%s", o.cloud.Partition, o.region, o.cloud.Account, name)
	return nil
}

// subscribeProduct refuses a product that is enabled already, as
// EnableImportFindingsForProduct does.
func subscribeProduct(o *op) error {
	if err := hubIsOn(o); err != nil || o.old != nil {
		return err
	}
	_, name, ok := strings.Cut(o.is.ID, ":product/")
	if !ok {
		return fmt.Errorf("InvalidInputException: %q is no product", o.is.ID)
	}
	arn := fmt.Sprintf("arn:%s:securityhub:%s:%s:product-subscription/%s", o.cloud.Partition, o.region, o.cloud.Account, name)
	o.is.ID += "," + arn
	o.is.Outputs["arn"] = resource.NewStringProperty(arn)
	if o.cloud.objects[key{productType, o.region, o.is.ID}] != nil {
		return fmt.Errorf("ResourceConflictException: product %s is enabled already", name)
	}
	return nil
}

// oneAggregator refuses a second one, wherever the first is.
func oneAggregator(o *op) error {
	if err := hubIsOn(o); err != nil || o.old != nil {
		return err
	}
	for k := range o.cloud.objects {
		if k.token == aggregator {
			return fmt.Errorf("ResourceConflictException: a finding aggregator exists in %s", k.region)
		}
	}
	return nil
}
