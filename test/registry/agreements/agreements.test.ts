/** The control API of agreements, on both engines: who may do and see what. Over 300 lines, since each refusal is a row beside what is taken. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeEvent, LifeStep, StepBodies } from '../../../gateway/agreements/life/lifeStep.ts';
import { verifyChain } from '../../../gateway/agreements/life/verifyChain.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { appendStep } from '../../../gateway/registry/agreements/appendStep.ts';
import { DAILY_STEPS } from '../../../gateway/registry/agreements/refuseFlood.ts';
import { loadRecords } from '../../../gateway/registry/agreements/storedRecords.ts';
import { readRevision } from '../../../gateway/store/changeNetwork.ts';
import { CONTRACT } from '../../agreements/decide/support.ts';
import { keyOf } from '../../agreements/life/chainSupport.ts';
import { DAY, documentOf, HOUR, MEDIATOR, OPERATOR, PLATFORM, START } from '../../agreements/life/support.ts';
import { ENGINES, type TestStore } from '../../store/engines.ts';
import { type AgreementHub, type Answer, addKey, openAgreementHub } from './agreementHub.ts';
import { APPEND, RECORDS, SHOW } from './queries.ts';

const PAIR = `${OPERATOR}--${PLATFORM}`;
const DOCUMENT = documentOf();
const ANSWER = { version: 1, documentHash: hashDocument(DOCUMENT) };
describe.each(ENGINES)('agreements on $name', ({ open }) => {
  let opened: TestStore | undefined;
  let hub: AgreementHub;

  beforeAll(async () => {
    opened = await open();
    hub = await openAgreementHub(opened.store);
  });
  beforeEach(() => hub.reset());
  afterAll(() => opened?.close());

  interface Given {
    readonly as?: string;
    readonly key?: ReturnType<typeof keyOf>;
    readonly step?: Partial<LifeStep>;
    readonly signature?: string;
  }

  /** Takes the next step of the pair; what is given replaces what an honest client would send. */
  async function take<Event extends LifeEvent>(
    event: Event,
    actor: string,
    body: StepBodies[Event],
    { as = actor, key = keyOf(as), step = {}, signature }: Given = {},
  ): Promise<Answer> {
    const { data } = await hub.ask(OPERATOR, SHOW, { pair: PAIR });
    const { head } = data['agreement'] as { head: { seq: number; hash: string | null } };
    const whole = {
      pair: PAIR,
      seq: head.seq + 1,
      previous: head.hash,
      event,
      actor,
      at: hub.now,
      body,
      ...step,
    };
    const record = writeRecord(whole as LifeStep);
    return hub.ask(as, APPEND, { record, signature: signature ?? key.signText(record) }, key.id);
  }

  const agree = async () => {
    expect((await take('OFFER', OPERATOR, { document: DOCUMENT })).refusal).toBeUndefined();
    expect((await take('SIGN', PLATFORM, ANSWER)).refusal).toBeUndefined();
  };
  const show = async (as: string, pair = PAIR) => {
    const answer = await hub.ask(as, SHOW, { pair });
    return { refusal: answer.refusal, ...(answer.data['agreement'] as Record<string, unknown>) };
  };

  test('an agreement comes about, is suspended with notice, and is resumed', async () => {
    expect(await show(OPERATOR)).toMatchObject({ standing: { state: 'NONE' }, head: { seq: 0, hash: null } });
    await agree();
    expect(await show(PLATFORM)).toMatchObject({
      standing: { state: 'IN_FORCE', version: 1 },
      versions: [{ version: 1, document: DOCUMENT, noticeHours: 72 }],
      offer: null,
      head: { seq: 2 },
    });
    hub.now += DAY;
    await take('SUSPEND', PLATFORM, { reason: 'COMMERCIAL' });
    hub.now += 73 * HOUR;
    expect(await show(OPERATOR)).toMatchObject({
      standing: {
        state: 'SUSPENDED',
        by: PLATFORM,
        reason: 'COMMERCIAL',
        floorBefore: '2017-06-05T00:00:00.000Z',
      },
      stops: [{ kind: 'SUSPENSION', endsAt: null }],
    });
    const { data } = await take('RESUME', PLATFORM, {});
    expect(data).toMatchObject({ appendRecord: { seq: 4, agreement: { standing: { state: 'IN_FORCE' } } } });
    // Each was answered when hubs knew of it.
    expect(hub.confirmed).toEqual([2, 3, 4, 5]);
  });

  test('an offer shows its digest', async () => {
    await take('OFFER', OPERATOR, { document: DOCUMENT });
    expect(await show(PLATFORM)).toMatchObject({ offer: { by: OPERATOR, ...ANSWER, document: DOCUMENT } });
  });

  test('records are read since a revision, and verify anywhere', async () => {
    await agree();
    const all = await loadRecords(hub.store);
    expect(all.map(({ seq, revision }) => [seq, revision])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(await loadRecords(hub.store, 2)).toEqual(all.slice(1));
    const { data } = await hub.ask(PLATFORM, RECORDS, { pair: PAIR });
    const { records, keys } = data['records'] as { records: []; keys: { addedAt: string; id: string }[] };
    const read = keys.map((key) => [key.id, { ...key, addedAt: Date.parse(key.addedAt), revokedAt: null }]);
    const chain = verifyChain(records, new Map(read as []));
    expect([chain.steps.length, chain.problems]).toEqual([2, []]);
  });

  test.each<[name: string, refusal: string, act: () => Promise<Answer>]>([
    [
      'a record in the name of another',
      'FORBIDDEN',
      () => take('SUSPEND', PLATFORM, { reason: 'BREACH' }, { as: OPERATOR }),
    ],
    [
      'a signature by another key',
      'FORBIDDEN HUB102',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { signature: keyOf(PLATFORM).signText('x') }),
    ],
    [
      'a key that the store does not know',
      'FORBIDDEN HUB103',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { key: keyOf(OPERATOR, 2) }),
    ],
    [
      'a key of the other party',
      'FORBIDDEN HUB103',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { key: keyOf(PLATFORM) }),
    ],
    [
      'an administrator, who signs for nobody',
      'NOT_FOUND',
      () => take('SUSPEND', 'hub', { reason: 'BREACH' }),
    ],
    [
      'a record that is not canonical',
      'BAD_USER_INPUT HUB100',
      () => hub.ask(OPERATOR, APPEND, { record: '{ }', signature: '' }),
    ],
    [
      'a stale record',
      'CONFLICT HUB101',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { seq: 2 } }),
    ],
    [
      'a record that follows another',
      'CONFLICT HUB101',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { previous: hashDocument('x') } }),
    ],
    [
      'a record from far in the chain',
      'CONFLICT HUB101',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { seq: 9 } }),
    ],
    [
      'a date too early',
      'REFUSED HUB122',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { at: START - 60_001 } }),
    ],
    [
      'a date too late',
      'REFUSED HUB122',
      () => take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { at: START + 60_001 } }),
    ],
    [
      'a document with errors',
      'REFUSED HUB057',
      () =>
        take('OFFER', OPERATOR, {
          document: documentOf({ version: 2, shares: 'type LockerLeg { stat: ParcelStatus @share }' }),
        }),
    ],
    [
      'a document of another pair',
      'REFUSED HUB108',
      () => take('OFFER', OPERATOR, { document: documentOf({ version: 2, platform: 'jd' }) }),
    ],
    ['a step that the machine refuses', 'REFUSED HUB113', () => take('RESUME', OPERATOR, {})],
    [
      'an amendment that takes a field away',
      'REFUSED HUB115',
      () =>
        take('AMEND', OPERATOR, {
          document: documentOf({ version: 2, shares: 'type LockerLeg { status: ParcelStatus @share }' }),
        }),
    ],
    ['an order by a party', 'REFUSED HUB104', () => take('END_MEASURE', OPERATOR, {})],
    [
      'a suspension by a mediator',
      'REFUSED HUB104',
      () => take('SUSPEND', MEDIATOR, { reason: 'REGULATOR_ORDER' }),
    ],
    ['a stranger', 'NOT_FOUND', () => take('SUSPEND', 'zto', { reason: 'BREACH' })],
    [
      'a pair with nobody',
      'NOT_FOUND',
      () => take('DISPUTE', OPERATOR, { reason: 'BREACH' }, { step: { pair: 'hive-box--nobody' } }),
    ],
    [
      'an operator in the place of a platform',
      'NOT_FOUND',
      () => take('DISPUTE', OPERATOR, { reason: 'BREACH' }, { step: { pair: 'hive-box--zto' } }),
    ],
  ])('%s is refused: %s', async (_, refusal, act) => {
    await agree();
    const before = await readRevision(hub.store);
    const answer = await act();
    expect(answer.refusal).toBe(refusal);
    expect([(await loadRecords(hub.store)).length, await readRevision(hub.store)]).toEqual([2, before]);
  });

  test('a document with errors shows where', async () => {
    const { errors } = await take('OFFER', OPERATOR, {
      document: documentOf({ shares: 'type LockerLeg {\n  stat: ParcelStatus @share\n}' }),
    });
    expect(errors[0]?.extensions['problems']).toMatchObject([{ locations: [{ line: 15, column: 3 }] }]);
  });

  test('a date within a minute is taken, and a conflict tells the newest record', async () => {
    await agree();
    const { errors } = await take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { seq: 2 } });
    expect(errors[0]?.extensions['head']).toEqual(((await show(OPERATOR)) as { head?: unknown }).head);
    expect(
      (await take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { step: { at: START + 60_000 } })).refusal,
    ).toBeUndefined();
  });

  test('a revoked key takes no step, and a rotated one does', async () => {
    await agree();
    const second = await addKey(hub.store, OPERATOR, 2, 1);
    await hub.store
      .updateTable('participant_keys')
      .set({ revoked_at: new Date(START + HOUR) })
      .where('id', '=', keyOf(OPERATOR).id)
      .execute();
    const suspend = (key: ReturnType<typeof keyOf>, at = hub.now) =>
      take('SUSPEND', OPERATOR, { reason: 'BREACH' }, { key, step: { at } });
    hub.now = START + HOUR;
    // Dated before the revocation, as whoever stole the key would.
    expect((await suspend(keyOf(OPERATOR), hub.now - 30_000)).refusal).toBe('FORBIDDEN HUB103');
    expect((await suspend(keyOf(OPERATOR))).refusal).toBe('FORBIDDEN HUB103');
    expect(second).toBe(keyOf(OPERATOR, 2).id);
    expect((await suspend(keyOf(OPERATOR, 2))).refusal).toBeUndefined();
  });

  test('a key that is revoked while its step is judged takes none', async () => {
    const step = { pair: PAIR, seq: 1, previous: null, event: 'OFFER', actor: OPERATOR, at: hub.now };
    const record = writeRecord({ ...step, body: { document: DOCUMENT } } as LifeStep);
    const { id: keyId, signText } = keyOf(OPERATOR);
    const signed = { record, signature: signText(record), keyId };
    const actor = { code: OPERATOR, kind: 'operator', role: 'locker', keyId } as const;
    const readContract = async (revision: number) => ({ contract: CONTRACT, revision });
    const options = { actor, readContract, now: hub.now };
    const revoking = new Proxy(hub.store, {
      get(store, name) {
        if (name !== 'transaction') return Reflect.get(store, name, store).bind(store);
        const execute = async (work: never) => {
          await store
            .updateTable('participant_keys')
            .set({ revoked_at: new Date(hub.now) })
            .execute();
          return store.transaction().execute(work);
        };
        return () => ({ execute });
      },
    });
    await expect(appendStep(revoking, signed, options)).rejects.toThrow(/just been revoked/);
    expect(await loadRecords(hub.store)).toEqual([]);
    await hub.store.updateTable('participant_keys').set({ revoked_at: null }).execute();
    expect((await appendStep(hub.store, signed, options)).seq).toBe(1);
  });

  test('of two steps after the same record one is taken, and the same record twice is one', async () => {
    await agree();
    const both = [OPERATOR, PLATFORM].map((party) => take('SUSPEND', party, { reason: 'BREACH' }));
    const refusals = (await Promise.all(both)).map(({ refusal }) => refusal ?? 'taken');
    // The second reads the chain after the first was taken, or is refused when it comes to it.
    expect([
      ['taken', 'CONFLICT HUB101'],
      ['CONFLICT HUB101', 'taken'],
      ['taken', 'taken'],
    ]).toContainEqual(refusals);
    const record = (await loadRecords(hub.store)).at(-1);
    const actor = record && JSON.parse(record.record).actor;
    const again = await hub.ask(actor, APPEND, { record: record?.record, signature: record?.signature });
    expect(again.data).toMatchObject({ appendRecord: { seq: record?.seq, hash: record?.hash } });
    expect((await loadRecords(hub.store)).at(-1)).toEqual(record);
  });

  test('a record that cannot be taken is refused before the chain is read', async () => {
    await agree();
    const [first, last] = await loadRecords(hub.store);
    const whole = {
      pair: PAIR,
      seq: 3,
      previous: last?.hash,
      event: 'SUSPEND',
      actor: OPERATOR,
      at: hub.now,
      body: { reason: 'BREACH' },
    };
    const send = async (changes: object = {}, signed = '') => {
      const record = writeRecord({ ...whole, ...changes } as LifeStep);
      const signature = keyOf(OPERATOR).signText(signed || record);
      return (await hub.ask(OPERATOR, APPEND, { record, signature })).refusal;
    };
    const damage = (record = '') =>
      hub.store.updateTable('records').set({ record }).where('seq', '=', 1).execute();
    await damage();
    expect([
      await send({ previous: first?.hash }),
      await send({ seq: 2, previous: first?.hash }),
      await send({ at: hub.now + 60_001 }),
      await send({}, 'another text'),
    ]).toEqual(['CONFLICT HUB101', 'CONFLICT HUB101', 'REFUSED HUB122', 'FORBIDDEN HUB102']);
    expect(await send()).toMatch(/the store holds a record that is none/);
    await damage(first?.record);
    expect(await send()).toBeUndefined();
  });

  test('of 200 steps in a day one more is refused, and a suspension is not', async () => {
    await agree();
    const values = Array.from({ length: DAILY_STEPS - 3 }, (_, nr) => {
      const seq = nr + 3;
      const [event, body] = nr % 2 === 0 ? ['SUSPEND', { reason: 'COMMERCIAL' }] : ['RESUME', {}];
      const step = {
        pair: PAIR,
        seq,
        previous: ANSWER.documentHash,
        event,
        actor: PLATFORM,
        at: hub.now,
        body,
      };
      const signed = { record: writeRecord(step as LifeStep), signature: '', key_id: keyOf(PLATFORM).id };
      return {
        ...signed,
        pair: PAIR,
        seq,
        hash: hashDocument(`${seq}`),
        received_at: new Date(hub.now),
        revision: 1,
      };
    });
    await hub.store.insertInto('records').values(values).execute();
    hub.now += HOUR;
    // With the signature these are 200.
    expect((await take('RESUME', PLATFORM, {})).refusal).toBeUndefined();
    expect((await take('SUSPEND', PLATFORM, { reason: 'BREACH' })).refusal).toBeUndefined();
    expect((await take('RESUME', PLATFORM, {})).refusal).toBe('TOO_MANY_REQUESTS');
    expect((await take('DISPUTE', OPERATOR, { reason: 'BREACH' })).refusal).toBeUndefined();
    hub.now = START + DAY;
    expect((await take('RESUME', PLATFORM, {})).refusal).toBeUndefined();
  });

  test('a party sees its own pairs; a stranger is told the same of a pair that is there and of one that is not', async () => {
    await agree();
    const list = async (as: string) => {
      const { data } = await hub.ask(as, '{ agreements { pair } }');
      return (data['agreements'] as { pair: string }[]).map(({ pair }) => pair);
    };
    expect([await list(OPERATOR), await list(PLATFORM), await list(MEDIATOR)]).toEqual([
      [PAIR],
      [PAIR],
      [PAIR],
    ]);
    expect([await list('zto'), await list('jd'), await list('hub')]).toEqual([[], [], []]);
    for (const as of ['zto', 'jd', 'hub']) {
      const [there, not] = [
        await hub.ask(as, SHOW, { pair: PAIR }),
        await hub.ask(as, SHOW, { pair: 'a--b' }),
      ];
      expect([there.refusal, not.refusal]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
      expect(there.errors[0]?.message.replace(PAIR, 'a--b')).toBe(not.errors[0]?.message);
      expect((await hub.ask(as, RECORDS, { pair: PAIR })).refusal).toBe('NOT_FOUND');
    }
  });

  test('a mediator sees how every pair stands, and reads what was agreed once there is a dispute', async () => {
    await agree();
    await take('OFFER', PLATFORM, { document: documentOf({ version: 2 }) });
    expect(await show(MEDIATOR)).toMatchObject({
      standing: { state: 'IN_FORCE' },
      versions: [{ document: null }],
      offer: null,
    });
    expect((await hub.ask(MEDIATOR, RECORDS, { pair: PAIR })).refusal).toBe('FORBIDDEN');
    const measure = {
      kind: 'RESTORE_FLOOR',
      until: new Date(START + DAY).toISOString(),
      withhold: [],
    } as const;
    expect((await take('ORDER_MEASURE', MEDIATOR, measure)).refusal).toBe('REFUSED HUB118');
    await take('DISPUTE', OPERATOR, { reason: 'UNSPECIFIED' });
    expect(await show(MEDIATOR)).toMatchObject({ versions: [{ document: DOCUMENT }], offer: { version: 2 } });
    expect((await take('ORDER_MEASURE', MEDIATOR, measure)).refusal).toBeUndefined();
    expect((await take('SETTLE', MEDIATOR, {})).refusal).toBeUndefined();
    const { data } = await hub.ask(MEDIATOR, RECORDS, { pair: PAIR });
    expect((data['records'] as { records: [] }).records.length).toBe(6);
  });
});
