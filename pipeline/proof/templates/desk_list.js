"use strict";
// The queue as a list: only the rows in sight are in the document, however many there are.
class List {
  constructor(element, data, store, choose) {
    this.element = element;
    this.data = data;
    this.store = store;
    this.shown = [];
    this.here = -1;
    this.spacer = make("div", "spacer");
    this.rows = make("div", "rows");
    this.rows.setAttribute("role", "presentation");
    this.element.append(this.spacer, this.rows);
    element.addEventListener("scroll", () => this.draw());
    element.addEventListener("click", (event) => {
      const row = event.target.closest("[data-number]");
      if (row) choose(Number(row.dataset.number));
    });
    new ResizeObserver(() => this.draw()).observe(element);
  }

  get place() { return this.shown[this.here] || null; }

  // Shows these places, in this order; stays at the current one where it is still among them.
  fill(places) {
    const current = this.place;
    this.shown = places;
    this.here = Math.max(places.indexOf(current), places.length ? 0 : -1);
    this.measure();
    this.spacer.style.setProperty("height", `${places.length * this.height}px`);
    this.reveal();
    this.draw();
  }

  measure() {
    const probe = this.row(make("div", "row"), { page: "", line: 0, start: 0, stop: 0, app: "", lemma: "" }, 0);
    this.rows.replaceChildren(probe);
    this.height = probe.getBoundingClientRect().height || 30;
  }

  go(number) {
    this.here = Math.min(Math.max(number, 0), this.shown.length - 1);
    this.reveal();
    this.draw();
  }

  // The next place nobody has decided, from here on and round; -1 where there is none.
  nextOpen() {
    const count = this.shown.length;
    for (let step = 1; step <= count; step += 1) {
      const number = (this.here + step) % count;
      if (!this.store.get(this.shown[number].app)) return number;
    }
    return -1;
  }

  reveal() {
    const top = this.here * this.height;
    const { scrollTop, clientHeight } = this.element;
    const wanted = Math.min(Math.max(scrollTop, top + 3 * this.height - clientHeight), top - 2 * this.height);
    if (clientHeight) this.element.scrollTop = Math.max(0, wanted);
  }

  draw() {
    if (!this.height) return;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - 4);
    const last = Math.min(this.shown.length, Math.ceil((scrollTop + clientHeight) / this.height) + 4);
    const rows = [];
    for (let number = first; number < last; number += 1) {
      rows.push(this.row(make("div", "row"), this.shown[number], number));
    }
    this.rows.style.setProperty("transform", `translateY(${first * this.height}px)`);
    this.rows.replaceChildren(...rows);
    if (this.place) this.element.setAttribute("aria-activedescendant", `row-${this.here}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  row(row, place, number) {
    const decision = this.store.get(place.app);
    const state = !decision ? "open" : decision.act === "skip" ? "skip" : "done";
    row.id = `row-${number}`;
    row.dataset.number = number;
    row.className = `row ${state}${number === this.here ? " here" : ""}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(number === this.here));
    row.setAttribute("aria-posinset", String(number + 1));
    row.setAttribute("aria-setsize", String(this.shown.length));
    row.append(make("i", "sign", { open: "○", skip: "–", done: "●" }[state]), this.context(place));
    row.append(make("small", "", place.page));
    return row;
  }

  // The lemma with a few characters on each side.
  context(place) {
    const line = (this.data.lines[place.page] || [])[place.line];
    const text = make("bdi", "near");
    const glyphs = line ? glyphsOf(line) : [];
    const decision = this.store.get(place.app);
    const stands = decision && decision.act !== "skip" ? standing(decision) : place.lemma;
    text.append(shown(glyphs.slice(Math.max(0, place.start - 4), place.start).join("")));
    text.append(make("mark", stands ? "" : "gap", shown(stands).slice(0, 12)));
    text.append(shown(glyphs.slice(place.stop, place.stop + 8).join("")));
    return text;
  }
}

// What stands in the text after a decision.
function standing(decision) { return decision.act === "unreadable" ? "〓" : decision.text; }

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Both languages; the style shows one of them.
function say(zh, en) {
  const both = document.createDocumentFragment();
  for (const [language, text] of [["zh", zh], ["en", en]]) {
    const span = make("span", "", text);
    span.lang = language;
    both.append(span);
  }
  return both;
}
