/**
 * The workers: what they find is what the functions find, the death of one costs one job and nobody else's, and what goes live
 * waits for no draft.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSubgraph } from '../../gateway/supergraph/checkSubgraph.ts';
import { composeInWorker } from '../../gateway/supergraph/composeInWorker.ts';
import { COURIER_SDL } from './cases/courierSdl.ts';

const operator = (code: string, sdl = COURIER_SDL) => ({ code, role: 'courier', sdl }) as const;
const extended = (prefix: string) =>
  `${COURIER_SDL}extend type CourierLeg { "Cold." ${prefix}_cold: Boolean @operational }`;

describe('a composer', () => {
  const composer = composeInWorker();
  afterAll(() => composer.close());

  test('finds in the worker what the check finds', async () => {
    const bad = operator(
      'zto',
      COURIER_SDL.replace('DELIVERED', 'DELIVERD').replace('[TrackingEvent]', 'ID'),
    );
    expect(await composer.check(bad)).toEqual(checkSubgraph(bad));
    const good = await composer.check(operator('zto'));
    expect(good).toMatchObject(checkSubgraph(operator('zto')));
    expect(good.proof).toMatch(/^[0-9a-f]{64}$/);
  });

  test('publishes the operators that pass, whatever the others hand in', async () => {
    const { operators, refused, supergraphSdl } = await composer.publish([
      operator('sf-express', extended('sfExpress')),
      operator('yto', 'type'),
      operator('zto', extended('zto')),
      operator('sto', COURIER_SDL),
      operator('zto', COURIER_SDL),
    ]);
    expect([...operators.keys()]).toEqual(['sf-express', 'zto', 'sto']);
    expect(refused.map(({ code, problems }) => [code, problems[0]?.code])).toEqual([
      ['yto', 'HUB002'],
      ['zto', 'HUB009'],
    ]);
    expect(supergraphSdl).toContain('sfExpress_cold: Boolean');
    expect(supergraphSdl).toContain('zto_cold: Boolean');
  });

  test('shares capabilities between operators that implement the same', async () => {
    const { operators } = await composer.publish([operator('sto'), operator('yunda')]);
    expect(operators.get('sto')?.capabilities).toBe(operators.get('yunda')?.capabilities);
  });

  test('gives the same supergraph whoever was published first', async () => {
    const [sf, zto] = [operator('sf-express', extended('sfExpress')), operator('zto', extended('zto'))];
    const [one, other] = [await composer.publish([sf, zto]), await composer.publish([zto, sf])];
    expect(one.supergraphSdl).toBe(other.supergraphSdl);
  });
});

describe('a worker that fails', () => {
  const composer = composeInWorker({
    url: new URL('./crashingWorker.ts', import.meta.url),
    timeLimitMs: 8_000,
  });
  afterAll(() => composer.close());

  test('costs the job it was at, and the next job has a new worker', async () => {
    const verdicts = await Promise.all(
      ['dies', 'zto', 'throws', 'sto'].map((code) => composer.check(operator(code))),
    );
    expect(verdicts.map(({ problems }) => problems.map(({ code, note }) => [code, note]))).toEqual([
      [['HUB006', 'the worker ended']],
      [],
      [['HUB006', 'the worker failed: Error: out of luck']],
      [],
    ]);
  });

  test('costs the job it was at when it never answers', async () => {
    const quick = composeInWorker({
      url: new URL('./crashingWorker.ts', import.meta.url),
      timeLimitMs: 4_000,
    });
    const [hung, fine] = await Promise.all([quick.check(operator('hangs')), quick.check(operator('zto'))]);
    await quick.close();
    expect(hung.problems).toMatchObject([{ code: 'HUB006', note: 'it took longer than 4000 ms' }]);
    expect(fine.problems).toEqual([]);
  });

  test('does not take the network with it', async () => {
    const { operators, refused } = await composer.publish([operator('dies'), operator('zto')]);
    expect([...operators.keys()]).toEqual(['zto']);
    expect(refused.map(({ code, problems }) => [code, problems[0]?.code])).toEqual([['dies', 'HUB006']]);
  });

  test('fails what is left when it is closed', async () => {
    const closing = composeInWorker();
    const pending = Promise.all([closing.check(operator('zto')), closing.check(operator('sto'))]);
    await closing.close();
    for (const { problems } of [...(await pending), await closing.check(operator('yto'))]) {
      expect(problems).toMatchObject([{ code: 'HUB006', note: 'the worker is closed' }]);
    }
  });
});

describe('drafts', () => {
  const url = new URL('./crashingWorker.ts', import.meta.url);

  test('keep nothing from going live, however long their check takes', async () => {
    const composer = composeInWorker({ url });
    const ended: string[] = [];
    const hung = composer.drafts.check(operator('hangs')).then(() => ended.push('draft'));
    const { operators } = await composer.publish([operator('zto')]);
    ended.push('live');
    await composer.close();
    await hung;
    expect([...operators.keys()]).toEqual(['zto']);
    expect(ended).toEqual(['live', 'draft']);
  }, 60_000);

  describe('beside what is live', () => {
    const composer = composeInWorker();
    const live = [operator('sto', extended('sto')), operator('zto')];
    const drafted = (field: string) =>
      operator('zto', `${COURIER_SDL}extend type CourierLeg { "Draft." zto_${field}: Boolean @operational }`);
    let threads = 0;
    const count = () => {
      threads += 1;
    };
    beforeAll(() => {
      process.on('worker', count);
    });
    afterAll(async () => {
      process.off('worker', count);
      await composer.close();
    });

    test('find their thread ready after a rehearsal', async () => {
      const rehearsed = composeInWorker();
      const started = threads;
      await rehearsed.rehearse();
      expect(threads - started).toBe(1);
      expect((await rehearsed.drafts.check(operator('zto'))).problems).toEqual([]);
      await rehearsed.close();
      expect(threads - started).toBe(1);
    }, 60_000);

    test('have no thread before the first of them, and displace nothing of what is known', async () => {
      const started = threads;
      const before = await composer.publish(live);
      // Known, since it is live.
      await composer.drafts.publish(live);
      expect(threads - started).toBe(1);
      let draft = before;
      for (const field of ['a', 'b', 'c', 'd'])
        draft = await composer.drafts.publish([...live.slice(0, 1), drafted(field)]);
      expect(threads - started).toBe(2);
      // With no thread left, all that is said is remembered.
      await composer.close();
      expect(await composer.publish(live)).toEqual(before);
      // What was checked a moment ago is not checked again when it goes live.
      expect(await composer.publish([...live.slice(0, 1), drafted('d')])).toEqual(draft);
    }, 60_000);
  });
});
