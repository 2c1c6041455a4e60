package trino

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// servers are the two that the script run starts.
func servers(t *testing.T) (trino, moto string) {
	t.Helper()
	trino, moto = os.Getenv("SHUB_TRINO"), os.Getenv("SHUB_MOTO")
	if trino == "" || moto == "" {
		t.Skip("no Trino to ask (SHUB_TRINO, SHUB_MOTO): conformance/run trino starts one")
	}
	if err := started(); err != nil {
		t.Fatalf("Trino does not start: %v", err)
	}
	return trino, moto
}

// started waits, once, until Trino answers: a minute or two on a busy machine. It
// says early that it is up, and knows its own catalog some seconds later.
var started = sync.OnceValue(func() error {
	const patience = 4 * time.Minute
	for began := time.Now(); ; time.Sleep(300 * time.Millisecond) {
		_, err := ask(context.Background(), os.Getenv("SHUB_TRINO"), "information_schema", "select count(*) from schemata")
		if err == nil || time.Since(began) > patience {
			return err
		}
	}
})

// answer is what a query says. Numbers are json.Number; rows, and structs within
// them, are lists.
type answer struct {
	columns []column
	rows    [][]any
}

type column struct{ Name, Type string }

// refusal is an error of Trino's.
type refusal struct{ Name, Message string }

func (r refusal) Error() string { return r.Name + ": " + r.Message }

// page is one part of an answer, as Trino's client protocol has it.
type page struct {
	NextURI string `json:"nextUri"`
	Columns []column
	Data    [][]any
	Error   *struct{ ErrorName, Message string }
}

// ask has Trino run a statement with the database chosen. A busy Trino takes itself
// for gone when its own heartbeat is late: that is no answer, and it is asked again.
func ask(ctx context.Context, trino, database, statement string) (answer, error) {
	const patience = time.Minute
	for began := time.Now(); ; time.Sleep(500 * time.Millisecond) {
		a, err := askOnce(ctx, trino, database, statement)
		var refused refusal
		if !errors.As(err, &refused) || refused.Name != "NO_NODES_AVAILABLE" || time.Since(began) > patience {
			return a, err
		}
	}
}

func askOnce(ctx context.Context, trino, database, statement string) (answer, error) {
	var a answer
	p, err := fetch(ctx, http.MethodPost, trino+"/v1/statement", database, statement)
	for {
		if err != nil {
			return a, err
		}
		if p.Error != nil {
			return a, refusal{p.Error.ErrorName, p.Error.Message}
		}
		if p.Columns != nil {
			a.columns = p.Columns
		}
		a.rows = append(a.rows, p.Data...)
		if p.NextURI == "" {
			return a, nil
		}
		p, err = fetch(ctx, http.MethodGet, p.NextURI, database, "")
	}
}

func fetch(ctx context.Context, method, url, database, body string) (page, error) {
	var p page
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return p, err
	}
	for name, value := range map[string]string{
		"X-Trino-User": "conformance", "X-Trino-Catalog": "awsdatacatalog", "X-Trino-Schema": database,
		"X-Trino-Time-Zone": "UTC", "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
	} {
		request.Header.Set(name, value)
	}
	text, err := send(request)
	if err != nil {
		return p, err
	}
	numbers := json.NewDecoder(bytes.NewReader(text))
	numbers.UseNumber()
	return p, numbers.Decode(&p)
}

// send returns the body of a response that is not an error.
func send(request *http.Request) ([]byte, error) {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= http.StatusMultipleChoices {
		err = fmt.Errorf("%s %s: %s: %.300s", request.Method, request.URL, response.Status, text)
	}
	return text, err
}
