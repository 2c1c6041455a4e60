// Lists: rows of a view as they are. Of a file the rows are in the page, live the
// server looks for them.

const isNumber = (name) => /^(bigint|integer|double)$/.test(model.types[name]);

const listColumns = (visual) => visual.by.map((name) => ({
  name, label: word(name).label, number: isNumber(name) && !visual.under?.[name], format: word(name).format, hidden: Object.values(visual.links || {}).includes(name) || Boolean(visual.under?.[name]),
}));

// listSource answers {rows, total, of} for a search, an order, and a part.
async function listSource(sheet, visual) {
  if (model.live) {
    const choices = JSON.stringify(choicesFor(sheet, visual, (column) => visual.dims.includes(column)));
    return (search, order, offset, limit) => ask("list", { visual: visual.id, choices, search, offset, limit, ...(order && { order: visual.by[order.at], down: order.down }) });
  }
  const table = await block("list-" + visual.id);
  const masks = choiceMasks(table, visual, choicesFor(sheet, visual, (column) => table.column.has(column)));
  const columns = visual.by.map((name) => table.column.get(name));
  const kept = d3.range(table.rows).filter((row) => passes(masks, row));
  return async (search, order, offset, limit) => {
    const found = search ? searched(kept, columns, search.toLowerCase()) : kept;
    const sorted = order ? sortedBy(found, columns[order.at], order.down) : found;
    const part = sorted.slice(offset, offset + limit);
    return { rows: part.map((row) => columns.map((c) => c.values[c.codes[row]])), total: found.length, left: table.total - table.rows };
  };
}

// searched looks at each distinct value once.
function searched(rows, columns, text) {
  const hits = columns.map(({ values = [], codes }) => ({ codes, allowed: Uint8Array.from(values, (v) => (v !== null && String(v).toLowerCase().includes(text) ? 1 : 0)) }));
  return rows.filter((row) => hits.some((hit) => hit.allowed[hit.codes[row]]));
}

function sortedBy(rows, { values = [], codes }, down) {
  const rank = new Int32Array(values.length);
  d3.range(values.length).sort((a, b) => (values[a] === null ? 1 : values[b] === null ? -1 : (down ? -1 : 1) * bySeverity(values[a], values[b]))).forEach((code, i) => { rank[code] = i; });
  return [...rows].sort((a, b) => rank[codes[a]] - rank[codes[b]] || a - b);
}

async function listTable(host, sheet, visual) {
  const source = await listSource(sheet, visual);
  const columns = listColumns(visual);
  let order = null, page = 0, search = listSearches.get(visual.id) || "", turn = 0;
  const box = el("div", { class: "grid" });
  const render = async () => {
    const mine = ++turn;
    const { rows, total, left } = await source(search, order, page * pageRows, pageRows);
    if (mine !== turn) return; // somebody typed on
    box.replaceChildren(...[el("div", { class: "scroll" }, tableOf(visual, columns, rows, order, (at) => {
      order = { at, down: order?.at === at ? !order.down : columns[at].number };
      page = 0;
      render();
    })), total ? null : el("p", { class: "empty" }, search ? `Nothing holds “${search}”.` : emptyText(sheet, visual)),
    pager(page, total, (to) => { page = to; render(); })].filter(Boolean));
    if (left > 0) box.append(el("p", { class: "rest" }, `The page holds the first ${whole.format(model.listRows)} rows of this list; ${whole.format(left)} more are in the lake. “shub serve” shows them all.`));
  };
  const find = el("input", { type: "search", placeholder: "Search all columns", "aria-label": "Search " + visual.title, value: search, oninput: (event) => {
    search = event.target.value;
    listSearches.set(visual.id, search);
    page = 0;
    render();
  } });
  host.append(el("div", { class: "find" }, find), box);
  await render();
  return async () => [columns.map((c) => c.label), ...(await source(search, order, 0, model.listRows)).rows];
}

const listSearches = new Map();
