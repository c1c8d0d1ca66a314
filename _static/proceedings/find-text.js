/* The full text behind the small index: where words stand in pages, and what an abstract says around them. Both come in
   pieces, each a script (see proceedings/search/pieces.py) that is loaded when a query needs it. */
"use strict";

(() => {
  const { load, words } = proceedings;

  const WEIGHT = 1; // of a word in a text; one in a title has 10
  const PREFIX = 0.6;

  /** Scores of *size* entries: the best that each was given. A Map takes ten times as long for a single letter. */
  class Scores {
    constructor(size) {
      this.values = new Float32Array(size);
      this.found = [];
    }

    raise(entry, score) {
      const before = this.values[entry];
      if (before >= score) return;
      if (!before) this.found.push(entry);
      this.values[entry] = score;
    }

    raiseAll({ found, values }) {
      for (const entry of found) this.raise(entry, values[entry]);
    }

    get(entry) {
      return this.values[entry];
    }

    has(entry) {
      return this.values[entry] > 0;
    }
  }

  const NOTHING = new Scores(0);
  const LANGUAGE = "_static/language_data.js"; // that of Sphinx's index: how words are split, and their stems

  const data = { about: { pieces: [], letters: 1 }, pieces: new Map(), texts: new Map() };

  class FullText {
    static WEIGHT = WEIGHT;

    constructor(entries) {
      this.entries = entries;
      this.known = new Map(); // word -> scores
    }

    scores(word) {
      return this.known.get(word) ?? NOTHING;
    }

    load(file) {
      return load(`search/${file}.js?v=${this.entries.raw.version}`);
    }

    /** Load what says where *tokens* stand in the text of pages; whether any of that is new. */
    async read(tokens) {
      const isRead = ({ word }) => word.length > 1 || words.isUnspaced(word);
      const fresh = tokens.filter((token) => isRead(token) && !this.known.has(token.word));
      if (!fresh.length) return false;
      await Promise.all([this.load("words"), typeof globalThis.Stemmer === "function" ? undefined : load(LANGUAGE)]);
      this.stemmer ??= new globalThis.Stemmer();
      for (const { word, asWritten } of fresh) this.known.set(word, await this.lookBoth(asWritten));
      return true;
    }

    /** What has *word*, in the singular or the plural: no stemmer knows that PDFs are more than one PDF. */
    async lookBoth(word) {
      const scores = await this.look(word);
      const other = words.otherNumber(word);
      if (other) scores.raiseAll(await this.look(other));
      return scores;
    }

    /** What has all parts of *word*: one that is written without spaces is in the index by its parts. */
    async look(word) {
      // of Sphinx's languages few bring a splitter of their own
      const split = globalThis.splitQuery ?? ((text) => [text]);
      const parts = await Promise.all(split(word).map((part) => this.lookUp(this.stemmer.stemWord(part))));
      const [first, ...others] = parts;
      const scores = new Scores(this.entries.count);
      for (const entry of first?.found ?? []) {
        if (others.every((other) => other.has(entry))) scores.raise(entry, first.get(entry));
      }
      return scores;
    }

    async lookUp(stem) {
      const scores = new Scores(this.entries.count);
      const name = stem ? pieceOf(stem, data.about.letters) : "";
      if (!data.about.pieces.includes(name)) return scores;
      await this.load(`words-${encodeURIComponent(name)}`);
      const { found, stems } = data.pieces.get(name);
      for (const other of stems) {
        if (other.startsWith(stem)) this.collect(scores, found[other], other === stem ? WEIGHT : WEIGHT * PREFIX);
      }
      return scores;
    }

    /** A step of 0 is one more hit in the same text: of pages that is counted, of abstracts it is not. */
    collect(scores, steps, weight) {
      let entry = 0;
      let hits = 0;
      for (const step of steps) {
        hits = step ? 1 : hits + 1;
        entry += step;
        scores.raise(entry, entry < this.entries.firstOther ? weight : weight * (1 - 0.5 / hits));
      }
    }

    /** What the abstract of a talk, or a page, says around what *query* asks for, or nothing. */
    async excerpt({ year, id, position }, query) {
      const { perText, texts } = this.entries.raw;
      const piece = Math.floor(position / perText);
      if (!texts[year]?.includes(piece)) return "";
      await this.load(`text-${encodeURIComponent(year)}-${piece}`);
      const text = data.texts.get(year)?.[id] ?? "";
      const [mark] = words.marks(text, query);
      return mark ? around(text, ...mark) : "";
    }
  }

  /** The piece that *stem* is in; the same as `piece_of` in proceedings/search/pieces.py. */
  function pieceOf(stem, letters) {
    const first = stem.codePointAt(0);
    return first > 127 ? `x${(first >> 8).toString(16)}` : stem.slice(0, letters).replace(/[^a-z0-9]/gi, "_");
  }

  function around(text, start, end) {
    const from = start < 80 ? 0 : text.indexOf(" ", start - 70) + 1;
    const to = text.length < end + 110 ? text.length : text.lastIndexOf(" ", end + 100);
    return `${from ? "…" : ""}${text.slice(from, Math.max(to, end))}${to < text.length ? "…" : ""}`;
  }

  // Data scripts call these

  proceedings.searchWords = (about) => (data.about = about);
  proceedings.searchPiece = (name, found) => data.pieces.set(name, { found, stems: Object.keys(found) });
  proceedings.searchTexts = (edition, texts) => data.texts.set(edition, { ...data.texts.get(edition), ...texts });

  Object.assign(proceedings, { FullText, Scores });
})();
