package components

import (
	"strconv"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/budgets"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// budget makes the monthly budget of the account, if there is to be one. It has no
// filter: AWS tells one stack's costs from another's only by tags that whoever pays
// has activated, and a budget of a tag that is not active sees nothing and says
// nothing (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html).
func (o *Operate) budget(ctx *pulumi.Context, name string, args *OperateArgs, topic pulumi.Resource) error {
	if args.BudgetUSD <= 0 {
		return nil
	}
	notify := func(kind string, percent float64) budgets.BudgetNotificationInput {
		return budgets.BudgetNotificationArgs{
			ComparisonOperator: pulumi.String("GREATER_THAN"), NotificationType: pulumi.String(kind),
			Threshold: pulumi.Float64(percent), ThresholdType: pulumi.String("PERCENTAGE"),
			SubscriberSnsTopicArns: pulumi.StringArray{o.TopicARN},
		}
	}
	_, err := budgets.NewBudget(ctx, name, &budgets.BudgetArgs{
		BudgetType: pulumi.String("COST"), TimeUnit: pulumi.String("MONTHLY"),
		LimitAmount: pulumi.String(strconv.Itoa(args.BudgetUSD)), LimitUnit: pulumi.String("USD"),
		Notifications: budgets.BudgetNotificationArray{notify("ACTUAL", 80), notify("FORECASTED", 100)},
	}, pulumi.Parent(o), pulumi.DependsOn([]pulumi.Resource{topic}))
	return err
}
