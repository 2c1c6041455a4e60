package quicksight

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// lint says what the schema does not: whether the definition means something.
// Schema-valid ones fail in AWS by these rules; each is kept by the dashboards that
// others have published (Cloud Intelligence Dashboards).
func lint(definition map[string]any, sets []Dataset) []string {
	l := &linter{definition: definition, columns: map[string]map[string]string{}, used: map[string]bool{}, visuals: map[string]string{}, sets: map[string]string{}}
	l.datasets(sets)
	l.calculated()
	l.unique()
	for _, sheet := range objects(definition["Sheets"]) {
		l.sheet(sheet)
	}
	l.filters()
	l.controls()
	l.identifiers(definition)
	for _, set := range sets {
		for _, c := range set.Columns {
			if !l.used[set.Identifier+"."+c.Name] {
				l.problem("data set %s has the column %q, which nothing uses", set.Identifier, c.Name)
			}
		}
	}
	return l.problems
}

type linter struct {
	definition map[string]any
	columns    map[string]map[string]string // types, by data set and column
	used       map[string]bool
	visuals    map[string]string // the sheet of a visual
	sets       map[string]string // the data set of a visual
	problems   []string
}

func (l *linter) problem(format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

func objects(value any) []map[string]any {
	var out []map[string]any
	all, _ := value.([]any)
	for _, one := range all {
		if o, ok := one.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// only is the one member of a union.
func (l *linter) only(union map[string]any, where string) (kind string, value map[string]any) {
	if len(union) != 1 {
		l.problem("%s: %d kinds in one union", where, len(union))
	}
	for kind, member := range union {
		value, _ := member.(map[string]any)
		return kind, value
	}
	return "", nil
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

var arnPattern = regexp.MustCompile(`^arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\d{12}:dataset/\S+$`)

func (l *linter) datasets(sets []Dataset) {
	for _, set := range sets {
		columns := map[string]string{}
		for _, c := range set.Columns {
			columns[c.Name] = c.Type
		}
		l.columns[set.Identifier] = columns
	}
	declared := map[string]bool{}
	for _, d := range objects(l.definition["DataSetIdentifierDeclarations"]) {
		declared[text(d["Identifier"])] = true
		if !arnPattern.MatchString(text(d["DataSetArn"])) {
			l.problem("data set %s: %q is no ARN of a data set", d["Identifier"], d["DataSetArn"])
		}
	}
	for identifier := range l.columns {
		if !declared[identifier] {
			l.problem("data set %s is not declared", identifier)
			delete(l.columns, identifier)
		}
	}
}

var named = regexp.MustCompile(`\{([^}]*)\}`)

func (l *linter) calculated() {
	for _, f := range objects(l.definition["CalculatedFields"]) {
		columns, name, expression := l.columns[text(f["DataSetIdentifier"])], text(f["Name"]), text(f["Expression"])
		if columns[name] != "" {
			l.problem("calculated field %q: its data set has one of that name", name)
		}
		if len(name) > 127 || name == "" {
			l.problem("calculated field %q: the name is empty or too long", name)
		}
		for _, column := range named.FindAllStringSubmatch(expression, -1) {
			if columns[column[1]] == "" {
				l.problem("calculated field %q reads %q, which does not exist", name, column[1])
			}
			l.used[text(f["DataSetIdentifier"])+"."+column[1]] = true
		}
		bare := regexp.MustCompile(`'[^']*'`).ReplaceAllString(expression, "")
		if strings.Count(bare, "(") != strings.Count(bare, ")") || strings.Contains(bare, "'") {
			l.problem("calculated field %q: parentheses or quotes that are not closed", name)
		}
		kind := "INTEGER"
		if name == "console_url" {
			kind = "STRING"
		}
		if columns != nil {
			columns[name] = kind
		}
	}
}

// unique checks ids, which are those of the whole definition.
func (l *linter) unique() {
	pattern := regexp.MustCompile(`^[\w-]{1,512}$`)
	for _, member := range []string{"SheetId", "VisualId", "FilterGroupId", "FilterId", "FilterControlId", "ParameterControlId", "CustomActionId"} {
		seen := map[string]bool{}
		walk(l.definition, func(o map[string]any) {
			id, ok := o[member].(string)
			if !ok || member == "SheetId" && o["Visuals"] == nil {
				return
			}
			if seen[id] {
				l.problem("%s %q is there twice", member, id)
			}
			if seen[id] = true; !pattern.MatchString(id) {
				l.problem("%s %q is not of letters, digits, _ and -", member, id)
			}
		})
	}
}

func walk(value any, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		visit(v)
		for _, member := range v {
			walk(member, visit)
		}
	case []any:
		for _, member := range v {
			walk(member, visit)
		}
	}
}

func (l *linter) sheet(sheet map[string]any) {
	id := text(sheet["SheetId"])
	if text(sheet["Name"]) == "" || len(text(sheet["Description"])) > 1024 {
		l.problem("sheet %s: no name, or a description that is too long", id)
	}
	visuals := objects(sheet["Visuals"])
	if len(visuals) > 50 {
		l.problem("sheet %s: %d visuals", id, len(visuals))
	}
	for _, union := range visuals {
		_, visual := l.only(union, "sheet "+id)
		l.visuals[text(visual["VisualId"])] = id
		l.visual(visual)
	}
	l.layout(id, sheet)
}

func (l *linter) visual(visual map[string]any) {
	id := text(visual["VisualId"])
	fields := map[string]bool{}
	configuration, _ := visual["ChartConfiguration"].(map[string]any)
	walk(configuration["FieldWells"], func(o map[string]any) {
		if set, ok := o["DataSetIdentifier"].(string); ok {
			l.sets[id] = set
		}
		field, ok := o["FieldId"].(string)
		if !ok {
			return
		}
		if fields[field] {
			l.problem("visual %s: two fields have the id %q", id, field)
		}
		fields[field] = true
	})
	if len(fields) == 0 {
		l.problem("visual %s has no fields", id)
	}
	walk(visual, func(o map[string]any) {
		if sort, ok := o["FieldSort"].(map[string]any); ok && !fields[text(sort["FieldId"])] {
			l.problem("visual %s is sorted by %q, which is none of its fields", id, sort["FieldId"])
		}
		if option, ok := o["FieldId"].(string); ok && !fields[option] {
			l.problem("visual %s speaks of %q, which is none of its fields", id, option)
		}
		selected, _ := o["SelectedFields"].([]any)
		for _, field := range selected {
			if !fields[text(field)] {
				l.problem("visual %s: an action takes %q, which is none of its fields", id, field)
			}
		}
		if plain := text(o["PlainText"]); len(plain) > 512 {
			l.problem("visual %s: a text of %d characters", id, len(plain))
		}
	})
	l.fieldTypes(id, configuration["FieldWells"])
}

// fieldTypes checks that each field is of a kind that fits the type of its column.
func (l *linter) fieldTypes(id string, wells any) {
	fits := map[string][]string{
		"CategoricalDimensionField": {"STRING"}, "CategoricalMeasureField": {"STRING"}, "DateDimensionField": {"DATETIME"}, "DateMeasureField": {"DATETIME"},
		"NumericalDimensionField": {"INTEGER", "DECIMAL"}, "NumericalMeasureField": {"INTEGER", "DECIMAL"},
	}
	walk(wells, func(o map[string]any) {
		for kind, types := range fits {
			field, ok := o[kind].(map[string]any)
			if !ok {
				continue
			}
			if len(o) != 1 {
				l.problem("visual %s: a field of %d kinds", id, len(o))
			}
			column, _ := field["Column"].(map[string]any)
			if got := l.columns[text(column["DataSetIdentifier"])][text(column["ColumnName"])]; !slices.Contains(types, got) {
				l.problem("visual %s: a %s of %q, which is of type %q", id, kind, column["ColumnName"], got)
			}
		}
	})
}

func (l *linter) layout(id string, sheet map[string]any) {
	layouts := objects(sheet["Layouts"])
	if len(layouts) != 1 {
		l.problem("sheet %s has %d layouts", id, len(layouts))
		return
	}
	placed, taken := map[string]int{}, map[[2]int]string{}
	walk(layouts[0], func(o map[string]any) {
		element, ok := o["ElementId"].(string)
		if !ok {
			return
		}
		placed[element]++
		if l.visuals[element] != id {
			l.problem("sheet %s places %q, which is not on it", id, element)
		}
		column, span, row, height := whole(o["ColumnIndex"]), whole(o["ColumnSpan"]), whole(o["RowIndex"]), whole(o["RowSpan"])
		if column+span > 36 || span < 1 || height < 1 || height > 21 {
			l.problem("sheet %s: %s reaches past the grid", id, element)
		}
		for x := column; x < column+span; x++ {
			for y := row; y < row+height; y++ {
				if other := taken[[2]int{x, y}]; other != "" && other != element {
					l.problem("sheet %s: %s lies on %s", id, element, other)
					return
				}
				taken[[2]int{x, y}] = element
			}
		}
	})
	for visual, at := range l.visuals {
		if at == id && placed[visual] != 1 {
			l.problem("sheet %s places %s %d times", id, visual, placed[visual])
		}
	}
}

func whole(value any) int {
	n, _ := value.(float64)
	return int(n)
}
