/* How to cite: copies a citation, letter for letter as it is in the file; and shows one format at a time, which without
   this script stand one below the other. What a reader chose last comes first on the next page. Of a talk, BibTeX is on
   the page; the others are in files, and are shown where a script may read those: not from a folder. */
"use strict";

(() => {
  const { element, store } = proceedings;
  const KEY = "proceedings:citation-format"; // of the reader, not of one series
  const PATIENCE = 4000; // milliseconds that a message is there

  // Copying

  /** Put *text* on the clipboard by the browser's own command, for browsers that have no other way. */
  function copyByCommand(text) {
    let done = false;
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    document.addEventListener("copy", put, true);
    try {
      document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", put, true);
    }
    return done;
  }

  /** Copy what is in *source*, each line with that *end*; whether that worked. If not, it is selected, for the reader to copy. */
  async function copy(source, end) {
    const text = source.textContent.replace(/\r?\n/g, end);
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(source); // some browsers only copy where something is selected
      const done = copyByCommand(text);
      if (done) getSelection().removeAllRanges();
      return done;
    }
  }

  /** How lines end, where they do so otherwise than in pages: RIS says so. */
  const ENDS = { RIS: "\r\n" };

  /** A button that copies *source*, called *name*, and the line that says whether it has. */
  function copier(source, name) {
    const status = element("span", { class: "proceedings-copied", role: "status" });
    const button = element("button", { type: "button" }, `Copy ${name}`);
    let timer = 0;
    button.addEventListener("click", async () => {
      status.textContent = ""; // a second time is news, too
      const done = await copy(source, ENDS[name] ?? "\n");
      status.textContent = done ? "Copied" : "Selected: copy it with your keyboard or menu";
      clearTimeout(timer);
      if (done) timer = setTimeout(() => status.replaceChildren(), PATIENCE);
    });
    return [button, status];
  }

  /** Show the buttons of *panel*, if there is something to copy in it. */
  function addCopier(panel) {
    const code = panel.querySelector("code");
    if (!code) return;
    const [button, status] = copier(code, panel.dataset.name);
    const line = panel.querySelector("p") ?? element("p"); // there is one where there is a file
    line.prepend(button);
    line.append(status);
    panel.querySelector("pre").before(line);
  }

  // One format at a time

  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

  /** Where a key leads from tab number *at* of *count*; none, if it is no key of tabs. */
  function next(key, at, count) {
    if (key in STEPS) return (at + STEPS[key] + count) % count;
    return { Home: 0, End: count - 1 }[key];
  }

  /** What is in the file that *link* leads to; nothing where it cannot be read. */
  async function read(link) {
    try {
      const response = await fetch(link.href);
      return response.ok ? await response.text() : "";
    } catch {
      return "";
    }
  }

  class Formats {
    constructor(place) {
      this.place = place;
      this.asked = new Set();
      this.panels = [...place.querySelectorAll(".proceedings-citation-format")];
      this.tabs = this.panels.map((panel, number) => this.tab(panel, number));
      const list = element("div", { role: "tablist", "aria-label": "Format" }, this.tabs);
      list.addEventListener("keydown", (event) => this.step(event));
      this.panels[0].before(list);
      this.show(this.panels.findIndex((panel) => panel.dataset.name === store.read(KEY)));
      place.addEventListener("toggle", () => this.load());
    }

    tab(panel, number) {
      const { name } = panel.dataset;
      const id = `proceedings-citation-${number}`;
      panel.querySelector("h2, h3").hidden = true; // the tab says the same
      const named = { id, role: "tabpanel", "aria-labelledby": `${id}-tab` };
      for (const [key, value] of Object.entries(named)) panel.setAttribute(key, value);
      const tab = element("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id }, name);
      tab.addEventListener("click", () => this.choose(number));
      return tab;
    }

    choose(number) {
      this.show(number);
      store.write(KEY, this.panels[number].dataset.name);
    }

    /** Show the format of that number; the first, where there is none. */
    show(number) {
      const chosen = Math.max(number, 0);
      this.panels.forEach((panel, i) => {
        panel.hidden = i !== chosen;
        this.tabs[i].setAttribute("aria-selected", i === chosen);
        this.tabs[i].tabIndex = i === chosen ? 0 : -1;
      });
      this.load();
    }

    /** Show what is in the file of a format that is not on the page, when a reader looks for it. */
    async load() {
      const panel = this.panels.find((one) => !one.hidden);
      const isThere = panel.querySelector("pre") || this.asked.has(panel);
      if (isThere || this.place.open === false || location.protocol === "file:") return;
      this.asked.add(panel);
      const text = await read(panel.querySelector("a"));
      if (!text) {
        this.asked.delete(panel); // next time there may be a network
        return;
      }
      panel.append(element("pre", {}, element("code", {}, text)));
      addCopier(panel);
    }

    step(event) {
      const to = next(event.key, this.tabs.indexOf(event.target), this.tabs.length);
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.choose(to);
      this.tabs[to].focus();
    }
  }

  // The control of a page

  function setUp(control) {
    const text = control.querySelector(".proceedings-citation");
    text.after(element("p", { class: "proceedings-copy" }, copier(text, "text")));
    const formats = control.querySelector(".proceedings-citation-formats");
    if (!formats) return;
    for (const panel of formats.querySelectorAll(".proceedings-citation-format")) addCopier(panel);
    new Formats(formats);
  }

  /** Who asked for the control, by a link or the address, is to see all of it. */
  function open(control) {
    if (location.hash !== `#${control.id}`) return;
    for (const part of [control, ...control.querySelectorAll("details")]) if ("open" in part) part.open = true;
  }

  for (const control of document.querySelectorAll(".proceedings-cite")) {
    setUp(control);
    open(control);
    addEventListener("hashchange", () => open(control));
    document.addEventListener("click", ({ target }) => {
      // also when the address says so already
      if (target.closest?.(`a[href="#${control.id}"]`)) setTimeout(() => open(control));
    });
  }
})();
