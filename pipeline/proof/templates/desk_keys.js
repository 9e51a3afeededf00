"use strict";
// The keys.  They act on the place at hand; while a text is typed or a dialog is open, they belong to that.
class Keys {
  constructor(desk) {
    this.desk = desk;
    document.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") { this.leave(); return; }
    if (event.target instanceof Element && event.target.matches("select, input, textarea")) return;
    const does = this.meaning(event);
    if (!does) return;
    event.preventDefault();
    does();
  }

  // What a key does, or null; by what it prints, or by its place on the board where an input method has
  // swallowed that.
  meaning(event) {
    const { desk } = this;
    const swallowed = event.key === "Process" || event.key === "Unidentified";
    const name = swallowed ? event.code.replace(/^(Key|Digit|Numpad)/, "") : event.key;
    const key = name.toLowerCase();
    if (desk.card.marking) return this.marking(name, event.shiftKey);
    if (byId("desk").hidden) return this.anywhere(key);
    if (/^[1-9]$/.test(name)) return () => desk.act("choose", Number(name));
    const control = event.target instanceof Element && event.target.matches("button, a, summary");
    if (control && /^(Enter| )$/.test(name)) return null;
    return this.moving(key) || this.acting(key) || this.anywhere(key);
  }

  moving(key) {
    const { here, shown: places } = this.desk.list;
    const moves = {
      j: here + 1, n: here + 1, arrowdown: here + 1, k: here - 1, p: here - 1, arrowup: here - 1,
      pagedown: here + 10, pageup: here - 10, home: 0, end: places.length - 1, g: this.desk.list.nextOpen(),
    };
    return key in moves && moves[key] !== -1 ? () => this.desk.go(moves[key]) : null;
  }

  acting(key) {
    const acts = {
      t: "type", s: "skip", x: "sic", u: "unreadable", m: "note", 0: "clear", v: "around", e: "own", a: "alike",
    };
    if (key === "enter") return () => this.desk.act("choose", 1);
    return key in acts ? () => this.desk.act(acts[key], 0) : null;
  }

  anywhere(key) {
    const { desk } = this;
    const others = {
      z: () => desk.undo(), backspace: () => desk.undo(), w: () => desk.session.save(), l: () => desk.turn(),
      "?": () => desk.help(), "？": () => desk.help(),
    };
    return others[key] || null;
  }

  // While a stretch of the line is being marked.
  marking(name, widen) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (name in steps) return () => this.desk.card.moveOwn(steps[name], widen);
    return name === "Enter" ? () => this.desk.takeOwn() : null;
  }

  leave() {
    const { desk } = this;
    if (desk.card.closeEntry()) return;
    if (desk.sic) desk.arm(false);
    else if (desk.card.marking) desk.show();
  }
}
