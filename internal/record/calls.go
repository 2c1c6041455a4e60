package record

import (
	"context"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Invoke keeps a call and answers it: where the program runs, what the account
// has, and, for a command, that it did what it was told.
func (m *monitor) Invoke(_ context.Context, in *pulumirpc.ResourceInvokeRequest) (*pulumirpc.ResourceInvokeResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	arguments, err := properties(in.GetArgs())
	if err != nil {
		return nil, fmt.Errorf("recording the call %s: reading its arguments: %w", in.GetTok(), err)
	}
	call := Call{Token: in.GetTok(), Provider: providerURN(in.GetProvider())}
	call.Args, _ = plain(arguments)
	kept := call
	// The project's folder is not the same everywhere.
	kept.Args, _ = replaced(call.Args, m.options.Dir, ".").(map[string]any)
	m.stack.Calls = append(m.stack.Calls, kept)
	region := m.stack.Region
	if p := m.byURN[call.Provider]; p != nil && p.Text("region") != "" {
		region = p.Text("region")
	}

	var result resource.PropertyMap
	if answer := m.options.Calls[call.Token]; answer != nil {
		if result, err = answer(call.Args); err != nil {
			return nil, err
		}
	} else if answer := calls[call.Token]; answer != nil {
		result = answer(m.stack, region, call.Args)
	} else {
		return nil, fmt.Errorf("recording the call %s: no answer known: add it to internal/record/calls.go", call.Token)
	}
	object, err := wire(result)
	return &pulumirpc.ResourceInvokeResponse{Return: object}, err
}

type values = map[string]any

// calls are the functions with a known answer.
var calls = map[string]func(s *Stack, region string, args map[string]any) resource.PropertyMap{
	"aws:index/getPartition:getPartition": func(s *Stack, _ string, _ map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": s.Partition, "partition": s.Partition,
			"dnsSuffix": DNSSuffix(s.Partition), "reverseDnsPrefix": "com.amazonaws"})
	},
	"aws:index/getRegion:getRegion": func(_ *Stack, region string, _ map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": region, "name": region, "description": region,
			"endpoint": "ec2." + region + ".amazonaws.com"})
	},
	"aws:index/getCallerIdentity:getCallerIdentity": func(s *Stack, _ string, _ map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": s.Account, "accountId": s.Account, "userId": "AIDAEXAMPLE",
			"arn": "arn:" + s.Partition + ":iam::" + s.Account + ":user/deployer"})
	},
	"aws:ec2/getVpc:getVpc": func(_ *Stack, _ string, _ map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": "vpc-0123456789abcdef0", "cidrBlock": "172.31.0.0/16", "default": true})
	},
	"aws:ec2/getSubnets:getSubnets": func(_ *Stack, _ string, _ map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": "subnets",
			"ids": []any{"subnet-0123456789abcdef0", "subnet-0123456789abcdef1"}})
	},
	"aws:ec2/getSubnet:getSubnet": func(_ *Stack, _ string, args map[string]any) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(values{"id": args["id"], "vpcId": "vpc-0123456789abcdef0"})
	},
	"command:local:run": func(_ *Stack, _ string, args map[string]any) resource.PropertyMap {
		result := resource.NewPropertyMapFromMap(args)
		// cmd/lambdazip prints the path that it was given; the program takes that.
		result["stdout"], result["stderr"] = resource.NewStringProperty(fmt.Sprintln(args["command"])), resource.NewStringProperty("")
		if paths, _ := args["archivePaths"].([]any); len(paths) > 0 {
			result["archive"] = resource.NewArchiveProperty(&archive.Archive{Sig: resource.ArchiveSig, Path: fmt.Sprint(paths[0])})
		}
		return result
	},
}

// replaced is v with every string that begins with from beginning with to.
func replaced(v any, from, to string) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = replaced(x, from, to)
		}
		return out
	case string:
		if rest, ok := strings.CutPrefix(v, from); ok && from != "" {
			return to + rest
		}
	}
	return v
}
