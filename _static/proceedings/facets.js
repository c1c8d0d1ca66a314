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

  /** Facets in *container*, which has none yet; *changed* is called when the reader chose something. */
  function facets(container, changed) {
    const chosen = new Map(NAMES.map((name) => [name, new Set()]));
    const made = new Map();

    const boxes = () => [...container.querySelectorAll("input")];

    function drawChoice(name, { value, label, count }) {
      const choice = kept(made, `${name}=${value}`, () =>
        element(
          "label",
          {},
          element("input", { type: "checkbox", name, value, autocomplete: "off" }),
          ` ${label} `,
          element("span", { class: "proceedings-fitting" }),
        ),
      );
      choice.querySelector("input").checked = chosen.get(name).has(value);
      choice.querySelector("span").textContent = count.toLocaleString("en");
      choice.classList.toggle("proceedings-none", count === 0);
      return choice;
    }

    function drawGroup({ name, legend, choices }) {
      const group = kept(made, name, () =>
        element("fieldset", { "data-facet": name }, element("legend", {}, legend)),
      );
      place(group, [group.firstElementChild, ...choices.map((choice) => drawChoice(name, choice))]);
      return group;
    }

    /** Whether *group* is of use: where all are talks, "Talks" is none. */
    function isChoice({ name, choices }) {
      return name !== "type" || choices.length > 1 || chosen.get(name).size > 0;
    }

    /** Forget what is chosen and not on offer: an address can say anything. Whether there was something. */
    function forget(groups) {
      let some = false;
      for (const [name, values] of chosen) {
        const offered = groups.find((group) => group.name === name)?.choices.map(({ value }) => value) ?? [];
        for (const value of values) if (!offered.includes(value)) some = values.delete(value);
      }
      return some;
    }

    container.addEventListener("change", ({ target }) => {
      const values = chosen.get(target.name);
      if (!values) return;
      if (target.checked) values.add(target.value);
      else values.delete(target.value);
      changed();
    });

    return {
      /** What is chosen, as the finder takes it: `{year: ["2019"], …}`. */
      get chosen() {
        const some = [...chosen].filter(([, values]) => values.size);
        return Object.fromEntries(some.map(([name, values]) => [name, [...values]]));
      },

      /** Offer *groups*, as the finder gives them. True if something chosen is not among them and was forgotten:
          then what was found has to be found again. */
      show(groups) {
        const forgot = forget(groups);
        const at = boxes().indexOf(document.activeElement);
        place(container, groups.filter(isChoice).map(drawGroup));
        const left = boxes();
        // the box that the reader cleared just now is gone with the last that it fitted
        if (at >= 0 && !left.includes(document.activeElement)) left[Math.min(at, left.length - 1)]?.focus();
        return forgot;
      },

      read(address) {
        for (const [name, values] of chosen) {
          values.clear();
          for (const value of address.getAll(name)) if (value) values.add(value);
        }
      },

      write(address) {
        for (const [name, values] of chosen) {
          address.delete(name);
          for (const value of values) address.append(name, value);
        }
      },

      clear() {
        for (const values of chosen.values()) values.clear();
        for (const box of boxes()) box.checked = false;
      },
    };
  }

  return facets;
})();
