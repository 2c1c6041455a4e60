package doctor

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// askedAtOnce is how many questions IAM is asked side by side: it throttles.
const askedAtOnce = 4

// rights asks IAM whether these credentials may do what the policies in docs/deploy
// allow: each statement by itself, on a resource that it is about.
func (e *exam) rights() {
	const topic = "rights"
	add := func(level Level, found, why string, do ...string) {
		e.report.add(Line{Level: level, Topic: topic, Found: found, Why: why, Do: do})
	}
	partition, _ := e.client.Partition()
	needs, err := needed(e.s, partition, e.region, e.who.Account)
	if err != nil {
		add(Unknown, "which rights are needed is unknown", err.Error())
		return
	}
	var actions []string
	for _, need := range needs {
		actions = append(actions, need.wish.Actions...)
	}
	slices.Sort(actions)
	actions = slices.Compact(actions)
	if strings.HasSuffix(e.who.ARN, ":root") {
		add(OK, "the root user may do all", "")
		return
	}
	principal := e.principal()
	denied, err := e.simulate(principal, needs)
	switch {
	case err != nil:
		add(Unknown, fmt.Sprintf("whether these credentials may do the %d things that pulumi up and pulumi destroy do is unknown", len(actions)),
			"IAM could not be asked: "+err.Error()+". They are: "+byService(actions)+".", "docs/deploy has them as policies")
	case len(denied) > 0:
		var missing, files []string
		for _, need := range denied {
			missing, files = append(missing, need.wish.Actions...), append(files, "docs/deploy/"+need.file+" has them, statement "+need.sid)
		}
		slices.Sort(missing)
		add(Warning, fmt.Sprintf("%d of %d rights seem to be missing: %s", len(slices.Compact(missing)), len(actions), byService(slices.Compact(missing))),
			"pulumi up, pulumi refresh or pulumi destroy would stop there. IAM was asked about "+principal+"; what a session policy or an organization refuses is seen in part only.",
			files...)
	default:
		add(OK, fmt.Sprintf("these credentials may do all %d things that pulumi up and pulumi destroy do", len(actions)), "")
	}
}

// simulate asks about each need and returns those that are refused, with the actions
// that are.
func (e *exam) simulate(principal string, needs []need) ([]need, error) {
	type answer struct {
		denied []string
		err    error
	}
	answers := make([]answer, len(needs))
	var running sync.WaitGroup
	free := make(chan struct{}, askedAtOnce)
	for i, n := range needs {
		running.Add(1)
		free <- struct{}{}
		go func() {
			defer func() { <-free; running.Done() }()
			answers[i].denied, answers[i].err = e.client.Simulate(e.ctx, principal, n.wish)
		}()
	}
	running.Wait()
	var refused []need
	for i, n := range needs {
		if err := answers[i].err; err != nil {
			return nil, err
		}
		if n.wish.Actions = answers[i].denied; len(n.wish.Actions) > 0 {
			refused = append(refused, n)
		}
	}
	return refused, nil
}

// byService lists actions with their service once.
func byService(actions []string) string {
	var order []string
	names := map[string][]string{}
	for _, action := range actions {
		service, name, _ := strings.Cut(action, ":")
		if names[service] == nil {
			order = append(order, service)
		}
		names[service] = append(names[service], name)
	}
	for i, service := range order {
		order[i] = service + ": " + strings.Join(names[service], " ")
	}
	return strings.Join(order, "; ")
}

// principal is the ARN that policies hang on: of an assumed role, the role's.
func (e *exam) principal() string {
	// arn:aws:sts::111122223333:assumed-role/name/session
	fields := strings.SplitN(e.who.ARN, ":", 6)
	if len(fields) < 6 {
		return e.who.ARN
	}
	parts := strings.Split(fields[5], "/")
	if parts[0] != "assumed-role" || len(parts) < 2 {
		return e.who.ARN
	}
	// A path is part of the ARN, and not told there: that of single sign-on has one.
	if arn, err := e.client.RoleARN(e.ctx, parts[1]); err == nil && arn != "" {
		return arn
	}
	return "arn:" + fields[1] + ":iam::" + fields[4] + ":role/" + parts[1]
}
