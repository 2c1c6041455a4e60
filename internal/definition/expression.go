package definition

import (
	"fmt"
	"regexp"
	"strings"
)

// translate turns an expression of a calculated field into SQL. column says what
// stands for a {column}, relation for the data set.
func translate(expression string, column func(string) string, relation string) (string, error) {
	p := parser{tokens: tokens.FindAllString(expression, -1), column: column, relation: relation}
	if strings.Join(p.tokens, "") != strings.ReplaceAll(spaces.ReplaceAllString(expression, "$1"), "\x00", "") {
		return "", fmt.Errorf("reading %q", expression)
	}
	sql := p.condition()
	if p.err == nil && len(p.tokens) > 0 {
		p.fail("%q is left over", p.tokens[0])
	}
	return sql, p.err
}

var (
	tokens = regexp.MustCompile(`\{[^}]*\}|'(?:[^'\\]|\\.)*'|[0-9]+|[A-Za-z_]+|[-(),\[\]=]`)
	// spaces are those outside of quotes.
	spaces = regexp.MustCompile(`('(?:[^'\\]|\\.)*'|\{[^}]*\})|\s+`)
)

type parser struct {
	tokens   []string
	column   func(string) string
	relation string
	err      error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
	p.tokens = nil
}

func (p *parser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token
}

func (p *parser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

// condition is comparisons joined by AND.
func (p *parser) condition() string {
	sql := p.comparison()
	for p.peek() == "AND" {
		p.next()
		sql += " and " + p.comparison()
	}
	return sql
}

func (p *parser) comparison() string {
	sql := p.value()
	if p.peek() == "=" {
		p.next()
		sql += " = " + p.value()
	}
	return sql
}

func (p *parser) value() string {
	switch token := p.next(); {
	case token == "":
		p.fail("it ends too early")
		return ""
	case token[0] == '{':
		return p.column(token[1 : len(token)-1])
	case token[0] == '\'':
		return "'" + strings.ReplaceAll(strings.ReplaceAll(token[1:len(token)-1], `\'`, "'"), "'", "''") + "'"
	case token[0] >= '0' && token[0] <= '9':
		return token
	case token == "-":
		return "-" + p.value()
	case token == "[":
		return "(" + strings.Join(p.list("]"), ", ") + ")"
	case p.peek() == "(":
		p.next()
		return p.function(token, p.list(")"))
	default: // PRE_FILTER
		return token
	}
}

func (p *parser) list(end string) (all []string) {
	if p.peek() == end {
		p.next()
		return nil
	}
	for {
		all = append(all, p.condition())
		switch token := p.next(); token {
		case ",":
		case end:
			return all
		default:
			p.fail("%q where %q or a comma should be", token, end)
			return all
		}
	}
}

// function is a function of QuickSight's in SQL.
func (p *parser) function(name string, args []string) string {
	switch {
	case name == "ifelse" && len(args) >= 3 && len(args)%2 == 1:
		sql := "case"
		for i := 0; i+1 < len(args); i += 2 {
			sql += " when " + args[i] + " then " + args[i+1]
		}
		return sql + " else " + args[len(args)-1] + " end"
	case name == "in" && len(args) == 2:
		return args[0] + " in " + args[1]
	case name == "notIn" && len(args) == 2:
		return args[0] + " not in " + args[1]
	case name == "maxOver" && len(args) == 3 && args[1] == "()" && args[2] == "PRE_FILTER":
		return "(select max(" + args[0] + ") from " + p.relation + ")"
	case name == "addDateTime" && len(args) == 3 && args[1] == "'DD'":
		return "date_add('day', " + args[0] + ", " + args[2] + ")"
	case name == "concat":
		return strings.Join(args, " || ")
	case name == "startsWith" && len(args) == 2:
		return args[0] + " like " + strings.TrimSuffix(args[1], "'") + "%'"
	}
	p.fail("%s of %d arguments is none that is known here", name, len(args))
	return ""
}
