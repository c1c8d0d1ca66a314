/* The small index as the search uses it: entries by number, and for each word which of them have it.

   search/index.js has the data in columns (see proceedings/search/index.py). An entry is made when it is first asked for:
   making all of them takes longer than all else that a first search needs. For the same reason titles and names are
   folded as one long text. */
"use strict";

proceedings.Entries = (() => {
  const { fold, words } = proceedings;

  /** How much a word says where it stands. Words of a title count more than those of an abstract, which count 1. */
  const WEIGHT = { title: 10, family: 13, name: 11, year: 14, session: 7, keyword: 6, section: 9 };
  const FIELDS = Object.keys(WEIGHT);
  const OF_NUMBER = 12;
  const OF_ID = 7;

  /** How good it is to find a word that is written in another way. */
  const NOT_WRITTEN = 0.95;

  /** How much of what was found in somebody's name, in a keyword and so on counts for the talks that have it, and how much
      of what was found in an affiliation counts for its people. */
  const SHARE = { person: 0.6, keyword: 0.6, kind: 0.8, track: 0.5, edition: 0.3, affiliation: 0.2 };

  /** What readers call pages that are called otherwise. */
  const ALSO_CALLED = { edition: "program schedule organizers reviewers", "speakers/index": "speakers authors" };

  const WEIGHTS = FIELDS.flatMap((field) => [WEIGHT[field], WEIGHT[field] * NOT_WRITTEN]);

  const GONE = new Set(["cancelled", "withdrawn", "retracted"]);

  class Entries {
    constructor(raw) {
      this.raw = raw;
      this.kinds = raw.kinds.map(([id, name]) => ({ id, name }));
      this.tracks = raw.tracks.map(([id, name]) => ({ id, name }));
      this.recorded = subsets(raw.recorded);
      this.made = [];
      this.where = new Map(); // word -> places: numbers of entries with that of a field in the last bits
      this.lines = []; // of each entry the title as folded words
      this.names = []; // of each person what the name can be, in any order
      this.leads = new Map(); // entry -> { to, share }: who is found leads to their talks
      this.identifiers = new Map(); // DOI, arXiv number, ORCID -> entry
      this.editions = raw.editions.flatMap(([id, talks]) => Array(talks).fill(id));
      this.addTalks(raw.talks);
      this.addPeople(raw.people);
      this.others = [
        ...this.documents(raw.documents),
        ...raw.pages.map(([title, document, what, year = ""]) => ({ type: "page", title, document, what, year })),
        ...raw.sessions.map((session) => this.session(session)),
        ...raw.keywords.map((keyword) => this.keyword(keyword)),
      ];
      this.others.forEach((entry, i) => this.noteOther(entry, this.firstOther + i));
      this.count = this.firstOther + this.others.length;
      this.addWays();
      this.words = [...this.where.keys()].sort();
      this.unspaced = this.words.filter(words.isUnspaced);
    }

    // Words

    addTalks({ ids, titles, awards, identifiers }) {
      this.firstPerson = this.editions.length;
      if (!this.firstPerson) return;
      this.titles = titles.split("\n");
      this.ids = ids.split("\n");
      words.eachLine(titles, (talk, written, others, line) => {
        this.lines[talk] = line;
        this.note(talk, "title", written, others);
      });
      for (const [talk, found] of Object.entries(awards)) {
        for (const award of found ?? []) this.noteLines(award, Number(talk), "keyword");
      }
      this.noteIdentifiers(identifiers, 0);
    }

    addPeople({ names, sort, also, identifiers }) {
      const all = names ? names.split("\n") : [];
      this.persons = all;
      this.firstOther = this.firstPerson + all.length;
      const talks = all.map(() => []);
      this.raw.talks.people.forEach((people, talk) => people.forEach((person) => talks[person].push(talk)));
      const parts = all.map((name, person) => sort[person] ?? usualSortName(name)).map(inTwo);
      if (!all.length) return;
      const first = this.firstPerson;
      this.noteLines(parts.map(([family]) => family).join("\n"), first, "family");
      this.noteLines(parts.map(([, given = ""]) => given).join("\n"), first, "name");
      all.forEach((name, person) => {
        this.leads.set(first + person, { to: talks[person], share: SHARE.person });
        // its parts are noted
        if (words.isUnspaced(name)) this.noteWord(first + person, "family", 0, fold(name));
      });
      for (const [person, aliases] of Object.entries(also)) {
        for (const alias of aliases ?? []) this.noteLines(alias, first + Number(person), "name");
      }
      this.noteIdentifiers(identifiers, this.firstPerson);
    }

    noteOther({ type, title, what, year, document }, at) {
      words.eachLine(title, (_, written, others, line) => {
        this.lines[at] = line;
        this.note(at, [type, what].find((field) => field in WEIGHT) ?? "title", written, others);
      });
      if (what === "edition") this.noteWord(at, "year", 0, fold(year));
      const others = ALSO_CALLED[what] ?? ALSO_CALLED[document];
      if (others) this.noteLines(others, at, "keyword");
    }

    /** What leads to entries without being one: affiliations, editions, which lead to all that was there, kinds, tracks. */
    addWays() {
      const { kinds, tracks, editions, people, talks } = this.raw;
      const places = people.years.flatMap((years, person) => years.map((year) => [year, this.firstPerson + person]));
      const atPeople = grouped(people.affiliation, people.affiliations.length);
      editions.forEach(([id], year) => {
        const there = places.filter(([other]) => other === year).map(([, at]) => at);
        const others = this.rest().filter((at) => this.others[at - this.firstOther].year === id);
        this.addWay(id, "edition", [...this.talks().filter((talk) => this.editions[talk] === id), ...there, ...others]);
      });
      const ofKinds = grouped(talks.kinds, kinds.length);
      kinds.forEach(([, name], kind) => this.addWay(name, "kind", ofKinds[kind]));
      const ofTracks = grouped(talks.tracks, tracks.length);
      tracks.forEach(([, name], track) => this.addWay(name, "track", ofTracks[track]));
      people.affiliations.forEach((name, i) => {
        this.addWay(
          name,
          "affiliation",
          atPeople[i].map((person) => this.firstPerson + person),
        );
      });
      const first = this.firstOther + this.others.length - this.raw.keywords.length;
      const ofKeywords = grouped(talks.keywords, this.raw.keywords.length);
      ofKeywords.forEach((to, keyword) => this.leads.set(first + keyword, { to, share: SHARE.keyword }));
    }

    addWay(name, what, to) {
      const at = this.count++;
      this.noteLines(name, at, "title");
      this.leads.set(at, { to, share: SHARE[what] });
    }

    /** Each line of *text* for an entry of its own, from the one at *first* on. */
    noteLines(text, first, field) {
      words.eachLine(text, (i, written, others) => this.note(first + i, field, written, others));
    }

    note(at, field, written, others) {
      for (const word of written) this.noteWord(at, field, 0, word);
      for (const word of others) this.noteWord(at, field, 1, word);
    }

    noteWord(at, field, otherwise, word) {
      const place = at * 16 + FIELDS.indexOf(field) * 2 + otherwise;
      const places = this.where.get(word);
      if (places) places.push(place);
      else this.where.set(word, [place]);
    }

    /** Calls *use* with each entry that has *word*, how much that says, and whether it is written so. */
    eachWith(word, use) {
      for (const place of this.where.get(word) ?? []) use(place >> 4, WEIGHTS[place & 15], !(place & 1));
    }

    /** Calls *use* with each person of whose given names one is *word*. */
    eachNamed(word, use) {
      for (const place of this.where.get(word) ?? []) if ((place & 15) >> 1 === FIELDS.indexOf("name")) use(place >> 4);
    }

    /** The same for whole numbers of papers and ids, which nobody begins to type to see what comes. */
    eachCalled(word, use) {
      const { numbers } = this.raw.talks;
      if (words.isNumber(word))
        for (const i of Object.keys(numbers)) if (numbers[i] === Number(word)) use(Number(i), OF_NUMBER);
      this.called ??= (this.ids ?? []).map((id) => id.replace(/-/g, ""));
      this.called.forEach((id, talk) => id === word && use(talk, OF_ID));
    }

    noteIdentifiers(column, first) {
      for (const [i, found] of Object.entries(column)) {
        for (const one of found ?? []) this.identifiers.set(one.toLowerCase(), first + Number(i));
      }
    }

    // Entries

    talks() {
      return numbers(0, this.firstPerson);
    }

    people() {
      return numbers(this.firstPerson, this.firstOther);
    }

    rest() {
      return numbers(this.firstOther, this.firstOther + this.others.length);
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

    /** Pages that are not of the program, each followed by its sections. */
    documents(parts) {
      let page;
      return parts.map(([title, document, anchor], position) => {
        if (!anchor) page = { title, at: this.firstOther + position };
        const of = anchor ? page : undefined;
        return { type: "page", title, document, anchor, what: anchor ? "section" : "page", of, position };
      });
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

    get keywords() {
      return (this.fact("keywords") ?? []).map((keyword) => this.entries.raw.keywords[keyword][0]);
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
      return false;
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
      return this.entries.leads.get(this.at).to.filter((talk) => !GONE.has(this.entries.raw.talks.status[talk])).length;
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
      { type, title, document, anchor = "", what = "", year = "", when = "", kind, track, of, position, absent = false },
    ) {
      Object.assign(this, { entries, type, title, document, anchor, what, year, when, absent, inText: false });
      Object.assign(this, { of, position, id: position }); // of a section its page, and where its text is
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

  /** Of each value from 0 to *count* the numbers that have it in a column, alone or in a list. */
  function grouped(column, count) {
    const groups = Array.from({ length: count }, () => []);
    for (const [i, values] of Object.entries(column))
      for (const value of [values ?? []].flat()) groups[value].push(Number(i));
    return groups;
  }

  /** Every choice of *kinds*, by the bits that are set. */
  const subsets = (kinds) =>
    Array.from({ length: 1 << kinds.length }, (_, set) => kinds.filter((_, bit) => set & (1 << bit)));

  const numbers = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

  /** Family name and given names: `Davis, Jr., Sammy` -> `Davis, Jr.` and `Sammy`. */
  function inTwo(sortName) {
    const comma = sortName.lastIndexOf(", ");
    return comma < 0 ? [sortName] : [sortName.slice(0, comma), sortName.slice(comma + 2)];
  }

  function usualSortName(name) {
    const last = name.lastIndexOf(" ");
    return last < 0 ? name : `${name.slice(last + 1)}, ${name.slice(0, last)}`;
  }

  return Entries;
})();
