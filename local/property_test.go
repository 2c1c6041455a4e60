package local

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/local/generate"
	"security-hub-analytics/local/generate/model"
	"security-hub-analytics/sql"
)

// histories are small ones that between them have everything.
func histories() map[string]generate.Config {
	all := map[string]generate.Config{}
	for _, schema := range []generate.Schemas{generate.ASFF, generate.OCSF, generate.Both} {
		c := generate.Default()
		c.Findings, c.Days, c.Accounts, c.Schema, c.Faults = 150, 150, 6, schema, 0.3
		c.Seed = uint64(len(all)) + 7
		all[string(schema)] = c
	}
	return all
}

// TestViewsAnswerAsTheModel holds every view to the model.
func TestViewsAnswerAsTheModel(t *testing.T) {
	t.Parallel()
	for name, c := range histories() {
		t.Run(name, func(t *testing.T) {
			all := few(deliveries(t, c), 30)
			db, h := lakeOf(t, all), modelOf(t, all)
			for table := range h.Tables() {
				t.Run(table.View, func(t *testing.T) { hold(t, db, table) })
			}
		})
	}
}

// TestEveryViewHasAModel fails when somebody adds a view and no model of it.
func TestEveryViewHasAModel(t *testing.T) {
	t.Parallel()
	modelled := map[string]bool{}
	for table := range model.New().Tables() {
		modelled[table.View] = true
	}
	views, err := sql.Views(&findings.Schema{})
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		if !modelled[view.Name] && !strings.HasPrefix(view.Name, "security-hub-") {
			t.Errorf("nothing says what %s has to answer", view.Name)
		}
	}
}

// TestDeliveryChangesNothing delivers a history in any order, twice, in other
// objects, and again: what is known of the findings must stay the same.
func TestDeliveryChangesNothing(t *testing.T) {
	t.Parallel()
	c := histories()[string(generate.Both)]
	c.Findings = 120
	all := deliveries(t, c)
	lasting := slices.Collect(modelOf(t, all).Lasting())
	for round := range uint64(2) {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(c.Seed, round))
			objects := shuffled(dice, all)
			dir := t.TempDir()
			fill(t, dir, objects)
			fill(t, dir, objects[:1+dice.IntN(len(objects))]) // replayed
			writeFile(t, dir, "reference/accounts/a.csv", accounts)
			db := openLake(t, dir)
			for _, table := range lasting {
				t.Run(table.View, func(t *testing.T) { hold(t, db, table) })
			}
		})
	}
}

// shuffled deals the events out anew, some of them twice. One object is as old
// as the newest, so that now stays the same.
func shuffled(dice *rand.Rand, all []delivery) []delivery {
	var events [][]byte
	first, last := all[0].written, all[len(all)-1].written
	for _, d := range all {
		events = append(events, bytes.SplitAfter(bytes.TrimSuffix(d.content, []byte("\n")), []byte("\n"))...)
	}
	for _, event := range events {
		if dice.IntN(10) == 0 {
			events = append(events, event)
		}
	}
	dice.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	var objects []delivery
	for at := last; len(events) > 0; at = first.Add(time.Duration(dice.Int64N(int64(last.Sub(first))))).Truncate(time.Millisecond) {
		n := min(1+dice.IntN(800), len(events))
		content := bytes.Join(events[:n], []byte("\n"))
		objects = append(objects, delivery{fmt.Sprintf("raw/%d.json", len(objects)), at, content})
		events = events[n:]
	}
	return objects
}
