// What all parts use: making elements, writing values. Text enters the page by
// textContent alone, never as markup.

const model = JSON.parse(document.getElementById("model").textContent);

// el makes an element. on... are listeners, the rest are attributes; null and
// false ones are left out. Children that are no elements become text.
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// colour sets the colour that CSS knows under a name, which follows the mode.
const paint = (node, property, colour) => { node.style.setProperty(property, colour); return node; };

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const short = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

const word = (column) => model.words[column] || { label: column, format: "" };

// NONE is what stands for a value that is not there.
const NONE = "none";

// written is a value as people read it.
function written(value, format) {
  if (value === null || value === undefined) return "–";
  switch (format) {
    case "whole": return whole.format(value);
    case "decimal": return tenth.format(value);
    case "percent": return whole.format(value) + " %";
    case "share": return tenth.format(value * 100) + " %";
    case "days": return tenth.format(value) + " days";
    case "hours": return value < 48 ? whole.format(value) + " h" : whole.format(Math.floor(value / 24)) + " days";
    default: return String(value);
  }
}

// named is a value of a column as people read it.
function named(column, value) {
  if (value === null || value === undefined) return NONE;
  if (column === "standards_id") return standardName(value);
  return written(value, word(column).format);
}

function standardName(id) {
  const parts = /^(?:arn:[^/]*)?(?:standards|ruleset)\/(.*)\/v\/(.*)$/.exec(id);
  const name = parts && model.standards[parts[1]];
  return name ? name + " " + parts[2] : id;
}

// accountName is the name of an account, if one is known.
const accountName = (column, value) => (column === "aws_account_id" && model.accounts[value]) || "";

// isolated is text of strangers, which must not turn its surroundings around.
const isolated = (text) => el("bdi", null, text);

// colourOf is the colour of a value: its own, or the i-th of the others.
const colourOf = (value, i) =>
  model.colours.includes(value) ? `var(--v-${value})` : value === null ? "var(--v-UNKNOWN)" : `var(--o-${i % model.others})`;

// bySeverity sorts values: severities the worst first, others by themselves.
function bySeverity(a, b) {
  const place = (value) => { const at = model.severities.indexOf(value === null ? "UNKNOWN" : value); return at < 0 ? 99 : at; };
  return place(a) - place(b) || compare(a, b);
}

// compare sorts numbers and text, what is not there last.
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

const plural = (n, one, many) => whole.format(n) + " " + (n === 1 ? one : many || one + "s");

// say tells those who do not see the page what changed.
function say(text) {
  const region = document.getElementById("said");
  if (region) region.textContent = text;
}
