// The numbers. In a file they come from the cubes that it carries, live from the
// server; either way an answer is {keys: columns, rows: [{key: [...], values: [...]}]}.

const blocks = new Map();

// block unpacks data of the page once.
function block(id) {
  if (!blocks.has(id)) blocks.set(id, unpack(document.getElementById(id).textContent));
  return blocks.get(id);
}

async function unpack(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const table = JSON.parse(await new Response(stream).text());
  table.column = new Map(table.columns.map((column) => [column.name, column]));
  return table;
}

// Questions of an earlier choice are not waited for.
let asking = new AbortController();

async function ask(path, query) {
  const answer = await fetch(path + "?" + new URLSearchParams(query), { cache: "no-store", signal: path === "answer" ? asking.signal : null });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const keysOf = (visual) => (visual.split && visual.split !== visual.by[0] ? [...visual.by, visual.split] : visual.by);

// answer is what a chart shows under the choices.
async function answer(sheet, visual) {
  const keys = keysOf(visual);
  if (model.live) {
    const choices = choicesFor(sheet, visual, (column) => visual.dims.includes(column));
    const { rows } = await ask("answer", { visual: visual.id, choices: JSON.stringify(choices) });
    return { keys, rows: rows.map((row) => ({ key: row.slice(0, keys.length), values: row.slice(keys.length) })) };
  }
  const cube = await block(visual.block);
  return { keys, rows: sumUp(cube, visual, keys, choicesFor(sheet, visual, (column) => cube.column.has(column))) };
}

// Masks say for each distinct value of a column whether it counts.
const maskOf = (cube, column, counts) => {
  const { values = [], codes } = cube.column.get(column);
  return { codes, allowed: Uint8Array.from(values, (value) => (counts(value) ? 1 : 0)) };
};

function conditionMask(cube, c) {
  if (c.atLeast !== null) return maskOf(cube, c.column, (value) => value !== null && value >= c.atLeast);
  if (c.values === null) return maskOf(cube, c.column, (value) => value !== null);
  return maskOf(cube, c.column, (value) => c.values.includes(value) !== c.not);
}

function choiceMasks(table, visual, choices) {
  const masks = choices.columns.map((c) => {
    const values = new Set(c.values);
    return maskOf(table, c.column, (value) => (value === null ? c.null : values.has(String(value))));
  });
  if (choices.since && visual.time) masks.push(maskOf(table, visual.time, (value) => value !== null && value >= choices.since));
  return masks;
}

const passes = (masks, row) => {
  for (const mask of masks) if (!mask.allowed[mask.codes[row]]) return false;
  return true;
};

// sumUp adds up the rows of a cube that count.
function sumUp(cube, visual, keys, choices) {
  const masks = [...visual.where.map((c) => conditionMask(cube, c)), ...choiceMasks(cube, visual, choices)];
  const columns = keys.map((key) => cube.column.get(key));
  const measures = visual.values.map((m) => ({
    masks: [...m.where.map((c) => conditionMask(cube, c)), ...(m.snapshot ? [dayMask(cube, m.ago)] : [])],
    parts: m.parts.map((part) => cube.column.get(part).numbers),
    join: { max: (a, b) => (a === null || b > a ? b : a), min: (a, b) => (a === null || b < a ? b : a) }[m.aggregation] || ((a, b) => a + b),
    first: ["max", "min"].includes(m.aggregation) ? null : 0,
  }));
  const initial = () => measures.map((m) => m.parts.map(() => m.first));
  const groups = new Map(keys.length ? [] : [[0, { key: [], parts: initial() }]]); // a figure is one, of nothing too
  for (let row = 0; row < cube.rows; row++) {
    if (!passes(masks, row)) continue;
    let id = 0;
    for (const column of columns) id = id * column.values.length + column.codes[row];
    let group = groups.get(id);
    if (!group) {
      group = { key: columns.map((column) => column.values[column.codes[row]]), parts: initial() };
      groups.set(id, group);
    }
    measures.forEach((m, i) => {
      if (!passes(m.masks, row)) return;
      m.parts.forEach((numbers, j) => {
        if (numbers[row] !== null) group.parts[i][j] = m.join(group.parts[i][j], numbers[row]);
      });
    });
  }
  return [...groups.values()].map((group) => ({
    key: group.key,
    values: visual.values.map((m, i) => {
      const [first, known] = group.parts[i];
      return m.aggregation === "mean" ? (known ? first / known : null) : first;
    }),
  }));
}

// dayMask is the last day that a cube has, or one some days earlier.
function dayMask(cube, ago) {
  const last = cube.column.get("day_on").values?.reduce((a, b) => (a === null || b > a ? b : a), null);
  const day = last && d3.utcDay.offset(new Date(last), -ago).toISOString().slice(0, 10);
  return maskOf(cube, "day_on", (value) => value === day);
}

// optionsOf lists the values that a filter can have, as far as the sheet's data goes.
async function optionsOf(sheet, filter) {
  if (model.live) return (await ask("options", { sheet: sheet.id, filter: filter.id })).values.sort(bySeverity);
  const heeding = sheet.visuals.filter((v) => v.heeds.includes(filter.id));
  const tables = await Promise.all([...new Set(heeding.map((v) => v.block))].map(block));
  return [...new Set(tables.flatMap((table) => table.column.get(filter.column)?.values || []))].sort(bySeverity);
}
