/** A part of a folded text that has to go. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every match of a global expression, or of its group 1 where it has one, as a span. */
export function findAll(text: string, expression: RegExp): readonly Span[] {
  return [...text.matchAll(expression)].flatMap((match): readonly Span[] => {
    const [whole, part] = match;
    if (part === undefined) return [{ start: match.index, end: match.index + whole.length }];
    // The part that goes stands at the end of the match; what leads up to it stays.
    const end = match.index + whole.length;
    return [{ start: end - part.length, end }];
  });
}
