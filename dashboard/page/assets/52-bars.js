// Single figures, lying bars and heat maps: made of elements, so that labels stay
// whole at any width, and each bar and cell is a button.

function numberChart(host, visual, result) {
  const values = result.rows[0]?.values || visual.values.map(() => null);
  const [main, other] = visual.values;
  host.append(el("p", { class: "figure" }, written(values[0], main.format)), el("p", { class: "beside" }, beside(main, other, values)));
}

// beside compares the figure with the second one.
function beside(main, other, values) {
  if (!other) return main.label;
  if (!main.snapshot) return [main.label, el("br"), other.label + ": " + written(values[1], other.format)];
  const more = values[0] - values[1];
  const change = more === 0 ? "As many" : (more > 0 ? "▲ " : "▼ ") + written(Math.abs(more), main.format) + (more > 0 ? " more" : " fewer");
  return [el("span", { class: more > 0 ? "worse" : more < 0 ? "better" : null }, change), `${more ? " than " : " as "}${other.label} (${written(values[1], other.format)})`];
}

function barChart(host, visual, result) {
  const bars = barsOf(visual, result);
  const drawn = visual.top ? bars.slice(0, visual.top) : bars;
  const format = visual.values[0].format;
  const longest = format === "percent" ? 100 : d3.max(drawn, (bar) => bar.total) || 1;
  const own = visual.split === visual.by[0];
  const series = visual.split && !own ? [...new Set(bars.flatMap((bar) => bar.parts.map((p) => p.name)))].sort(bySeverity) : [];
  if (series.length) host.append(legend(visual, series.map((name, i) => ({ name, label: named(visual.split, name), colour: colourOf(name, i) }))));
  if (visual.values.length > 1) host.append(legend(visual, visual.values.map((m, i) => ({ label: m.label, colour: colourOf(m.colour || m.label, i) }))));
  host.append(el("ol", { class: "bar-list" }, drawn.map((bar) => el("li", null, barButton(visual, bar, longest, format)))));
  if (drawn.length < bars.length) host.append(el("p", { class: "rest" }, `and ${plural(bars.length - drawn.length, "other")} with ${written(d3.sum(bars.slice(drawn.length), (b) => b.total), format)}; the table has them all`));
}

function barButton(visual, bar, longest, format) {
  const parts = bar.parts.filter((p) => p.value);
  const spoken = `${named(visual.by[0], bar.key)}: ${written(bar.total, format)}` + (parts.length > 1 ? ` (${parts.map((p) => p.label + " " + written(p.value, format)).join(", ")})` : "");
  return el("button", { type: "button", title: spoken, "data-key": String(bar.key), onclick: (event) => {
    if (visual.onward && event.altKey) goOn(visual.onward, visual.by[0], bar.key);
    else toggle(visual.by[0], bar.key);
  } },
  el("span", { class: "name" }, isolated(named(visual.by[0], bar.key)), accountName(visual.by[0], bar.key) && el("small", null, isolated(accountName(visual.by[0], bar.key)))), " ", el("span", { class: "count" }, written(bar.total, format)),
  parts.length > 1 && el("span", { class: "spoken" }, " " + parts.map((p) => p.label + " " + written(p.value, format)).join(", ")),
  el("span", { class: "track" }, parts.map((p) => paint(paint(el("i", null), "--c", p.colour), "inline-size", `max(2px, ${((100 * p.value) / longest).toFixed(3)}%)`))));
}

// barsOf sums series up to bars, the longest first unless the visual says otherwise.
function barsOf(visual, result) {
  const own = visual.split === visual.by[0];
  const bars = new Map();
  for (const row of result.rows) {
    const key = row.key[0];
    if (!bars.has(key)) bars.set(key, { key, total: 0, parts: [] });
    const bar = bars.get(key);
    if (visual.split && !own) bar.parts.push({ name: row.key[1], label: named(visual.split, row.key[1]), value: row.values[0] });
    else visual.values.forEach((m, i) => bar.parts.push({ name: own ? key : m.label, label: m.label, value: row.values[i], colour: own ? colourOf(key, 0) : m.colour && colourOf(m.colour, i) }));
  }
  for (const bar of bars.values()) {
    bar.total = d3.sum(bar.parts, (p) => p.value);
    bar.parts.sort((a, b) => (visual.split && !own ? bySeverity(a.name, b.name) : 0));
    bar.parts.forEach((p, i) => { p.colour = p.colour || (visual.split && !own ? colourOf(p.name, i) : visual.values.length > 1 ? colourOf(p.name, i) : "var(--accent)"); });
  }
  const down = !visual.order.length || visual.order[0].down;
  return [...bars.values()].sort(own && visual.split.includes("severity") ? (a, b) => bySeverity(a.key, b.key)
    : (a, b) => (down ? b.total - a.total : a.total - b.total) || compare(a.key, b.key));
}

function heatMap(host, visual, result) {
  const total = (at) => d3.rollups(result.rows, (rows) => d3.sum(rows, (r) => r.values[0]), (r) => r.key[at]).sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  const rows = total(0), columns = total(1);
  const shownRows = rows.slice(0, visual.top || rows.length), shownColumns = columns.slice(0, visual.top || columns.length);
  const cells = new Map(result.rows.map((r) => [JSON.stringify(r.key), r.values[0]]));
  const most = d3.max(result.rows, (r) => r.values[0]) || 1;
  const [down, across] = visual.by;
  const cell = (row, column) => {
    const n = cells.get(JSON.stringify([row, column])) || 0;
    if (!n) return el("td", { class: "none" }, "");
    const part = Math.sqrt(n / most); // few among many still show
    const spoken = `${named(down, row)}, ${named(across, column)}: ${whole.format(n)}`;
    return el("td", null, paint(el("button", { type: "button", title: spoken, "aria-label": spoken, class: part >= model.warmFrom ? "hot" : null, onclick: () => { toggle(down, row); } },
      short.format(n)), "--part", (100 * part).toFixed(1) + "%"));
  };
  host.append(el("div", { class: "scroll" }, el("table", { class: "heat" }, el("caption", null, visual.title),
    el("thead", null, el("tr", null, el("th", { scope: "col" }, word(down).label), shownColumns.map(([c]) => heading(across, c)), el("th", { scope: "col", class: "sum" }, "All"))),
    el("tbody", null, shownRows.map(([r, sum]) => el("tr", null, el("th", { scope: "row" }, isolated(named(down, r)), accountName(down, r) && el("small", null, isolated(accountName(down, r)))), shownColumns.map(([c]) => cell(r, c)), el("td", { class: "sum" }, short.format(sum))))))));
  const left = [[rows.length - shownRows.length, down], [columns.length - shownColumns.length, across]].filter(([n]) => n > 0);
  if (left.length) host.append(el("p", { class: "rest" }, "Not drawn: " + left.map(([n, c]) => `${whole.format(n)} more of ${word(c).label.toLowerCase()}`).join(", ") + "; the table has them all"));
}

// heading is the top of a column: an account by its name, which people know, where
// there is one, and its id in the title.
function heading(column, value) {
  const name = accountName(column, value);
  return el("th", { scope: "col", title: name ? `${value} ${name}` : String(value) }, el("span", null, isolated(name || named(column, value))));
}
