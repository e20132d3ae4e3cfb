/**
 * Parses SDL that comes from outside. Invariant: size, tokens and nesting are bounded before anything recursive sees
 * the text, so a hostile document costs little and never overflows the stack.
 */
import { type DocumentNode, GraphQLError, Kind, parse, Source } from 'graphql';
import { findExcess, findOpenBracket } from './findExcess.ts';
import { locate } from './locate.ts';
import type { Problem } from './problem.ts';

const MOST_BYTES = 256 * 1024;

/** A document with the source that the locations of its nodes refer to, or why there is none. */
export type DocumentReading =
  | { readonly document: DocumentNode; readonly source: Source; readonly problem?: undefined }
  | { readonly problem: Problem };

/** Reads SDL; `file` is how the reader of problems knows the text. */
export function readDocument(sdl: string, file?: string): DocumentReading {
  const bytes = Buffer.byteLength(sdl);
  if (bytes > MOST_BYTES) return { problem: tooLarge(`${bytes} bytes, of at most ${MOST_BYTES}`) };
  const source = new Source(sdl, file);
  try {
    const excess = findExcess(source);
    if (excess !== undefined) {
      const { start, end } = excess.token;
      return { problem: tooLarge(excess.what, locate(source, start, end, file)) };
    }
    const document = parse(source);
    const query = document.definitions.find(
      ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
    );
    if (query?.loc === undefined) return { document, source };
    const location = locate(source, query.loc.start, query.loc.end, file);
    return { problem: unparsable('a query stands where SDL is expected', location) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('<EOF>')) return { problem: endsTooEarly(source, file) };
    const at = error.positions?.[0] ?? 0;
    return { problem: unparsable(toSentence(error.message), locate(source, at, at + 1, file)) };
  }
}

function tooLarge(found: string, location?: ReturnType<typeof locate>): Problem {
  return {
    code: 'HUB001',
    severity: 'error',
    message: 'the document is too large',
    ...(location === undefined ? {} : { locations: [location] }),
    note: `it has ${found}`,
  };
}

/** The parser points at the end, which is where nothing is to be seen. */
function endsTooEarly(source: Source, file: string | undefined): Problem {
  const bracket = findOpenBracket(source);
  if (bracket !== undefined) {
    const problem = unparsable(
      `\`${bracket.kind}\` is never closed`,
      locate(source, bracket.start, bracket.end, file),
    );
    return { ...problem, help: 'close it where what it begins ends; the text may be cut off' };
  }
  const isEmpty = source.body.trim() === '';
  const end = Math.max(0, source.body.trimEnd().length - 1);
  const problem = unparsable(
    isEmpty ? 'the document is empty' : 'the text ends too early',
    locate(source, end, end + 1, file),
  );
  return {
    ...problem,
    help: isEmpty ? 'write at least one definition' : 'finish the last definition; the text may be cut off',
  };
}

function unparsable(why: string, location: ReturnType<typeof locate>): Problem {
  return { code: 'HUB002', severity: 'error', message: why, locations: [location] };
}

/** `Syntax Error: Expected Name, found "}".` becomes: expected Name, found `}` */
function toSentence(message: string): string {
  const text = message.replace(/^Syntax Error: /, '').replace(/\.$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1).replaceAll('"', '`');
}
