package quicksight

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxOwners and MaxViewers are how many principals a template has places for;
// QuickSight takes 64 together. Places and not the principals themselves stand in a
// template, as parameters that may stay empty: whoever is added changes parameters of a
// stack and no template.
const (
	MaxOwners  = 16
	MaxViewers = 32
)

// DataSetParameter is the parameter that holds the ARN of a data set, by its identifier.
func DataSetParameter(identifier string) string {
	var name strings.Builder
	for _, word := range strings.Split(identifier, "_") {
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String() + "Arn"
}

// Principals are the parameters of a template for ARNs of users, groups and, as viewers,
// namespaces. Nobody views what has no set of actions for viewers.
func Principals(a Access, owners, viewers []string) (map[string]string, error) {
	if len(owners) > MaxOwners || len(viewers) > MaxViewers {
		return nil, fmt.Errorf("sharing with %d owners and %d viewers: there are places for %d and %d: take groups", len(owners), len(viewers), MaxOwners, MaxViewers)
	}
	if a.Viewer == nil {
		viewers = nil
	}
	parameters := map[string]string{}
	for i, arn := range owners {
		parameters[place(ownerPlace, i)] = arn
	}
	for i, arn := range viewers {
		parameters[place(viewerPlace, i)] = arn
	}
	return parameters, nil
}

const (
	ownerPlace  = "Owner"
	viewerPlace = "Viewer"
)

func place(kind string, i int) string { return kind + strconv.Itoa(i+1) }

// taken is the condition that there is somebody in a place.
func taken(place string) string { return "Has" + place }

// permissions is the list of permissions with a place for each principal. Where nobody
// is, there is no list: an empty one is refused.
func (t *template) permissions(a Access) any {
	entries := t.places(ownerPlace, MaxOwners, a.Owner)
	some := taken(place(ownerPlace, 0))
	if a.Viewer == nil {
		// The list is there only if somebody is in the first place.
		entries[0] = entry(place(ownerPlace, 0), a.Owner)
	} else {
		entries = append(entries, t.places(viewerPlace, MaxViewers, a.Viewer)...)
		t.conditions["HasAnybody"] = object{"Fn::Or": list{object{"Condition": some}, object{"Condition": taken(place(viewerPlace, 0))}}}
		some = "HasAnybody"
	}
	return object{"Fn::If": list{some, entries, ref("AWS::NoValue")}}
}

func (t *template) places(kind string, most int, actions []string) list {
	entries := list{}
	for i := range most {
		name := place(kind, i)
		t.parameters[name] = object{"Type": "String", "Default": ""}
		t.conditions[taken(name)] = object{"Fn::Not": list{object{"Fn::Equals": list{ref(name), ""}}}}
		entries = append(entries, object{"Fn::If": list{taken(name), entry(name, actions), ref("AWS::NoValue")}})
	}
	return entries
}

func entry(place string, actions []string) object {
	return object{"Principal": ref(place), "Actions": actions}
}
