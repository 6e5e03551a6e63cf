// Where the page's parts meet.

import { ask, Line } from "./api.js";
import { showChart } from "./chart.js";
import { Judge } from "./judge.js";
import { Notices, showStatistics, Sound, Wall } from "./wall.js";
import { locale, sentence, switchLanguage, word } from "./words.js";

const STATISTICS_MS = 10_000;
const AFTER_ALERT_MS = 500;
const byId = (id) => document.getElementById(id);

const wall = new Wall(byId("alerts"), byId("no-alerts"));
const sound = new Sound();
const notices = new Notices();
const judge = new Judge(byId("results"), { onTrouble: tell, onJudged: lookSoon });
let lineState = "connecting";
let statistics = null;
let chart = null;
let looking = null;

function translate() {
  document.documentElement.lang = locale();
  for (const each of document.querySelectorAll("[data-word]")) {
    each.textContent = word(each.dataset.word);
  }
  byId("language").textContent = word("otherLanguage");
  showSwitch("sound", sound.isOn);
  showSwitch("notify", notices.isOn);
  showLine(lineState);
  wall.translate();
  judge.translate();
  if (statistics) showStatistics(statistics);
  if (chart) showChart(chart);
}

function showSwitch(id, isOn) {
  byId(id).textContent = word(id + (isOn ? "On" : "Off"));
  byId(id).setAttribute("aria-pressed", String(isOn));
}

function showLine(state) {
  lineState = state;
  byId("line").dataset.state = state;
  byId("line-text").textContent = word(state);
}

function tell(error, again = () => {}) {
  if (error.status === 401) {
    askForKey(again);
    return;
  }
  byId("trouble").textContent = error.status ? sentence(error.message) : word("away");
  byId("trouble").hidden = false;
}

function askForKey(then) {
  byId("key-form").onsubmit = () => {
    localStorage.setItem("key", byId("key").value.trim());
    byId("key").value = "";
    then();
  };
  if (!byId("key-dialog").open) byId("key-dialog").showModal();
}

async function look() {
  clearTimeout(looking);
  try {
    [statistics, chart] = await Promise.all([ask("/statistics"), ask("/chart")]);
    showStatistics(statistics);
    showChart(chart);
    looking = setTimeout(look, STATISTICS_MS);
  } catch (error) {
    if (error.status === 401) askForKey(start);
    else looking = setTimeout(look, STATISTICS_MS);
  }
}

function lookSoon() {
  byId("trouble").hidden = true;
  clearTimeout(looking);
  looking = setTimeout(look, AFTER_ALERT_MS);
}

function onAlert(alert) {
  if (!wall.add(alert, true)) return;
  lookSoon();
  if (alert.verdict === "reject") {
    sound.play();
    notices.show(alert);
  }
}

async function start() {
  try {
    const pages = await Promise.all(
      ["reject", "review"].map((verdict) => ask(`/inspections?limit=30&verdict=${verdict}`)));
    const before = pages.flatMap((page) => page.inspections).sort((a, b) => a.number - b.number);
    for (const inspection of before) wall.add(inspection, false);
    new Line(before.at(-1)?.number ?? 0, { onState: showLine, onAlert, onKeyNeeded: () => askForKey(start) });
    look();
  } catch (error) {
    if (error.status === 401) {
      askForKey(start);
    } else {
      showLine("lost");
      setTimeout(start, 2000);
    }
  }
}

function takeDrops() {
  const drop = byId("drop");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    judge.fromFiles(event.dataTransfer.files);
  });
}

byId("files").onchange = async ({ target }) => {
  await judge.fromFiles([...target.files]);
  target.value = "";
};
byId("camera").onchange = async ({ target }) => {
  await judge.fromCamera([...target.files]);
  target.value = "";
};
byId("sound").onclick = () => {
  sound.turn();
  translate();
};
byId("notify").onclick = async () => {
  await notices.turn();
  translate();
};
byId("language").onclick = () => {
  switchLanguage();
  translate();
};
takeDrops();
translate();
start();
