/**
 * Puts names in place of values that differ on every run: ids and pseudonyms are made with keys, cursors are sealed.
 * Invariant: within a case the same value has the same name and another value another one, so a case can still tell
 * that two pseudonyms are equal, or that they are not.
 */

const OPAQUE: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['pseudonym', /ps_[a-z2-7]{26}/g],
  ['id', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g],
  ['cursor', /(?<="endCursor":")[\w-]+/g],
];

export class OpaqueValues {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The JSON text with names in it. */
  hide(text: string): string {
    let hidden = text;
    for (const [kind, pattern] of OPAQUE)
      hidden = hidden.replace(pattern, (value) => this.#nameOf(kind, value));
    return hidden;
  }

  /** The JSON text with the values that earlier steps had under these names, for a client that passes one on. */
  reveal(text: string): string {
    return text.replace(/<\w+ \d+>/g, (name) => this.#values.get(name) ?? name);
  }

  #nameOf(kind: string, value: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `<${kind} ${count}>`;
    this.#names.set(value, name);
    this.#values.set(name, value);
    return name;
  }
}
