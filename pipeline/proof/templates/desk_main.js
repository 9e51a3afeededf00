"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const NAMES = DATA.names;
DATA.queue.forEach((number, rank) => { DATA.places[number].rank = rank; });

class Desk {
  constructor() {
    this.store = new Store(DATA, DATA.places);
    this.list = new List(byId("list"), DATA, this.store, (number) => this.go(number));
    this.card = new Card(byId("card"), DATA, this.store, (act, value) => this.act(act, value));
    this.group = new Group(byId("group-dialog"), DATA, this.store);
    this.session = new Session(this);
    this.keys = new Keys(this);
    this.sic = false;
    this.store.load();
    this.own();
    this.filter();
    this.listen();
    this.speak(Store.recall("gazette.language") || (navigator.language.startsWith("zh") ? "zh" : "en"));
    this.resize(Store.recall("gazette.size") || 84);
    this.route();
  }

  // ---- where we are

  // Places the person marked in an earlier sitting stand beside those of the queue.
  own() {
    const known = new Set(DATA.places.map((place) => place.app));
    for (const [app, place] of this.store.places) {
      if (!known.has(app) && this.store.get(app)) DATA.places.push(place);
    }
  }

  filter() {
    const [page, reason, state, order] = ["page", "reason", "state", "order"].map((name) => byId(name).value);
    const stateOf = (place) => {
      const decision = this.store.get(place.app);
      return !decision ? "open" : decision.act === "skip" ? "skip" : "done";
    };
    const places = DATA.places.filter((place) => (!page || place.page === page) &&
      (!reason || place.reasons[0] === reason) && (!state || stateOf(place) === state));
    if (order === "queue") places.sort((a, b) => rankOf(a) - rankOf(b));
    else places.sort((a, b) => a.page.localeCompare(b.page) || a.line - b.line || a.start - b.start);
    this.list.fill(places);
    this.show();
  }

  go(number) {
    this.list.go(number);
    this.show();
    byId("card").focus({ preventScroll: true });
  }

  show() {
    this.arm(false);
    const { place, here, shown: places } = this.list;
    this.card.show(place, here, places.length, place ? this.group.like(place, places).length : 0);
    for (const next of places.slice(here + 1, here + 4)) {
      if (next.picture) new Image().src = next.picture.file.split("/").map(encodeURIComponent).join("/");
    }
    this.count();
  }

  count() {
    const found = [...this.store.found.values()];
    const done = found.filter((one) => one.act !== "skip").length;
    const total = DATA.places.length;
    byId("progress").value = done;
    byId("progress").max = Math.max(total, 1);
    byId("open").textContent = total - done;
    byId("at").textContent = `${done} / ${total}`;
    const unsaved = this.store.unsaved();
    byId("unsaved").textContent = unsaved || "";
    byId("save").classList.toggle("due", unsaved > 0);
    byId("undo").disabled = !this.store.past.length;
    const step = DATA.steps.find(([id]) => id === this.store.step);
    const who = this.store.actor ? [make("bdi", "", shown(this.store.actor))] : [say("校者？", "Who?")];
    if (step) who.push(" · ", say(step[1], step[2]));
    byId("person").replaceChildren(...who);
    byId("warn").hidden = this.store.kept || !unsaved;
    if (!byId("warn").hidden) {
      byId("warn").replaceChildren(say("浏览器不保存决定：离开前请存文件。",
        "This browser keeps nothing: save a file before you leave."));
    }
  }

  // ---- what the person does

  act(name, value) {
    const acts = {
      choose: () => this.choose(value), type: () => this.ask(), typed: () => this.typed(value),
      skip: () => this.decide("skip", ""), sic: () => this.arm(!this.sic),
      unreadable: () => this.decide("unreadable", ""), note: () => this.askNote(),
      noted: () => this.noted(value), clear: () => this.clear(), around: () => this.card.around(),
      own: () => this.card.markOwn(), alike: () => this.alike(),
    };
    if (this.list.place && acts[name]) acts[name]();
  }

  choose(number) {
    const reading = this.list.place.readings[number - 1];
    if (reading) this.decide(this.sic && reading[0] ? "sic" : "choose", reading[0]);
  }

  ask() {
    const decision = this.store.get(this.list.place.app);
    const text = decision && ["choose", "type", "sic"].includes(decision.act) ? decision.text : this.list.place.lemma;
    this.card.ask("typed", text, ["印的是", "What is printed"],
      ["留空：此处无字；Esc 取消", "empty: nothing stands there; Esc leaves"]);
  }

  typed(text) {
    const known = this.list.place.readings.some(([reading]) => reading === text);
    this.card.closeEntry();
    this.decide(this.sic && text ? "sic" : known ? "choose" : "type", text);
  }

  askNote() {
    const decision = this.store.get(this.list.place.app);
    this.card.ask("noted", decision ? decision.note : "", ["附注", "Note"], ["Esc 取消", "Esc leaves"]);
  }

  // A note on a place that is not decided leaves it for someone else, with the note.
  noted(note) {
    const { place } = this.list;
    const { act, text } = this.store.get(place.app) || { act: "skip", text: "" };
    this.card.closeEntry();
    this.store.decide([place], act, text, note);
    this.refresh();
  }

  async decide(act, text) {
    const { place } = this.list;
    if (!this.store.actor && !(await this.session.who())) return;
    const before = this.store.get(place.app);
    this.store.decide([place], act, text, before ? before.note : "");
    this.goOn(NAMES.acts[act]);
  }

  // All places that look like this one, decided together.
  async alike() {
    const places = this.group.like(this.list.place, this.list.shown);
    if (places.length < 2) { this.tell(["没有同样的未定之处", "no other open place looks like this one"]); return; }
    if (!this.store.actor && !(await this.session.who())) return;
    const found = await this.group.ask(places);
    if (!found) return;
    this.store.decide(found[0], "choose", found[1], "");
    this.goOn([`已定 ${found[0].length} 处`, `${found[0].length} places decided`]);
  }

  goOn(told) {
    const next = this.list.nextOpen();
    this.tell(next < 0 ? ["全部看过。请存文件（W）。", "All are done. Save the file (W)."] : told);
    if (next < 0) this.refresh(); else this.go(next);
  }

  clear() {
    if (this.store.get(this.list.place.app)) this.store.decide([this.list.place], null);
    this.refresh();
  }

  undo() {
    const app = this.store.undo();
    if (!app) return;
    const number = this.list.shown.findIndex((place) => place.app === app);
    this.tell(["已撤销", "taken back"]);
    if (number < 0) this.refresh(); else this.go(number);
  }

  // Whether the next choice says that the print itself is wrong.
  arm(on) {
    this.sic = on;
    byId("card").classList.toggle("sic", on);
    if (on) this.tell(["原文如此：选出印的是什么（1–9 或 T），Esc 取消", "sic: choose what is printed (1–9 or T); Esc leaves"]);
  }

  // Puts the stretch that was marked into the queue, before the place at hand, and asks what is printed.
  takeOwn() {
    const { page, line } = this.list.place;
    const place = ownPlace(DATA, page, line, ...this.card.own);
    const known = DATA.places.find((one) => one.page === page && one.line === line &&
      one.start === place.start && one.stop === place.stop);
    if (!known) {
      this.store.places.set(place.app, place);
      DATA.places.push(place);
    }
    const asked = known || place;
    if (!this.list.shown.includes(asked)) {
      const places = [...this.list.shown];
      places.splice(this.list.here, 0, asked);
      this.list.fill(places);
    }
    this.go(this.list.shown.indexOf(asked));
    this.ask();
  }

  refresh() {
    this.list.draw();
    this.show();
    byId("card").focus({ preventScroll: true });
  }

  // ---- looks

  tell(both) { byId("say").replaceChildren(say(...both)); }

  speak(language) {
    document.documentElement.lang = language;
    document.documentElement.className = language;
    for (const option of document.querySelectorAll("option[data-zh]")) option.textContent = option.dataset[language];
    Store.keep("gazette.language", language);
  }

  resize(pixels) {
    document.documentElement.style.setProperty("--strip", `${Number(pixels)}px`);
    byId("size").value = pixels;
    Store.keep("gazette.size", pixels);
    this.card.centre(document.querySelector("#card .strip img"));
  }

  view(pages) {
    byId("pages").hidden = !pages;
    byId("desk").hidden = pages;
    byId("to-pages").setAttribute("aria-pressed", String(pages));
    byId("to-desk").setAttribute("aria-pressed", String(!pages));
    if (!pages) this.list.go(this.list.here);
  }

  // The address may name a page, to be looked at, or a place, to be decided.
  route() {
    const name = decodeURIComponent(location.hash.slice(1));
    const number = this.list.shown.findIndex((place) => place.app === name);
    const target = name && document.getElementById(name);
    if (number >= 0) { this.view(false); this.go(number); }
    else if (target && byId("pages").contains(target)) { this.view(true); target.scrollIntoView(); }
  }

  work(page) {
    byId("page").value = page;
    this.filter();
    this.view(false);
    this.go(0);
  }

  // For paper: every place as a line of text.
  print() {
    const rows = DATA.places.map((place) => {
      const row = make("p");
      row.append(make("small", "", `${whereOf(DATA, place)} `), this.list.context(place), " ");
      place.readings.forEach(([text, sigils]) => row.append(` ${sigils.join(" ")}: ${shown(text) || "∅"};`));
      return row;
    });
    byId("print").replaceChildren(...rows);
  }

  // ---- events

  listen() {
    for (const name of ["page", "reason", "state", "order"]) {
      byId(name).addEventListener("change", () => this.filter());
    }
    const buttons = {
      who: () => this.session.who(), undo: () => this.undo(), save: () => this.session.save(), help: () => this.help(),
      language: () => this.turn(), "open-file": () => byId("file").click(),
      "to-desk": () => this.view(false), "to-pages": () => this.view(true),
    };
    for (const [name, does] of Object.entries(buttons)) byId(name).addEventListener("click", does);
    byId("size").addEventListener("input", () => this.resize(byId("size").value));
    byId("file").addEventListener("change", () => { this.session.read(byId("file").files[0]); byId("file").value = ""; });
    byId("pages").addEventListener("click", (event) => {
      const button = event.target.closest(".work");
      if (button) this.work(button.dataset.page);
    });
    addEventListener("hashchange", () => this.route());
    addEventListener("beforeprint", () => this.print());
    addEventListener("storage", () => { this.store.load(); this.own(); this.refresh(); });
    addEventListener("beforeunload", (event) => {
      if (!this.store.kept && this.store.unsaved()) event.preventDefault();
    });
  }

  turn() { this.speak(document.documentElement.lang === "zh" ? "en" : "zh"); }

  help() { byId("help-dialog").showModal(); }
}

// Where a place stands in the queue; those that the person marked come last.
function rankOf(place) { return place.rank ?? DATA.queue.length; }

function byId(name) { return document.getElementById(name); }

const desk = new Desk();
