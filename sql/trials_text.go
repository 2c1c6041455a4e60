package sql

var textTrials = []Trial{
	{"chr", "chr(65)", "A"},
	{"concat", "concat('a', 'b', 'c')", "abc"},
	{"concat", "concat('a', cast(null as varchar))", "null"},
	{"format", "format('%d of %s', 1, 'x')", "1 of x"},
	{"from_base64", "from_utf8(from_base64('aGk='))", "hi"},
	{"from_hex", "from_utf8(from_hex('6869'))", "hi"},
	{"from_utf8", "from_utf8(to_utf8('ü'))", "ü"},
	{"length", "length('ü€')", "2"},
	{"lower", "lower('ÄB')", "äb"},
	{"lpad", "lpad('a', 3, 'xy')", "xya"},
	{"ltrim", "'<' || ltrim(chr(9) || ' a ') || '>'", "<a >"},
	{"md5", "to_hex(md5(to_utf8('')))", "D41D8CD98F00B204E9800998ECF8427E"},
	{"position", "position('b' in 'abc')", "2"},
	{"regexp_extract", "regexp_extract('abc', 'x')", "null"},
	{"regexp_extract", "regexp_extract('a1b2', '([a-z])(\\d)', 2)", "1"},
	{"regexp_extract_all", "array_join(regexp_extract_all('a1b2', '\\d'), ',')", "1,2"},
	{"regexp_like", "regexp_like('abc', 'b')", "true"},
	{"regexp_replace", "regexp_replace('a1b2', '\\d', 'x')", "axbx"}, // all of them
	{"regexp_replace", "regexp_replace('a1b2', '\\d')", "ab"},
	{"regexp_replace", "regexp_replace('a1b2', '([a-z])(\\d)', '$2$1')", "1a2b"},
	{"replace", "replace('aab', 'a', 'x')", "xxb"},
	{"replace", "replace('aab', 'a')", "b"},
	{"reverse", "reverse('abc')", "cba"},
	{"rpad", "rpad('a', 3, 'xy')", "axy"},
	{"rtrim", "'<' || rtrim(' a ' || chr(10)) || '>'", "< a>"},
	{"split", "array_join(split('a,b,', ','), '|')", "a|b|"},
	{"split_part", "split_part('a/b', '/', 2)", "b"},
	{"split_part", "split_part('a/b', '/', 3)", "null"},
	{"starts_with", "starts_with('abc', 'ab')", "true"},
	{"strpos", "strpos('abc', 'c')", "3"},
	{"substr", "substr('abc', -2)", "bc"},
	{"substr", "substr('abc', 0)", ""}, // a string begins at 1
	{"substring", "substring('abc', 0, 2)", ""},
	{"substring", "substring('abc' from 2 for 1)", "b"},
	{"to_base64", "to_base64(to_utf8('hi'))", "aGk="},
	{"to_hex", "to_hex(to_utf8('hi'))", "6869"},
	{"to_utf8", "to_hex(to_utf8('ü'))", "C3BC"},
	{"trim", "'<' || trim(chr(9) || ' a ' || chr(10)) || '>'", "<a>"}, // blanks of every kind
	{"trim", "'<' || trim(both 'x' from 'xax') || '>'", "<a>"},
	{"upper", "upper('äb')", "ÄB"},
}

var jsonTrials = []Trial{
	{"json_array_length", `json_array_length(json_extract('{"a": [1, 2]}', '$.a'))`, "2"},
	{"json_extract", `json_format(json_extract('{"a": {"b":1}}', '$.a'))`, `{"b":1}`},
	{"json_extract_scalar", `json_extract_scalar('{"a": {"b": 1}}', '$.a')`, "null"}, // no scalar
	{"json_extract_scalar", `json_extract_scalar('{"a": [1]}', '$.a')`, "null"},
	{"json_extract_scalar", `json_extract_scalar('{"a": null}', '$.a')`, "null"},
	{"json_extract_scalar", `json_extract_scalar('{"a/b": {"c": 1}}', '$["a/b"].c')`, "1"},
	{"json_extract_scalar", `json_extract_scalar('{"a": ["x", "y"]}', '$.a[1]')`, "y"},
	{"json_extract_scalar", `json_extract_scalar('{"a": true}', '$.a')`, "true"},
	{"json_extract_scalar", `json_extract_scalar('no JSON', '$.a')`, "null"},
	{"json_format", `json_format(json_parse('{"a":1}'))`, `{"a":1}`},
	{"json_parse", `json_extract_scalar(json_parse('{"a":1}'), '$.a')`, "1"},
}
