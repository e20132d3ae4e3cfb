/** Publishing: what it writes, what it refuses, and that two at once cannot break each other. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashDocument, hashRecord } from '../../gateway/agreements/life/hashRecord.ts';
import { insertRecord } from '../../gateway/registry/agreements/storedRecords.ts';
import type { PublicationCheck } from '../../gateway/registry/subgraphs/checkPublication.ts';
import {
  type PublishableDraft,
  type PublishParts,
  publishSubgraph,
} from '../../gateway/registry/subgraphs/publishSubgraph.ts';
import { readAgreements } from '../../gateway/registry/subgraphs/readAgreements.ts';
import { createSubgraphShelf } from '../../gateway/registry/subgraphs/subgraphShelf.ts';
import { changeNetwork, readRevision } from '../../gateway/store/changeNetwork.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { composeInWorker, type NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { chainOf } from '../agreements/life/chainSupport.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';
import {
  agreementOf,
  createParts,
  keyIdOf,
  NOW,
  OPERATORS,
  registerAll,
  sdlOf,
  type TestOperator,
  URL,
} from './support.ts';

let composer: NetworkComposer;
beforeAll(() => {
  composer = composeInWorker();
});
afterAll(() => composer.close());

const EXTENSION = `extend type CourierLeg {
  "How the parcel is kept cold."
  sfExpress_celsius: Float @operational
}`;

const publish = (draft: PublishableDraft, parts: PublishParts, keyId = keyIdOf(draft.operator)) =>
  publishSubgraph(draft, { accepts: [], keyId, now: NOW }, parts);
const draftOf = (operator: TestOperator, sdl = sdlOf(operator)) => ({
  operator,
  role: OPERATORS[operator],
  sdl,
  url: URL,
});

/** Has ZTO and Cainiao agree on fields, as it stands in the store. */
async function signAgreement(store: Store, fields: string): Promise<void> {
  const { document } = agreementOf('zto', fields);
  const answer = { version: 1, documentHash: hashDocument(document) };
  const pair = 'zto--cainiao';
  const chain = chainOf(
    [
      ['OFFER', 'zto', { document }],
      ['SIGN', 'cainiao', answer],
    ],
    pair,
  );
  await changeNetwork(store, async (transaction, revision) => {
    for (const [index, signed] of chain.entries()) {
      const place = { pair, seq: index + 1, hash: hashRecord(signed), revision, receivedAt: NOW };
      await insertRecord(transaction, { ...signed, ...place });
    }
  });
}

const listFailures = ({ sections }: PublicationCheck) =>
  sections
    .filter(({ status }) => status === 'FAILED')
    .map(({ title, problems }) => `${title} ${problems.map(({ code }) => code)}`);

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let parts: PublishParts;

  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    await registerAll(store);
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    parts = createParts(store, composer);
  });
  afterEach(async () => {
    await store.deleteFrom('subgraphs').execute();
    await store.deleteFrom('subgraph_versions').execute();
  });

  const listVersions = async () =>
    (
      await store.selectFrom('subgraph_versions').select(['operator', 'version']).orderBy('version').execute()
    ).map(({ operator, version }) => `${operator}@${version}`);

  test('what is published is what is read, with a version and a revision of its own', async () => {
    const numberPatterns = [{ format: 'SF waybill', pattern: 'SF\\d{13}' }];
    const first = await publish({ ...draftOf('sf-express'), numberPatterns }, parts);
    const revision = await readRevision(store);
    expect(first).toMatchObject({ kind: 'published', version: 1, revision });
    const { subgraphs } = await parts.shelf.read();
    expect(subgraphs.get('sf-express')).toEqual({
      operator: 'sf-express',
      name: 'sf-express',
      role: 'courier',
      version: 1,
      url: URL,
      sdl: sdlOf('sf-express'),
      numberPatterns,
      proof: expect.stringMatching(/^[0-9a-f]{64}$/),
      publishedAt: new Date(NOW),
      keyId: keyIdOf('sf-express'),
      revision,
    });
    const second = await publish(draftOf('sf-express', sdlOf('sf-express', { extension: EXTENSION })), parts);
    expect(second).toMatchObject({ kind: 'published', version: 2, revision: revision + 1 });
    // Patterns that are left out stay as they are.
    expect((await parts.shelf.read()).subgraphs.get('sf-express')).toMatchObject({
      version: 2,
      numberPatterns,
    });
    expect(await listVersions()).toEqual(['sf-express@1', 'sf-express@2']);
  });

  test.each([
    [24 * 3_600_000, 'published'],
    [24 * 3_600_000 - 1, 'refused until tomorrow'],
  ])('500 versions in the last %i ms: the next one is %s', async (age, expected) => {
    await publish(draftOf('zto'), parts);
    const first = NOW - age;
    await store
      .updateTable('subgraph_versions')
      .set({ version: 1, published_at: new Date(first) })
      .execute();
    await store.updateTable('subgraphs').set({ version: 500 }).execute();
    const next = publish(
      draftOf('zto', sdlOf('zto', { omit: ['CourierLeg.goods'] })),
      createParts(store, composer),
    );
    if (expected === 'published')
      return expect(await next).toMatchObject({ kind: 'published', version: 501 });
    const again = new Date(first + 24 * 3_600_000).toISOString();
    await expect(next).rejects.toThrow(
      `\`zto\` has published 500 versions in 24 hours, and may publish the next at ${again}`,
    );
    expect(await listVersions()).toEqual(['zto@1']);
  });

  test('the same again changes nothing, another address does', async () => {
    await publish(draftOf('zto'), parts);
    const revision = await readRevision(store);
    expect(await publish(draftOf('zto'), parts)).toEqual({
      kind: 'unchanged',
      version: 1,
      revision,
    });
    expect(await readRevision(store)).toBe(revision);
    const moved = { ...draftOf('zto'), url: 'http://127.0.0.1:4102/graphql' };
    expect(await publish(moved, parts)).toMatchObject({ kind: 'published', version: 2 });
  });

  test.each<[what: string, change: object]>([
    ['an SDL that cannot be parsed', { sdl: 'type {' }],
    ['an SDL that is not of its role', { sdl: sdlOf('hive-box') }],
    ['an address that the hub does not go to', { url: 'http://10.0.0.1/graphql' }],
    ['a pattern that cannot be matched', { numberPatterns: [{ format: 'x', pattern: '(a+)+' }] }],
  ])('%s changes nothing', async (_, change) => {
    const revision = await readRevision(store);
    const outcome = await publish({ ...draftOf('zto'), ...change }, parts);
    expect(outcome).toMatchObject({ kind: 'refused', check: { passed: false } });
    expect(await readRevision(store)).toBe(revision);
    expect((await parts.shelf.read()).subgraphs.has('zto')).toBe(false);
    expect(await listVersions()).toEqual([]);
  });

  test('a store that fails half-way leaves nothing behind', async () => {
    await store
      .insertInto('subgraph_versions')
      .values({
        operator: 'zto',
        version: 1,
        url: URL,
        sdl: 'in the way',
        number_patterns: '[]' as never,
        published_at: new Date(NOW),
        key_id: 'key',
        accepted: [],
      })
      .execute();
    const revision = await readRevision(store);
    await expect(publish(draftOf('zto'), parts)).rejects.toThrow();
    expect(await readRevision(store)).toBe(revision);
    expect((await parts.shelf.read()).subgraphs.has('zto')).toBe(false);
  });

  test('what comes between check and swap is checked against', async () => {
    const networks: string[][] = [];
    let isFirst = true;
    const meddling: PublishParts['composer'] = {
      check: (operator) => composer.check(operator),
      async publish(operators) {
        networks.push(operators.map(({ code }) => code).sort());
        if (isFirst) {
          isFirst = false;
          await publish(draftOf('hive-box'), createParts(store, composer));
        }
        return composer.publish(operators);
      },
    };
    const outcome = await publish(draftOf('zto'), createParts(store, meddling));
    expect(outcome).toMatchObject({ kind: 'published', version: 1 });
    expect(networks).toEqual([['zto'], ['hive-box', 'zto']]);
  });

  test('a publication that no longer passes after that is refused', async () => {
    let isFirst = true;
    const meddling: PublishParts['composer'] = {
      check: (operator) => composer.check(operator),
      async publish(operators) {
        if (!isFirst) throw new Error('these two do not go together');
        isFirst = false;
        await publish(draftOf('hive-box'), createParts(store, composer));
        return composer.publish(operators);
      },
    };
    const outcome = await publish(draftOf('zto'), createParts(store, meddling));
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect([...(await parts.shelf.read()).subgraphs.keys()]).toEqual(['hive-box']);
  });

  test('an agreement that is signed in between is checked against', async () => {
    const owned = (type: string) =>
      draftOf(
        'zto',
        sdlOf('zto', {
          extension: `extend type CourierLeg { "Whose it is." zto_owner: ${type} @operational }`,
        }),
      );
    const reading = { ...parts, readAgreements: readAgreements.bind(undefined, store) };
    expect(await publish(owned('String'), reading)).toMatchObject({ kind: 'published' });
    let isFirst = true;
    const meddling: PublishParts['composer'] = {
      check: (operator) => composer.check(operator),
      async publish(operators) {
        if (isFirst) await signAgreement(store, 'zto_owner: String @share');
        isFirst = false;
        return composer.publish(operators);
      },
    };
    // No agreement shares the field when it is checked first, so it would do.
    const outcome = await publish(owned('Int'), { ...reading, composer: meddling });
    await store.deleteFrom('records').execute();
    expect(outcome.kind === 'refused' && listFailures(outcome.check)).toEqual(['Agreements HUB046']);
  });

  test('a key that is revoked while its publication is checked publishes nothing', async () => {
    const before = await readRevision(store);
    const revoke = (revokedAt: Date | null) =>
      store
        .updateTable('participant_keys')
        .set({ revoked_at: revokedAt })
        .where('participant', '=', 'zto')
        .execute();
    const meddling: PublishParts['composer'] = {
      check: (operator) => composer.check(operator),
      async publish(operators) {
        await revoke(new Date(NOW));
        return composer.publish(operators);
      },
    };
    await expect(publish(draftOf('zto'), createParts(store, meddling))).rejects.toThrow(/just been revoked/);
    await revoke(null);
    await expect(publish(draftOf('zto'), parts, keyIdOf('sf-express'))).rejects.toThrow(/just been revoked/);
    expect([await readRevision(store), await listVersions()]).toEqual([before, []]);
    expect(await publish(draftOf('zto'), parts)).toMatchObject({ kind: 'published' });
  });

  test('three operators that publish at once all get in, each with a revision of its own', async () => {
    const codes = Object.keys(OPERATORS) as TestOperator[];
    const outcomes = await Promise.all(
      codes.map((code) => publish(draftOf(code), createParts(store, composer))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['published', 'published', 'published']);
    const { subgraphs } = await createSubgraphShelf(store).read();
    expect([...subgraphs.keys()].sort()).toEqual([...codes].sort());
    expect(new Set([...subgraphs.values()].map(({ revision }) => revision)).size).toBe(3);
  });

  test('one operator that publishes twice at once gets two versions', async () => {
    const sdls = [sdlOf('sf-express'), sdlOf('sf-express', { extension: EXTENSION })];
    const outcomes = await Promise.all(
      sdls.map((sdl) => publish(draftOf('sf-express', sdl), createParts(store, composer))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['published', 'published']);
    expect(await listVersions()).toEqual(['sf-express@1', 'sf-express@2']);
  });
});
