package settings

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

// check is what no key can say by itself.
func (s *Settings) check(from Source) []error {
	return slices.Concat(s.checkNames(), s.checkDetect(from), s.checkVisualize(from), s.checkLifecycles(), s.checkContents(from))
}

// prefixPattern is what all services that take a fixed name take.
var prefixPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)

func (s *Settings) checkNames() []error {
	if prefix := s.Prefix(); len(prefix) > MaxPrefix || !prefixPattern.MatchString(prefix) {
		return []error{fmt.Errorf("reading the names of project and stack: got %q (%d characters together), "+
			"want letters, digits and hyphens, at most %d characters: choose another name for the stack", prefix, len(prefix), MaxPrefix)}
	}
	return nil
}

// iaDays is the least age at which S3 moves objects to STANDARD_IA: less is an
// InvalidArgument
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html).
const iaDays = 30

func (s *Settings) checkLifecycles() []error {
	var problems []error
	for _, l := range []struct {
		transition, class, expire  string
		transitionDays, expireDays int
		storageClass               string
	}{
		{"ingestRawTransitionDays", "ingestRawStorageClass", "ingestRawExpireDays",
			s.Ingest.RawTransitionDays, s.Ingest.RawExpireDays, s.Ingest.RawStorageClass},
		{"transformLakeTransitionDays", "transformLakeStorageClass", "transformLakeExpireDays",
			s.Transform.LakeTransitionDays, s.Transform.LakeExpireDays, s.Transform.LakeStorageClass},
	} {
		if l.storageClass == classIA && l.transitionDays > 0 && l.transitionDays < iaDays {
			problems = append(problems, Problem{l.transition, strconv.Itoa(l.transitionDays),
				fmt.Sprintf("at least %d, as S3 demands where %s is %s", iaDays, l.class, classIA)})
		}
		if l.transitionDays > 0 && l.expireDays > 0 && l.expireDays <= l.transitionDays {
			problems = append(problems, Problem{l.expire, strconv.Itoa(l.expireDays),
				fmt.Sprintf("more than %s, which is %d: what is deleted cannot move any more (0 moves nothing)", l.transition, l.transitionDays)})
		}
	}
	return problems
}

// checkContents looks at what keys name: columns, a day, a file.
func (s *Settings) checkContents(from Source) []error {
	var problems []error
	if _, err := s.Schema(); err != nil {
		problems = append(problems, fmt.Errorf("reading config key transformColumns: %w", err))
	}
	if start, err := time.Parse(time.DateOnly, s.Catalog.ProjectionStart); err == nil && !from.Now.IsZero() && start.After(from.Now) {
		problems = append(problems, Problem{"catalogProjectionStart", s.Catalog.ProjectionStart,
			"a day that is over or today: rows that come before it would not be seen"})
	}
	if file := s.Catalog.AccountsFile; file != "" && from.Open != nil {
		if err := checkAccountsFile(from, file); err != nil {
			problems = append(problems, fmt.Errorf("reading config key catalogAccountsFile: %w", err))
		}
	}
	return problems
}

// Schema is the schema of a row, promoted columns included. The error is about
// columns that go neither with it nor with the views.
func (s *Settings) Schema() (*findings.Schema, error) {
	schema, err := findings.NewSchema(s.Transform.Columns...)
	if err != nil {
		return nil, err
	}
	if _, err := sql.Views(schema); err != nil {
		return nil, err
	}
	return schema, nil
}
