package definition

import "testing"

func TestTranslate(t *testing.T) {
	t.Parallel()
	tests := []struct{ expression, want string }{
		{"ifelse({severity_label} = 'HIGH' AND {day_on} = maxOver({day_on}, [], PRE_FILTER), {n}, 0)",
			`case when "severity_label" = 'HIGH' and "day_on" = (select max("day_on") from r) then "n" else 0 end`},
		{"addDateTime(-7, 'DD', {d})", `date_add('day', -7, "d")`},
		{"ifelse(in({a}, ['x', 'it\\'s']), 1, notIn({a}, ['y']), 2, 3)", `case when "a" in ('x', 'it''s') then 1 when "a" not in ('y') then 2 else 3 end`},
		{"concat('https://', {a}, ifelse(startsWith({a}, 'cn-'), ' b ', 'c'))", `'https://' || "a" || case when "a" like 'cn-%' then ' b ' else 'c' end`},
		{"ifelse({a} = 1", ""},
		{"sumOver({a}, [], PRE_AGG)", ""},
		{"{a} + 1", ""},
		{"{a} {b}", ""},
	}
	for _, test := range tests {
		got, err := translate(test.expression, quoted, "r")
		if (err != nil) != (test.want == "") || err == nil && got != test.want {
			t.Errorf("%s: %v\n got %s\nwant %s", test.expression, err, got, test.want)
		}
	}
}
