/**
 * Prints a source line with what is meant underlined. The underline stands right under tabs, wide characters and
 * combining marks, and a very long line is shown as a window around the place.
 */
import { displayWidth } from './displayWidth.ts';
import { printableText } from './printableText.ts';
import type { ProblemLocation } from './problem.ts';

const WINDOW_WIDTH = 100;
const LEAD_WIDTH = 30;
const TAB = '  ';

/** What is printed for one character as people see it, and whether it is underlined. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

/** Two lines: the source line with its number, and the underline. */
export function printExcerpt(location: ProblemLocation): readonly [string, string] {
  const cells = cutWindow(toCells(location), (location.sourceStart ?? 1) > 1);
  const gutter = String(location.line);
  const underline = cells.map((cell) => (cell.marked ? '^' : ' ').repeat(cell.width)).join('');
  return [
    `${gutter} | ${cells.map((cell) => cell.text).join('')}`.trimEnd(),
    `${' '.repeat(gutter.length)} | ${underline}`.trimEnd(),
  ];
}

function toCells(location: ProblemLocation): readonly Cell[] {
  const start = location.column - (location.sourceStart ?? 1);
  const end = start + Math.max(1, location.length ?? 1);
  const cells: Cell[] = [];
  // The space after the line is where a problem at its end is underlined.
  for (const { segment, index } of new Intl.Segmenter('en').segment(`${location.source} `)) {
    const text = segment === '\t' ? TAB : printableText(segment);
    const marked = index + segment.length > start && index < end;
    cells.push({ text, width: displayWidth(text), marked });
  }
  return cells;
}

function cutWindow(cells: readonly Cell[], startsLate: boolean): readonly Cell[] {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  const firstMarked = Math.max(
    0,
    cells.findIndex((cell) => cell.marked),
  );
  const from = total <= WINDOW_WIDTH ? 0 : Math.max(0, firstMarked - LEAD_WIDTH);
  const window: Cell[] = from > 0 || startsLate ? [ELLIPSIS] : [];
  let width = 0;
  for (const cell of cells.slice(from)) {
    width += cell.width;
    if (width > WINDOW_WIDTH) return [...window, ELLIPSIS];
    window.push(cell);
  }
  return window;
}

const ELLIPSIS: Cell = { text: '…', width: 1, marked: false };
