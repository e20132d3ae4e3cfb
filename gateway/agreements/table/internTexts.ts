/** Keeps one value of texts that occur again and again. Invariant: no interned text keeps the document that it was cut out of. */

/** The same text in memory of its own: a part of a document would keep the whole document. */
export function ownText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Texts, one value for equal ones. */
export function createTextInterner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = ownText(text);
    known.set(own, own);
    return own;
  };
}

/** Lists of words, one value for equal ones. `sortOf` gives equal lists the same number, and few others. */
export function createListInterner(
  sortOf: (list: readonly string[]) => number,
): (list: readonly string[]) => readonly string[] {
  const known = new Map<number, (readonly string[])[]>();
  const internText = createTextInterner();
  return (list) => {
    const sort = sortOf(list);
    const alike = known.get(sort) ?? [];
    for (const each of alike) if (isEqual(each, list)) return each;
    const own = list.map(internText);
    alike.push(own);
    known.set(sort, alike);
    return own;
  };
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) return false;
  return true;
}
