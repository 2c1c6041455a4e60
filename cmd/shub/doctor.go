package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/spf13/cobra"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/internal/doctor"
	"security-hub-analytics/local"
	"security-hub-analytics/settings"
)

const doctorHelp = `Doctor looks at an account before pulumi up: with the stack's configuration and
your credentials. Each line says what was found, why it matters, and the command
that settles it. It only reads, and goes on where a right is missing.

Region, profile and role are those of the stack (aws:region, aws:profile,
aws:assumeRole), else those of the environment.

Exit codes: 0 nothing to do; 3 something may not work as it is meant, or could not
be looked at; 4 pulumi up would fail, or no finding would come.`

const doctorExamples = `  shub doctor                     the stack dev
  shub doctor --stack prod --json`

// The exit codes of doctor, besides those of all commands.
const (
	exitWarned  = 3
	exitProblem = 4
)

// verdict is an exit code of its own, about which nothing is left to say.
type verdict int

func (v verdict) Error() string { return fmt.Sprintf("exit code %d", int(v)) }

// doctorRun is one call of shub doctor.
type doctorRun struct {
	stack, folder string
	json          bool
}

func doctorCommand(e env) *cobra.Command {
	var d doctorRun
	c := &cobra.Command{
		Use: "doctor [--stack STACK]", Short: "Look at an AWS account before pulumi up",
		Long: doctorHelp, Example: doctorExamples, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return d.run(c.Context(), e) },
	}
	c.Flags().StringVar(&d.stack, "stack", "dev", "`STACK` whose configuration to read")
	c.Flags().StringVar(&d.folder, "dir", ".", "folder of Pulumi.yaml, `DIR`")
	c.Flags().BoolVar(&d.json, "json", false, "print one JSON value")
	return c
}

func (d *doctorRun) run(ctx context.Context, e env) error {
	stack, err := settings.FromStackFile(d.folder, d.stack, e.now())
	if stack == nil {
		return &local.UsageError{Err: fmt.Errorf("reading the stack's configuration: %w: run it in the folder of Pulumi.yaml, or name that with --dir", err)}
	}
	options := doctor.Options{Stack: stack, SettingsError: err}
	options.Client, options.Trouble = reader(ctx, stack.AWS)
	report := doctor.Run(ctx, options)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if d.json {
		err = writeJSON(e.out, report)
	} else {
		err = printDoctor(e.out, report)
	}
	switch {
	case err != nil:
		return err
	case report.Worst >= doctor.Problem:
		return verdict(exitProblem)
	case report.Worst >= doctor.Unknown:
		return verdict(exitWarned)
	}
	return nil
}

// reader asks AWS as the provider of the stack would: keys are those of the
// namespace aws.
func reader(ctx context.Context, keys map[string]string) (*awsread.Client, error) {
	var options []func(*config.LoadOptions) error
	if region := keys["region"]; region != "" {
		options = append(options, config.WithRegion(region))
	}
	if profile := keys["profile"]; profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("reading the AWS configuration: %w", err)
	}
	if c.Region == "" {
		return nil, errors.New("no Region is set, neither by the stack (aws:region) nor by the environment (AWS_REGION)")
	}
	if err := assume(&c, keys["assumeRole"]); err != nil {
		return nil, fmt.Errorf("reading config key aws:assumeRole: %w", err)
	}
	if _, err := c.Credentials.Retrieve(ctx); err != nil {
		return nil, fmt.Errorf("there are no credentials: %w", err)
	}
	client := &awsread.Client{Region: c.Region, Credentials: c.Credentials, Endpoint: aws.ToString(c.BaseEndpoint)}
	return client, nil
}

// assume takes on the role that the provider would.
func assume(c *aws.Config, key string) error {
	if key == "" {
		return nil
	}
	var role struct{ RoleArn, SessionName, ExternalID string }
	if err := json.Unmarshal([]byte(key), &role); err != nil {
		return err
	}
	if role.RoleArn == "" {
		return errors.New("it names no roleArn")
	}
	c.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(*c), role.RoleArn,
		func(o *stscreds.AssumeRoleOptions) {
			if o.RoleSessionName = role.SessionName; o.RoleSessionName == "" {
				o.RoleSessionName = "shub-doctor"
			}
			if role.ExternalID != "" {
				o.ExternalID = &role.ExternalID
			}
		}))
	return nil
}

// Colours of the levels, which are words as well.
var levelColours = map[doctor.Level]string{doctor.OK: "32", doctor.Note: "36", doctor.Unknown: "35", doctor.Warning: "33", doctor.Problem: "31"}

func printDoctor(out screen, r *doctor.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Stack %s", r.Stack)
	if r.Account != "" {
		fmt.Fprintf(&b, " in account %s, %s", r.Account, r.Region)
	}
	b.WriteString("\n\n")
	width := len(doctor.Problem.String())
	indent := strings.Repeat(" ", width+2)
	counts := map[doctor.Level]int{}
	for _, line := range r.Lines {
		counts[line.Level]++
		found := line.Found
		if line.Region != "" && line.Region != r.Region {
			found = line.Region + ": " + found
		}
		fmt.Fprintf(&b, "%s  %s\n", out.paint(levelColours[line.Level], fmt.Sprintf("%-*s", width, line.Level)),
			wrapped(found, out.columns(), indent))
		if line.Why != "" {
			fmt.Fprintf(&b, "%s%s\n", indent, wrapped(line.Why, out.columns(), indent))
		}
		for _, do := range line.Do {
			sign := "$"
			if strings.HasPrefix(do, "https://") || strings.HasPrefix(do, "docs/") {
				sign = ">" // to read, not to run
			}
			fmt.Fprintf(&b, "%s%s %s\n", indent, sign, out.paint(bold, do)) // never cut, to be copied
		}
	}
	var sums []string
	for level := doctor.Problem; level >= doctor.OK; level-- {
		if counts[level] > 0 {
			sums = append(sums, levels(counts[level], level))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", strings.Join(sums, ", "))
	_, err := fmt.Fprint(out, b.String())
	return err
}

func levels(n int, level doctor.Level) string {
	text := fmt.Sprintf("%d %s", n, level)
	if n != 1 && level != doctor.OK && level != doctor.Unknown {
		text += "s"
	}
	return text
}

// wrapped breaks text between words; lines after the first are indented.
func wrapped(text string, columns int, indent string) string {
	var b strings.Builder
	at := len(indent)
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case at+1+len(word) > columns:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += len(word)
	}
	return b.String()
}
