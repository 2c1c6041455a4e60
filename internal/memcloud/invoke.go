package memcloud

import (
	"context"
	"fmt"
	"maps"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Invoke answers the functions that a program may call.
func (p *provider) Invoke(ctx context.Context, r *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	s := of(ctx)
	end, _ := s.begin("Invoke", r.Tok, "", r.Preview)
	defer end()
	args, err := decode(r.Args)
	if err != nil {
		return nil, err
	}
	f, ok := functions[r.Tok]
	if !ok {
		return nil, fmt.Errorf("memcloud: nobody described the function %s: add it to functions", r.Tok)
	}
	result, err := f(s, args)
	if err != nil {
		return nil, fmt.Errorf("invoking %s: %w", r.Tok, err)
	}
	res := &pulumirpc.InvokeResponse{}
	res.Return, err = encode(result)
	return res, err
}

var functions = map[string]func(*session, resource.PropertyMap) (resource.PropertyMap, error){
	"aws:index/getPartition:getPartition": func(s *session, _ resource.PropertyMap) (resource.PropertyMap, error) {
		suffix := map[string]string{"aws-cn": "amazonaws.com.cn"}[s.cloud.Partition]
		if suffix == "" {
			suffix = "amazonaws.com"
		}
		return texts("id", s.cloud.Partition, "partition", s.cloud.Partition, "dnsSuffix", suffix), nil
	},
	"aws:index/getRegion:getRegion": func(s *session, args resource.PropertyMap) (resource.PropertyMap, error) {
		region := s.region
		if name := plain(args["name"]); name.IsString() {
			region = name.StringValue()
		}
		return texts("id", region, "name", region, "description", region, "endpoint", "ec2."+region+".amazonaws.com"), nil
	},
	"aws:index/getCallerIdentity:getCallerIdentity": func(s *session, _ resource.PropertyMap) (resource.PropertyMap, error) {
		return texts("id", s.cloud.Account, "accountId", s.cloud.Account, "userId", "AIDAEXAMPLE",
			"arn", fmt.Sprintf("arn:%s:iam::%s:user/deployer", s.cloud.Partition, s.cloud.Account)), nil
	},
	"aws:s3/getBucket:getBucket": lookUp(bucketType, "bucket"),
	"aws:kms/getKey:getKey":      lookUp(keyType, "keyId"),
	// Every account starts with a default VPC of one subnet per zone; three here.
	"aws:ec2/getVpc:getVpc": func(*session, resource.PropertyMap) (resource.PropertyMap, error) {
		return texts("id", "vpc-0d00000000000000d", "cidrBlock", "172.31.0.0/16", "state", "available"), nil
	},
	"aws:ec2/getSubnet:getSubnet": func(_ *session, args resource.PropertyMap) (resource.PropertyMap, error) {
		return texts("id", plain(args["id"]).StringValue(), "vpcId", "vpc-0f00000000000000f"), nil
	},
	"aws:ec2/getSubnets:getSubnets": func(s *session, _ resource.PropertyMap) (resource.PropertyMap, error) {
		return resource.PropertyMap{
			"id":  resource.NewStringProperty(s.region),
			"ids": resource.NewPropertyValue([]any{"subnet-0a00000000000000a", "subnet-0b00000000000000b", "subnet-0c00000000000000c"}),
		}, nil
	},
	"command:local:run": runCommand,
}

// runCommand runs what local.Run asks for, by Cloud.Run when the test has one. Else
// nothing runs, and the archive is said to be there.
func runCommand(s *session, args resource.PropertyMap) (resource.PropertyMap, error) {
	archivePath := s.cloud.Archive
	if run := s.cloud.Run; run != nil {
		var argv []string
		for _, a := range append(list(args["interpreter"]), args["command"]) {
			argv = append(argv, plain(a).StringValue())
		}
		dir := plain(args["dir"])
		if !dir.IsString() {
			return nil, fmt.Errorf("running %v: no dir", argv)
		}
		stdout, err := run(dir.StringValue(), argv)
		if err != nil {
			return nil, err
		}
		archivePath = stdout
	}
	if archivePath == "" {
		return nil, fmt.Errorf("running %v: the test says nothing of it: set Cloud.Archive or Cloud.Run", args["command"])
	}
	result := texts("stdout", archivePath, "stderr", "")
	maps.Copy(result, args)
	return result, nil
}

// lookUp is a data source that finds what exists by one argument.
func lookUp(token, by string) func(*session, resource.PropertyMap) (resource.PropertyMap, error) {
	return func(s *session, args resource.PropertyMap) (resource.PropertyMap, error) {
		ref := plain(args[resource.PropertyKey(by)])
		if !ref.IsString() {
			return nil, fmt.Errorf("%s is missing", by)
		}
		o := s.cloud.find(token, s.region, ref.StringValue())
		if o == nil {
			return nil, fmt.Errorf("NotFound: no %s %s", token, ref.StringValue())
		}
		state := o.state()
		state["id"] = resource.NewStringProperty(o.ID)
		return state, nil
	}
}

// texts makes a result of strings, from names and values in turn.
func texts(pairs ...string) resource.PropertyMap {
	m := resource.PropertyMap{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[resource.PropertyKey(pairs[i])] = resource.NewStringProperty(pairs[i+1])
	}
	return m
}
