package page

import (
	"context"
	"fmt"
	"slices"

	"security-hub-analytics/dashboard"
)

// cubeBlock is a cube as data of the page.
func cubeBlock(i int, d *dashboard.Dashboard, c dashboard.Cube, a Answer) block {
	formats := map[string]dashboard.Format{}
	for _, s := range d.Sheets {
		for _, v := range s.Visuals {
			for _, m := range v.Values {
				for _, part := range m.Parts() {
					if v.View == c.View {
						formats[part.Name] = m.Format
					}
				}
			}
		}
	}
	isPart := func(name string) bool {
		return slices.ContainsFunc(c.Parts, func(p dashboard.Part) bool { return p.Name == name })
	}
	return block{fmt.Sprintf("cube-%d", i), columnar(a, func(name string) dashboard.Format {
		if isPart(name) {
			return formats[name]
		}
		return dashboard.WordOf(name).Format
	}, isPart)}
}

// listBlock is a list as data of the page.
func listBlock(ctx context.Context, d *dashboard.Dashboard, source Source, s dashboard.Sheet, v dashboard.Visual) (block, error) {
	everything := dashboard.Choices{}
	answer, err := source.Ask(ctx, d.ListQuery(s, v, everything, dashboard.Rows{Limit: ListRows}, relation))
	if err != nil {
		return block{}, err
	}
	t := columnar(answer, func(name string) dashboard.Format { return dashboard.WordOf(name).Format }, func(string) bool { return false })
	if t.Rows == ListRows {
		count, err := source.Ask(ctx, d.ListCount(v, everything, "", relation))
		if err != nil {
			return block{}, err
		}
		t.Total, _ = count.Rows[0][0].(int64)
	}
	return block{"list-" + v.ID, t}, nil
}
