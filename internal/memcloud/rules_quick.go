package memcloud

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// subscribed is the answer of every call of QuickSight in an account without it.
func subscribed(o *op) error {
	if !o.cloud.QuickSight {
		return fmt.Errorf("ResourceNotFoundException: Directory information for account %s is not found: no QuickSight subscription", o.cloud.Account)
	}
	return nil
}

func subscribe(o *op) error {
	if o.cloud.QuickSight {
		return errors.New("ResourceExistsException: the account is subscribed to QuickSight already")
	}
	o.cloud.QuickSight = true
	return nil
}

func unsubscribe(o *op) error {
	o.cloud.QuickSight = false
	return nil
}

// dataSet checks that the data source of each table exists.
func dataSet(o *op) error {
	if err := subscribed(o); err != nil {
		return err
	}
	for _, table := range list(o.is.Get("physicalTableMaps")) {
		for _, kind := range []resource.PropertyKey{"customSql", "relationalTable"} {
			source := text(plain(table).ObjectValue()[kind], "dataSourceArn")
			if source != "" && o.cloud.find("AWS::QuickSight::DataSource", o.region, source) == nil {
				return fmt.Errorf("InvalidParameterValueException: no data source %s", source)
			}
		}
	}
	return nil
}

func refreshable(o *op) error {
	if err := subscribed(o); err != nil {
		return err
	}
	id := o.is.Text("awsAccountId") + "," + o.is.Text("dataSetId")
	if o.cloud.find(dataSetType, o.region, id) == nil {
		return fmt.Errorf("ResourceNotFoundException: no dataset %s", id)
	}
	return nil
}

// template is what is read of a CloudFormation template.
type template struct {
	Parameters map[string]struct{ Default any }
	Resources  map[string]struct {
		Type       string
		Properties map[string]any
	}
	Outputs map[string]struct{ Value any }
}

// deployTemplate makes the QuickSight resources of a template, each under the id
// that its template gives it.
func deployTemplate(o *op) error {
	var t template
	if body := o.is.Text("templateBody"); body != "" {
		if len(body) > 51200 {
			return fmt.Errorf("ValidationError: templateBody has %d bytes, at most 51200 are allowed", len(body))
		}
		if err := json.Unmarshal([]byte(body), &t); err != nil {
			return fmt.Errorf("ValidationError: Template format error: %w", err)
		}
	}
	if o.old == nil {
		for _, s := range o.cloud.all(o.kind.token, o.region) {
			if s.Text("name") == o.is.Text("name") {
				return fmt.Errorf("AlreadyExistsException: Stack [%s] already exists", s.Text("name"))
			}
		}
	}
	outputs := resource.PropertyMap{}
	for logical, r := range t.Resources {
		if err := subscribed(o); err != nil && strings.HasPrefix(r.Type, "AWS::QuickSight::") {
			return err
		}
		kind, id := quickSightID(r.Type, r.Properties)
		if kind == "" {
			return fmt.Errorf("memcloud: the template has a %s, which nobody described", r.Type)
		}
		at := key{r.Type, o.region, id}
		if old := o.cloud.objects[at]; old != nil && old.Text("stack") != o.is.Text("name") {
			return fmt.Errorf("ResourceExistsException: %s %s exists already", r.Type, id)
		}
		arn := fmt.Sprintf("arn:%s:quicksight:%s:%s:%s/%s", o.cloud.Partition, o.region, o.cloud.Account, kind, id)
		o.cloud.objects[at] = &Object{Type: r.Type, ID: id, Region: o.region, Inputs: resource.PropertyMap{
			"stack": resource.NewStringProperty(o.is.Text("name")),
			"arn":   resource.NewStringProperty(arn),
		}}
		for name, out := range t.Outputs {
			if strings.Contains(fmt.Sprint(out.Value), logical) {
				outputs[resource.PropertyKey(name)] = resource.NewStringProperty(arn)
			}
		}
	}
	o.is.Outputs["outputs"] = resource.NewObjectProperty(outputs)
	return nil
}

func removeTemplate(o *op) error {
	for k, r := range o.cloud.objects {
		if strings.HasPrefix(k.token, "AWS::") && k.region == o.region && r.Text("stack") == o.is.Text("name") {
			delete(o.cloud.objects, k)
		}
	}
	return nil
}

// quickSightID returns the word in the ARN and the id of a QuickSight resource
// of a template.
func quickSightID(kind string, properties map[string]any) (word, id string) {
	for _, k := range []struct{ kind, word, id string }{
		{"AWS::QuickSight::DataSource", "datasource", "DataSourceId"},
		{"AWS::QuickSight::Analysis", "analysis", "AnalysisId"},
		{"AWS::QuickSight::Dashboard", "dashboard", "DashboardId"},
	} {
		if k.kind == kind {
			return k.word, fmt.Sprint(properties[k.id])
		}
	}
	return "", ""
}
