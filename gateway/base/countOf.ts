/** A number with its noun, as people read it: `1 leg`, `5,001 legs`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
