package env

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

var (
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	accountID  = regexp.MustCompile(`^[0-9]{12}$`)
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Namespace
	namespace = regexp.MustCompile(`^[A-Za-z0-9._/#-][A-Za-z0-9._/#:-]{0,254}$`)
)

// Load reads the variables through getenv, which is os.Getenv but for tests.
// The error holds every problem there is, each with the variable, what it
// says and what it may say.
func Load(getenv func(string) string) (Settings, error) {
	l := loader{getenv: getenv}
	settings := Settings{
		RawBucket:       l.match(RawBucket, "", bucketName, "the name of a bucket: 3 to 63 of a-z, 0-9, dot and hyphen"),
		RawPrefix:       l.prefix(),
		RawBucketOwner:  l.optional(RawBucketOwner, accountID, "an account id of 12 digits, or nothing"),
		LakeBucket:      l.match(LakeBucket, "", bucketName, "the name of a bucket: 3 to 63 of a-z, 0-9, dot and hyphen"),
		LakeBucketOwner: l.optional(LakeBucketOwner, accountID, "an account id of 12 digits, or nothing"),
		Schema:          l.schema(),
		MetricNamespace: l.match(MetricNamespace, DefaultMetricNamespace, namespace, "1 to 255 of A-Z, a-z, 0-9 and . - _ / # :, no colon first"),
		Stack:           l.stack(),
		LogLevel:        l.level(),
		DeadlineMargin:  l.margin(),
		MemoryBytes:     l.memory(),
	}
	l.loop(settings)
	return settings, errors.Join(l.problems...)
}

// loader reads variables one by one and remembers what is wrong with them.
type loader struct {
	getenv   func(string) string
	problems []error
}

func (l *loader) problem(name, want string) {
	l.problems = append(l.problems, fmt.Errorf("reading environment variable %s: got %q, want %s", name, l.getenv(name), want))
}

// get is a variable, or what holds without it.
func (l *loader) get(name, without string) string {
	if value := l.getenv(name); value != "" {
		return value
	}
	return without
}

func (l *loader) match(name, without string, pattern *regexp.Regexp, want string) string {
	value := l.get(name, without)
	if !pattern.MatchString(value) {
		l.problem(name, want)
	}
	return value
}

func (l *loader) optional(name string, pattern *regexp.Regexp, want string) string {
	if l.getenv(name) == "" {
		return ""
	}
	return l.match(name, "", pattern, want)
}

func (l *loader) prefix() string {
	prefix := l.get(RawPrefix, DefaultRawPrefix)
	if !strings.HasSuffix(prefix, "/") || strings.HasPrefix(prefix, "/") {
		l.problem(RawPrefix, `a prefix of keys such as "raw/": a slash at its end, none at its start`)
	}
	return prefix
}

// loop refuses settings with which the Lambda would be called for the files
// that it writes.
func (l *loader) loop(s Settings) {
	for _, prefix := range []string{lake.FindingsPrefix, lake.QuarantinePrefix} {
		if s.RawBucket == s.LakeBucket && (strings.HasPrefix(prefix, s.RawPrefix) || strings.HasPrefix(s.RawPrefix, prefix)) {
			l.problem(RawPrefix, fmt.Sprintf("one apart from %q, where the lake stands in the same bucket", prefix))
		}
	}
}

func (l *loader) schema() *findings.Schema {
	promoted := []string{}
	if text := l.get(Columns, "[]"); json.Unmarshal([]byte(text), &promoted) != nil {
		l.problem(Columns, `a JSON array of strings such as ["owner=Resources[0].Tags.Owner"]`)
		return nil
	}
	schema, err := findings.NewSchema(promoted...)
	if err != nil {
		l.problems = append(l.problems, fmt.Errorf("reading environment variable %s: %w", Columns, err))
	}
	return schema
}

func (l *loader) stack() string {
	stack := l.get(Stack, l.get(functionName, "local"))
	if len(stack) > 1024 { // the longest value that a dimension takes
		l.problem(Stack, "at most 1024 characters")
	}
	return stack
}

func (l *loader) level() slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(l.get(LogLevel, "INFO"))) != nil {
		l.problem(LogLevel, "DEBUG, INFO, WARN or ERROR")
	}
	return level
}

func (l *loader) margin() time.Duration {
	margin, err := time.ParseDuration(l.get(DeadlineMargin, DefaultDeadlineMargin.String()))
	if err != nil || margin < 0 || margin > 15*time.Minute {
		l.problem(DeadlineMargin, `a duration from "0s" to "15m"`)
	}
	return margin
}

func (l *loader) memory() int64 {
	megabytes, err := strconv.ParseInt(l.get(memorySize, "0"), 10, 32)
	if err != nil || megabytes < 0 {
		l.problem(memorySize, "a number of megabytes")
	}
	return megabytes << 20
}
