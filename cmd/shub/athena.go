package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/spf13/cobra"
)

// account is where AWS is called, and as whom.
type account struct{ region, profile string }

func (a *account) flags(c *cobra.Command) {
	c.Flags().StringVar(&a.region, "region", "", "AWS Region, instead of that of the environment or profile")
	c.Flags().StringVar(&a.profile, "profile", "", "profile of the AWS config files, instead of the default one")
}

// load finds region and credentials where every AWS tool finds them.
func (a *account) load(ctx context.Context) (aws.Config, error) {
	var options []func(*config.LoadOptions) error
	if a.region != "" {
		options = append(options, config.WithRegion(a.region))
	}
	if a.profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.profile))
	}
	loaded, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return loaded, fmt.Errorf("reading the AWS configuration: %w", err)
	}
	if loaded.Region == "" {
		return loaded, usage("no AWS Region is set: give --region, or set AWS_REGION")
	}
	return loaded, nil
}

// athenaQueries runs statements in one database, one after the other.
type athenaQueries struct {
	client              *athena.Client
	database, workgroup string
}

func newAthena(c aws.Config, database, workgroup string) *athenaQueries {
	return &athenaQueries{athena.NewFromConfig(c), database, workgroup}
}

// How often Athena is asked whether a query is done: seldom enough for its
// quota (GetQueryExecution: 20 calls a second an account, burst 100; Athena user
// guide, "Service Quotas").
const (
	askFirst = 200 * time.Millisecond
	askMost  = 2 * time.Second
)

// run runs a statement and waits for its end.
func (q *athenaQueries) run(ctx context.Context, statement string) error {
	started, err := q.client.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{
		QueryString:           &statement,
		QueryExecutionContext: &types.QueryExecutionContext{Database: &q.database},
		WorkGroup:             &q.workgroup,
	})
	if err != nil {
		return fmt.Errorf("starting a query in workgroup %q: %w", q.workgroup, err)
	}
	for pause := askFirst; ; pause = min(askMost, pause*3/2) {
		found, err := q.client.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: started.QueryExecutionId})
		if err != nil {
			return errors.Join(fmt.Errorf("waiting for query %s: %w", aws.ToString(started.QueryExecutionId), err), q.stop(ctx, started.QueryExecutionId))
		}
		status := types.QueryExecutionStatus{}
		if found.QueryExecution != nil && found.QueryExecution.Status != nil {
			status = *found.QueryExecution.Status
		}
		switch status.State {
		case types.QueryExecutionStateSucceeded:
			return nil
		case types.QueryExecutionStateFailed, types.QueryExecutionStateCancelled:
			return fmt.Errorf("query %s %s: %s", aws.ToString(started.QueryExecutionId), status.State, aws.ToString(status.StateChangeReason))
		}
		select {
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), q.stop(ctx, started.QueryExecutionId))
		case <-time.After(pause):
		}
	}
}

// stop ends a query that nobody waits for any more.
func (q *athenaQueries) stop(ctx context.Context, id *string) error {
	if ctx.Err() == nil {
		return nil // it may still end well, and it does no harm
	}
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if _, err := q.client.StopQueryExecution(ctx, &athena.StopQueryExecutionInput{QueryExecutionId: id}); err != nil {
		return fmt.Errorf("stopping query %s: %w", aws.ToString(id), err)
	}
	return nil
}
