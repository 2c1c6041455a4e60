// What the reader chose: the sheet, values of filters, the period. All of it stands
// in the address, so that a view can be kept and sent on.

const state = {
  sheet: model.sheets[0].id,
  chosen: new Map(), // id of a filter, or "@column" -> Set of values, null among them
  days: new Map(), // id of a period -> days
};

const sheetNow = () => model.sheets.find((s) => s.id === state.sheet);

// chosenOf is the Set of a filter; undefined means everything.
function chosenOf(filter) {
  if (state.chosen.has(filter.id)) return state.chosen.get(filter.id) || undefined;
  return filter.default ? new Set(filter.default) : undefined;
}

// choose sets a filter; an empty or absent Set means everything.
function choose(id, set) {
  const filter = model.sheets.flatMap((s) => s.filters).find((f) => f.id === id);
  const all = !set || set.size === 0;
  if (all && !(filter && filter.default)) state.chosen.delete(id);
  else state.chosen.set(id, all ? null : set);
  changed();
}

// toggle is a click on a value: only it, or everything again.
function toggle(column, value) {
  const filter = sheetNow().filters.find((f) => f.column === column);
  const id = filter ? filter.id : "@" + column;
  const now = filter ? chosenOf(filter) : state.chosen.get(id);
  choose(id, now && now.size === 1 && now.has(value) ? null : new Set([value]));
}

const daysOf = (filter) => state.days.get(filter.id) || filter.days;

// since is the first day of a period: so many days before the day of the data.
const since = (days) => d3.utcDay.offset(d3.utcDay.floor(new Date(model.asOf)), -days).toISOString().slice(0, 10);

// choicesFor is what narrows a visual down: the filters of the sheet that it heeds,
// and clicks on columns that its data has. has says which those are.
function choicesFor(sheet, visual, has) {
  const choices = { columns: [], since: "" };
  for (const filter of sheet.filters) {
    if (!visual.heeds.includes(filter.id)) continue;
    if (filter.days) choices.since = since(daysOf(filter));
    else if (chosenOf(filter)) choices.columns.push(choice(filter.id, filter.column, chosenOf(filter)));
  }
  for (const [id, set] of state.chosen) {
    if (id.startsWith("@") && set && has(id.slice(1))) choices.columns.push(choice("", id.slice(1), set));
  }
  return choices;
}

const choice = (id, column, set) => ({ id, column, values: [...set].filter((v) => v !== null), null: set.has(null) });

// unheeded names the filters in use that a visual does not go along with.
function unheeded(sheet, visual, has) {
  const labels = sheet.filters.filter((f) => visual.unheeded.includes(f.id) && chosenOf(f)).map((f) => f.label);
  for (const [id, set] of state.chosen) {
    if (id.startsWith("@") && set && !has(id.slice(1))) labels.push(word(id.slice(1)).label);
  }
  return labels;
}

// The address: #sheet?filter=value&filter=other. "~" is what is not there, "*" is
// everything where a filter begins with less.
function toHash() {
  const query = new URLSearchParams();
  for (const [id, set] of state.chosen) {
    if (!set) query.append(id, "*");
    else for (const value of set) query.append(id, value === null ? "~" : /^[~*]/.test(value) ? "~" + value : value);
  }
  for (const [id, days] of state.days) query.append(id, days);
  const text = query.toString();
  return "#" + state.sheet + (text ? "?" + text : "");
}

function fromHash() {
  const [sheet, text] = location.hash.slice(1).split(/\?(.*)/s);
  const filters = model.sheets.flatMap((s) => s.filters);
  state.sheet = model.sheets.some((s) => s.id === sheet) ? sheet : model.sheets[0].id;
  state.chosen.clear();
  state.days.clear();
  for (const [id, value] of new URLSearchParams(text || "")) {
    const filter = filters.find((f) => f.id === id);
    if (filter && filter.days) {
      if (Number(value) > 0) state.days.set(id, Math.min(Number(value), model.keptDays));
    } else if (filter || id.startsWith("@")) {
      if (value === "*") { state.chosen.set(id, null); continue; }
      if (!state.chosen.get(id)) state.chosen.set(id, new Set());
      state.chosen.get(id).add(value === "~" ? null : value.replace(/^~/, ""));
    }
  }
}

// changed draws again and keeps the address.
function changed(newSheet) {
  const hash = toHash();
  if (hash !== location.hash) history[newSheet ? "pushState" : "replaceState"](null, "", hash);
  draw(newSheet);
}
