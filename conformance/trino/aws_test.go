package trino

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"security-hub-analytics/sql"
)

// aws is moto, which stands in for Glue and S3. It checks no signature.
type aws struct {
	ctx context.Context //nolint:containedctx // of the one test that this serves
	url string
}

// glue calls one action of Glue's API.
func (a aws) glue(action string, input any) error {
	body, err := json.Marshal(input)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(a.ctx, http.MethodPost, a.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("X-Amz-Target", "AWSGlue."+action)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	// From the scope moto learns which service is meant.
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=none")
	_, err = send(request)
	return err
}

func (a aws) createDatabase(name string) error {
	return a.glue("CreateDatabase", map[string]any{"DatabaseInput": map[string]any{"Name": name}})
}

func (a aws) createTable(database, bucket string, table sql.GlueTable) error {
	return a.glue("CreateTable", map[string]any{"DatabaseName": database, "TableInput": tableInput(bucket, table)})
}

func (a aws) deleteTable(database, name string) error {
	return a.glue("DeleteTable", map[string]any{"DatabaseName": database, "Name": name})
}

// tableInput is the table as Glue's API takes it.
func tableInput(bucket string, t sql.GlueTable) map[string]any {
	columns := func(list []sql.GlueColumn) []any {
		all := []any{}
		for _, c := range list {
			all = append(all, map[string]any{"Name": c.Name, "Type": c.Type, "Comment": c.Comment})
		}
		return all
	}
	storage := map[string]any{
		"Columns":   columns(t.Columns),
		"SerdeInfo": map[string]any{"Name": t.SerdeName, "SerializationLibrary": t.SerdeLibrary, "Parameters": t.SerdeParameters},
	}
	for key, value := range map[string]string{"Location": t.Location(bucket), "InputFormat": t.InputFormat, "OutputFormat": t.OutputFormat} {
		if value != "" {
			storage[key] = value
		}
	}
	input := map[string]any{
		"Name": t.Name, "Owner": t.Owner, "TableType": t.TableType,
		"Parameters": t.Parameters(bucket), "PartitionKeys": columns(t.PartitionKeys), "StorageDescriptor": storage,
	}
	for key, value := range map[string]string{
		"Description": t.Description, "ViewOriginalText": t.ViewOriginalText, "ViewExpandedText": t.ViewExpandedText,
	} {
		if value != "" {
			input[key] = value
		}
	}
	return input
}

// put writes an object, or makes a bucket if there is no key.
func (a aws) put(bucket, key string, content []byte) error {
	request, err := http.NewRequestWithContext(a.ctx, http.MethodPut, a.url+"/"+bucket+"/"+key, bytes.NewReader(content))
	if err != nil {
		return err
	}
	_, err = send(request)
	return err
}

// upload makes a bucket of a folder, hidden files left out.
func (a aws) upload(bucket, folder string) error {
	if err := a.put(bucket, "", nil); err != nil {
		return err
	}
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		key, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return a.put(bucket, filepath.ToSlash(key), content)
	})
}

// install puts tables and views into a new database, as the program does.
func (a aws) install(database, bucket string, tables []sql.GlueTable, views []sql.View) error {
	if err := a.createDatabase(database); err != nil {
		return err
	}
	for i := range views {
		table, err := views[i].GlueTable(database)
		if err != nil {
			return err
		}
		tables = append(tables, table)
	}
	for _, table := range tables {
		if err := a.createTable(database, bucket, table); err != nil {
			return fmt.Errorf("creating %s: %w", table.Name, err)
		}
	}
	return nil
}
