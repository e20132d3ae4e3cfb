/**
 * Tells the story: scenes, who sees what, and for each claim whether it was seen. Invariant: a claim that does not hold is told
 * with what was expected and what was received, and is remembered.
 */
import { type CheckedClaim, type Claim, checkClaim } from './claim.ts';
import { sayTime } from './say.ts';

export interface Narrator {
  /** Begins a scene at a time of the hub's clock. */
  scene(title: string, now: number): void;
  /** What is done, or how it comes about. */
  say(text: string): void;
  /** A command that is typed. */
  command(line: string): void;
  /** What a party sees: the claim is checked, and told. */
  sees(who: string, claim: Claim): void;
  table(rows: readonly (readonly string[])[]): void;
  /** Sums up, and says whether everything was as told. */
  finish(seconds: number): boolean;
}

export interface NarratorOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface ToldClaim extends CheckedClaim {
  readonly scene: string;
  readonly at: string;
  readonly who: string;
}

const CODES = { bold: '1', dim: '2', red: '31', green: '32', cyan: '36' } as const;
const WHO_WIDTH = 13;
/** Lines are no longer than that, on a narrow terminal as long as they may. */
const WIDTH = 120;
const NARROWEST = 60;
/** Of a claim that does not hold, so much is shown of either side. */
const SHOWN = 600;

/** A narrator in text, with colours on a terminal only; or in JSON, one object at the end. */
export function createNarrator(output: NarratorOutput, format: 'text' | 'json'): Narrator {
  const isColoured = output.isTTY === true && !process.env['NO_COLOR'];
  const paint = (style: keyof typeof CODES, text: string) =>
    isColoured ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  const line = (text: string) => format === 'text' && output.write(`${text}\n`);
  const width = Math.max(NARROWEST, Math.min(WIDTH, output.columns ?? WIDTH));
  /** Words below one another; `head` stands before the first line, and its width is kept free before the others. */
  const told = (head: string, headWidth: number, text: string) => {
    const [first = '', ...others] = wrap(text, width - headWidth);
    line(`${head}${first}`);
    for (const other of others) line(`${' '.repeat(headWidth)}${other}`);
  };
  const claims: ToldClaim[] = [];
  let current = { title: '', now: 0 };
  return {
    scene(title, now) {
      current = { title, now };
      line(`\n${paint('bold', `${sayTime(now)}  ${title}`)}`);
    },
    say: (text) => told('  ', 2, text),
    command: (text) => void line(paint('cyan', `  $ ${text}`)),
    sees(who, claim) {
      const checked = checkClaim(claim);
      claims.push({ scene: current.title, at: new Date(current.now).toISOString(), who, ...checked });
      const mark = checked.holds ? paint('green', '✓') : paint('red', '✗');
      told(`  ${mark} ${paint('bold', who.padEnd(WHO_WIDTH))} `, WHO_WIDTH + 5, claim.says);
      if (checked.holds) return;
      line(paint('red', `      expected ${shorten(claim.expected)}`));
      line(paint('red', `      got      ${shorten(claim.got)}`));
    },
    table(rows) {
      const widths = (rows[0] ?? []).map((_, column) =>
        Math.max(...rows.map((row) => row[column]?.length ?? 0)),
      );
      for (const [index, row] of rows.entries()) {
        const text = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
        line(`    ${index === 0 ? paint('dim', text.trimEnd()) : text.trimEnd()}`);
      }
    },
    finish(seconds) {
      const failed = claims.filter(({ holds }) => !holds);
      const isTrue = claims.length > 0 && failed.length === 0;
      const sum = isTrue
        ? `all ${claims.length} claims were seen`
        : `${failed.length} of ${claims.length} claims were not seen`;
      line(`\n${paint(isTrue ? 'green' : 'red', sum)}, in ${Math.round(seconds)} s`);
      if (format === 'json') output.write(`${JSON.stringify({ holds: isTrue, seconds, claims }, null, 2)}\n`);
      return isTrue;
    },
  };
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length > width && current !== '') {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} ...` : text;
}
