"use strict";
// What one person has decided in one step, kept by the browser as they go, page by page, under the state
// of the page that was shown: a page that has changed since begins anew, the others keep theirs.
class Store {
  constructor(data, places) {
    this.data = data;
    this.places = new Map(places.map((place) => [place.app, place]));
    this.found = new Map(); // decisions by place
    this.past = []; // what to take back, latest last
    this.saved = new Map(); // as they last went to a file
    this.kept = true; // false where the browser keeps nothing
    this.actor = Store.recall("gazette.actor") || "";
    this.step = Store.recall(this.stepKey()) || "";
  }

  static recall(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  // Returns whether the browser has kept it: a report opened from disk may have no storage, or a full one.
  static keep(key, value) {
    try { localStorage.setItem(key, value); return true; } catch { return false; }
  }

  stepKey() { return `gazette.step ${this.data.issue}`; }

  key(page) {
    const parts = [this.data.format, this.data.issue, page, this.data.states[page], this.step, this.actor];
    return JSON.stringify(parts);
  }

  // Changes who decides.  What was decided before there was a name, or a step, goes with them.
  become(actor, step) {
    const settled = this.actor && (this.step || actor !== this.actor);
    const loose = settled ? [] : [...this.found];
    this.actor = actor;
    this.step = step;
    Store.keep("gazette.actor", actor);
    Store.keep(this.stepKey(), step);
    this.load();
    for (const [app, decision] of loose) if (!this.found.has(app)) this.put(app, decision);
  }

  // Reads what the browser has kept; what fits no place that is shown stays where it is.
  load() {
    this.found.clear();
    this.past = [];
    this.saved = new Map(Store.parsed(Store.recall(this.key("saved"))));
    for (const page of Object.keys(this.data.states)) {
      for (const decision of Store.parsed(Store.recall(this.key(page)))) this.take(decision);
    }
    for (const app of this.saved.keys()) if (!this.found.has(app)) this.saved.delete(app);
  }

  static parsed(text) {
    try {
      const found = JSON.parse(text || "[]");
      return Array.isArray(found) ? found : [];
    } catch { return []; }
  }

  // Takes one decision if it fits its place; returns whether it does.
  take(decision) {
    if (!decision || !this.fits(decision)) return false;
    this.found.set(decision.app, decision);
    return true;
  }

  fits(decision) {
    if (!this.places.has(decision.app)) this.revive(decision);
    const place = this.places.get(decision.app);
    return Boolean(place) && place.page === decision.page && place.start === decision.start &&
      place.stop === decision.stop && place.lemma === decision.lemma && typeof decision.text === "string" &&
      ["choose", "type", "sic", "unreadable", "skip"].includes(decision.act);
  }

  // A place that the person marked themselves, from its own decision.
  revive(decision) {
    const number = (this.data.lines[decision.page] || []).findIndex(([id]) => id === decision.line);
    if (number < 0 || decision.app !== ownName(decision.line, decision.start, decision.stop)) return;
    this.places.set(decision.app, ownPlace(this.data, decision.page, number, decision.start, decision.stop));
  }

  get(app) { return this.found.get(app); }

  // Sets or, with null, takes away the decision on some places; `past` remembers what was there.
  // What was decided of another place that shares text with one of them gives way.
  decide(places, act, text, note) {
    const before = new Map();
    for (const place of places) {
      for (const other of act === null || act === "skip" ? [] : this.meeting(place)) {
        before.set(other, this.found.get(other));
        this.put(other, null);
      }
      if (!before.has(place.app)) before.set(place.app, this.found.get(place.app) || null);
      const line = this.data.lines[place.page][place.line][0];
      const { app, page, start, stop, lemma } = place;
      this.found.delete(app);
      if (act !== null) this.found.set(app, { page, app, line, start, stop, lemma, act, text, note });
    }
    for (const page of new Set(places.map((place) => place.page))) this.keepPage(page);
    this.past.push([...before]);
  }

  // Other places that are decided, and not skipped, and have something in common with this one.
  meeting(place) {
    const line = this.data.lines[place.page][place.line][0];
    const others = [...this.found.values()].filter((one) => one.line === line && one.act !== "skip");
    return others.filter((one) => one.app !== place.app && meet(one, place)).map((one) => one.app);
  }

  put(app, decision) {
    if (decision) this.found.set(app, decision); else this.found.delete(app);
    this.keepPage(this.places.get(app).page);
  }

  keepPage(page) {
    const all = [...this.found.values()].filter((one) => one.page === page);
    this.kept = Store.keep(this.key(page), JSON.stringify(all)) && this.kept;
  }

  // The place whose decision was taken back, the first of several; null where there is nothing to take back.
  undo() {
    const last = this.past.pop();
    if (!last) return null;
    for (const [app, decision] of last) this.put(app, decision);
    return last[last.length - 1][0];
  }

  unsaved() {
    let count = 0;
    for (const [app, decision] of this.found) count += this.saved.get(app) !== sign(decision);
    for (const app of this.saved.keys()) count += !this.found.has(app);
    return count;
  }

  // Name and text of the file that `gazette decide` takes, with every decision made so far.
  file(now) {
    const made = `${now.toISOString().slice(0, 19)}Z`;
    const order = [...this.places.keys()];
    const decisions = order.filter((app) => this.found.has(app)).map((app) => this.found.get(app));
    const pages = [...new Set(decisions.map((one) => one.page))].sort();
    const states = Object.fromEntries(pages.map((page) => [page, this.data.states[page]]));
    const { format, issue } = this.data;
    const record = { format, issue, step: this.step, actor: this.actor, made, states, decisions };
    const name = [issue, this.step, this.actor, made.replace(/[-:]/g, "")].filter(Boolean).join("_");
    return [`${name.replace(/[^\p{L}\p{N}._-]/gu, "")}.json`, `${JSON.stringify(record, null, 1)}\n`];
  }

  markSaved() {
    this.saved = new Map([...this.found].map(([app, decision]) => [app, sign(decision)]));
    Store.keep(this.key("saved"), JSON.stringify([...this.saved]));
    this.kept = true; // what the browser did not keep, the file has
  }

  // Goes on from a file saved before, by the same person in the same step.
  // Returns how many decisions were taken and how many do not fit; throws an Error with [zh, en].
  read(text) {
    let file = null;
    try { file = JSON.parse(text); } catch { /* told below */ }
    const refuse = (zh, en) => { throw Object.assign(new Error(en), { told: [zh, en] }); };
    if (!file || file.format !== this.data.format || !Array.isArray(file.decisions)) {
      refuse("不是决定文件。", "This is no file of decisions.");
    }
    if (file.issue !== this.data.issue) {
      refuse(`该文件属于 ${shown(file.issue)} 期。`, `The file belongs to issue ${shown(file.issue)}.`);
    }
    if (this.found.size && (file.actor !== this.actor || file.step !== this.step)) {
      const whose = `${shown(file.actor)} ${shown(file.step)}`;
      refuse(`该文件出自 ${whose}；请先改名。`, `The file is by ${whose}; change who you are first.`);
    }
    this.become(String(file.actor), String(file.step));
    let taken = 0;
    const same = (page) => file.states && file.states[page] === this.data.states[page];
    for (const decision of file.decisions) taken += Boolean(decision) && same(decision.page) && this.take(decision);
    for (const page of Object.keys(this.data.states)) if (same(page)) this.keepPage(page);
    return [taken, file.decisions.length - taken];
  }
}

// Text as it can be shown: what would not be seen, or turn the line round, is a sign.
function shown(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "\ufffd");
}

function glyphsOf(line) { return Array.isArray(line[1]) ? line[1] : Array.from(line[1]); }

// Line and character of a place; its name is not shown, which may tell that the place is settled text.
function whereOf(data, place) { return `${data.lines[place.page][place.line][0]} · ${place.start + 1}`; }

// What tells one decision on a place from another.
function sign({ act, text, note }) { return JSON.stringify([act, text, note]); }

// Have two places of one line something in common?  Neighbours have not; two that are empty, in one gap, have.
function meet(first, second) {
  if (first.start === first.stop && second.start === second.stop) return first.start === second.start;
  if (first.start === first.stop) return second.start < first.start && first.start < second.stop;
  if (second.start === second.stop) return first.start < second.start && second.start < first.stop;
  return Math.max(first.start, second.start) < Math.min(first.stop, second.stop);
}

function ownName(line, start, stop) { return `${line}_e${start}-${stop}`; }

// A place that the queue does not ask about.
function ownPlace(data, page, number, start, stop) {
  const line = data.lines[page][number];
  const lemma = glyphsOf(line).slice(start, stop).join("");
  const app = ownName(line[0], start, stop);
  const beside = data.places.filter((one) => one.page === page && one.line === number);
  const near = beside.find((one) => one.reasons[0] !== "unread-marks") || { kind: beside[0].kind };
  const picture = near.picture ? { ...near.picture, mark: null } : undefined;
  const readings = [[lemma, [], 1]];
  return { app, page, line: number, start, stop, lemma, readings, reasons: ["own"], kind: near.kind, picture };
}
