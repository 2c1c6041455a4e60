// From answers to series: what a chart along time draws.

const utc = (text) => new Date(text.length > 10 ? text.replace(" ", "T") + "Z" : text + "T00:00:00Z");

// seriesOf turns an answer into {steps, unit, series: [{name, label, colour, dash,
// values}]}: a value for each step of time. A count of nothing is 0; of other
// numbers nothing is known where nothing is said.
function seriesOf(visual, result) {
  const format = word(visual.by[0]).format;
  const unit = format === "hour" ? d3.utcHour : d3.utcDay;
  const rows = result.rows.filter((row) => row.key[0] !== null);
  const counted = ["count", "sum"].includes(visual.values[0].aggregation);
  const times = rows.map((row) => +utc(row.key[0]));
  if (!times.length) return { steps: [], unit, series: [] };
  const [first, last] = d3.extent(times);
  const steps = counted ? unit.range(first, unit.offset(last, 1)) : [...new Set(times)].sort(d3.ascending).map((t) => new Date(t));
  const place = new Map(steps.map((step, i) => [+step, i]));
  const empty = () => new Array(steps.length).fill(counted ? 0 : null);
  const series = visual.split ? split(visual, rows, place, empty) : visual.values.map((m, i) => {
    const values = empty();
    for (const row of rows) values[place.get(+utc(row.key[0]))] = row.values[i];
    return { name: m.label, label: m.label, colour: colourOf(m.colour || m.label, i), dash: "", values };
  });
  return trimmed(steps, unit, series.length > 1 ? series.filter((s) => s.values.some((v) => v !== null && (v !== 0 || !counted))) : series, counted);
}

// trimmed leaves out the steps before anything was counted.
function trimmed(steps, unit, series, counted) {
  const first = counted ? steps.findIndex((_, i) => series.some((s) => s.values[i])) : 0;
  if (first <= 0) return { steps, unit, series };
  return { steps: steps.slice(first), unit, series: series.map((s) => ({ ...s, values: s.values.slice(first) })) };
}

// Few series are told apart by colour, more by the pattern of the line as well;
// beyond these the smallest become one.
const mostSeries = 9;
const dashes = ["", "6 3", "2 3"];

function split(visual, rows, place, empty) {
  const at = visual.by[0] === visual.split ? 0 : visual.by.length;
  const named_ = new Map();
  for (const row of rows) {
    if (!named_.has(row.key[at])) named_.set(row.key[at], empty());
    named_.get(row.key[at])[place.get(+utc(row.key[0]))] = row.values[0];
  }
  let series = [...named_].map(([name, values]) => ({ name, values, total: d3.sum(values) }));
  const severe = visual.split.includes("severity");
  series.sort(severe ? (a, b) => bySeverity(a.name, b.name) : (a, b) => b.total - a.total);
  if (series.length > mostSeries && visual.values[0].aggregation !== "max") {
    const rest = series.splice(mostSeries - 1);
    const values = rest[0].values.map((_, i) => d3.sum(rest, (s) => s.values[i]));
    series.push({ name: undefined, label: plural(rest.length, "other"), values });
  }
  return series.map((s, i) => ({
    label: named(visual.split, s.name), colour: s.name === undefined ? "var(--faint)" : colourOf(s.name, i),
    dash: model.colours.includes(s.name) ? "" : dashes[Math.floor(i / model.others) % dashes.length], ...s,
  }));
}
