package components

import (
	"strconv"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/ecs"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/scheduler"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ProwlerArgs says what is scanned, when and where.
type ProwlerArgs struct {
	// Schedule is a rate or cron expression, in UTC.
	Schedule string
	// Image is the image for linux/arm64, with its version.
	Image string
	// OnlyFailed sends only failed findings.
	OnlyFailed bool
	// Arguments are added to the command.
	Arguments []string
	// Subnets are where it runs; empty for those of the default VPC. PublicIP gives it
	// an address in them.
	Subnets  []string
	PublicIP bool
	// CPU is in 1/1024 of a vCPU, MemoryMB in MiB, a pair that Fargate offers.
	CPU      string
	MemoryMB int
}

// ecsTasks is the service that takes on the roles of a task.
const ecsTasks = "ecs-tasks.amazonaws.com"

// scan makes the scanner: what it runs as, where, and when; and who hears when it
// fails. It starts no earlier than ready is there, since Security Hub refuses the
// findings of a product that is not subscribed to.
func (d *Detect) scan(ctx *pulumi.Context, name string, args *DetectArgs, ready []pulumi.Resource) error {
	s, p, parent := args.Stack, args.Prowler, pulumi.Parent(d)
	name += "-prowler"
	net, err := newNetwork(ctx, name, p, parent)
	if err != nil {
		return err
	}
	cluster, err := ecs.NewCluster(ctx, name, &ecs.ClusterArgs{
		// One task a day: the events of its end say enough.
		Settings: ecs.ClusterSettingArray{ecs.ClusterSettingArgs{Name: pulumi.String("containerInsights"), Value: pulumi.String("disabled")}},
	}, parent)
	if err != nil {
		return err
	}
	task, roles, err := d.newTask(ctx, name, args)
	if err != nil {
		return err
	}
	failed, heard, err := d.hearOfFailures(ctx, name, args, cluster)
	if err != nil {
		return err
	}
	// A schedule's group, and nothing narrower, is what the service names
	// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
	trust, err := TrustPolicy("scheduler.amazonaws.com", fromSource(s.Place, s.Place.ARN("scheduler", "schedule-group/default"))).JSON()
	if err != nil {
		return err
	}
	role, policy, err := s.newRole(ctx, name+"-schedule", "EventBridge Scheduler starts Prowler", pulumi.String(trust),
		document(func(v []string) Document { return SchedulePolicy(v[0], v[1], v[2], v[3], v[4]) },
			task.ArnWithoutRevision, cluster.Arn, roles[0].Arn, roles[1].Arn, failed.Arn), parent)
	if err != nil {
		return err
	}
	_, err = scheduler.NewSchedule(ctx, name, &scheduler.ScheduleArgs{
		Description:        pulumi.String("Prowler scans the account (stack " + s.Name + ")"),
		ScheduleExpression: pulumi.String(p.Schedule),
		FlexibleTimeWindow: scheduler.ScheduleFlexibleTimeWindowArgs{Mode: pulumi.String("OFF")},
		Target: scheduler.ScheduleTargetArgs{
			Arn: cluster.Arn, RoleArn: role.Arn,
			EcsParameters: scheduler.ScheduleTargetEcsParametersArgs{
				TaskDefinitionArn: task.Arn, LaunchType: pulumi.String("FARGATE"), TaskCount: pulumi.Int(1),
				NetworkConfiguration: scheduler.ScheduleTargetEcsParametersNetworkConfigurationArgs{
					Subnets: net.subnets, SecurityGroups: pulumi.StringArray{net.group}, AssignPublicIp: pulumi.Bool(net.public),
				},
			},
			// For an hour: a scan that starts later is not worth more than the next one.
			RetryPolicy: scheduler.ScheduleTargetRetryPolicyArgs{
				MaximumEventAgeInSeconds: pulumi.Int(60 * 60), MaximumRetryAttempts: pulumi.Int(10),
			},
			DeadLetterConfig: scheduler.ScheduleTargetDeadLetterConfigArgs{Arn: failed.Arn},
		},
	}, parent, pulumi.DependsOn(append([]pulumi.Resource{policy, heard}, ready...)))
	return err
}

// newTask makes the task and its two roles: the one that it starts by, and the one
// that it scans by.
func (d *Detect) newTask(ctx *pulumi.Context, name string, args *DetectArgs) (*ecs.TaskDefinition, [2]*iam.Role, error) {
	s, p, parent := args.Stack, args.Prowler, pulumi.Parent(d)
	var roles [2]*iam.Role
	logs, err := s.newLogGroup(ctx, name, parent)
	if err != nil {
		return nil, roles, err
	}
	// No condition: the guide has it for task roles only
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html).
	starts, err := TrustPolicy(ecsTasks, nil).JSON()
	if err != nil {
		return nil, roles, err
	}
	var waits, policies []pulumi.Resource
	start, policy, err := s.newRole(ctx, name+"-start", "ECS starts Prowler", pulumi.String(starts),
		document(func(v []string) Document { return StartPolicy(s.Place, p.Image, v[0]) }, logs.Arn), parent)
	if err != nil {
		return nil, roles, err
	}
	waits = append(waits, policy)
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html)
	scans, err := TrustPolicy(ecsTasks, fromSource(s.Place, s.Place.ARN("ecs", "*"))).JSON()
	if err != nil {
		return nil, roles, err
	}
	rights, err := ScanPolicy(s.Place, scannedRegions(args)).JSON()
	if err != nil {
		return nil, roles, err
	}
	scan, policy, err := s.newRole(ctx, name+"-scan", "Prowler reads the account's configuration", pulumi.String(scans), pulumi.String(rights), parent)
	if err != nil {
		return nil, roles, err
	}
	policies = append(policies, policy)
	for _, managed := range scanManagedPolicies {
		attached, err := iam.NewRolePolicyAttachment(ctx, name+"-"+managed.child, &iam.RolePolicyAttachmentArgs{
			Role: scan.Name, PolicyArn: pulumi.String("arn:" + s.Place.Partition + ":iam::aws:policy/" + managed.path),
		}, parent)
		if err != nil {
			return nil, roles, err
		}
		policies = append(policies, attached)
	}
	roles = [2]*iam.Role{start, scan}
	task, err := ecs.NewTaskDefinition(ctx, name, &ecs.TaskDefinitionArgs{
		// A family gets no name by itself, and is one in the account and Region.
		Family:                  pulumi.String(name + "-" + s.Name),
		RequiresCompatibilities: pulumi.StringArray{pulumi.String("FARGATE")},
		NetworkMode:             pulumi.String("awsvpc"),
		Cpu:                     pulumi.String(p.CPU), Memory: pulumi.String(strconv.Itoa(p.MemoryMB)),
		RuntimePlatform:  ecs.TaskDefinitionRuntimePlatformArgs{CpuArchitecture: pulumi.String("ARM64"), OperatingSystemFamily: pulumi.String("LINUX")},
		ExecutionRoleArn: start.Arn, TaskRoleArn: scan.Arn,
		ContainerDefinitions: logs.Name.ApplyT(func(group string) (string, error) {
			return containers(p, group, s.Place.Region, scannedRegions(args))
		}).(pulumi.StringOutput),
	}, parent, pulumi.DependsOn(append(waits, policies...)))
	return task, roles, err
}
