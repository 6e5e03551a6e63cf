// The day's p-chart: the share of rejects by the quarter of an hour, between its limits.

import { percent, time, word } from "./words.js";

const WIDTH = 600, HEIGHT = 150, EDGE = 6;
const SVG = "http://www.w3.org/2000/svg";

export function showChart(said) {
  showScale(said.points);
  document.getElementById("chart").replaceChildren(...(said.points.length ? drawn(said) : []));
  document.getElementById("chart-says").textContent = inWords(said);
}

function showScale(points) {
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  put("chart-from", points.length ? time(points[0].starts_at) : "");
  put("chart-to", points.length ? time(points.at(-1).starts_at) : "");
  put("chart-top", points.length ? word("chartTop", percent(highest(points))) : "");
}

const highest = (points) =>
  Math.max(0.01, ...points.map((each) => Math.max(each.share, each.upper ?? 0)));

function inWords(said) {
  if (said.silence === "few subgroups") return word("chartFew");
  if (said.silence) return word("chartSmall");
  if (!said.signals.length) return word("chartCalm", percent(said.centre, 1));
  const last = said.signals.at(-1);
  return word(last.rule === 1 ? "chartBeyond" : "chartPattern", time(last.to_time));
}

function drawn(said) {
  const from = Date.parse(said.points[0].starts_at);
  const to = Math.max(Date.parse(said.points.at(-1).starts_at), from + said.minutes * 60_000);
  const top = highest(said.points);
  const x = (when) => EDGE + (WIDTH - 2 * EDGE) * (Date.parse(when) - from) / (to - from);
  const y = (share) => HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share / top;
  const at = (each, share) => `${x(each.starts_at).toFixed(1)},${y(share).toFixed(1)}`;
  const judged = said.points.filter((each) => each.upper !== null);
  const band = [
    ...judged.map((each) => at(each, each.upper)),
    ...judged.toReversed().map((each) => at(each, each.lower)),
  ];
  return [
    shape("polygon", { class: "band", points: band.join(" ") }),
    shape("line", { class: "centre", x1: EDGE, x2: WIDTH - EDGE, y1: y(said.centre), y2: y(said.centre) }),
    shape("polyline", { class: "share", points: said.points.map((each) => at(each, each.share)).join(" ") }),
    ...said.points.filter((each) => isUnusual(said, each)).map((each) =>
      shape("polygon", { class: "signal", points: triangle(x(each.starts_at), y(each.share)) })),
  ];
}

function isUnusual(said, point) {
  return said.signals.some((each) => each.from_time <= point.starts_at && point.starts_at <= each.to_time);
}

function triangle(x, y) {
  return `${x},${y - 7} ${x - 6},${y + 4} ${x + 6},${y + 4}`;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
