/**
 * Turns a place in a GraphQL document into the location of a problem. Invariant: a location holds one line, cut to a
 * window around the place, never the whole document: a hundred problems of a large document stay small.
 */
import { getLocation, type Source } from 'graphql';
import type { ProblemLocation } from './problem.ts';

const WINDOW_BEFORE = 200;
const WINDOW_LENGTH = 500;

/** The location of the text between two offsets of a source; `file` is how the reader knows the document. */
export function locate(source: Source, start: number, end: number, file?: string): ProblemLocation {
  const { line, column } = getLocation(source, start);
  const lineStart = start - (column - 1);
  const lineLength = source.body.slice(lineStart).search(/\r|\n|$/);
  const windowStart = lineLength <= WINDOW_LENGTH ? 1 : Math.max(1, column - WINDOW_BEFORE);
  const windowOffset = lineStart + windowStart - 1;
  const windowEnd = Math.min(lineStart + lineLength, windowOffset + WINDOW_LENGTH);
  return {
    ...(file === undefined ? {} : { file }),
    source: source.body.slice(windowOffset, windowEnd),
    ...(windowStart === 1 ? {} : { sourceStart: windowStart }),
    line,
    column,
    length: Math.max(1, Math.min(end, lineStart + lineLength) - start),
  };
}
