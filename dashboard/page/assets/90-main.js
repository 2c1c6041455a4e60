// The page: heading, sheets, filters, cards.

const modes = ["auto", "light", "dark"];

function setMode(mode) {
  if (mode === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", mode);
  try { localStorage.setItem("shub-mode", mode); } catch { /* a file may have no store */ }
}

function savedMode() {
  try { return modes.includes(localStorage.getItem("shub-mode")) ? localStorage.getItem("shub-mode") : "auto"; } catch { return "auto"; }
}

function frame() {
  const mode = savedMode();
  setMode(mode);
  const asOf = model.asOf.slice(0, 16).replace("T", " ");
  return [
    el("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); document.getElementById("main").focus(); } }, "To the content"),
    el("header", { class: "top" },
      el("div", null, el("h1", null, model.title), el("p", null, isolated(model.subject), ` · as of ${asOf} UTC`, model.live && " · live")),
      el("label", { class: "mode" }, el("span", null, "Colours"), el("select", { onchange: (event) => setMode(event.target.value) },
        modes.map((m) => el("option", { value: m, selected: m === mode }, m[0].toUpperCase() + m.slice(1)))))),
    el("nav", { "aria-label": "Sheets" }, el("ul", null, model.sheets.map((s) => el("li", null, el("a", { href: "#" + s.id, "data-sheet": s.id, onclick: (event) => {
      event.preventDefault();
      state.sheet = s.id;
      changed(true);
    } }, s.title))))),
    el("main", { id: "main", tabindex: "-1" }),
    el("footer", null, `shub ${model.version}. `, "Everything shown is text of the findings themselves; titles and descriptions are written by the products that report them."),
    el("div", { id: "said", role: "status", "aria-live": "polite", class: "spoken" }),
  ];
}

// draw shows the sheet that is chosen; the same one again gets new numbers only.
function draw(newSheet) {
  const sheet = sheetNow();
  const main = document.getElementById("main");
  if (newSheet || main.dataset.sheet !== sheet.id) {
    main.dataset.sheet = sheet.id;
    document.title = sheet.title + " · " + model.title;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.dataset.sheet === sheet.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.querySelector('nav a[aria-current]').scrollIntoView({ block: "nearest", inline: "nearest" });
    main.replaceChildren(
      el("div", { class: "head" }, el("h2", null, sheet.title), el("p", null, sheet.question)),
      filterBar(sheet), el("div", { id: "chips" }), el("div", { class: "cards" }, sheet.visuals.map(card)));
    if (newSheet) { main.focus({ preventScroll: true }); window.scrollTo(0, 0); }
  }
  refreshFilters(sheet);
  asking.abort();
  asking = new AbortController();
  // For whoever waits until it is drawn.
  const root = document.documentElement;
  const asked = (root.dataset.asked = String((Number(root.dataset.asked) || 0) + 1));
  Promise.all(sheet.visuals.map((visual) => fill(sheet, visual))).then(() => {
    if (root.dataset.asked !== asked) return;
    root.dataset.drawn = asked;
    performance.mark("drawn");
  });
}

document.getElementById("app").append(...frame());
window.addEventListener("popstate", () => { fromHash(); draw(); });
// Only charts along time know their width.
let resized, wide = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === wide) return;
  wide = window.innerWidth;
  clearTimeout(resized);
  resized = setTimeout(() => sheetNow().visuals.filter((v) => v.time).forEach((v) => fill(sheetNow(), v)), 150);
});
fromHash();
draw();
