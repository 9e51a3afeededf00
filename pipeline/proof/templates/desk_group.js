"use strict";
// Places that look alike, side by side: what is odd is unticked, the others are decided by one key.
class Group {
  constructor(dialog, data, store) {
    this.dialog = dialog;
    this.data = data;
    this.store = store;
    this.tiles = dialog.querySelector(".tiles");
    dialog.addEventListener("keydown", (event) => this.key(event));
    this.tiles.addEventListener("click", (event) => {
      const tile = event.target.closest(".tile");
      if (tile) this.tick(tile);
    });
    dialog.querySelector(".choices").addEventListener("click", (event) => {
      const button = event.target.closest("[data-number]");
      if (button) this.choose(Number(button.dataset.number));
    });
  }

  // The open places that ask the same as this one, itself first; no more than can be looked over.
  like(place, places) {
    if (place.group === undefined) return [place];
    const others = places.filter((one) => one !== place && one.group === place.group && !this.store.get(one.app));
    return [place, ...others].slice(0, Group.MOST);
  }

  // Resolves to the places ticked and the reading chosen; to null where it was left.
  ask(places) {
    this.places = places;
    const has = (place, text) => place.readings.some(([other]) => other === text);
    this.texts = places[0].readings.map(([text]) => text).filter((text) => places.every((one) => has(one, text)));
    this.choices();
    this.choose(1);
    this.tiles.replaceChildren(...places.map((place, number) => this.tile(place, number)));
    this.count();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        const ticked = [...this.tiles.children].map((tile) => tile.getAttribute("aria-checked") === "true");
        const taken = this.places.filter((_, number) => ticked[number]);
        this.tiles.replaceChildren();
        resolve(this.dialog.returnValue === "ok" && taken.length ? [taken, this.text] : null);
      }, { once: true });
      this.dialog.returnValue = "";
      this.dialog.showModal();
      this.tiles.firstElementChild.focus();
    });
  }

  // The readings that all places have.
  choices() {
    this.dialog.querySelector(".choices").replaceChildren(...this.texts.slice(0, 9).map((text, number) => {
      const button = make("button", "reading");
      button.type = "button";
      button.dataset.number = number + 1;
      button.append(make("kbd", "", String(number + 1)), text ? make("bdi", "read", shown(text)) : none());
      return button;
    }));
  }

  choose(number) {
    if (number > this.texts.length) return;
    this.text = this.texts[number - 1];
    for (const button of this.dialog.querySelectorAll(".choices button")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.number) === number));
    }
  }

  tile(place, number) {
    const tile = make("button", "tile");
    tile.type = "button";
    tile.tabIndex = number ? -1 : 0;
    tile.setAttribute("role", "checkbox");
    tile.setAttribute("aria-checked", "true");
    const glyphs = glyphsOf(this.data.lines[place.page][place.line]);
    const text = make("bdi", "near", shown(glyphs.slice(Math.max(0, place.start - 3), place.start).join("")));
    text.append(make("mark", place.lemma ? "" : "gap", shown(place.lemma)));
    text.append(shown(glyphs.slice(place.stop, place.stop + 3).join("")));
    tile.append(this.glimpse(place), text);
    return tile;
  }

  // The part of the strip around the place, at the size of the tile.
  glimpse(place) {
    const frame = make("div", "glimpse");
    if (!place.picture) { frame.append(none()); return frame; }
    const { file, size, mark, vertical } = place.picture;
    const image = picture(file, size);
    image.loading = "lazy";
    const scale = vertical ? Group.WIDE / size[0] : Group.HIGH / size[1];
    const [left, top, right, bottom] = mark || guess(place, 1);
    const at = vertical ? [0, Group.HIGH / 2 - scale * (top + bottom) / 2]
      : [Group.WIDE / 2 - scale * (left + right) / 2, 0];
    image.style.setProperty("width", `${size[0] * scale}px`);
    image.style.setProperty("height", `${size[1] * scale}px`);
    image.style.setProperty("transform", `translate(${at[0]}px, ${at[1]}px)`);
    frame.append(image);
    return frame;
  }

  tick(tile) {
    tile.setAttribute("aria-checked", String(tile.getAttribute("aria-checked") !== "true"));
    this.count();
  }

  count() {
    const ticked = this.tiles.querySelectorAll("[aria-checked=true]").length;
    this.dialog.querySelector("output").textContent = `${ticked} / ${this.places.length}`;
  }

  key(event) {
    const all = [...this.tiles.children];
    const here = all.indexOf(document.activeElement);
    const row = Math.max(1, all.filter((tile) => tile.offsetTop === all[0].offsetTop).length);
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row };
    if (event.key in steps && here >= 0) {
      const next = all[Math.min(Math.max(here + steps[event.key], 0), all.length - 1)];
      all[here].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (/^[1-9]$/.test(event.key)) this.choose(Number(event.key));
    else if (event.key === "Enter") this.dialog.close("ok");
    else return;
    event.preventDefault();
  }
}
Group.MOST = 120;
Group.WIDE = 190; // pixels of the picture in a tile
Group.HIGH = 64;
