/* Facets: groups of checkboxes that narrow what a search or a list shows. What is chosen stands in the address, under
   the same names on every page. */
"use strict";

proceedings.facets = (() => {
  const { element } = proceedings;
  const NAMES = ["year", "kind", "track", "has", "type"];

  /** Have *wanted*, and nothing else, in *parent*. What stays is not moved, so that it keeps the focus. */
  function place(parent, wanted) {
    for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
    wanted.forEach((child, i) => {
      if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
    });
  }

  /** The element kept under *key*, or the one that *make* makes now. */
  function kept(all, key, make) {
    if (!all.has(key)) all.set(key, make());
    return all.get(key);
  }

  const makeGroup = ({ name, legend }) => element("fieldset", { "data-facet": name }, element("legend", {}, legend));

  function makeChoice(name, { value, label }) {
    const box = element("input", { type: "checkbox", name, value, autocomplete: "off" });
    return element("label", {}, box, ` ${label} `, element("span", { class: "proceedings-fitting" }));
  }

  /** Whether *value* is one of *choices* that something on the site has: a kind can be known and nothing be of it. */
  function exists(name, value, choices, finder) {
    const choice = choices.find((offered) => offered.value === value);
    return choice !== undefined && (choice.count > 0 || finder.find("", { [name]: [value] }).results.length > 0);
  }

  class Facets {
    constructor(container, changed) {
      this.container = container;
      this.values = new Map(NAMES.map((name) => [name, new Set()])); // what is chosen of each
      this.made = new Map();
      container.addEventListener("change", ({ target }) => this.choose(target) && changed());
    }

    /** What is chosen, as the finder takes it: `{year: ["2019"], …}`. */
    get chosen() {
      const some = [...this.values].filter(([, values]) => values.size);
      return Object.fromEntries(some.map(([name, values]) => [name, [...values]]));
    }

    /** Offer *groups*, as *finder* gave them. True if something chosen does not exist and was forgotten: then what was
        found has to be found again. */
    show(groups, finder) {
      const forgot = this.forget(groups, finder);
      const at = this.boxes().indexOf(document.activeElement);
      const useful = groups.filter((group) => this.isChoice(group));
      place(
        this.container,
        useful.map((group) => this.drawGroup(group)),
      );
      const left = this.boxes();
      // the box that the reader cleared just now is gone with the last that it fitted
      if (at >= 0 && !left.includes(document.activeElement)) left[Math.min(at, left.length - 1)]?.focus();
      return forgot;
    }

    read(address) {
      for (const [name, values] of this.values) {
        values.clear();
        for (const value of address.getAll(name)) if (value) values.add(value);
      }
    }

    write(address) {
      for (const [name, values] of this.values) {
        address.delete(name);
        for (const value of values) address.append(name, value);
      }
    }

    clear() {
      for (const values of this.values.values()) values.clear();
      for (const box of this.boxes()) box.checked = false;
    }

    boxes() {
      return [...this.container.querySelectorAll("input")];
    }

    /** Take in what the reader did to a box. Whether it is one of ours. */
    choose({ name, value, checked }) {
      const values = this.values.get(name);
      if (checked) values?.add(value);
      else values?.delete(value);
      return values !== undefined;
    }

    /** Whether a group is of use: where all are talks, "Talks" is none. */
    isChoice({ name, choices }) {
      return name !== "type" || choices.length > 1 || this.values.get(name).size > 0;
    }

    /** Forget what is chosen and does not exist: an address can say anything. Whether there was something. */
    forget(groups, finder) {
      let some = false;
      for (const [name, values] of this.values) {
        const choices = groups.find((group) => group.name === name)?.choices ?? [];
        for (const value of values) if (!exists(name, value, choices, finder)) some = values.delete(value);
      }
      return some;
    }

    drawGroup(group) {
      const fieldset = kept(this.made, group.name, () => makeGroup(group));
      const labels = group.choices.map((choice) => this.drawChoice(group.name, choice));
      place(fieldset, [fieldset.firstElementChild, ...labels]);
      return fieldset;
    }

    drawChoice(name, choice) {
      const { value, count } = choice;
      const label = kept(this.made, `${name}=${value}`, () => makeChoice(name, choice));
      label.querySelector("input").checked = this.values.get(name).has(value);
      label.querySelector("span").textContent = count.toLocaleString("en");
      label.classList.toggle("proceedings-none", count === 0);
      return label;
    }
  }

  /** Facets in *container*, which has none yet; *changed* is called when the reader chose something. */
  return (container, changed) => new Facets(container, changed);
})();
