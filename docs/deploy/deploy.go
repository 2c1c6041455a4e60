// Package deploy carries the policies of this folder: the least rights of whoever
// runs pulumi up, as components makes and tests them.
package deploy

import "embed"

// Policies are the JSON files, by what they are for.
//
//go:embed *.json
var Policies embed.FS

// What stands in the policies for where a stack stands.
const (
	Account = "111122223333"
	Region  = "us-east-1"
)
