package memcloud

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// The types that templates may hold.
const (
	dataSourceType = "AWS::QuickSight::DataSource"
	analysisType   = "AWS::QuickSight::Analysis"
	dashboardType  = "AWS::QuickSight::Dashboard"
)

// inTemplates says of the types what their ARN and id are called.
var inTemplates = map[string]struct{ word, id string }{
	dataSourceType: {"datasource", "DataSourceId"},
	analysisType:   {"analysis", "AnalysisId"},
	dashboardType:  {"dashboard", "DashboardId"},
}

// deployTemplate makes the QuickSight resources of a template. Either all are made, or
// none is and the stack neither, as onFailure DELETE has it.
func deployTemplate(o *op) error {
	if err := onlyStack(o); err != nil {
		return err
	}
	t, err := o.template()
	if err != nil {
		return err
	}
	made := map[key]*Object{}
	for logical, r := range t.Resources {
		properties, _ := t.resolve(r.Properties).(map[string]any)
		if t.err != nil {
			return t.err
		}
		object, err := o.quickSight(r.Type, properties)
		if err != nil {
			return fmt.Errorf("the following resource(s) failed to create: [%s]: %w", logical, err)
		}
		made[key{r.Type, o.region, object.ID}] = object
	}
	for at, r := range o.cloud.objects {
		if r.Text("stack") == o.is.ID && strings.HasPrefix(at.token, "AWS::") && made[at] == nil {
			o.cloud.drop(at)
		}
	}
	for at, object := range made {
		o.cloud.objects[at] = object
	}
	o.is.Outputs["outputs"] = resource.NewObjectProperty(resource.PropertyMap{})
	return nil
}

// onlyStack refuses a second stack of a name.
func onlyStack(o *op) error {
	for _, s := range o.cloud.all(o.kind.token, o.region) {
		if o.old == nil && s.Text("name") == o.is.Text("name") {
			return fmt.Errorf("AlreadyExistsException: Stack [%s] already exists", s.Text("name"))
		}
	}
	return nil
}

func removeTemplate(o *op) error {
	for at, r := range o.cloud.objects {
		if strings.HasPrefix(at.token, "AWS::") && r.Text("stack") == o.is.ID {
			o.cloud.drop(at)
		}
	}
	return nil
}

// drop deletes a resource of a template. A deleted analysis can be restored for 30
// days, in which its id stays taken.
func (c *Cloud) drop(at key) {
	delete(c.objects, at)
	if at.token == analysisType {
		c.restorable = append(c.restorable, at)
	}
}

// quickSight makes the object of a resource, if QuickSight takes it.
func (o *op) quickSight(kind string, properties map[string]any) (*Object, error) {
	if err := subscribed(o); err != nil {
		return nil, err
	}
	known, ok := inTemplates[kind]
	if !ok {
		return nil, fmt.Errorf("memcloud: the template has a %s, which nobody described", kind)
	}
	id := fmt.Sprint(properties[known.id])
	at := key{kind, o.region, id}
	if old := o.cloud.objects[at]; old != nil && old.Text("stack") != o.is.ID {
		return nil, fmt.Errorf("ResourceExistsException: %s %s exists already", kind, id)
	}
	for _, gone := range o.cloud.restorable {
		if gone == at {
			return nil, fmt.Errorf("ResourceExistsException: %s %s was deleted less than 30 days ago", kind, id)
		}
	}
	if err := o.cloud.permitted(known.word, grantsOf(properties["Permissions"])); err != nil {
		return nil, err
	}
	check := o.readable
	if kind == dataSourceType {
		check = o.connectable
	}
	if err := check(properties); err != nil {
		return nil, err
	}
	permissions, err := json.Marshal(properties["Permissions"])
	if err != nil {
		return nil, err
	}
	arn := fmt.Sprintf("arn:%s:quicksight:%s:%s:%s/%s", o.cloud.Partition, o.region, o.cloud.Account, known.word, id)
	inputs := resource.PropertyMap{}
	for name, value := range map[string]string{"stack": o.is.ID, "arn": arn, "name": fmt.Sprint(properties["Name"]), "permissions": string(permissions)} {
		inputs[resource.PropertyKey(name)] = resource.NewStringProperty(value)
	}
	return &Object{Type: kind, ID: id, Region: o.region, Inputs: inputs, Outputs: resource.PropertyMap{}}, nil
}

func grantsOf(permissions any) []grant {
	var granted []grant
	entries, _ := permissions.([]any)
	for _, e := range entries {
		entry, _ := e.(map[string]any)
		g := grant{principal: fmt.Sprint(entry["Principal"])}
		actions, _ := entry["Actions"].([]any)
		for _, a := range actions {
			g.actions = append(g.actions, fmt.Sprint(a))
		}
		granted = append(granted, g)
	}
	return granted
}

// connectable tries a data source out, as QuickSight does when it is made: its role must
// be there, trust QuickSight and have rights.
func (o *op) connectable(properties map[string]any) error {
	parameters, _ := properties["DataSourceParameters"].(map[string]any)
	athena, _ := parameters["AthenaParameters"].(map[string]any)
	role := o.cloud.find(roleType, o.region, fmt.Sprint(athena["RoleArn"]))
	if role == nil || !strings.Contains(role.Text("assumeRolePolicy"), "quicksight.amazonaws.com") {
		return fmt.Errorf("CREATION_FAILED: QuickSight cannot take on the role %v", athena["RoleArn"])
	}
	allowed := false
	for _, policy := range o.cloud.all(rolePolicy, o.region) {
		allowed = allowed || policy.Text("role") == role.Text("name") && strings.Contains(policy.Text("policy"), "athena:StartQueryExecution")
	}
	if !allowed {
		return fmt.Errorf("CREATION_FAILED: the role %s may not query Athena", role.ID)
	}
	if workgroup := fmt.Sprint(athena["WorkGroup"]); o.cloud.find(workgroupType, o.region, workgroup) == nil {
		return fmt.Errorf("CREATION_FAILED: WorkGroup %s is not found", workgroup)
	}
	return nil
}

// readable checks that the data sets and the theme of a definition exist.
func (o *op) readable(properties map[string]any) error {
	if theme := fmt.Sprint(properties["ThemeArn"]); o.cloud.find(themeType, o.region, theme) == nil {
		return fmt.Errorf("ResourceNotFoundException: no theme %s", theme)
	}
	definition, _ := properties["Definition"].(map[string]any)
	sets, _ := definition["DataSetIdentifierDeclarations"].([]any)
	for _, d := range sets {
		declared, _ := d.(map[string]any)
		if arn := fmt.Sprint(declared["DataSetArn"]); o.cloud.find(dataSetType, o.region, arn) == nil {
			return fmt.Errorf("InvalidParameterValueException: no dataset %s", arn)
		}
	}
	if len(sets) == 0 {
		return errors.New("InvalidParameterValueException: the definition declares no dataset")
	}
	return nil
}
