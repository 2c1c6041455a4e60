package benchdata

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"security-hub-analytics/local/sample"
)

// class is a kind of product and its share of the events, in percent.
type class struct {
	name  string
	share uint64
}

// classes are in the order of the thresholds; the last takes what no other name
// claims.
var classes = []class{
	{"Security Hub", 55}, {"Inspector", 16}, {"Prowler", 16}, {"GuardDuty", 6}, {"others", 7},
}

// mix is the shapes of each class.
type mix [][]*shape

// sampleMix reads the sample once in the life of the process.
var sampleMix = sync.OnceValues(newMix)

func newMix() (*mix, error) {
	files, err := sample.Files()
	if err != nil {
		return nil, err
	}
	m := make(mix, len(classes))
	for _, f := range files {
		// Prowler's scan is taken in ASFF, which is how Prowler sends it.
		if !f.JSON || strings.HasSuffix(f.Key, "prowler-run/ocsf.ndjson.gz") {
			continue
		}
		if err := m.addFile(f); err != nil {
			return nil, fmt.Errorf("reading %q: %w", f.Key, err)
		}
	}
	for i, shapes := range m {
		if len(shapes) == 0 {
			return nil, fmt.Errorf("reading the sample: no event of %s", classes[i].name)
		}
	}
	return &m, nil
}

func (m mix) addFile(f sample.File) error {
	packed, err := f.Open()
	if err != nil {
		return err
	}
	defer packed.Close()
	content, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(content)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if h, ok := headOf(lines.Bytes()); ok && h.stretches() {
			i := h.class()
			m[i] = append(m[i], newShape(bytes.Clone(lines.Bytes())))
		}
	}
	return lines.Err()
}

// head is what decides whether and as what an event is stretched.
type head struct {
	DetailType string `json:"detail-type"`
	Detail     struct{ Findings []finding }
}

type finding struct {
	ID           string `json:"Id"`
	AwsAccountID string `json:"AwsAccountId"`
	ProductArn   string
	FindingInfo  struct{ UID string } `json:"finding_info"`
	Metadata     struct{ Product struct{ Name string } }
}

// headOf reads the head of an event with one finding; odd ones are the business
// of other tests.
func headOf(line []byte) (head, bool) {
	var h head
	err := json.Unmarshal(line, &h)
	return h, err == nil && len(h.Detail.Findings) == 1
}

// stretches says that copies of the event can stand for real ones: the rule lets
// it through, its account is one, and its id has digits to draw anew, so that not
// all copies are of one finding.
func (h head) stretches() bool {
	f := h.Detail.Findings[0]
	ocsf := f.FindingInfo.UID != ""
	return h.DetailType != "Security Hub Findings - Custom Action" &&
		(ocsf || len(f.AwsAccountID) == 12) && isDrawn(f.ID+f.FindingInfo.UID)
}

// class says which of the classes an event belongs to.
func (h head) class() int {
	f := h.Detail.Findings[0]
	switch product := strings.ToLower(f.Metadata.Product.Name + f.ProductArn); {
	case strings.HasSuffix(product, "/aws/securityhub"):
		return 0
	case strings.HasSuffix(product, "/aws/inspector"):
		return 1
	case strings.Contains(product, "prowler"):
		return 2
	case strings.HasPrefix(product, "guardduty"):
		return 3
	}
	return len(classes) - 1
}

// pick draws a class by its share, and a shape of it.
func (m mix) pick(n uint64) *shape {
	percent, within := n%100, n/100
	for i, c := range classes {
		if percent < c.share {
			return m[i][within%uint64(len(m[i]))]
		}
		percent -= c.share
	}
	panic("the shares of the classes do not add up to 100")
}
