/* What the scripts of the site share: where the site begins, what the reader's browser remembers, how elements and
   data come into a page. Classic scripts with one global name: browsers do not load modules from a folder. */
"use strict";

globalThis.proceedings = (() => {
  const script = document.currentScript;

  /** Where the site begins; every address of the program is relative to it. */
  const root = new URL("../../", script.src);

  /** Which series this is. Several of them can share a host, and all that is opened from folders shares one store;
      each has its own `2019/p9`. */
  const site = script.dataset.site ?? "";

  const memory = new Map(); // what the browser did not let us store; it lasts as long as the page
  const watchers = new Map();

  function changed(key) {
    for (const watcher of watchers.get(key) ?? []) watcher();
  }

  const store = {
    /** The text kept under *key*, or null. */
    read(key) {
      if (memory.has(key)) return memory.get(key);
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },

    /** Keep *text*; null forgets what was there. */
    write(key, text) {
      try {
        if (text === null) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
      }
      changed(key);
    },

    /** Call *watcher* whenever what is kept under *key* may be another, in whichever tab that happened. */
    watch(key, watcher) {
      watchers.set(key, [...(watchers.get(key) ?? []), watcher]);
    },

    /** Whether what is written will be there on the next page. */
    get lasts() {
      try {
        const probe = "proceedings:probe";
        localStorage.setItem(probe, "");
        localStorage.removeItem(probe);
        return true;
      } catch {
        return false;
      }
    },
  };

  addEventListener("storage", (event) => {
    if (event.key !== null) changed(event.key);
    else for (const key of watchers.keys()) changed(key); // all was cleared
  });
  addEventListener("pageshow", (event) => {
    // a page that waited in the browser's history has missed what happened meanwhile
    if (event.persisted) for (const key of watchers.keys()) changed(key);
  });

  /** An element with attributes and children. Strings become text and never markup; false and null are left out. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== false && child != null));
    return made;
  }

  // the same table and the same marks as proceedings.names.fold
  const STROKES = { ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d" };

  /** *text* in lower case without accents, in one line. */
  function fold(text) {
    return withoutAccents(text).replace(/\s+/g, " ").trim();
  }

  function withoutAccents(text) {
    if (!/[^\x00-\x7f]/.test(text)) return text.toLowerCase();
    return text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[łøđıßæœþð]/g, (letter) => STROKES[letter])
      .normalize("NFC");
  }

  /** Whether *text* can be the reference of a talk: two ids. */
  function isRef(text) {
    return typeof text === "string" && /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/.test(text);
  }

  /** Whether what has *status* does not take place; what is retracted did. */
  function isOff(status) {
    return status === "cancelled" || status === "withdrawn";
  }

  /** Say *text* in the page's status line, where screen readers notice it. */
  function announce(text) {
    const line = document.querySelector(".proceedings-announce");
    if (line) line.textContent = text;
  }

  const LOADING = "LoadingError";
  const loading = new Map();

  /** Run the data script at *address*, once. A script and not `fetch`, which browsers do not let read a folder. */
  function load(address) {
    if (!loading.has(address)) {
      const loaded = new Promise((resolve, reject) => {
        const data = element("script", { src: new URL(address, root).href });
        data.async = false; // scripts that are asked for together run in that order
        data.addEventListener("load", resolve);
        data.addEventListener("error", () => {
          loading.delete(address); // the next attempt may fare better
          reject(Object.assign(new Error(address), { name: LOADING }));
        });
        document.head.append(data);
      });
      loading.set(address, loaded);
    }
    return loading.get(address);
  }

  const data = { editions: [], schedules: new Map(), index: undefined, finder: undefined };

  const ENGINE = ["find-words", "find-query", "find-entries", "find-text", "find"];

  /** The index says which engine it is for, so that a browser takes neither of them from another build. If any of it
      could not be loaded, the next attempt loads all again: each script uses what those before it made. */
  async function loadFinder() {
    await load("search/index.js");
    const engine = ENGINE.map((name) => `_static/proceedings/${name}.js?v=${data.index.version}`);
    try {
      await Promise.all(engine.map(load));
    } catch (error) {
      for (const address of engine) loading.delete(address);
      throw error;
    }
    return new proceedings.finder.Finder(data.index);
  }

  /** What the talk *ref* is called now; it, or its edition, may have had another id. */
  function refNow(ref) {
    const [id, talk] = ref.split("/");
    const { editions } = data;
    const edition = editions.find((one) => one.id === id) ?? editions.find(({ former }) => former?.includes(id));
    const talks = new Map(Object.entries(edition?.formerTalks ?? {}));
    return edition ? `${edition.id}/${talks.get(talk) ?? talk}` : ref;
  }

  return {
    root,
    site,
    store,
    element,
    fold,
    isRef,
    isOff,
    announce,
    load,
    refNow,

    /** Data scripts call these. */
    editions: (editions) => {
      data.editions = editions;
    },
    schedule: (schedule) => {
      data.schedules.set(schedule.edition, schedule);
    },
    searchIndex: (index) => {
      data.index = index;
    },

    /** All editions, newest first. */
    loadEditions: async () => {
      await load("talks/editions.js");
      return data.editions;
    },

    /** The engine of the search, with its small index (see find.js). */
    loadSearch: () => {
      data.finder ??= loadFinder().catch((error) => {
        data.finder = undefined; // the next attempt begins anew
        if (error.name !== LOADING)
          setTimeout(() => {
            throw error;
          }); // a mistake of ours is for the console, too
        throw error;
      });
      return data.finder;
    },

    /** The talks of an edition. */
    loadSchedule: async (edition) => {
      await load(`talks/${encodeURIComponent(edition)}/schedule.js`);
      return data.schedules.get(edition);
    },
  };
})();
