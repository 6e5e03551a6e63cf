// Pictures in, verdicts out: dropped, chosen, pasted, or taken with the phone's camera.

import { ask } from "./api.js";
import { percent, sentence, word } from "./words.js";
import { element } from "./make.js";

const MOST_SHOWN = 24;
const CAMERA_SIDE = 2400; // pixels: phones take more than the network ever sees

// Phones keep several pictures or other formats in one file, which the API refuses to guess at;
// what the camera took is therefore drawn anew, as one plain JPEG.
async function plainPicture(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, CAMERA_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
  return new File([blob], "camera.jpg", { type: "image/jpeg" });
}

export class Judge {
  constructor(results, { onTrouble, onJudged }) {
    this.results = results;
    this.on = { onTrouble, onJudged };
    this.cards = [];
  }

  async fromCamera(files) {
    for (const file of files) await this.judge(await plainPicture(file).catch(() => file));
  }

  async fromFiles(files) {
    for (const file of files) await this.judge(file);
  }

  async judge(file) {
    const card = new Card(file);
    this.cards.unshift(card);
    this.results.prepend(card.item);
    while (this.cards.length > MOST_SHOWN) this.cards.pop().remove();
    const form = new FormData();
    form.append("file", file, file.name);
    try {
      card.show(await ask("/predict/?defect_map=true", { method: "POST", body: form }));
      this.on.onJudged();
    } catch (error) {
      this.cards.splice(this.cards.indexOf(card), 1);
      card.remove();
      this.on.onTrouble(error, () => this.judge(file));
    }
  }

  translate() {
    for (const card of this.cards) card.translate();
  }
}

class Card {
  constructor(file) {
    this.address = URL.createObjectURL(file);
    this.file = file;
    this.answer = null;
    this.isMapShown = false;
    this.picture = element("img", { src: this.address, alt: file.name });
        this.button = element("button", { type: "button", className: "shown", disabled: true }, this.picture);
    this.button.onclick = () => this.turn();
    this.picture.onerror = () => this.button.remove(); // no picture to anybody
    this.verdict = element("strong", { className: "verdict" });
    this.said = element("div", { className: "said" });
    this.item = element("li", {}, this.button, this.verdict, this.said);
    this.translate();
  }

  show(answer) {
    this.answer = answer;
    this.isMapShown = Boolean(answer.defect_map) && answer.verdict !== "pass";
    this.button.disabled = !answer.defect_map;
    this.translate();
  }

  turn() {
    this.isMapShown = !this.isMapShown;
    this.translate();
  }

  translate() {
    const { answer, file } = this;
    this.item.dataset.verdict = answer === null ? "waiting" : answer.verdict ?? "none";
    const words = { pass: "pass", reject: "reject", review: "reviewVerdict", none: "notJudged", waiting: "judging" };
    this.verdict.textContent = word(words[this.item.dataset.verdict]);
    this.said.replaceChildren(element("div", { className: "name", textContent: file.name }));
    if (answer?.error) this.said.append(element("small", { textContent: sentence(answer.error) }));
    if (answer?.verdict) {
      const { defect_probability: probability, novelty, network, sequence } = answer;
      if (novelty >= 1) this.said.append(element("small", { textContent: word("unlike") }));
      this.said.append(
        element("small", { textContent: `${word("defect", percent(probability, 1))} · ${word("recorded", sequence)}` }),
        element("small", { textContent: `${network.name} ${network.sha256.slice(0, 12)}` }),
      );
    }
    this.picture.src = this.isMapShown ? answer.defect_map : this.address;
    this.button.title = answer?.defect_map ? word(this.isMapShown ? "showPicture" : "showMap") : "";
  }

  remove() {
    URL.revokeObjectURL(this.address);
    this.item.remove();
  }
}
