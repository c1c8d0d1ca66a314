/* The entries of our small index, for the libraries: the same file over the wire, and as objects with these fields. */
"use strict";

const FIELDS = ["title", "names", "keywords", "facts"];

globalThis.proceedings = {
  searchIndex: (index) => {
    engine.entries = [...talks(index), ...people(index), ...pages(index)];
  },
};

const STROKES = { ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d" };

function fold(text) {
  const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return bare.toLowerCase().replace(/[łøđıßæœþð]/g, (letter) => STROKES[letter]).normalize("NFC");
}

const slug = (name) => split(fold(name)).join("-");

const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ø: "oe" };

const split = (folded) => folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Words for either library: spelled in both ways (`Jørgensen` -> jorgensen, joergensen), joined where a hyphen or an
    apostrophe is, and Chinese, Japanese and Korean from each letter on. */
function wordsOf(text) {
  const lower = text.normalize("NFC").toLowerCase();
  const spelled = fold(lower.replace(/[äöüø]/g, (letter) => UMLAUTS[letter]));
  const joined = fold(text).replace(/[-'’]/g, "");
  const found = [fold(text), spelled, joined].flatMap(split);
  return [...new Set(found.flatMap((word) => (UNSPACED.test(word) ? [...word].map((_, at) => word.slice(at)) : word)))];
}

function* talks({ editions, people, keywords, kinds, tracks }) {
  for (const edition of editions) {
    for (const [at, id] of edition.ids.split(" ").entries()) {
      const track = tracks[edition.tracks?.[at]]?.[1];
      const facts = [id, edition.id, edition.numbers?.[at], kinds[edition.kinds[at]][1], track, edition.identifiers?.[at]];
      yield {
        id: `talks/${edition.id}/${id}`,
        title: edition.titles[at],
        names: edition.people[at].map((number) => people.names[number]).join(" "),
        keywords: (edition.keywords?.[at] ?? []).map((number) => keywords[number]).join(" "),
        facts: facts.flat().filter(Boolean).join(" "),
      };
    }
  }
}

function* people({ people }) {
  for (const [at, name] of people.names.entries()) {
    yield {
      id: `speakers/${people.ids?.[at] ?? slug(name)}`,
      title: name,
      names: people.also?.[at]?.join(" ") ?? "",
      keywords: "",
      facts: people.affiliations[people.affiliation[at]] ?? "",
    };
  }
}

function* pages({ sessions, pages, documents }) {
  const others = [
    ...sessions.map(([title, anchor, , edition]) => [title, `talks/${edition}/index#${anchor}`]),
    ...pages.map(([title, document, , edition]) => [title, document, edition]),
    ...documents,
  ];
  for (const [title, document, edition] of others) {
    yield { id: document, title, names: "", keywords: "", facts: edition ?? "" };
  }
}
