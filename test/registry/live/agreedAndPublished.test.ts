/**
 * A hub that is still taking something in: of a publication and a signature, whichever is committed second is judged by the first,
 * though the hub does not answer by it yet.
 */
import { sign } from 'node:crypto';
import { graphql } from 'graphql';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { LOOPBACK_HOSTS } from '../../../gateway/base/subgraphAddresses.ts';
import type { ControlModule } from '../../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../../gateway/control/createControlSchema.ts';
import { ensureParticipants } from '../../../gateway/registry/participants/ensureParticipants.ts';
import { createLiveModules } from '../../../gateway/server/liveModules.ts';
import { type LiveNetwork, openLiveNetwork } from '../../../gateway/server/liveNetwork.ts';
import { composeInWorker } from '../../../gateway/supergraph/composeInWorker.ts';
import { operatorSdl } from '../../../subgraphs/kit/operatorSdl.ts';
import { ENGINES, type TestStore } from '../../store/engines.ts';
import { testKey, testRegistration } from '../../support/controlAs.ts';
import { APPEND } from '../agreements/queries.ts';
import { PUBLISH, URL } from '../support.ts';

const PAIR = 'zto--cainiao';
const documentOf = (version: number, fields: string) => `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "zto", platform: "cainiao", purposes: [ORDER_STATUS], version: ${version}
    from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z")
type CourierLeg { ${fields} }
`;
const extensionOf = (fields: string) => `extend type CourierLeg { ${fields} }`;
const fieldOf = (name: string, type: string) => `"Cold." ${name}: ${type} @operational`;

const composer = composeInWorker();
const clock: ControlModule = { sdl: 'extend type Query { hubClock: DateTime! }', resolvers: {} };
afterAll(() => composer.close());

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let network: LiveNetwork;
  let schema: ReturnType<typeof createControlSchema>;
  /** While it is set the hub is busy taking something in. */
  let held: Promise<void> | undefined;
  let letGo = () => {};
  let seq = 0;
  let previous: string | null = null;

  beforeAll(async () => {
    opened = await open();
    const { store } = opened;
    const registrations = [
      testRegistration('zto', 'operator'),
      testRegistration('sto', 'operator'),
      testRegistration('cainiao', 'platform'),
    ];
    await ensureParticipants(store, registrations, Date.now());
    network = await openLiveNetwork({
      store,
      leaseStore: store,
      databaseUrl: undefined,
      url: 'http://127.0.0.1:5100',
      readNow: Date.now,
      log: pino({ level: 'silent' }),
      patienceMs: 2_500,
      composer: {
        ...composer,
        publish: async (all) => held?.then(() => composer.publish(all)) ?? composer.publish(all),
      },
    });
    const subgraphHosts = LOOPBACK_HOSTS;
    schema = createControlSchema([clock, ...createLiveModules({ store, composer, network, subgraphHosts })]);
  }, 120_000);
  afterEach(() => letGo());
  afterAll(async () => {
    await network?.close();
    await opened?.close();
  });

  const ask = async (code: string, source: string, variableValues: Record<string, unknown>) => {
    const kind = code === 'cainiao' ? ('platform' as const) : ('operator' as const);
    const actor = {
      code,
      kind,
      role: kind === 'operator' ? ('courier' as const) : null,
      keyId: testKey(code).id,
    };
    // A hub that is held confirms nothing.
    const confirm = async (revision: number) => (held === undefined ? network.confirm(revision) : undefined);
    const contextValue = { actor, now: Date.now(), confirm };
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    return {
      // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
      data: data as any,
      refusal: errors?.map(({ message, extensions }) => `${extensions['code']}: ${message}`)[0],
    };
  };
  const publish = async (code: string, extension?: string): Promise<string> => {
    const sdl = operatorSdl({ code, role: 'courier', extension });
    const { data, refusal } = await ask(code, PUBLISH, { operator: code, input: { sdl, url: URL } });
    if (data === null || data === undefined) return refusal ?? '';
    const { result, check } = data.publishSubgraph;
    const failed = check?.sections.filter(({ status }: { status: string }) => status === 'FAILED') ?? [];
    return [result, ...failed.map(({ title }: { title: string }) => title)].join(' ');
  };
  const take = async (actor: string, event: string, body: object): Promise<string> => {
    const step = { pair: PAIR, seq: seq + 1, previous, event, actor, at: Date.now(), body };
    const record = writeRecord(step as LifeStep);
    const signature = sign(null, Buffer.from(record), testKey(actor).privateKey).toString('base64url');
    const { data, refusal } = await ask(actor, APPEND, { record, signature });
    if (refusal !== undefined) return refusal;
    ({ seq, hash: previous } = data.appendRecord);
    return 'taken';
  };
  const holdTakingIn = () => {
    held = new Promise((resolve) => {
      letGo = () => {
        held = undefined;
        letGo = () => {};
        resolve();
      };
    });
  };
  const signOf = (version: number, document: string) => ({ version, documentHash: hashDocument(document) });

  test('a publication is judged by a signature that the hub has not taken in', async () => {
    const document = documentOf(
      1,
      'status: ParcelStatus @share zto_owner: String @share(for: [ORDER_STATUS])',
    );
    expect(await publish('zto', extensionOf(fieldOf('zto_owner', 'String')))).toBe('PUBLISHED');
    expect(await take('zto', 'OFFER', { document })).toBe('taken');
    holdTakingIn();
    expect(await publish('sto')).toBe('PUBLISHED');
    // The hub has its word that the agreement fits what it answers by, and does not answer by the agreement.
    expect(await take('cainiao', 'SIGN', signOf(1, document))).toBe('taken');
    expect(network.agreements().agreements).toEqual([]);
    expect(await publish('zto', extensionOf(fieldOf('zto_owner', 'Int')))).toMatch(/^REFUSED .*Agreements/);
  }, 60_000);

  test('a signature is judged by a publication that the hub has not taken in', async () => {
    const owner = fieldOf('zto_owner', 'String');
    const document = documentOf(2, 'status: ParcelStatus @share zto_fresh: String @share');
    expect(await publish('zto', extensionOf(`${owner} ${fieldOf('zto_fresh', 'String')}`))).toBe('PUBLISHED');
    expect(await take('zto', 'OFFER', { document })).toBe('taken');
    holdTakingIn();
    // No agreement shares the field yet, so its operator may change it.
    expect(await publish('zto', extensionOf(`${owner} ${fieldOf('zto_fresh', 'Int')}`))).toBe('PUBLISHED');
    // Somebody who suspends does not wait for the hub.
    expect(await take('zto', 'SUSPEND', { reason: 'BREACH' })).toBe('taken');
    expect(await take('zto', 'RESUME', {})).toBe('taken');
    const early = await take('cainiao', 'SIGN', signOf(2, document));
    expect(early).toMatch(/^CONFLICT: this hub has not taken in yet what `zto` published last.*try again$/);
    const waiting = take('cainiao', 'SIGN', signOf(2, document));
    letGo();
    expect(await waiting).toBe('REFUSED: the document has errors');
  }, 60_000);
});
