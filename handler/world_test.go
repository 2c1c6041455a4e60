package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/internal/faults"
	"security-hub-analytics/internal/rapi"
	"security-hub-analytics/internal/s3test"
)

// world is the Lambda as it is deployed, but for the processor: its binary
// under the Runtime API, and an S3 server that it reaches through faults.
type world struct {
	t         *testing.T
	fn        *rapi.Function
	faults    *faults.Injector
	raw, lake s3test.Bucket
}

func newWorld(t *testing.T, server s3test.Server, variables ...string) world {
	t.Helper()
	injector := faults.New(nil)
	proxy := httptest.NewUnstartedServer(faults.Proxy(server.URL, injector))
	proxy.Config.ErrorLog = log.New(io.Discard, "", 0) // broken connections are on purpose
	proxy.Start()
	t.Cleanup(proxy.Close)
	w := world{
		t: t, faults: injector,
		raw: server.NewBucket(t, "raw-bucket"), lake: server.NewBucket(t, "lake-bucket"),
		fn: rapi.New(t, binary(t), append([]string{
			"AWS_ENDPOINT_URL=" + proxy.URL, "AWS_ACCESS_KEY_ID=" + s3test.AccessKey, "AWS_SECRET_ACCESS_KEY=" + s3test.SecretKey,
			"SHUB_RAW_BUCKET=raw-bucket", "SHUB_LAKE_BUCKET=lake-bucket", "SHUB_STACK=test", "SHUB_METRIC_NAMESPACE=Test",
		}, variables...)...),
	}
	t.Cleanup(func() {
		if logs := w.fn.Logs(); strings.Contains(logs, secret) {
			t.Errorf("the log holds the content of findings:\n%s", logs)
		}
		if t.Failed() {
			t.Logf("log of the function:\n%s", w.fn.Logs())
		}
	})
	return w
}

// built is the folder of the binary, once there is one.
var built string

// build makes the binary as it is deployed in all that shows: static, for this
// processor, with the flags that only make it smaller left out, since these
// would have all its packages compiled once more.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "handler")
	if err != nil {
		return "", err
	}
	built = dir
	file := filepath.Join(dir, "bootstrap")
	command := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", file, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		return file, fmt.Errorf("building the handler: %w\n%s", err, out)
	}
	return file, nil
})

func binary(t *testing.T) string {
	t.Helper()
	if given := os.Getenv("SHUB_HANDLER"); given != "" {
		return given // another build of it, such as arm64 behind an emulator
	}
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// invoke hands the function a batch and returns the ids of the failures.
func (w world) invoke(timeout time.Duration, messages ...events.SQSMessage) []string {
	w.t.Helper()
	event, _ := json.Marshal(batch(messages...))
	reply := w.fn.Invoke(event, timeout)
	if reply.Status != rapi.OK {
		w.t.Fatalf("the invocation %s: %s", reply.Status, reply.Body)
	}
	if strings.Contains(string(reply.Body), "null") {
		w.t.Errorf("the reply holds a null: %s", reply.Body)
	}
	var response events.SQSEventResponse
	if err := json.Unmarshal(reply.Body, &response); err != nil {
		w.t.Fatalf("reply %s: %v", reply.Body, err)
	}
	return failed(response)
}

// want fails the test unless the failures are these.
func (w world) want(got []string, want ...string) {
	w.t.Helper()
	if !slices.Equal(got, want) {
		w.t.Errorf("failures %q, want %q", got, want)
	}
}

// files lists the lake's keys under a prefix.
func (w world) files(prefix string) []string {
	w.t.Helper()
	list := []string{}
	for _, key := range w.lake.Keys() {
		if strings.HasPrefix(key, prefix) {
			list = append(list, key)
		}
	}
	return list
}

// rows reads the finding_id of all rows of the lake, in order.
func (w world) rows() []string {
	w.t.Helper()
	ids := []string{}
	for _, key := range w.files("findings/") {
		content, _ := w.lake.Get(key)
		w.named(key, content)
		rows, err := parquet.Read[struct {
			ID string `parquet:"finding_id"`
		}](bytes.NewReader(content), int64(len(content)))
		if err != nil {
			w.t.Fatalf("%s: %v", key, err)
		}
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// named fails the test unless each column of a file has its name in the
// footer, where Athena looks for it: parquet-go 0.32.0 loses them when a writer
// is used again (https://github.com/parquet-go/parquet-go/issues/602), and does
// not notice when it reads.
func (w world) named(key string, content []byte) {
	w.t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		w.t.Fatalf("%s: %v", key, err)
	}
	for _, group := range file.Metadata().RowGroups {
		for i, column := range group.Columns {
			if slices.Contains(column.MetaData.PathInSchema, "") {
				w.t.Fatalf("%s: column %d has the path %q", key, i, column.MetaData.PathInSchema)
			}
		}
	}
}

// clean fails the test if parts of an upload are left.
func (w world) clean() {
	w.t.Helper()
	if uploads := w.lake.Uploads(); len(uploads) != 0 {
		w.t.Errorf("multipart uploads are left: %q", uploads)
	}
}

// secret stands in findings and must not turn up in logs.
const secret = "content-of-a-finding"

// event is an EventBridge event with one finding; extra makes it bigger.
func event(id, extra string) string {
	text, _ := json.Marshal(map[string]any{
		"version": "0", "id": "event-" + id, "detail-type": "Security Hub Findings - Imported", "source": "aws.securityhub",
		"account": "111122223333", "time": "2025-03-01T10:00:00Z", "region": "us-east-1", "resources": []string{},
		"detail": map[string]any{"findings": []any{map[string]any{
			"SchemaVersion": "2018-10-08", "Id": id, "ProductArn": "arn:aws:securityhub:us-east-1::product/aws/securityhub",
			"GeneratorId": "g", "AwsAccountId": "111122223333", "Types": []string{"t"}, "Title": secret, "Description": secret + extra,
			"CreatedAt": "2025-03-01T09:00:00Z", "UpdatedAt": "2025-03-01T09:00:00Z", "Severity": map[string]any{"Label": "HIGH"},
			"Resources": []any{map[string]any{"Type": "AwsS3Bucket", "Id": "arn:aws:s3:::b"}},
		}}},
	})
	return string(text) + "\n"
}

// large is events whose Parquet takes several parts, and their ids.
func large() (content string, ids []string) {
	noise := make([]byte, 150_000)
	var text strings.Builder
	for i := range 110 {
		_, _ = rand.NewChaCha8([32]byte{byte(i)}).Read(noise)
		id := fmt.Sprintf("large-%03d", i)
		ids = append(ids, id)
		text.WriteString(event(id, base64.StdEncoding.EncodeToString(noise)))
	}
	return text.String(), ids
}

func pack(content string) []byte {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, _ = io.WriteString(zip, content)
	_ = zip.Close()
	return packed.Bytes()
}
