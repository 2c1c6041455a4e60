// Few steps can be so high that all others become invisible beside them: the hour
// in which a product was switched on, against the hours since. Then the axis ends
// above the others, and what is higher is cut off, marked, and written out in full.

const mostTowers = 5; // and a twentieth of what is drawn, else they are no exception
const towerOver = 4; // times the highest of the others

// belowTowers is the height of the highest step that is no tower, null if there is
// no tower.
function belowTowers(heights) {
  const sorted = heights.filter((h) => h > 0).sort(d3.descending);
  let next = null;
  for (let n = 1; n <= Math.min(mostTowers, sorted.length / 20); n++) {
    if (sorted[n - 1] >= towerOver * sorted[n]) next = sorted[n];
  }
  return next;
}

// cutTowers returns the steps that reach past the top of the axis, and shrinks their
// layers to it: each keeps its share.
function cutTowers(steps, heights, layers, top) {
  const towers = d3.range(steps.length).filter((i) => heights[i] > top).map((i) => ({ i, height: heights[i] }));
  for (const { i, height } of towers) for (const layer of layers) layer[i] = layer[i].map((v) => (v * top) / height);
  return towers;
}

// markTowers writes above each what it is, from the highest on, where there is room.
function markTowers(root, towers, middle, top, width) {
  const taken = [];
  for (const { i, height } of [...towers].sort((a, b) => b.height - a.height)) {
    root.append(svg("line", { class: "cut", x1: middle(i) - 6, x2: middle(i) + 6, y1: top + 12, y2: top + 7 }));
    const label = "\u2191 " + whole.format(height);
    const half = label.length * 4;
    const x = Math.min(middle(i), width - half - 2);
    if (taken.some(([from, to]) => x + half > from && x - half < to)) continue;
    taken.push([x - half, x + half]);
    root.append(svg("text", { class: "tower", x, y: top - 6, "text-anchor": "middle" }, label));
  }
}
