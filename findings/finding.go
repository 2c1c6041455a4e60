package findings

import (
	"bytes"
	"slices"

	"github.com/cespare/xxhash/v2"

	"security-hub-analytics/internal/jsonwalk"
)

// outcome is what one element of a findings list is.
type outcome int

const (
	noFinding  outcome = iota // neither ASFF nor a known class of OCSF
	noIdentity                // a finding that cannot be told from others
	aRow
)

var (
	columnFields = slices.Concat(identityColumns, timeColumns, severityColumns, textColumns,
		resourceColumns, complianceColumns, stateColumns, observedColumns, lineageColumns)
	asffTree = newTree(slices.Concat(columnFields, asffPartFields), asffSchema)
	ocsfTree = newTree(slices.Concat(columnFields, ocsfPartFields), ocsfSchema)

	asffName, ocsfName = Text(asffSchema.String()), Text(ocsfSchema.String())

	// asffMarks are the members by which an object is known as an ASFF
	// finding: required, and found together nowhere else.
	asffMarks = []string{"SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId"}
)

// finding reads the object at the cursor into r, whichever schema it is in.
func (d *decoder) finding(r *Row, promoted []promotion) outcome {
	c := &d.cursor
	c.Kind()
	start, before := c.Mark(), d.coerced
	from := c.Pos()
	guess := asffSchema
	if startsLower(c) {
		guess = ocsfSchema
	}
	known := d.findingAs(r, guess)
	if !known && c.Err() == nil {
		c.Rewind(start)
		*r, d.coerced = Row{}, before
		known = d.findingAs(r, 1-guess)
	}
	if c.Err() != nil || !known {
		d.coerced = before
		return noFinding
	}
	if r.FindingID == nil || r.AwsAccountID == nil && r.ProductArn == nil {
		d.coerced = before
		return noIdentity
	}
	r.nameProduct()
	if r.Resources != nil {
		r.ResourceCount = Opt[int64]{int64(len(r.Resources)), true}
		if len(r.Resources) > 0 {
			first := &r.Resources[0]
			r.ResourceID, r.ResourceType, r.ResourceRegion = first.ID, first.Type, first.Region
		}
	}
	r.Finding = c.Slice(from)
	r.FindingDigest = Opt[int64]{int64(xxhash.Sum64(r.Finding)), true} //nolint:gosec // the bits, not the number
	d.promote(r, promoted)
	return aRow
}

// findingAs reads the object as one schema and reports whether it is of that.
func (d *decoder) findingAs(r *Row, s schema) bool {
	d.room = listBytes
	if s == ocsfSchema {
		ocsfTree.decode(d, r)
		if !r.ClassUID.Set || !ocsfClasses[r.ClassUID.V] {
			return false
		}
		d.finishOCSF(r)
		r.SourceSchema = ocsfName
		return true
	}
	v := asffTree.decode(d, r)
	if class := r.ocsf.classUID; class.Set && ocsfClasses[class.V] {
		return false
	}
	r.SourceSchema = asffName
	return slices.ContainsFunc(asffMarks, func(name string) bool { return asffTree.has(v, name) })
}

// startsLower looks at the first member's name: OCSF's begin with a small
// letter, ASFF's with a capital. A wrong guess costs a second reading, no more.
func startsLower(c *jsonwalk.Cursor) bool {
	rest := bytes.TrimLeft(c.Rest()[1:], " \t\r\n")
	return len(rest) > 1 && rest[0] == '"' && rest[1] >= 'a' && rest[1] <= 'z'
}
