/** The agreements that the sandbox shows are those that participants signed, and how they stand now. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashDocument } from '../../gateway/agreements/life/hashRecord.ts';
import { readStanding, type StandingState } from '../../gateway/sandbox/page/logic/standing.ts';
import type { CheckAnswer, SandboxAgreements, SharingGrid } from '../../gateway/sandbox/wire/answers.ts';
import { type LiveHubs, startLiveHubs } from '../live/liveHubs.ts';

let live: LiveHubs;
beforeAll(async () => {
  live = await startLiveHubs([undefined], {
    platforms: [{ code: 'cainiao', name: 'Cainiao', purposes: ['ORDER_STATUS'] }],
    // What is on the disk of whoever started it: nobody signed that.
    readAgreements: () => [{ file: 'zto--jd.graphql', text: '' }],
    writeTokenForm: () => undefined,
    readParcels: () => ({ stories: [], numbers: [] }),
  });
}, 60_000);
afterAll(() => live?.stop());

const read = async () => (await (await fetch(`${live.url}/sandbox/agreements`)).json()) as SandboxAgreements;
const post = async <Answer>(path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(`${live.url}/sandbox/${path}`, init)).json()) as Answer;
};
const stateOf = (book: SandboxAgreements): StandingState =>
  readStanding(book, 'zto', 'cainiao', Date.parse(book.now)).state;

test('one that was signed is in force; a file that nobody signed is none', async () => {
  const book = await read();
  expect(book.agreements.map(({ operator, platform, version }) => [operator, platform, version])).toEqual([
    ['zto', 'cainiao', 1],
  ]);
  expect(stateOf(book)).toBe('IN_FORCE');
});

test('a suspension shows at once, and its end', async () => {
  await live.take('zto', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
  const suspended = await read();
  expect(suspended.stops).toMatchObject([
    { operator: 'zto', platform: 'cainiao', kind: 'SUSPENSION', by: 'zto', reason: 'SECURITY_INCIDENT' },
  ]);
  expect(stateOf(suspended)).toBe('SUSPENDED');
  await live.take('zto', 'RESUME', {});
  expect(stateOf(await read())).toBe('IN_FORCE');
});

test('of several versions the one in force is shown, and a draft takes the place of all of them', async () => {
  const [first] = (await read()).agreements;
  const document = (first?.text ?? '')
    .replace('version: 1', 'version: 2')
    .replace('  custody: Custody @share\n', '');
  await live.take('zto', 'OFFER', { document });
  await live.take('cainiao', 'SIGN', { version: 2, documentHash: hashDocument(document) });
  const book = await read();
  expect(book.agreements.map(({ version }) => version)).toEqual([1, 2]);
  const standing = readStanding(book, 'zto', 'cainiao', Date.parse(book.now));
  expect(standing).toMatchObject({ state: 'IN_FORCE', agreement: { version: 2, text: document } });
  const { file } = standing.agreement ?? {};
  const grid = await post<SharingGrid>('grid', { file });
  const cellsOf = (coordinate: string) =>
    grid.rows.find((row) => row.coordinate === coordinate)?.cells.flat();
  expect(cellsOf('CourierLeg.status')).toContainEqual({ mask: 'CLEAR' });
  expect(cellsOf('CourierLeg.custody')?.every((cell) => cell === null)).toBe(true);
  const checked = await post<CheckAnswer>('check', { file, text: document });
  expect(checked.problems).toEqual([]);
  expect(checked.difference).toContain('nothing changes');
});
