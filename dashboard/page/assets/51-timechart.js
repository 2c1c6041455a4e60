// Lines and standing bars along time, as SVG by D3.

const svg = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const timeText = { day: d3.utcFormat("%-d %b %Y"), hour: d3.utcFormat("%-d %b %Y, %H:%M") };
const tickText = (date) => (+d3.utcDay(date) < +date ? d3.utcFormat("%H:%M") : +d3.utcYear(date) === +date ? d3.utcFormat("%Y") : d3.utcFormat("%-d %b"))(date);

function timeChart(host, visual, result) {
  const { steps, unit, series } = seriesOf(visual, result);
  const width = Math.max(260, host.clientWidth || 600);
  const lanes = crowded(visual, series, steps, width);
  const height = lanes ? series.length * laneHeight + 30 : Math.max(160, visual.height * 34 - 90);
  const stacked = visual.chart === "columns";
  const format = visual.values[0].format;
  const layers = stacked ? d3.stack().keys(d3.range(series.length)).value((i, k) => series[k].values[i] || 0)(d3.range(steps.length)) : [];
  const heights = steps.map((_, i) => (stacked ? layers.at(-1)[i][1] : d3.max(series, (s) => s.values[i])));
  const next = ["percent", "share"].includes(format) ? null : belowTowers(heights);
  const y = d3.scaleLinear([0, format === "percent" ? 100 : Math.max(next ?? d3.max(heights) ?? 0, 4)], lanes ? [laneHeight, laneRoom] : [height - 22, next === null ? 8 : 24]);
  if (format !== "percent") y.nice(4);
  const ticks = y.ticks(4).filter((t) => format === "percent" || Number.isInteger(t));
  const label = (t) => (format === "percent" ? t + " %" : short.format(t));
  const left = 12 + 7 * Math.max(...ticks.map((t) => label(t).length));
  const x = d3.scaleUtc([steps[0], stacked ? unit.offset(steps.at(-1), 1) : steps.at(-1)], [left, width - 10]);
  if (steps.length === 1 && !stacked) x.domain([unit.offset(steps[0], -1), unit.offset(steps[0], 1)]);

  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", tabindex: "0", class: "time",
    "aria-label": `${visual.title}, ${timeText.day(steps[0])} to ${timeText.day(steps.at(-1))}. Use the arrow keys to read values, or show the table.` });
  for (const t of lanes ? [] : ticks) {
    root.append(svg("line", { class: "grid", x1: left, x2: width - 10, y1: y(t), y2: y(t) }),
      svg("text", { x: left - 6, y: y(t) + 4, "text-anchor": "end" }, label(t)));
  }
  let end = -Infinity;
  for (const t of x.ticks(Math.max(2, Math.floor(width / 90)))) {
    if (x(t) < left + 4 || x(t) > width - 24 || x(t) - end < 52) continue;
    end = x(t);
    root.append(svg("line", { class: "tick", x1: x(t), x2: x(t), y1: height - 22, y2: height - 18 }),
      svg("text", { x: x(t), y: height - 5, "text-anchor": "middle" }, tickText(t)));
  }
  const towers = cutTowers(steps, heights, layers, y.domain()[1]);
  const text = timeText[unit === d3.utcHour ? "hour" : "day"];
  if (lanes) drawLanes(root, steps, unit, series, x, y, left, width);
  else if (stacked) drawColumns(root, steps, unit, series, layers, x, y);
  else drawLines(root, steps, series, x, y);
  if (!lanes) markTowers(root, towers, (i) => (x(steps[i]) + x(stacked ? unit.offset(steps[i], 1) : steps[i])) / 2, y.range()[1], width);
  if (!lanes) root.append(svg("line", { class: "axis", x1: left, x2: width - 10, y1: y(0), y2: y(0) }));
  host.append(legend(visual, series), root);
  if (towers.length) host.append(el("p", { class: "cut" }, "Cut off, since higher than all others by far: ", towers.map(({ i, height }) => text(steps[i]) + " with " + whole.format(height)).join("; ")));
  readable(host, root, visual, { steps, unit, series, x, stacked, format, height });
}

function drawLines(root, steps, series, x, y) {
  const line = d3.line((_, i) => x(steps[i]), (v) => y(Math.min(v, y.domain()[1]))).defined((v) => v !== null).curve(d3.curveMonotoneX);
  for (const s of [...series].reverse()) { // the first on top
    root.append(paint(svg("path", { class: "line", d: line(s.values), "stroke-dasharray": s.dash || null }), "stroke", s.colour));
    if (steps.length > 2) continue;
    s.values.forEach((v, i) => v !== null && root.append(paint(svg("circle", { cx: x(steps[i]), cy: y(v), r: 4 }), "fill", s.colour)));
  }
}

// Where bars would be thinner than three pixels, they become an area of steps.
function drawColumns(root, steps, unit, series, layers, x, y) {
  const wide = x(unit.offset(steps[0], 1)) - x(steps[0]);
  layers.forEach((layer, k) => {
    if (wide >= 3) {
      const bars = svg("g", { class: "bars" });
      paint(bars, "fill", series[k].colour);
      layer.forEach(([low, high], i) => high > low && bars.append(svg("rect", {
        x: (x(steps[i]) + wide * 0.08).toFixed(2), width: Math.max(1, wide * 0.84).toFixed(2), y: y(high).toFixed(2), height: (y(low) - y(high)).toFixed(2) })));
      root.append(bars);
      return;
    }
    const edges = [...layer, layer.at(-1)];
    const area = d3.area().x((_, i) => x(i < steps.length ? steps[i] : unit.offset(steps.at(-1), 1))).y0((d) => y(d[0])).y1((d) => y(d[1])).curve(d3.curveStepAfter);
    root.append(paint(svg("path", { d: area(edges) }), "fill", series[k].colour));
  });
}

// legend names the series; where the sheet can be narrowed down by them, each is a button.
function legend(visual, series) {
  return el("ul", { class: "legend" }, series.map((s) => {
    const mark = paint(el("i", { "aria-hidden": "true", class: s.dash ? "dashed" : null }), "--c", s.colour);
    const text = [mark, isolated(s.label)];
    return el("li", null, visual.split && s.name !== undefined
      ? el("button", { type: "button", title: "Show only " + s.label, "data-value": String(s.name), onclick: () => toggle(visual.split, s.name) }, text) : text);
  }));
}

// readable shows the values at a moment: under the pointer, or by the arrow keys.
function readable(host, root, visual, { steps, unit, series, x, stacked, format, height }) {
  const rule = svg("line", { class: "rule", y1: 8, y2: height - 22, visibility: "hidden" });
  const tip = el("div", { class: "tip", hidden: true, role: "status" });
  root.append(rule);
  host.append(tip);
  let at = -1;
  const show = (i) => {
    at = Math.max(0, Math.min(steps.length - 1, i));
    const px = x(steps[at]) + (stacked ? (x(unit.offset(steps[at], 1)) - x(steps[at])) / 2 : 0);
    rule.setAttribute("x1", px);
    rule.setAttribute("x2", px);
    rule.setAttribute("visibility", "visible");
    const shown = series.filter((s) => s.values[at]);
    tip.replaceChildren(el("b", null, timeText[word(visual.by[0]).format === "hour" ? "hour" : "day"](steps[at])),
      ...(shown.length ? shown : series.slice(0, 1)).map((s) => el("div", null, paint(el("i", { "aria-hidden": "true" }), "--c", s.colour), isolated(s.label), el("span", null, written(s.values[at], format)))));
    tip.hidden = false;
    const scale = root.getBoundingClientRect().width / root.viewBox.baseVal.width;
    const left = px * scale;
    tip.style.top = root.offsetTop + 8 + "px";
    if (left > host.clientWidth / 2) { tip.style.left = "auto"; tip.style.right = host.clientWidth - left + 10 + "px"; }
    else { tip.style.right = "auto"; tip.style.left = left + 10 + "px"; }
  };
  const hide = () => { tip.hidden = true; rule.setAttribute("visibility", "hidden"); };
  const bisect = d3.bisector((d) => d);
  root.addEventListener("pointermove", (event) => {
    const box = root.getBoundingClientRect();
    const date = x.invert(((event.clientX - box.left) / box.width) * root.viewBox.baseVal.width);
    show(stacked ? bisect.right(steps, date) - 1 : bisect.center(steps, date));
  });
  root.addEventListener("pointerleave", hide);
  root.addEventListener("blur", hide);
  root.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: steps.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    show(at < 0 ? steps.length - 1 : moves[event.key]);
  });
}
