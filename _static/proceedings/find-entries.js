/* The small index as the search uses it: entries by number, and for each word which of them have it.

   search/index.js has the data in columns (see proceedings/search/index.py). An entry is made when it is first asked for:
   making all of them takes longer than all else that a first search needs. For the same reason titles and names are
   folded as one long text. */
"use strict";

proceedings.Entries = (() => {
  const { fold, words } = proceedings;

  /** How much a word says where it stands. Words of a title count more than those of an abstract, which count 1. */
  const WEIGHT = {
    year: 14,
    family: 13,
    number: 12,
    name: 11,
    title: 10,
    session: 7,
    keyword: 6,
    id: 6,
    affiliation: 2,
  };

  /** How much of what was found in somebody's name, in a keyword and so on counts for the talks that have it. */
  const SHARE = { person: 0.6, keyword: 0.6, kind: 0.8, track: 0.5, edition: 0.3 };

  /** How good it is to find a word that is written in another way. */
  const NOT_WRITTEN = 0.95;

  const GONE = new Set(["cancelled", "withdrawn", "retracted"]);

  /** [number, fact] of those that have it in a column. */
  const known = (column) => Object.entries(column).flatMap(([i, fact]) => (fact === null ? [] : [[Number(i), fact]]));

  class Entries {
    constructor(raw) {
      this.raw = raw;
      this.kinds = raw.kinds.map(([id, name]) => ({ id, name }));
      this.tracks = raw.tracks.map(([id, name]) => ({ id, name }));
      this.recorded = subsets(raw.recorded);
      this.made = [];
      this.where = new Map(); // word -> [entry, weight, entry, weight, …]
      this.lines = []; // of each entry the title as folded words
      this.names = []; // of each person what the name can be, in any order
      this.talksOf = new Map(); // entry -> { talks, share }: who is found leads to their talks
      this.identifiers = new Map(); // DOI, arXiv number, ORCID -> entry
      this.editions = raw.editions.flatMap(([id, talks]) => Array(talks).fill(id));
      this.addTalks(raw.talks);
      this.addPeople(raw.people);
      this.others = [
        ...raw.documents.map(([title, document]) => ({ type: "page", title, document, what: "page" })),
        ...raw.sessions.map((session) => this.session(session)),
        ...raw.pages.map(([title, document, what, year = ""]) => ({ type: "page", title, document, what, year })),
        ...raw.keywords.map((keyword) => this.keyword(keyword)),
      ];
      this.others.forEach((entry, i) => this.noteOther(entry, this.firstOther + i));
      this.count = this.firstOther + this.others.length;
      this.addWays();
      this.words = [...this.where.keys()].sort();
      this.unspaced = this.words.filter(words.isUnspaced);
    }

    // Words

    addTalks({ ids, titles, numbers, identifiers }) {
      this.firstPerson = this.editions.length;
      if (!this.firstPerson) return;
      this.titles = titles.split("\n");
      this.ids = ids.split("\n");
      words.eachLine(titles, (talk, found, line) => {
        this.lines[talk] = line;
        this.note(talk, WEIGHT.title, found);
      });
      words.eachLine(ids, (talk, found) => this.note(talk, WEIGHT.id, found));
      for (const [talk, number] of known(numbers)) this.noteWord(talk, WEIGHT.number, `${number}`);
      this.noteIdentifiers(identifiers, 0);
    }

    addPeople({ names, sort, also, affiliations, affiliation, identifiers }) {
      const all = names ? names.split("\n") : [];
      this.persons = all;
      this.firstOther = this.firstPerson + all.length;
      const talks = all.map(() => []);
      this.raw.talks.people.forEach((people, talk) => people.forEach((person) => talks[person].push(talk)));
      const parts = all.map((name, person) => sort?.[person] ?? usualSortName(name)).map((name) => name.split(", "));
      if (!all.length) return;
      const first = this.firstPerson;
      words.eachLine(parts.map(([family]) => family).join("\n"), (i, found) =>
        this.note(first + i, WEIGHT.family, found),
      );
      words.eachLine(parts.map(([, given = ""]) => given).join("\n"), (i, found) =>
        this.note(first + i, WEIGHT.name, found),
      );
      const where = affiliations.map((name) => words.plain(name));
      all.forEach((_, person) => {
        const at = this.firstPerson + person;
        this.talksOf.set(at, { talks: talks[person], share: SHARE.person });
        for (const word of where[affiliation[person]] ?? []) this.noteWord(at, WEIGHT.affiliation, word);
        for (const alias of also?.[person] ?? [])
          words.eachLine(alias, (_, found) => this.note(at, WEIGHT.name, found));
      });
      this.noteIdentifiers(identifiers, this.firstPerson);
    }

    noteOther({ type, title, what, year }, at) {
      words.eachLine(title, (_, found, line) => {
        this.lines[at] = line;
        this.note(at, WEIGHT[type] ?? WEIGHT[what] ?? WEIGHT.title, found);
      });
      if (what === "edition") this.noteWord(at, WEIGHT.year, fold(year));
    }

    /** What leads to talks without being an entry: editions, which lead to who was there, too, kinds, tracks. */
    addWays() {
      const { raw } = this;
      const { kinds, tracks, keywords } = raw.talks;
      const having = (column, value) => this.talks().filter((talk) => column[talk] === value);
      raw.editions.forEach(([id], i) => {
        const people = raw.people.years.flatMap((years, person) =>
          years.includes(i) ? [this.firstPerson + person] : [],
        );
        this.addWay(id, "edition", [...this.talks().filter((talk) => this.editions[talk] === id), ...people]);
      });
      raw.kinds.forEach(([, name], kind) => this.addWay(name, "kind", having(kinds, kind)));
      raw.tracks.forEach(([, name], track) => this.addWay(name, "track", having(tracks, track)));
      const first = this.firstOther + this.others.length - raw.keywords.length;
      const talks = raw.keywords.map(() => []);
      for (const talk of this.talks()) for (const keyword of keywords[talk] ?? []) talks[keyword].push(talk);
      talks.forEach((found, keyword) => this.talksOf.set(first + keyword, { talks: found, share: SHARE.keyword }));
    }

    addWay(name, what, talks) {
      const at = this.count++;
      words.eachLine(name, (_, found) => this.note(at, WEIGHT.title, found));
      this.talksOf.set(at, { talks, share: SHARE[what] });
    }

    note(at, weight, { written, others }) {
      for (const word of written) this.noteWord(at, weight, word);
      for (const word of others) this.noteWord(at, weight * NOT_WRITTEN, word);
    }

    noteWord(at, weight, word) {
      const places = this.where.get(word);
      if (places) places.push(at, weight);
      else this.where.set(word, [at, weight]);
    }

    noteIdentifiers(column, first) {
      for (const [i, found] of known(column))
        for (const one of found) this.identifiers.set(one.toLowerCase(), first + i);
    }

    // Entries

    talks() {
      return numbers(0, this.firstPerson);
    }

    people() {
      return numbers(this.firstPerson, this.firstOther);
    }

    /** The entry with that number; none where it is only a way to others. */
    at(number) {
      return (this.made[number] ??= this.make(number));
    }

    make(number) {
      if (number < this.firstPerson) return new Talk(this, number);
      if (number < this.firstOther) return new Person(this, number);
      const facts = this.others[number - this.firstOther];
      return facts && new Other(this, facts);
    }

    nameOf(person) {
      return this.persons[person];
    }

    /** What the name of the person with that number can be, in any order and with or without initials. */
    namesAt(number) {
      return (this.names[number] ??= [this.at(number).title, ...this.at(number).aliases].flatMap(words.nameKeys));
    }

    session([title, anchor, kind, year, track, when]) {
      return { type: "session", title, document: `talks/${year}/index`, anchor, year, when, kind, track };
    }

    keyword([title, id]) {
      return { type: "page", title, document: `talks/keywords/${id}`, what: "keyword", absent: !id };
    }

    kind(number) {
      return this.kinds[number] ?? null;
    }

    track(number) {
      return this.tracks[number] ?? null;
    }

    // Addresses, as seen from where the site begins

    address(document) {
      const { page, index, home } = this.raw.addresses;
      if (document === "index") return home;
      const parts = document.split("/");
      const isIndex = parts.at(-1) === "index";
      const folder = (isIndex ? parts.slice(0, -1) : parts).map(encodeURIComponent).join("/");
      return (isIndex ? index : page).replace("-", () => folder);
    }
  }

  // What an entry is, for the page. Each fact is looked up when it is asked for: a letter finds thousands of entries.

  class Talk {
    constructor(entries, number) {
      this.entries = entries;
      this.talk = number;
      this.inText = false; // whether it took the text of the page to find it
    }

    get type() {
      return "talk";
    }

    get year() {
      return this.entries.editions[this.talk];
    }

    get years() {
      return this.year;
    }

    get id() {
      return this.entries.ids[this.talk];
    }

    get ref() {
      return `${this.year}/${this.id}`;
    }

    get title() {
      return this.entries.titles[this.talk];
    }

    get people() {
      return this.fact("people").map((person) => this.entries.nameOf(person));
    }

    get kind() {
      return this.entries.kind(this.rank);
    }

    get kindId() {
      return this.kind.id;
    }

    get trackId() {
      return this.track?.id;
    }

    get rank() {
      return this.fact("kinds");
    }

    get number() {
      return this.fact("numbers") ?? null;
    }

    get track() {
      return this.entries.track(this.fact("tracks"));
    }

    get has() {
      return this.entries.recorded[this.fact("has")];
    }

    get status() {
      return this.fact("status") ?? "";
    }

    get isGone() {
      return GONE.has(this.status);
    }

    get absent() {
      return Boolean(this.fact("absent"));
    }

    get address() {
      return this.entries.address(`talks/${this.ref}`);
    }

    /** Which of the talks of its edition it is. */
    get position() {
      return this.talk - this.entries.editions.indexOf(this.year);
    }

    fact(column) {
      return this.entries.raw.talks[column][this.talk];
    }
  }

  class Person {
    constructor(entries, number) {
      this.entries = entries;
      this.at = number;
      this.person = number - entries.firstPerson;
      this.inText = false;
    }

    get type() {
      return "person";
    }

    get id() {
      return this.fact("ids") ?? words.split(fold(this.title)).join("-");
    }

    get title() {
      return this.entries.nameOf(this.person);
    }

    get sortName() {
      return this.fact("sort") ?? usualSortName(this.title);
    }

    get disambiguation() {
      return this.fact("disambiguation") ?? "";
    }

    get affiliation() {
      return this.entries.raw.people.affiliations[this.fact("affiliation")] ?? "";
    }

    get aliases() {
      return this.fact("also") ?? [];
    }

    get talks() {
      return this.entries.talksOf.get(this.at).talks.filter((talk) => !GONE.has(this.entries.raw.talks.status[talk]))
        .length;
    }

    get years() {
      return this.fact("years").map((edition) => this.entries.raw.editions[edition][0]);
    }

    get absent() {
      return Boolean(this.fact("absent"));
    }

    get rank() {
      return 0;
    }

    get address() {
      return this.entries.address(`speakers/${this.id}`);
    }

    fact(column) {
      return this.entries.raw.people[column][this.person];
    }
  }

  /** A session, or a page. */
  class Other {
    constructor(
      entries,
      { type, title, document, anchor = "", what = "", year = "", when = "", kind, track, absent = false },
    ) {
      Object.assign(this, { entries, type, title, document, anchor, what, year, when, absent, inText: false });
      this.kind = entries.kind(kind);
      this.track = entries.track(track);
      this.kindId = this.kind?.id;
      this.trackId = this.track?.id;
      this.years = year ? [year] : [];
      this.rank = kind ?? 0;
    }

    get address() {
      return this.entries.address(this.document) + (this.anchor ? `#${encodeURIComponent(this.anchor)}` : "");
    }
  }

  /** Every choice of *kinds*, by the bits that are set. */
  const subsets = (kinds) =>
    Array.from({ length: 1 << kinds.length }, (_, set) => kinds.filter((_, bit) => set & (1 << bit)));

  const numbers = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

  function usualSortName(name) {
    const last = name.lastIndexOf(" ");
    return last < 0 ? name : `${name.slice(last + 1)}, ${name.slice(0, last)}`;
  }

  return Entries;
})();
