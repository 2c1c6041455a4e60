package trino

import (
	"encoding/json"
	"fmt"
	"math/big"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// text writes a value of either engine in one way, so that equal values are equal
// texts and others are not.
func (k kind) text(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case json.Number:
		return k.number(string(v))
	case int32:
		return k.number(strconv.FormatInt(int64(v), 10))
	case int64:
		return k.number(strconv.FormatInt(v, 10))
	case float64:
		return k.number(strconv.FormatFloat(v, 'g', -1, 64))
	case *big.Int: // sums of DuckDB's
		return k.number(v.String())
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return k.time(v)
	case string:
		if k.name == "varchar" {
			return strconv.Quote(v)
		}
		return v // Trino's dates and times
	case []any:
		return k.list(v)
	case map[string]any:
		return k.members(v)
	case duckdb.OrderedMap:
		pairs := map[string]any{}
		for _, key := range v.Keys() {
			of, _ := v.Get(key)
			pairs[fmt.Sprint(key)] = of
		}
		return k.members(pairs)
	}
	return fmt.Sprintf("a %T, %v", value, value)
}

// number writes whole numbers as they are, others as the nearest double.
func (k kind) number(text string) string {
	if k.name != "double" {
		return text
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return err.Error()
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func (k kind) time(t time.Time) string {
	if k.name == "date" {
		return t.Format(time.DateOnly)
	}
	if t.Nanosecond()%1e6 != 0 {
		return t.Format(time.RFC3339Nano) // finer than declared: Trino cannot say this
	}
	return t.Format("2006-01-02 15:04:05.000")
}

// list writes an array, or a row as Trino gives it.
func (k kind) list(values []any) string {
	all := make([]string, len(values))
	for i, v := range values {
		if k.name == "row" && i < len(k.of) {
			all[i] = k.of[i].text(v)
		} else if k.name == "array" {
			all[i] = k.of[0].text(v)
		} else {
			all[i] = fmt.Sprintf("a list in a %s, %v", k.name, v)
		}
	}
	return k.name + "[" + strings.Join(all, ", ") + "]"
}

// members writes a map, or a row as DuckDB gives it.
func (k kind) members(values map[string]any) string {
	if k.name == "row" {
		list := make([]any, len(k.names))
		for i, name := range k.names {
			list[i] = values[name]
		}
		return k.list(list)
	}
	all := make([]string, 0, len(values))
	for key, v := range values {
		of := fmt.Sprintf("a map in a %s, %v", k.name, v)
		if k.name == "map" {
			of = k.of[1].text(v)
		}
		all = append(all, strconv.Quote(key)+": "+of)
	}
	sort.Strings(all)
	return "map{" + strings.Join(all, ", ") + "}"
}
