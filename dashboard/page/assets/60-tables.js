// Tables: paged, sorted by a click on a heading, lists with a search.

const pageRows = 25;

// grid is a table over rows that are at hand. columns are {label, format, name,
// number}; cells are values.
function grid(host, visual, columns, rows) {
  let order = null, page = 0;
  const box = el("div", { class: "grid" });
  const render = () => {
    const sorted = order ? [...rows].sort((a, b) => (order.down ? -1 : 1) * compare(a[order.at], b[order.at])) : rows;
    const shown = sorted.slice(page * pageRows, (page + 1) * pageRows);
    box.replaceChildren(el("div", { class: "scroll" }, tableOf(visual, columns, shown, order, (at) => {
      order = { at, down: order?.at === at ? !order.down : Boolean(columns[at].number) };
      page = 0;
      render();
    })), pager(page, rows.length, (to) => { page = to; render(); }));
  };
  render();
  host.append(box);
}

function tableOf(visual, columns, rows, order, sort) {
  return el("table", { class: "rows" }, el("caption", null, visual.title),
    el("thead", null, el("tr", null, columns.map((c, at) => c.hidden ? null : el("th", { scope: "col", class: c.number ? "number" : null,
      "aria-sort": order?.at === at ? (order.down ? "descending" : "ascending") : null },
    [at, ...under(visual, columns, at)].map((i) => el("button", { type: "button", class: i === at ? null : "under", onclick: () => sort(i) },
      columns[i].label, el("span", { "aria-hidden": "true" }, order?.at === i ? (order.down ? " ▼" : " ▲") : ""))))))),
    el("tbody", null, rows.map((row) => el("tr", null, columns.map((c, at) => c.hidden ? null : el("td", { class: c.number ? "number" : "c-" + c.name, "data-label": c.label },
      cellOf(visual, columns, row, at), under(visual, columns, at).filter((i) => row[i] !== null).map((i) => el("div", { class: "under" }, cellOf(visual, columns, row, i)))))))));
}

// under are the columns that stand below another in its cells.
const under = (visual, columns, at) => columns.flatMap((c, i) => (visual.under && c.name && visual.under[c.name] === columns[at].name ? [i] : []));

// cellOf is a value in a table: a severity with its colour, a link, an account that
// leads on to its findings, or text.
function cellOf(visual, columns, row, at) {
  const { name, format } = columns[at];
  const value = row[at];
  if (format !== undefined && columns[at].number) return written(value, format);
  if (value === null) return el("span", { class: "absent" }, NONE);
  const text = isolated(named(name, value));
  const address = visual.links?.[name] && row[columns.findIndex((c) => c.name === visual.links[name])];
  if (address && /^https:\/\//i.test(address)) return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
  if (name.endsWith("severity_label") && model.colours.includes(value)) return el("span", { class: "level" }, paint(el("i", { "aria-hidden": "true" }), "--c", `var(--v-${value})`), text);
  if (visual.onward && at === 0) return el("button", { type: "button", class: "link", title: "Show the findings", onclick: () => goOn(visual.onward, name, value) }, text);
  return text;
}

// goOn leads to another sheet, narrowed down to a value.
function goOn(sheet, column, value) {
  state.sheet = sheet;
  const filter = sheetNow().filters.find((f) => f.column === column);
  state.chosen.set(filter ? filter.id : "@" + column, new Set([value]));
  changed(true);
}

function pager(page, total, go) {
  const last = Math.max(0, Math.ceil(total / pageRows) - 1);
  const text = total ? `${whole.format(page * pageRows + 1)} to ${whole.format(Math.min(total, (page + 1) * pageRows))} of ${plural(total, "row")}` : "No rows";
  return el("div", { class: "pager" }, el("span", null, text), total > pageRows && el("span", null,
    el("button", { type: "button", disabled: page === 0, onclick: () => go(page - 1) }, "Previous"),
    el("button", { type: "button", disabled: page === last, onclick: () => go(page + 1) }, "Next")));
}

// columnsOf are the columns of an answer as a table.
const columnsOf = (visual, keys) => [
  ...keys.map((name) => ({ name, label: word(name).label })),
  ...visual.values.map((m) => ({ name: "", label: m.label, format: m.format, number: m.format !== "day" && m.format !== "hour" })),
];

// inOrder sorts rows as the visual says.
function inOrder(visual, keys) {
  const orders = visual.order.map((o) => ({ at: o.column.startsWith("value_") ? keys.length + Number(o.column.slice(6)) - 1 : keys.indexOf(o.column), down: o.down })).filter((o) => o.at >= 0);
  return (a, b) => {
    for (const { at, down } of orders) {
      const absent = (a[at] === null) - (b[at] === null);
      const c = absent || (down ? -1 : 1) * compare(a[at], b[at]);
      if (c) return c;
    }
    return 0;
  };
}

function answerTable(host, visual, result) {
  const columns = columnsOf(visual, result.keys);
  const numbers = result.keys.length;
  const rows = result.rows.map((row) => [...row.key, ...row.values]);
  if (visual.order.length && !visual.time) return grid(host, visual, columns, rows.sort(inOrder(visual, result.keys)));
  rows.sort(visual.time ? (a, b) => compare(b[0], a[0]) : (a, b) => compare(b[numbers], a[numbers]) || compare(a[0], b[0]));
  grid(host, visual, columns, rows);
}
