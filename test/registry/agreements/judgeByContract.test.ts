/** What is judged by a contract is committed by that contract, or judged again. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { judgeByContract, type ReadContract } from '../../../gateway/registry/agreements/judgeByContract.ts';
import { changeNetwork, readRevision } from '../../../gateway/store/changeNetwork.ts';
import { CONTRACT } from '../../agreements/decide/support.ts';
import { ENGINES, type TestStore } from '../../store/engines.ts';
import { NOW, registerAll, type TestOperator, URL } from '../support.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await (ENGINES[0] as (typeof ENGINES)[number]).open();
  await registerAll(opened.store);
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.store.deleteFrom('subgraphs').execute();
});

/** Publishes anything; the revision that it got. */
const publish = async (operator: TestOperator): Promise<number> => {
  const row = { operator, url: URL, sdl: '', number_patterns: '[]' as never, proof: null, key_id: 'key' };
  const { revision } = await changeNetwork(opened.store, async (transaction, revision) => {
    const changed = { ...row, version: 1, published_at: new Date(NOW), revision };
    await transaction
      .insertInto('subgraphs')
      .values(changed)
      .onConflict((conflict) => conflict.column('operator').doUpdateSet(changed))
      .execute();
  });
  return revision;
};

/** Judges and commits nothing, with what happens in between; the revisions that contracts were asked for. */
const judge = async (between: (attempt: number) => Promise<unknown>) => {
  const asked: number[] = [];
  const readContract: ReadContract = async (revision) => {
    asked.push(revision);
    return { contract: CONTRACT, revision };
  };
  const outcome = await judgeByContract('zto', { store: opened.store, readContract }, async (_, hold) => {
    await between(asked.length);
    await changeNetwork(opened.store, hold);
    return 'committed';
  }).catch(({ extensions, message }) => `${extensions?.code}: ${message}`);
  return { outcome, asked };
};

test('what the operator publishes in between is judged by', async () => {
  const first = await publish('zto');
  let second = 0;
  const { outcome, asked } = await judge(async (attempt) => {
    if (attempt === 1) second = await publish('zto');
  });
  expect([outcome, asked]).toEqual(['committed', [first, second]]);
});

test('what others publish in between is nothing to it', async () => {
  const { outcome, asked } = await judge(() => publish('sf-express'));
  expect([outcome, asked]).toEqual(['committed', [0]]);
});

test('an operator that publishes again and again has the other side try again', async () => {
  const { outcome, asked } = await judge(() => publish('zto'));
  expect(outcome).toMatch(/^CONFLICT: `zto` published again and again/);
  expect(asked).toHaveLength(5);
  // Each attempt was rolled back, with its revision.
  const rows = await opened.store.selectFrom('subgraphs').select('revision').execute();
  expect(Number(rows[0]?.revision)).toBe(await readRevision(opened.store));
});

test('a hub that does not come so far judges nothing', async () => {
  const outcome = judgeByContract(
    'zto',
    { store: opened.store, readContract: async () => undefined },
    async () => 'judged',
  );
  await expect(outcome).rejects.toThrow(/has not taken in yet what `zto` published last/);
});
