/* The reader's own schedule: which talks have a star. Kept in this browser as a list of references (`2019/jax-md`), so
   picks survive a rebuild of the site and another title of the talk; and also another id, once it is known what was
   called otherwise. */
"use strict";

proceedings.picks = (() => {
  const { element, isRef, loadEditions, refNow, site, store } = proceedings;
  const KEY = `proceedings:${site}:picks`;
  const UNREAD = `${KEY}:unread`;
  const STARS = "button.proceedings-star[data-talk]";

  /** What is kept, as a list: with things in it that are no references, if somebody else put them there; or null. */
  function kept() {
    try {
      const list = JSON.parse(store.read(KEY) ?? "[]");
      return Array.isArray(list) ? list : null;
    } catch {
      return null;
    }
  }

  function all() {
    return [...new Set((kept() ?? []).filter(isRef).map(refNow))];
  }

  /** Keep *refs*. What is not understood, perhaps of a later version of this script, is kept as well. */
  function write(refs) {
    const list = kept();
    if (list === null) store.write(UNREAD, store.read(KEY));
    const others = (list ?? []).filter((item) => !isRef(item));
    store.write(KEY, JSON.stringify([...others, ...new Set(refs)]));
  }

  const picks = {
    all,
    has: (ref) => all().includes(ref),
    replace: write,
    add: (refs) => write([...all(), ...refs]),
    remove: (ref) => write(all().filter((other) => other !== ref)),
    toggle: (ref) => (picks.has(ref) ? picks.remove(ref) : picks.add([ref])),
    watch: (watcher) => store.watch(KEY, watcher),

    /** Show the stars in *within* as they are. */
    show(within = document) {
      const refs = new Set(all());
      for (const star of within.querySelectorAll(STARS)) {
        star.setAttribute("aria-pressed", refs.has(star.dataset.talk));
        star.hidden = false;
      }
    },
  };

  function count() {
    const number = all().length;
    for (const place of document.querySelectorAll(".proceedings-my-schedule-link .proceedings-count")) {
      const unit = element("span", { class: "proceedings-unseen" }, number === 1 ? " talk" : " talks");
      place.replaceChildren(String(number), unit);
      place.hidden = number === 0;
    }
  }

  function update() {
    picks.show();
    count();
  }

  /** Keep every pick under the reference that its talk has now. */
  function rename() {
    if (kept()?.some((item) => isRef(item) && refNow(item) !== item)) write(all());
  }

  document.addEventListener("click", (event) => {
    const star = event.target.closest?.(STARS);
    if (star) picks.toggle(star.dataset.talk);
  });
  picks.watch(update);
  update();
  loadEditions().then(rename, () => {}); // a page that was saved alone has no data
  return picks;
})();
