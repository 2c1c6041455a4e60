// A card for each visual: title, question, picture, and the ways to see it
// otherwise: as a table, as a file, as SQL.

const asTable = new Set(); // ids of visuals that the reader wants as tables

function card(visual) {
  const id = "v-" + visual.id;
  const tabular = ["table", "list"].includes(visual.chart);
  const node = el("section", { class: `card ${visual.chart}`, id, "aria-labelledby": id + "-title" },
    el("header", null, el("h3", { id: id + "-title" }, visual.title), el("p", { class: "answers" }, visual.answers),
      el("div", { class: "tools" },
        !tabular && visual.chart !== "number" && el("button", { type: "button", "aria-pressed": String(asTable.has(visual.id)), onclick: (event) => {
          if (!asTable.delete(visual.id)) asTable.add(visual.id);
          event.currentTarget.setAttribute("aria-pressed", String(asTable.has(visual.id)));
          fill(sheetNow(), visual);
        } }, "Table"),
        visual.chart !== "number" && el("button", { type: "button", onclick: () => download(visual) }, "CSV"),
        el("button", { type: "button", "aria-expanded": "false", "aria-controls": id + "-sql", onclick: (event) => {
          const text = document.getElementById(id + "-sql");
          text.hidden = !text.hidden;
          event.currentTarget.setAttribute("aria-expanded", String(!text.hidden));
        } }, "SQL"))),
    el("pre", { id: id + "-sql", class: "sql", hidden: true, tabindex: "0" }, visual.sql),
    el("div", { class: "body", "aria-busy": "true" }), el("p", { class: "note" }));
  node.style.setProperty("--width", visual.width);
  node.style.setProperty("--least", visual.height * 34 + "px");
  return node;
}

// tables are what the CSV of a visual holds, by its id.
const tables = new Map();

// fill draws the body of a card anew.
async function fill(sheet, visual) {
  const node = document.getElementById("v-" + visual.id);
  const body = node.querySelector(".body");
  const turn = (node.turn = (node.turn || 0) + 1);
  const has = model.live ? (column) => visual.dims.includes(column) : await block(visual.block).then((table) => (column) => table.column.has(column));
  let next = el("div", { class: "body" });
  try {
    if (visual.chart === "list") {
      tables.set(visual.id, await listTable(next, sheet, visual));
    } else {
      const result = await answer(sheet, visual);
      if (node.turn !== turn) return;
      body.replaceWith(next); // in the page, so that a chart knows how wide it is
      drawChart(next, sheet, visual, result);
      tables.set(visual.id, async () => [columnsOf(visual, result.keys).map((c) => c.label), ...result.rows.map((row) => [...row.key, ...row.values])]);
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    next.replaceChildren(el("p", { class: "empty" }, "This could not be worked out: " + error.message));
    console.error(error);
  }
  if (node.turn !== turn) return;
  if (next.parentNode === null) node.querySelector(".body").replaceWith(next);
  const labels = unheeded(sheet, visual, has);
  node.querySelector(".note").textContent = labels.length ? "Not narrowed down by " + labels.join(", ") + ". " : "";
  node.querySelector(".note").append(visual.note || "");
}

function drawChart(host, sheet, visual, result) {
  const counted = ["count", "sum"].includes(visual.values[0].aggregation);
  const something = (v) => v !== null && (v !== 0 || !counted || visual.chart === "number");
  const nothing = !result.rows.some((row) => row.values.some(something));
  if (nothing) host.append(el("p", { class: "empty" }, emptyText(sheet, visual)));
  else if (asTable.has(visual.id) || visual.chart === "table") answerTable(host, visual, result);
  else ({ number: numberChart, line: timeChart, columns: timeChart, bars: barChart, heat: heatMap })[visual.chart](host, visual, result);
}

// emptyText says why there is nothing to see.
function emptyText(sheet, visual) {
  const narrowed = sheet.filters.some((f) => visual.heeds.includes(f.id) && f.column && chosenOf(f)) || [...state.chosen.keys()].some((id) => id.startsWith("@"));
  return narrowed ? "Nothing here meets the filters. " + visual.empty : visual.empty;
}

// download gives a table as CSV. A value that a spreadsheet would take for a formula
// gets an apostrophe in front.
async function download(visual) {
  const rows = await tables.get(visual.id)();
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    return '"' + String(value).replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""') + '"';
  };
  const url = URL.createObjectURL(new Blob(["\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }));
  el("a", { href: url, download: visual.id + ".csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say(plural(rows.length - 1, "row") + " written to " + visual.id + ".csv");
}
