package main

import (
	"bytes"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"security-hub-analytics/local"
)

// Times are written as Athena writes them.
const (
	timestampLayout = "2006-01-02 15:04:05.000"
	timeLayout      = "15:04:05.000"
)

// plainValue is a value as JSON can hold it: times are text, numbers numbers.
func plainValue(column local.Column, value driver.Value) any {
	switch v := value.(type) {
	case time.Time:
		switch {
		case column.Type == "DATE":
			return v.Format(time.DateOnly)
		case strings.HasPrefix(column.Type, "TIMESTAMPTZ"), strings.HasSuffix(column.Type, "WITH TIME ZONE"):
			return v.UTC().Format(timestampLayout) + " UTC"
		case strings.HasPrefix(column.Type, "TIME") && !strings.HasPrefix(column.Type, "TIMESTAMP"):
			return v.Format(timeLayout)
		}
		return v.Format(timestampLayout)
	case float64:
		return plainFloat(v)
	case float32:
		return plainFloat(float64(v))
	case duckdb.Decimal:
		return json.Number(v.String())
	case *big.Int:
		return v
	case []byte:
		if strings.EqualFold(column.Type, "UUID") && len(v) == len(duckdb.UUID{}) {
			return (*duckdb.UUID)(v).String()
		}
		return hex.EncodeToString(v)
	case duckdb.Interval:
		return fmt.Sprintf("%d months %d days %d microseconds", v.Months, v.Days, v.Micros)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainValue(local.Column{}, v[i])
		}
		return list
	case duckdb.OrderedMap:
		return object{v.Keys(), v.Values()}
	case map[string]any:
		row := make(map[string]any, len(v))
		for name, field := range v {
			row[name] = plainValue(local.Column{}, field)
		}
		return row
	}
	return value
}

// plainFloat is a number, or text for what is none in JSON.
func plainFloat(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return v
}

// textValue is a value as text; null is "".
func textValue(column local.Column, value driver.Value) (string, error) {
	switch v := plainValue(column, value).(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	default:
		text, err := encode(v)
		return string(text), err
	}
}

// object is a map column's value: its keys are any, and keep their order.
type object struct{ keys, values []any }

// MarshalJSON writes it as an object.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := encode(fmt.Sprint(plainValue(local.Column{}, key)))
		if err != nil {
			return nil, err
		}
		value, err := encode(plainValue(local.Column{}, o.values[i]))
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode is JSON without the escapes that are for web pages.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	if err := to.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
