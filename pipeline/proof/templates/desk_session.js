"use strict";
// Who decides, in which step; and the file of decisions, out and in.
class Session {
  constructor(desk) { this.desk = desk; }

  // Asks for name and step; resolves to whether they were given.
  who() {
    const dialog = byId("who-dialog");
    byId("actor").value = this.desk.store.actor;
    byId("step").value = this.desk.store.step;
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        const actor = byId("actor").value.trim();
        const given = dialog.returnValue === "ok" && actor !== "";
        if (given) this.become(actor, byId("step").value);
        resolve(given);
      }, { once: true });
      dialog.returnValue = "";
      dialog.showModal();
    });
  }

  become(actor, step) {
    this.desk.store.become(actor, step);
    this.desk.own();
    this.desk.refresh();
  }

  async save() {
    if (!this.desk.store.actor && !(await this.who())) return;
    const [name, text] = this.desk.store.file(new Date());
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.desk.store.markSaved();
    this.desk.count();
    byId("text").value = text;
    byId("text-name").textContent = name;
    this.desk.tell([`已存 ${name}`, `saved ${name}`]);
    const more = make("button", "", "…");
    more.type = "button";
    more.addEventListener("click", () => byId("text-dialog").showModal());
    byId("say").append(" ", more);
  }

  async read(file) {
    if (!file) return;
    try {
      const [taken, left] = this.desk.store.read(await file.text());
      this.desk.own();
      this.desk.filter();
      this.desk.tell([`收入 ${taken} 条；${left} 条与本报告不符`, `${taken} taken; ${left} do not fit this report`]);
    } catch (error) {
      if (!error.told) throw error;
      this.desk.tell(error.told);
    }
  }
}
