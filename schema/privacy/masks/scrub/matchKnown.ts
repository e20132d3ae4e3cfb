/**
 * Finds in a folded text what the leg itself says: whom it names, which codes open it, where it goes. Invariant: a name is
 * met in every form that people give it: whole, with a title, its given name alone, in another case.
 */
import { foldText } from './foldText.ts';
import { findAll, type Span } from './span.ts';
import { hasCompoundSurname } from './surnames.ts';

/** What an operator knows of a leg that no scrubbed text may hold. */
export interface KnownSecrets {
  /** Persons and shops. */
  readonly names: readonly string[];
  /** Phone numbers, pickup codes, addresses of web pages, staff numbers, and whatever else is one text. */
  readonly codes: readonly string[];
  /** Streets, buildings, rooms. */
  readonly addressTails: readonly string[];
}

/** Scripts that are written without a space between words. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const IS_UNSPACED = new RegExp(UNSPACED, 'u');
const WORD = new RegExp(`(?:(?!${UNSPACED})\\p{L})+`, 'gu');
/** How many letters an inflected form may have that its stem has not; of a short stem any word could be one. */
const LONGEST_ENDING = 5;
const SHORT_STEM = 3;
const LONGEST_ENDING_OF_SHORT = 3;
const TITLES =
  '(?:先生|女士|小姐|太太|师傅|老师|同学|阿姨|大爷|大妈|叔叔|经理|总|哥|姐|某{1,2}|氏|様|さん|씨|님)';
const BETWEEN = '[\\s·.・-]?';

/** Words of addresses that say nothing of whose it is. */
const ADDRESS_WORDS = new Set(
  'street road lane avenue drive square walk close court park garden market station river ulica aleja osiedle plac building floor room house'.split(
    ' ',
  ),
);

const LONGEST = 200;
const MOST_SECRETS = 60;

/** What is looked for: parts of a text anywhere in it, and stems of words. */
interface Wanted {
  readonly sources: readonly string[];
  readonly words: readonly string[];
}

/** Finds in folded text whatever is known; null where there is more, or longer, than can be looked for. */
export function matchKnown({
  names,
  codes,
  addressTails,
}: KnownSecrets): ((folded: string) => readonly Span[]) | null {
  const all = [...names, ...codes, ...addressTails];
  if (all.length > MOST_SECRETS || all.some((text) => text.length > LONGEST)) return null;
  const wanted = [...names.map(wantName), ...codes.map(wantCode), ...addressTails.map(wantAddress)];
  const sources = new Set(wanted.flatMap((one) => one.sources).filter((source) => source !== ''));
  const stems = new Set(wanted.flatMap((one) => one.words).flatMap(stemsOf));
  // Made once for all texts of the leg, and free of large character classes: those take long to compile.
  const parts = sources.size === 0 ? undefined : new RegExp(longestFirst(sources).join('|'), 'gu');
  return (folded) => [
    ...(parts === undefined ? [] : findAll(folded, parts)),
    ...(stems.size === 0 ? [] : findAll(folded, WORD).filter((word) => isFormOf(stems, folded, word))),
  ];
}

function longestFirst(sources: Iterable<string>): readonly string[] {
  return [...sources].sort((one, other) => other.length - one.length);
}

function isFormOf(stems: ReadonlySet<string>, folded: string, { start, end }: Span): boolean {
  const least = end - start - LONGEST_ENDING;
  for (let length = Math.max(2, least); length <= end - start; length++) {
    const ending = end - start - length;
    // Of a name of two letters only the name itself.
    const longest =
      length > SHORT_STEM ? LONGEST_ENDING : length === SHORT_STEM ? LONGEST_ENDING_OF_SHORT : 0;
    if (ending <= longest && stems.has(folded.slice(start, start + length))) return true;
  }
  return false;
}

function wantName(name: string): Wanted {
  const plain = name.normalize('NFKC').trim();
  if (!IS_UNSPACED.test(plain)) return { sources: [wholeSource(plain)], words: wordsOf(plain) };
  const characters = [...plain].filter((character) => /\p{L}/u.test(character));
  const whole = spread(characters);
  // A shop or company: nobody calls it by its first character.
  if (characters.length > 4 || characters.length < 2) return { sources: [whole], words: [] };
  const surnames = hasCompoundSurname(characters.join('')) || characters.length === 4 ? [2] : [1, 2];
  const forms = surnames.flatMap((length) => {
    if (length >= characters.length) return [];
    const surname = spread(characters.slice(0, length));
    const given = characters.slice(length);
    return [
      `${surname}\\s?${TITLES}(?:/${TITLES})?`,
      `[小老阿]${surname}`,
      `${surname}\\*{1,3}${spread(given.slice(-1))}`,
      ...(given.length > 1 ? [spread(given)] : []),
    ];
  });
  return { sources: [whole, ...forms], words: [] };
}

/** The characters as they stand in folded text, with or without something between them. */
function spread(characters: readonly string[]): string {
  return characters
    .map((character) => escapeText(foldText(character).folded))
    .filter((text) => text !== '')
    .join(BETWEEN);
}

/** A whole text, with any kind and number of separators where it has some. */
function wholeSource(text: string): string {
  return foldText(text)
    .folded.split(/[\s.,-]+/)
    .filter((part) => part !== '')
    .map(escapeText)
    .join('[\\s.,-]{0,3}');
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\p{L}\p{M}]+/u)
    .map((word) => foldText(word).folded)
    .filter((word) => word.length >= 2);
}

/** What the inflected forms of a folded word begin with: Anna, Annie, Anną; Paweł, Pawła. */
function stemsOf(word: string): readonly string[] {
  const endsInVowel = /[aeiouy]$/.test(word);
  const cut = endsInVowel && word.length >= 4 ? (word.length >= 7 ? 2 : 1) : 0;
  const fleeting = /^(.{3,})e([^aeiouy])$/.exec(word);
  return [word.slice(0, word.length - cut), ...(fleeting === null ? [] : [`${fleeting[1]}${fleeting[2]}`])];
}

function wantCode(code: string): Wanted {
  const letters = foldText(code).folded.replace(/[^\p{L}\p{N}]/gu, '');
  return { sources: letters.length < 3 ? [] : [wholeSource(code)], words: [] };
}

function wantAddress(tail: string): Wanted {
  const plain = tail.normalize('NFKC').trim();
  const letters = [...plain].filter((character) => /\p{L}/u.test(character)).length;
  if (!IS_UNSPACED.test(plain)) {
    const words = wordsOf(plain).filter((word) => word.length >= 4 && !ADDRESS_WORDS.has(word));
    return { sources: letters >= 3 ? [wholeSource(plain)] : [], words };
  }
  // The name without its number: 人民路 of 人民路128号, 阳光小区 of 阳光小区12栋.
  const name = [...(/^\P{N}+/u.exec(plain)?.[0] ?? '')].filter((character) => /\p{L}/u.test(character));
  const isLong = [...plain].length >= 2;
  return {
    sources: [...(isLong ? [wholeSource(plain)] : []), ...(name.length >= 3 ? [spread(name)] : [])],
    words: [],
  };
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
