/* What our small index holds, as objects for the libraries, with these fields (see entries.py). */
"use strict";

const FIELDS = ["title", "names", "keywords", "facts"];

function entries(data) {
  const names = data.names.split("\n");
  engine.entries = [...talks(data, names), ...people(data, names), ...editions(data)];
}

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

function* talks(data, names) {
  const keywords = data.keywords.split("\n");
  for (const [year, edition] of Object.entries(data.editions)) {
    const titles = edition.titles.split("\n");
    for (const [at, id] of edition.ids.split(" ").entries()) {
      yield {
        id: `talks/${year}/${id}`,
        title: titles[at],
        names: edition.people[at].map((number) => names[number]).join(" "),
        keywords: edition.keywords[at].map((number) => keywords[number]).join(" "),
        facts: `${id} ${year} ${edition.numbers[at]} ${edition.facts[at]}`,
      };
    }
  }
}

function* people({ ids, aliases, affiliations }, names) {
  const places = new Map(Object.entries(affiliations).flatMap(([place, there]) => there.map((number) => [number, place])));
  for (const [at, name] of names.entries()) {
    const facts = places.get(at) ?? "";
    yield { id: `speakers/${ids[at] ?? slug(name)}`, title: name, names: aliases[at] ?? "", keywords: "", facts };
  }
}

function* editions({ editions }) {
  for (const year of Object.keys(editions)) {
    yield { id: `talks/${year}/index`, title: year, names: "", keywords: "", facts: "" };
  }
}
