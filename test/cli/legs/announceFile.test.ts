import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../../gateway/cli/control/controlClient.ts';
import { EXIT, Refusal, type Terminal } from '../../../gateway/cli/hub/terminal.ts';
import { addLegsCommands } from '../../../gateway/cli/legs/addLegsCommands.ts';
import { createControlSchema } from '../../../gateway/control/createControlSchema.ts';
import { createLegModule } from '../../../gateway/registry/legs/legModule.ts';
import { openStore, type Store } from '../../../gateway/store/openStore.ts';

const NOW = Date.parse('2017-06-01T12:00:00+08:00');
const LEG = { parcel: 'order', status: 'IN_TRANSIT', updatedAt: '2017-06-01T11:00:00+08:00' };

describe('hub legs announce', () => {
  let store: Store;
  let folder: string;
  /** Waybills that reached the directory, a list for each call. */
  let calls: string[][];
  let refusal: Refusal | undefined;

  beforeAll(async () => {
    store = await openStore({});
    folder = mkdtempSync(join(tmpdir(), 'legs-'));
    const registered = { name: 'n', registered_at: new Date(NOW), purposes: [], revision: 1 };
    await store
      .insertInto('participants')
      .values({ ...registered, code: 'sf-express', kind: 'operator', role: 'courier' })
      .execute();
    const key = { id: 'sf-1', participant: 'sf-express', public_key: 'x', revoked_at: null };
    await store
      .insertInto('participant_keys')
      .values({ ...key, added_at: new Date(NOW), revision: 1 })
      .execute();
  });
  afterAll(async () => {
    await store.destroy();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    calls = [];
    refusal = undefined;
  });

  const client = (): ControlClient => ({
    participant: 'sf-express',
    kind: 'operator',
    keyId: 'sf-1',
    hubUrl: 'http://hub.example',
    sign: () => '',
    async ask(source, variableValues = {}) {
      if (refusal !== undefined) throw refusal;
      const directory = {
        announce: async (legs: readonly { waybill: string }[]) =>
          void calls.push(legs.map(({ waybill }) => waybill)),
      };
      const schema = createControlSchema([createLegModule({ store, directory })]);
      const actor = { code: 'sf-express', kind: 'operator', role: 'courier', keyId: 'sf-1' } as const;
      const contextValue = { actor, now: NOW, confirm: async () => {} };
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
      if (errors?.[0] !== undefined) throw new Refusal(errors[0].message, EXIT.problems);
      return JSON.parse(JSON.stringify(data));
    },
  });

  async function run(text: string, ...args: readonly string[]) {
    writeFileSync(join(folder, 'legs.ndjson'), text);
    let out = '';
    let err = '';
    const terminal: Terminal = {
      out: { write: (part) => (out += part) },
      err: { write: (part) => (err += part) },
      env: {},
      cwd: folder,
    };
    let code: number = EXIT.fine;
    const program = new Command().exitOverride();
    addLegsCommands(
      program,
      terminal,
      (ended) => (code = ended),
      async () => client(),
    );
    try {
      await program.parseAsync(['legs', 'announce', ...args], { from: 'user' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { out, err: error.message, code: error.exitCode };
    }
    return { out, err, code };
  }
  const lines = (...values: readonly unknown[]) =>
    values.map((value) => `${JSON.stringify(value)}\n`).join('');

  test('sends every line, 5,000 at a time', async () => {
    const legs = Array.from({ length: 5_001 }, (_, index) => ({ ...LEG, waybill: `W${index}` }));
    const { out, err, code } = await run(lines(...legs), 'legs.ndjson');
    expect(calls.map(({ length }) => length)).toEqual([5_000, 1]);
    expect(out).toMatch(/^5,001 legs of sf-express announced\n/);
    expect(err).toMatch(/^announcing legs\.ndjson .*100 %\n$/s);
    expect(code).toBe(EXIT.fine);
  });

  test('names the lines that were not taken, empty ones counted, and sends all others', async () => {
    const text = `${lines({ ...LEG, waybill: 'W1' })}\n{"waybill":\n[]\n${lines({ ...LEG, waybill: 'W2', status: 'LOST' }, { ...LEG, waybill: 'W3' })}`;
    const { out, code } = await run(text, 'legs.ndjson');
    expect(calls).toEqual([['W1', 'W3']]);
    expect(out.split('\n')).toEqual([
      '2 legs of sf-express announced, 3 not taken; mend these lines and announce the file again',
      '  legs.ndjson:3: the line is no JSON object; write one leg on each line',
      '  legs.ndjson:4: the line is no JSON object; write one leg on each line',
      expect.stringMatching(/^ {2}legs\.ndjson:5 W2: `LOST` is no status that an operator can say; /),
      '',
    ]);
    expect(code).toBe(EXIT.problems);
  });

  test.each([
    [{ ...LEG, waybil: 'W1' }, 'a leg has no `waybil`; did you mean `waybill`?'],
    [{ ...LEG, waybill: 123 }, '`waybill` is no text'],
    [{ ...LEG, waybill: 'W1', seq: 'first' }, '`seq` is no whole number'],
    [{ ...LEG, waybill: 'W1', everReached: [1] }, '`everReached` is no list of texts'],
    [{ ...LEG, waybill: 'W1', operator: 'zto' }, expect.stringMatching(/^a leg has no `operator`; it has w/)],
  ])('a line that the hub could not read holds up no other: %j', async (bad, message) => {
    const { out, code } = await run(lines({ ...LEG, waybill: 'W0' }, bad), 'legs.ndjson', '--format', 'json');
    expect(calls).toEqual([['W0']]);
    expect(JSON.parse(out).failures).toEqual([
      { line: 2, waybill: 'waybill' in bad && bad.waybill === 'W1' ? 'W1' : null, code: 'BAD_LINE', message },
    ]);
    expect(code).toBe(EXIT.problems);
  });

  test('one leg is one leg', async () => {
    expect((await run(lines({ ...LEG, waybill: 'W1' }), 'legs.ndjson')).out).toMatch(/^1 leg of sf-express/);
  });

  test('as JSON', async () => {
    const { out } = await run(lines({ ...LEG, waybill: '' }), 'legs.ndjson', '--format', 'json');
    expect(JSON.parse(out)).toEqual({
      operator: 'sf-express',
      accepted: 0,
      failed: 1,
      failures: [
        { line: 1, waybill: '', code: 'MISSING', message: '`waybill` is missing; every leg needs one' },
      ],
    });
  });

  test.each([
    ['cannot be reached', EXIT.unreachable, '; the same command can be run again'],
    ['refuses it', EXIT.problems, ''],
  ])('a call at a hub that %s names its lines, and says whether to try again', async (_, exitCode, again) => {
    refusal = new Refusal('not now', exitCode);
    const { err, code } = await run(lines({ ...LEG, waybill: 'W1' }), 'legs.ndjson');
    expect(err).toBe(`not now\n  lines 1 to 1 of \`legs.ndjson\` were not taken${again}`);
    expect(code).toBe(exitCode);
  });

  test.each([
    ['a file that is not there', 'nothing.ndjson', 'there is no file `nothing.ndjson`', EXIT.usage],
    ['a folder', '.', '`.` is a folder; name a file with one leg on each line', EXIT.usage],
    ['a file without legs', 'legs.ndjson', '`legs.ndjson` holds no legs', EXIT.problems],
  ])('%s is told', async (_, file, err, code) => {
    expect(await run('\n', file)).toMatchObject({ err, code });
  });
});
