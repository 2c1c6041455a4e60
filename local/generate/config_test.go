package generate

import (
	"strings"
	"testing"
	"time"
)

func TestCheckNamesTheFlag(t *testing.T) {
	t.Parallel()
	for flag, spoil := range map[string]func(*Config){
		"--accounts 0":        func(c *Config) { c.Accounts = 0 },
		"--regions 13":        func(c *Config) { c.Regions = 13 },
		"--days -1":           func(c *Config) { c.Days = -1 },
		"--findings -1":       func(c *Config) { c.Findings = -1 },
		"--updates -1":        func(c *Config) { c.Updates = -1 },
		"--faults 1.5":        func(c *Config) { c.Faults = 1.5 },
		`--schema "cef"`:      func(c *Config) { c.Schema = "cef" },
		"--start 0001-01-01:": func(c *Config) { c.Start = time.Time{} },
	} {
		c := Default()
		spoil(&c)
		if err := c.Check(); err == nil || !strings.HasPrefix(err.Error(), flag) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %s", err, flag)
		}
		if _, err := c.Events(nil); err == nil {
			t.Errorf("%s: a history is made all the same", flag)
		}
	}
	if err := Default().Check(); err != nil {
		t.Error(err)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Config){
		"no finding":     func(c *Config) { c.Findings = 0 },
		"one":            func(c *Config) { c.Findings, c.Accounts, c.Regions, c.Days, c.Updates = 1, 1, 1, 1, 0 },
		"more accounts":  func(c *Config) { c.Accounts = 500 },
		"all are faulty": func(c *Config) { c.Faults = 1 },
		"often":          func(c *Config) { c.Days, c.Updates, c.Findings = 1, 3000, 3 },
		"OCSF":           func(c *Config) { c.Schema = OCSF },
	} {
		c := small()
		change(&c)
		if _, totals := text(t, c); c.Findings > 0 && totals.Rows == 0 {
			t.Errorf("%s: %+v", name, totals)
		}
	}
}

func TestAccountsOf(t *testing.T) {
	t.Parallel()
	c := Default()
	c.Accounts = 1000
	ids, names := map[string]bool{}, map[string]bool{}
	for _, a := range AccountsOf(c) {
		if len(a.ID) != 12 || !strings.HasPrefix(a.ID, "0000001") || !strings.HasPrefix(a.Name, "synthetic-") || ids[a.ID] || names[a.Name] {
			t.Errorf("%+v", a)
		}
		ids[a.ID], names[a.Name] = true, true
	}
}
