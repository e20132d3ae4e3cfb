/** How problems look, exactly. */
import { Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { locate } from '../../gateway/base/locate.ts';
import { printProblem } from '../../gateway/base/printProblem.ts';
import { printProblems } from '../../gateway/base/printProblems.ts';
import type { Problem } from '../../gateway/base/problem.ts';

const at = (sdl: string, text: string, file?: string) => {
  const start = sdl.indexOf(text);
  return locate(new Source(sdl), start, start + text.length, file);
};
const problem = (sdl: string, text: string, more: Partial<Problem> = {}): Problem => ({
  code: 'HUB020',
  severity: 'error',
  message: '`T.a` is not in the contract',
  locations: [at(sdl, text)],
  ...more,
});

describe('a problem', () => {
  test('is a code, a sentence, a place, a note and a help', () => {
    const sdl = 'type T {\n  a: Int\n}\n';
    const locations = [at(sdl, 'a', 'zto.graphql')];
    const text = printProblem(problem(sdl, 'a', { locations, note: 'it is new', help: 'remove it' }));
    expect(text).toBe(`HUB020 \`T.a\` is not in the contract
  zto.graphql:2:3
  2 |   a: Int
    |   ^
  note: it is new
  help: remove it`);
  });

  test('that is a warning says so, and needs no place', () => {
    expect(printProblem({ code: 'HUB037', severity: 'warning', message: 'x' })).toBe('HUB037 warning: x');
  });

  test.each([
    ['tabs', '\ttype\tT {}', 'T', '1 |   type  T {}\n    |         ^'],
    ['wide characters', '"顺丰速运" type T {}', 'T', '1 | "顺丰速运" type T {}\n    |                 ^'],
    ['wide characters that are meant', 'a 顺丰 b', '顺丰', '1 | a 顺丰 b\n    |   ^^^^'],
    ['joined emoji and combining marks', '👨‍👩‍👧 e\u0301 T', 'T', '1 | 👨‍👩‍👧 e\u0301 T\n    |      ^'],
    ['the end of a line', 'type', '', '1 | type\n    | ^'],
    ['several lines', 'type T {\n a: Int\n}', 'T {\n a: Int\n}', '1 | type T {\n    |      ^^^'],
    ['Windows line ends', 'type A\r\ntype T\r\n', 'T\r', '2 | type T\n    |      ^'],
    ['escape sequences', 'a \u001b[2J\u202e T', 'T', '1 | a �[2J� T\n    |         ^'],
  ])('underlines under %s', (_, sdl, text, excerpt) => {
    expect(printProblem(problem(sdl, text)).split('\n').slice(2).join('\n')).toBe(`  ${excerpt}`);
  });

  test('shows a window of a very long line', () => {
    const sdl = `${'x '.repeat(50_000)}HERE${' y'.repeat(50_000)}`;
    const found = problem(sdl, 'HERE');
    expect(JSON.stringify(found).length).toBeLessThan(1_000);
    const [, place, line = '', underline = ''] = printProblem(found).split('\n');
    expect(place).toBe('  1:100001');
    expect(line.length).toBeLessThan(115);
    expect(line.slice(underline.indexOf('^'), underline.lastIndexOf('^') + 1)).toBe('HERE');
    expect(line).toMatch(/^ {2}1 \| …x x .* y y…$/);
  });
});

test('problems are printed by file and place, each once', () => {
  const sdl = 'type A\ntype B\n';
  const place = (text: string, file: string) => ({ locations: [at(sdl, text, file)] });
  const text = printProblems([
    problem(sdl, '', place('B', 'b.graphql')),
    problem(sdl, '', { ...place('B', 'a.graphql'), code: 'HUB021' }),
    problem(sdl, '', place('A', 'b.graphql')),
    problem(sdl, '', place('B', 'b.graphql')),
    problem(sdl, '', { ...place('B', 'a.graphql'), code: 'HUB003' }),
    { code: 'HUB001', severity: 'error', message: 'the whole' },
  ]);
  expect(text.match(/^(HUB\d+|\s+\w\.graphql.*)/gm)?.map((line) => line.trim())).toEqual([
    'HUB001',
    ...['HUB003', 'a.graphql:2:6', 'HUB021', 'a.graphql:2:6'],
    ...['HUB020', 'b.graphql:1:6', 'HUB020', 'b.graphql:2:6'],
  ]);
  expect(printProblems([])).toBe('');
});
