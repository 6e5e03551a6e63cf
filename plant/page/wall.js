// The wall of alerts, with sound and notices, the day's yield, and the stations with their lights.

import { element } from "./make.js";
import { percent, time, word } from "./words.js";

const MOST_SHOWN = 60;
const NEW_MS = 8000;
const TONES_HZ = [880, 660, 880];

export class Wall {
  constructor(list, empty) {
    this.list = list;
    this.empty = empty;
    this.alerts = new Map(); // by id, oldest first
  }

  add(alert, isNew) {
    if (this.alerts.has(alert.id)) return false;
    const item = element("li");
    this.alerts.set(alert.id, { alert, item });
    this.draw(alert, item);
    this.list.prepend(item);
    if (isNew) {
      item.classList.add("new");
      setTimeout(() => item.classList.remove("new"), NEW_MS);
    }
    for (const [id, oldest] of this.alerts) {
      if (this.alerts.size <= MOST_SHOWN) break;
      this.alerts.delete(id);
      oldest.item.remove();
    }
    this.empty.hidden = true;
    return true;
  }

  draw(alert, item) {
    item.dataset.verdict = alert.verdict;
    const verdict = word(alert.verdict === "review" ? "reviewVerdict" : alert.verdict);
    const more = [word("defect", percent(alert.defect_probability)), `#${alert.sequence}`, alert.serial, alert.source];
    item.replaceChildren(
      element("span", { className: "verdict", textContent: verdict }),
      element("div", { className: "what" },
        element("strong", { textContent: alert.station }),
        element("small", { textContent: more.filter(Boolean).join(" · ") })),
      element("time", { dateTime: alert.inspected_at, textContent: time(alert.inspected_at) }),
    );
  }

  translate() {
    for (const { alert, item } of this.alerts.values()) this.draw(alert, item);
  }
}

export class Sound {
  context = null;

  get isOn() {
    return this.context !== null;
  }

  turn() {
    if (this.isOn) {
      this.context.close();
      this.context = null;
    } else {
      this.context = new AudioContext(); // in a touch: browsers start no sound without one
      this.play();
    }
  }

  play() {
    if (!this.isOn) return;
    TONES_HZ.forEach((hertz, place) => {
      const start = this.context.currentTime + place * 0.18;
      const tone = new OscillatorNode(this.context, { type: "square", frequency: hertz });
      const volume = new GainNode(this.context, { gain: 0.2 });
      tone.connect(volume).connect(this.context.destination);
      tone.start(start);
      tone.stop(start + 0.15);
    });
  }
}

export class Notices {
  isOn = false;

  async turn() {
    this.isOn = !this.isOn && "Notification" in window
      && await Notification.requestPermission() === "granted";
  }

  show(alert) {
    if (!this.isOn) return;
    const what = `${word("defect", percent(alert.defect_probability))} · ${time(alert.inspected_at)}`;
    try {
      new Notification(`${word("reject")}: ${alert.station}`, { body: what, tag: alert.id });
    } catch {
      this.isOn = false; // some phones have them only for installed pages
    }
  }
}

export function showStatistics(said) {
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  put("yield", percent(said.yield_share, 1));
  for (const count of ["passed", "rejected", "review"]) put(count, said[count].toLocaleString());
  document.getElementById("no-stations").hidden = said.stations.length > 0;
  document.getElementById("stations").replaceChildren(...said.stations.map(tile));
}

function tile(station) {
  const heard = station.light === "ok" ? "last" : "silentSince";
  const item = element("li", {},
    element("div", { className: "name" }, element("span", { className: "light" }), station.station),
    element("div", { className: "share", textContent: percent(station.yield_share, 1) }),
    element("small", { textContent: word("castings", station.total.toLocaleString()) }),
    element("small", { textContent: word(heard, time(station.last_inspected_at)) }));
  item.dataset.light = station.light;
  return item;
}
