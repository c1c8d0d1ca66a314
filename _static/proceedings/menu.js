/* The menus of the header open and shut without a script. With one they also shut as readers expect of a menu: by
   Escape, by a click somewhere else, and when the focus leaves. */
"use strict";

(() => {
  const MENU = "details.proceedings-menu";
  const OPEN = `${MENU}[open]`;

  /** Shut all menus but the one that *kept* is in. */
  function shut(kept) {
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(kept)) menu.open = false;
  }

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
