// Lines whose steps lie closer than two pixels hide each other: the hours of a
// quarter, by severity. Then each series gets a lane of its own, all to one scale, in
// the order of the legend; a step is a stroke from the lane's foot.

const laneHeight = 66;
const laneRoom = 24; // above each lane, for what is written over its highest steps

const crowded = (visual, series, steps, width) => visual.chart === "line" && series.length > 1 && steps.length * 2 > width;

// drawLanes draws series below each other; y is the scale of the first lane.
function drawLanes(root, steps, unit, series, x, y, left, width) {
  const [foot, head] = y.range();
  const top = y.domain()[1];
  const thick = Math.max(1.5, x(unit.offset(steps[0], 1)) - x(steps[0])).toFixed(1);
  series.forEach((s, lane) => {
    const down = lane * laneHeight;
    const stroke = (v, i) => (v ? `M${x(steps[i]).toFixed(1)} ${foot + down}V${(y(Math.min(v, top)) + down).toFixed(1)}` : "");
    root.append(svg("line", { class: "grid", x1: left, x2: width - 10, y1: head + down, y2: head + down }),
      svg("text", { x: left - 6, y: head + down + 4, "text-anchor": "end" }, short.format(top)),
      svg("text", { x: left - 6, y: foot + down + 4, "text-anchor": "end" }, "0"),
      paint(svg("path", { class: "lane", d: s.values.map(stroke).join(""), "stroke-width": thick }), "stroke", s.colour),
      svg("line", { class: "axis", x1: left, x2: width - 10, y1: foot + down, y2: foot + down }));
    markTowers(root, d3.range(steps.length).filter((i) => s.values[i] > top).map((i) => ({ i, height: s.values[i] })), (i) => x(steps[i]), head + down, width);
  });
}
