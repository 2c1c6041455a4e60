package doctor

import (
	"context"
	"strings"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/settings"
)

// Options say what to look at.
type Options struct {
	// Stack is what the stack's files say; SettingsError what is wrong with them.
	Stack         *settings.Stack
	SettingsError error
	// Client asks AWS in the stack's own Region. Nil if no Region or no credentials
	// could be found, which Trouble tells.
	Client  *awsread.Client
	Trouble error
}

// exam is one run.
type exam struct {
	ctx    context.Context
	s      *settings.Settings
	client *awsread.Client
	who    awsread.Identity
	region string
	report *Report
	// deployed says that a stack of this project seems to stand here already, so that
	// what is on may have been switched on by it.
	deployed bool
	// member says that another account administers Security Hub here.
	member bool
}

// Run looks at everything that it can. It never fails: what cannot be looked at is a
// line of its own.
func Run(ctx context.Context, o Options) *Report {
	e := &exam{ctx: ctx, s: o.Stack.Settings, report: &Report{Stack: o.Stack.Settings.Stack}}
	e.config(o)
	if o.Client == nil {
		e.report.add(Line{Level: Problem, Topic: "identity", Found: o.Trouble.Error(),
			Why: "Without a Region and credentials nothing can be looked at, and pulumi up cannot begin.",
			Do:  []string{"pulumi config set aws:region us-east-1", "aws configure sso", "export AWS_PROFILE=<profile>"}})
		return e.report
	}
	e.client, e.region, e.report.Region = o.Client, o.Client.Region, o.Client.Region
	if !e.identity() {
		return e.report
	}
	for _, look := range []func(){
		e.names, e.securityHub, e.aggregator, e.recorder, e.adopted, e.network, e.lakeFormation, e.quickSight, e.rights,
	} {
		if ctx.Err() != nil {
			break
		}
		look()
	}
	return e.report
}

func (e *exam) add(level Level, topic, found, why string, do ...string) {
	e.report.add(Line{Level: level, Topic: topic, Region: e.region, Found: found, Why: why, Do: do})
}

// blind reports that something could not be looked at; command is how somebody with
// the right sees it.
func (e *exam) blind(topic, region, what string, err error, command string) {
	why := "It could not be looked at: " + err.Error()
	if awsread.Denied(err) {
		why = "These credentials may not look at it. Whoever may can use the command below. " + err.Error()
	}
	e.report.add(Line{Level: Unknown, Topic: topic, Region: region, Found: what + " is unknown", Why: why, Do: []string{command}})
}

// config reports what the stack's files say by themselves.
func (e *exam) config(o Options) {
	add := func(level Level, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: "config", Found: found, Why: why, Do: do})
	}
	problems := split(o.SettingsError)
	for _, problem := range problems {
		add(Problem, problem.Error(), "pulumi up stops at it.", "docs/configuration.md says what each key may be")
	}
	for _, warning := range e.s.Warnings() {
		add(Warning, warning, "It is allowed, and may not be what is meant.")
	}
	if names := o.Stack.Environments; len(names) > 0 {
		add(Note, "the stack imports "+strings.Join(names, ", "), "What these environments set is not seen here: the rest is judged without it.", "pulumi config")
	}
	if len(problems) == 0 {
		add(OK, "the stack's configuration is in order", "")
	}
}

// split takes joined errors apart.
func split(err error) []error {
	if err == nil {
		return nil
	}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		var list []error
		for _, one := range all.Unwrap() {
			list = append(list, split(one)...)
		}
		return list
	}
	return []error{err}
}

// identity reports who asks; false if nobody does.
func (e *exam) identity() bool {
	who, err := e.client.WhoAmI(e.ctx)
	if err != nil {
		e.add(Problem, "identity", "AWS does not know who asks: "+err.Error(),
			"pulumi up would fail the same way.", "aws sts get-caller-identity --region "+e.region, "aws sso login")
		return false
	}
	e.who = who
	e.report.Account, e.report.Caller = who.Account, who.ARN
	if strings.HasSuffix(who.ARN, ":root") {
		e.add(Warning, "identity", "the account's root user asks", "Its keys cannot be limited. Use a role instead.", "aws configure sso")
		return true
	}
	e.add(OK, "identity", "account "+who.Account+", as "+who.ARN, "")
	return true
}
