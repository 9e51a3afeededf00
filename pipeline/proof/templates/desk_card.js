"use strict";
// The place at hand: its picture, its line among its neighbours, what each witness reads, what can be done.
class Card {
  constructor(element, data, store, act) {
    this.element = element;
    this.data = data;
    this.store = store;
    this.act = act; // called with the name of an act and the number of a reading or a text
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button) act(button.dataset.act, Number(button.dataset.number || 0));
    });
    element.addEventListener("load", (event) => this.centre(event.target), true);
    element.addEventListener("error", (event) => this.missing(event.target), true);
  }

  // `alike` is how many open places ask the same, this one included.
  show(place, number, count, alike) {
    this.place = place;
    this.choosing = false;
    if (!place) {
      const none = make("p", "empty");
      none.append(say("没有要看的地方。", "There is nothing to look at."));
      this.element.replaceChildren(none);
      return;
    }
    const card = make("article", `place${place.picture && place.picture.vertical ? " vertical" : ""}`);
    card.append(this.head(place, number, count), this.strip(place), this.text(place), this.readings(place));
    card.append(this.acts(alike), this.entry());
    this.element.replaceChildren(card);
    this.centre(card.querySelector(".strip img"));
  }

  head(place, number, count) {
    const head = make("h2", "head");
    head.append(make("span", "count", `${number + 1} / ${count}`));
    head.append(make("span", "id", whereOf(this.data, place)));
    if (place.kind !== "paragraph") {
      const kind = make("span", "kind");
      kind.append(say(...(NAMES.kinds[place.kind] || [place.kind, place.kind])));
      if (place.cell) {
        const [row, column] = place.cell;
        kind.append(say(` 第${row}行第${column}列`, ` row ${row}, column ${column}`));
      }
      head.append(kind);
    }
    for (const name of place.reasons) {
      const chip = make("span", `chip ${/^[\w-]+$/.test(name) ? name : ""}`);
      chip.append(say(...(NAMES.reasons[name] || [shown(name), shown(name)])));
      head.append(chip);
    }
    head.append(this.verdict(place));
    return head;
  }

  // What has been decided of the place.
  verdict(place) {
    const decision = this.store.get(place.app);
    const told = make("span", "verdict");
    if (!decision) return told;
    told.append(say(...NAMES.acts[decision.act]));
    if (decision.act !== "skip") told.append(make("bdi", "read", shown(standing(decision)) || "∅"));
    if (decision.note) told.append(make("bdi", "dim", `※ ${shown(decision.note)}`));
    return told;
  }

  strip(place) {
    if (!place.picture) {
      const none = make("p", "nopicture");
      none.append(say("没有图像位置", "no place on the image"));
      return none;
    }
    const { file, size } = place.picture;
    const strip = make("div", "strip");
    const film = make("div", "film");
    film.append(picture(file, size), frame(place.picture.mark || guess(place, glyphsOf(this.data.lines[place.page][place.line]).length), size,
      place.picture.mark ? "" : "guess"));
    strip.append(film);
    return strip;
  }

  // The line with the place in it, and the line before and after.
  text(place) {
    const box = make("div", "context");
    const lines = this.data.lines[place.page];
    const beside = (number) => (lines[number] ? shown(glyphsOf(lines[number]).join("")) : "");
    const glyphs = glyphsOf(lines[place.line]);
    const line = make("p", "line");
    const bdi = make("bdi");
    const mark = make("mark", place.lemma ? "" : "gap", shown(place.lemma));
    bdi.append(shown(glyphs.slice(0, place.start).join("")), mark, shown(glyphs.slice(place.stop).join("")));
    line.append(bdi);
    box.append(make("p", "beside", beside(place.line - 1)), line, make("p", "beside", beside(place.line + 1)));
    return box;
  }

  readings(place) {
    const group = make("div", "readings");
    group.setAttribute("role", "group");
    const decision = this.store.get(place.app);
    place.readings.forEach(([text, sigils, confidence], index) => {
      const button = make("button", "reading");
      button.type = "button";
      button.dataset.act = "choose";
      button.dataset.number = index + 1;
      const taken = decision && decision.act !== "skip" && decision.act !== "unreadable" && decision.text === text;
      button.setAttribute("aria-pressed", String(Boolean(taken)));
      if (index < 9) button.append(make("kbd", "", String(index + 1)));
      if (text) button.append(make("bdi", "read", shown(text).replaceAll(" ", "␣")));
      else button.append(none());
      if (place.readings.length > 1) {
        const seen = make("span", "sigils");
        for (const sigil of sigils) seen.append(make("span", "sigil", shown(sigil)));
        button.append(seen);
        if (text && sigils.length) button.append(make("span", "sure", confidence.toFixed(3)));
      }
      group.append(button);
    });
    return group;
  }

  acts(alike) {
    const bar = make("div", "acts");
    for (const [act, key, zh, en] of NAMES.buttons) {
      const button = make("button");
      button.type = "button";
      button.dataset.act = act;
      button.append(make("kbd", "", key), say(zh, en));
      if (act === "alike") {
        button.disabled = alike < 2;
        if (alike > 1) button.append(make("b", "", `× ${alike}`));
      }
      bar.append(button);
    }
    return bar;
  }

  // Where a text of one's own is typed, or a note; hidden until it is asked for.
  entry() {
    const form = make("form", "entry");
    form.hidden = true;
    const label = make("label");
    const input = make("input");
    input.autocomplete = "off";
    input.spellcheck = false;
    label.append(make("span", "what"), input);
    const button = make("button");
    button.append(make("kbd", "", "Enter"));
    form.append(label, button, make("span", "dim hint"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.act(form.dataset.ask, input.value.replace(/[\r\n\t]+/g, " "));
    });
    return form;
  }

  // Opens the line for typing.
  ask(act, text, what, hint) {
    const form = this.element.querySelector(".entry");
    form.dataset.ask = act;
    form.hidden = false;
    form.querySelector(".what").replaceChildren(say(...what));
    form.querySelector(".hint").replaceChildren(say(...hint));
    const input = form.querySelector("input");
    input.value = text;
    input.focus();
    input.select();
  }

  // Leaves it again; returns whether it was open.
  closeEntry() {
    const form = this.element.querySelector(".entry");
    if (!form || form.hidden) return false;
    form.hidden = true;
    this.element.focus({ preventScroll: true });
    return true;
  }

  // Brings the marked place of a long strip into the middle of what is seen of it.
  centre(image) {
    const strip = image && image.closest(".strip");
    const mark = strip && strip.querySelector("rect");
    if (!mark) return;
    const outer = strip.getBoundingClientRect();
    const spot = mark.getBoundingClientRect();
    strip.scrollLeft += spot.left + spot.width / 2 - outer.left - outer.width / 2;
    strip.scrollTop += spot.top + spot.height / 2 - outer.top - outer.height / 2;
  }

  // Says so where a picture is not beside the report any more.
  missing(image) {
    const strip = image.closest(".strip, .around");
    if (!strip) return;
    const none = make("p", "nopicture");
    none.append(say("图像不在报告旁边", "the picture is not beside the report"));
    strip.replaceWith(none);
  }

  // The page around the place, as it was read; pressed again, it goes away.
  around() {
    const open = this.element.querySelector(".around");
    if (open) { open.remove(); return; }
    const seen = this.place && this.place.picture;
    if (!seen || !seen.source) return;
    const [left, top, right, bottom] = seen.part;
    const mark = seen.mark || [0, 0, right - left, bottom - top];
    const box = make("div", "around");
    box.tabIndex = 0;
    const image = make("img");
    image.alt = "";
    image.src = encodeURI(seen.source);
    image.addEventListener("load", () => {
      box.scrollLeft = left + (mark[0] + mark[2]) / 2 - box.clientWidth / 2;
      box.scrollTop = top + (mark[1] + mark[3]) / 2 - box.clientHeight / 2;
    });
    const film = make("div", "film");
    const spot = make("i", "spot");
    spot.style.setProperty("left", `${left + mark[0]}px`);
    spot.style.setProperty("top", `${top + mark[1]}px`);
    spot.style.setProperty("width", `${mark[2] - mark[0]}px`);
    spot.style.setProperty("height", `${mark[3] - mark[1]}px`);
    film.append(image, spot);
    box.append(film);
    this.element.querySelector(".context").before(box);
  }

  // Lets the person mark a stretch of the line that the queue does not ask about.
  markOwn() {
    const line = this.element.querySelector(".line");
    if (!line || line.querySelector(".glyph")) return;
    const glyphs = glyphsOf(this.data.lines[this.place.page][this.place.line]);
    const bdi = make("bdi");
    bdi.append(...glyphs.map((glyph) => make("span", "glyph", shown(glyph))));
    line.replaceChildren(bdi);
    this.own = [this.place.start, Math.max(this.place.stop, this.place.start + 1)];
    this.drawOwn();
  }

  get marking() { return Boolean(this.element.querySelector(".glyph")); }

  moveOwn(step, widen) {
    const last = this.element.querySelectorAll(".glyph").length;
    let [start, stop] = this.own;
    if (widen) stop = Math.min(Math.max(stop + step, start), last);
    else { start = Math.min(Math.max(start + step, 0), Math.max(last - 1, 0)); stop = Math.min(start + 1, last); }
    this.own = [start, stop];
    this.drawOwn();
  }

  drawOwn() {
    const [start, stop] = this.own;
    this.element.querySelectorAll(".glyph").forEach((span, number) => {
      span.classList.toggle("own", number >= start && number < stop);
      span.classList.toggle("before", start === stop && number === start);
    });
  }
}

function none() {
  const element = make("span", "none");
  element.append(say("（无）", "nothing"));
  return element;
}

function picture(file, [width, height]) {
  const image = make("img");
  image.alt = "";
  image.width = width;
  image.height = height;
  image.decoding = "async";
  image.src = file.split("/").map(encodeURIComponent).join("/");
  return image;
}

// About where a place lies that has no box of its own: as far along the picture as along the line.
function guess(place, count) {
  const { size: [width, height], vertical } = place.picture;
  const [first, last] = [place.start / Math.max(count, 1), place.stop / Math.max(count, 1)];
  return vertical ? [0, first * height, width, last * height] : [first * width, 0, last * width, height];
}

// The frame around the place, in the pixels of its picture.
function frame(mark, [width, height], name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  if (mark) {
    const rect = document.createElementNS(space, "rect");
    const [left, top, right, bottom] = mark;
    const sides = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [side, value] of Object.entries(sides)) rect.setAttribute(side, value);
    if (name) rect.setAttribute("class", name);
    svg.append(rect);
  }
  return svg;
}
