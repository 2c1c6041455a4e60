package settings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rule is what a text may be: how to tell, and in words.
type rule struct {
	ok      func(string) bool
	allowed string
}

// matching is the rule of a pattern, which stands for the whole text.
func matching(pattern, allowed string) rule {
	return rule{regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString, allowed}
}

// text is a key that is a string. If its default is empty, it may be.
func text(name, without string, at func(*Settings) *string, r rule, description string) Key {
	allowed := r.allowed
	if without == "" {
		allowed += ", or nothing"
	}
	return Key{name, String, without, allowed, description, func(s *Settings, value string) bool {
		*at(s) = value
		return value == "" && without == "" || r.ok(value)
	}}
}

// choice is a key that is one of some words.
func choice(name, without string, at func(*Settings) *string, words []string, description string) Key {
	return text(name, without, at, rule{func(v string) bool { return slices.Contains(words, v) }, oneOf(words)}, description)
}

func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// number is a key that is a whole number from least to most.
func number(name string, without, least, most int, at func(*Settings) *int, description string) Key {
	return integer(name, without, at, func(n int) bool { return n >= least && n <= most },
		fmt.Sprintf("a whole number from %d to %d", least, most), description)
}

// orNever is a key that is a whole number from least to most, or 0 for never.
func orNever(name string, without, least, most int, at func(*Settings) *int, description string) Key {
	return integer(name, without, at, func(n int) bool { return n == 0 || n >= least && n <= most },
		fmt.Sprintf("a whole number from %d to %d, or 0 for never", least, most), description)
}

func integer(name string, without int, at func(*Settings) *int, ok func(int) bool, allowed, description string) Key {
	return Key{name, Integer, strconv.Itoa(without), allowed, description, func(s *Settings, value string) bool {
		n, err := strconv.Atoi(value)
		*at(s) = n
		return err == nil && ok(n)
	}}
}

// boolean is a key that is true or false.
func boolean(name string, without bool, at func(*Settings) *bool, description string) Key {
	return Key{name, Boolean, strconv.FormatBool(without), "true or false", description, func(s *Settings, value string) bool {
		*at(s) = value == "true"
		return value == "true" || value == "false"
	}}
}

// texts is a key that is a list of at most most strings, none twice. Its default
// is none.
func texts(name string, most int, at func(*Settings) *[]string, r rule, description string) Key {
	allowed := fmt.Sprintf("a list of at most %d, none twice, each %s", most, r.allowed)
	return Key{name, Strings, "[]", allowed, description, func(s *Settings, value string) bool {
		list, ok := parseList(value)
		*at(s) = list
		if !ok || len(list) > most {
			return false
		}
		seen := map[string]bool{}
		for _, item := range list {
			if seen[item] || !r.ok(item) {
				return false
			}
			seen[item] = true
		}
		return true
	}}
}

// parseList reads a JSON list of strings; null elements are none.
func parseList(value string) ([]string, bool) {
	var items []*string
	if err := json.Unmarshal([]byte(value), &items); err != nil || items == nil {
		return nil, false
	}
	var list []string
	for _, item := range items {
		if item == nil {
			return nil, false
		}
		list = append(list, *item)
	}
	return list, true
}
