/* The menus of the header open and shut without a script. With one they also shut as readers expect of a menu: by
   Escape, by a click somewhere else, and when the focus leaves. And what the header has no room for on narrow screens is
   copied into their side menu, which only opens with a script. */
"use strict";

(() => {
  const MENU = "details.proceedings-menu";
  const OPEN = `${MENU}[open]`;

  /** Shut all menus but the one that *kept* is in. */
  function shut(kept) {
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(kept)) menu.open = false;
  }

  /** The place *name* of the side menu, which the theme has made if it had something for it. */
  function place(side, name) {
    const all = side.querySelector(".sidebar-header-items");
    const there = all.querySelector(`.sidebar-header-items__${name}`);
    if (there) return there;
    const made = proceedings.element("div", { class: `sidebar-header-items__${name}` });
    all[name === "center" ? "prepend" : "append"](made);
    return made;
  }

  function copyHeader(side) {
    if (!side.querySelector(".sidebar-header-items")) {
      side.prepend(proceedings.element("div", { class: "sidebar-header-items sidebar-primary__section" }));
    }
    const copied = { center: ".proceedings-nav", end: ".theme-switch-container" };
    for (const [name, what] of Object.entries(copied)) {
      const original = document.querySelector(`.bd-header ${what}`);
      if (!original || side.querySelector(what)) continue;
      const copy = original.cloneNode(true);
      for (const more of copy.querySelectorAll(MENU)) {
        more.parentElement.replaceWith(...more.querySelectorAll("li")); // here is room for all
      }
      place(side, name).prepend(proceedings.element("div", { class: "navbar-item" }, copy));
    }
  }

  const side = document.querySelector("#pst-primary-sidebar");
  if (side) copyHeader(side);

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(OPEN);
    if (event.key !== "Escape" || !menu) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });

  document.addEventListener("click", (event) => shut(event.target.closest(`${MENU} a`) ? null : event.target));

  document.addEventListener("focusin", (event) => shut(event.target));

  for (const menu of document.querySelectorAll(MENU)) {
    menu.addEventListener("toggle", () => {
      if (menu.open) menu.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    });
  }
})();
