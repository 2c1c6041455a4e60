// The row of filters, and the chips that say what is chosen.

const periods = [1, 7, 30, 90, 365];

function filterBar(sheet) {
  return el("div", { class: "filters" },
    sheet.filters.map((f) => (f.days ? periodFilter(f) : valueFilter(sheet, f))),
    el("button", { type: "button", class: "plain", id: "clear", onclick: clear }, "Reset"));
}

function clear() {
  state.chosen.clear();
  state.days.clear();
  changed();
  say("Filters are as at first.");
}

function periodFilter(filter) {
  const days = daysOf(filter);
  const select = el("select", { id: "filter-" + filter.id, onchange: (event) => {
    const chosen = Number(event.target.value);
    if (chosen === filter.days) state.days.delete(filter.id);
    else state.days.set(filter.id, chosen);
    changed();
  } }, [...new Set([...periods, days])].sort((a, b) => a - b).map((n) => el("option", { value: n, selected: n === days }, "Last " + plural(n, "day"))));
  return el("label", { class: "filter" }, el("span", null, filter.label), select);
}

function valueFilter(sheet, filter) {
  const box = el("details", { class: "filter values", id: "filter-" + filter.id },
    el("summary", null, el("span", null, filter.label), el("b", { "data-chosen": filter.id }, chosenText(filter))));
  box.addEventListener("toggle", async () => {
    if (!box.open) return;
    for (const other of document.querySelectorAll("details.values[open]")) if (other !== box) other.open = false;
    if (!box.querySelector(".panel")) box.append(await panel(sheet, filter));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) { box.open = false; box.querySelector("summary").focus(); }
  });
  return box;
}

document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll("details.values[open]")) if (!box.contains(event.target)) box.open = false;
});

async function panel(sheet, filter) {
  const options = await optionsOf(sheet, filter);
  const list = el("div", { class: "options" });
  const fill = (part) => list.replaceChildren(...options.filter((v) => named(filter.column, v).toLowerCase().includes(part.toLowerCase())).slice(0, 500).map((value) =>
    el("label", null, el("input", { type: "checkbox", checked: chosenOf(filter)?.has(value), onchange: (event) => {
      const set = new Set(chosenOf(filter) || []);
      if (event.target.checked) set.add(value); else set.delete(value);
      choose(filter.id, set);
    } }), isolated(named(filter.column, value)))));
  fill("");
  return el("div", { class: "panel" },
    options.length > 8 && el("input", { type: "search", placeholder: "Find", "aria-label": "Find " + filter.label, oninput: (event) => fill(event.target.value) }),
    options.length ? list : el("p", null, "There is nothing to choose from."),
    el("button", { type: "button", class: "plain", onclick: () => {
      choose(filter.id, null);
      for (const input of list.querySelectorAll("input")) input.checked = false;
    } }, "All"));
}

function chosenText(filter) {
  const set = chosenOf(filter);
  if (!set) return "All";
  return set.size === 1 ? named(filter.column, [...set][0]) : plural(set.size, "value");
}

// chips say what is chosen, each with a way to undo it.
function chips(sheet) {
  const made = [];
  const chip = (id, label, column, value) => made.push(el("button", { type: "button", class: "chip", title: "Remove", onclick: () => {
    const set = new Set(state.chosen.get(id) || chosenOf(sheet.filters.find((f) => f.id === id)));
    set.delete(value);
    choose(id, set);
  } }, label + ": ", isolated(named(column, value)), el("span", { "aria-hidden": "true" }, " ×")));
  for (const filter of sheet.filters) {
    for (const value of chosenOf(filter) || []) chip(filter.id, filter.label, filter.column, value);
  }
  for (const [id, set] of state.chosen) {
    if (id.startsWith("@")) for (const value of set || []) chip(id, word(id.slice(1)).label, id.slice(1), value);
  }
  return made;
}

// refreshFilters says anew what is chosen, and leaves open panels open.
function refreshFilters(sheet) {
  for (const filter of sheet.filters) {
    const text = document.querySelector(`[data-chosen="${filter.id}"]`);
    if (text) {
      text.textContent = chosenText(filter);
      text.parentElement.parentElement.classList.toggle("on", Boolean(chosenOf(filter)));
    }
  }
  document.getElementById("chips").replaceChildren(...chips(sheet));
  document.getElementById("clear").hidden = state.chosen.size + state.days.size === 0;
}
