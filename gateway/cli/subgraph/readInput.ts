/** Reads what is checked or published: the SDL from a file, number patterns from a file or the command line. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readOwn } from '../../base/ownRecord.ts';
import { printableText } from '../../base/printableText.ts';
import { quote } from '../../base/quote.ts';
import { Refusal, type Terminal } from '../hub/terminal.ts';

export interface NumberPatternInput {
  readonly format: string;
  readonly pattern: string;
}

/** The `SubgraphInput` of the control API. */
export interface SubgraphInput {
  readonly sdl: string;
  readonly file: string;
  readonly url?: string;
  readonly numberPatterns?: readonly NumberPatternInput[];
}

export interface InputOptions {
  readonly url?: string;
  /** A JSON file: `[{ "format": ..., "pattern": ... }]`. */
  readonly patterns?: string;
  /** Each as `SF waybill=SF\d{13}`. */
  readonly pattern?: readonly string[];
}

/** No SDL is a tenth as large; the hub says how large one may be. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads everything. Throws a `Refusal` for what cannot be read. */
export function readInput(terminal: Terminal, file: string, options: InputOptions): SubgraphInput {
  const sdl = readText(terminal, file);
  const listed = options.patterns === undefined ? undefined : readPatterns(terminal, options.patterns);
  const typed = options.pattern?.map(readPattern);
  const numberPatterns = listed || typed ? [...(listed ?? []), ...(typed ?? [])] : undefined;
  return {
    sdl,
    file,
    ...(options.url !== undefined && { url: options.url }),
    ...(numberPatterns !== undefined && { numberPatterns }),
  };
}

function readText({ cwd }: Terminal, file: string): string {
  const path = resolve(cwd, file);
  let text: string | undefined;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new Refusal(`there is no file ${quote(file)}`);
    if (stats.isDirectory()) throw new Refusal(`${quote(file)} is a folder; name one file`);
    if (stats.size <= MOST_BYTES) text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${quote(file)} cannot be read: ${printableText((error as Error).message)}`);
  }
  if (text === undefined)
    throw new Refusal(`${quote(file)} has more than ${MOST_BYTES} bytes; that is no subgraph`);
  return text;
}

function readPatterns(terminal: Terminal, file: string): readonly NumberPatternInput[] {
  const form = `a list as \`[{ "format": "SF waybill", "pattern": "SF\\\\d{13}" }]\``;
  let value: unknown;
  try {
    value = JSON.parse(readText(terminal, file));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${quote(file)} is no JSON; it must hold ${form}`);
  }
  if (!Array.isArray(value)) throw new Refusal(`${quote(file)} must hold ${form}`);
  return value.map((each, index) => {
    const [format, pattern] = [readOwn(each, 'format'), readOwn(each, 'pattern')];
    if (typeof format === 'string' && typeof pattern === 'string') return { format, pattern };
    throw new Refusal(`pattern ${index + 1} of ${quote(file)} needs a \`format\` and a \`pattern\``);
  });
}

function readPattern(text: string): NumberPatternInput {
  const at = text.indexOf('=');
  if (at > 0) return { format: text.slice(0, at), pattern: text.slice(at + 1) };
  throw new Refusal(
    `the pattern ${quote(text)} must be a format, \`=\` and an expression, as \`SF waybill=SF\\d{13}\``,
  );
}
