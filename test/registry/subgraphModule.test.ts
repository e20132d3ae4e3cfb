/** Who may check and publish through the control API, and what everybody reads. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../gateway/control/controlModule.ts';
import type { PublishParts } from '../../gateway/registry/subgraphs/publishSubgraph.ts';
import { readRevision } from '../../gateway/store/changeNetwork.ts';
import { composeInWorker, type NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';
import { actorOf, createAsk, createParts, NOW, PUBLISH, registerAll, sdlOf, URL } from './support.ts';

let composer: NetworkComposer;
beforeAll(() => {
  composer = composeInWorker();
});
afterAll(() => composer.close());

describe('who may publish', () => {
  let opened: TestStore;
  let parts: PublishParts;
  const input = { sdl: sdlOf('zto'), url: URL };
  const others: readonly [string, Actor][] = [
    ['another operator', actorOf('sf-express')],
    ['a platform', { code: 'cainiao', kind: 'platform', role: null, keyId: 'k' }],
    ['a platform of that code', { code: 'zto', kind: 'platform', role: null, keyId: 'k' }],
    ['a mediator', { code: 'state-post-bureau', kind: 'mediator', role: null, keyId: 'k' }],
    ['an administrator', { code: 'admin', kind: 'administrator', role: null, keyId: 'k' }],
  ];
  beforeAll(async () => {
    opened = await (ENGINES[0] as (typeof ENGINES)[number]).open();
    await registerAll(opened.store);
    parts = createParts(opened.store, composer);
  });
  afterAll(() => opened.close());

  test.each(others)('%s is refused, for publishing and for checking', async (_, actor) => {
    const ask = createAsk(parts);
    const published = await ask(actor, PUBLISH, { operator: 'zto', input });
    expect(published.errors[0].extensions.code).toBe('FORBIDDEN');
    const checked = await ask(
      actor,
      'query ($input: SubgraphInput!) { checkSubgraph(operator: "zto", input: $input) { passed } }',
      { input },
    );
    expect(checked.errors[0]).toMatchObject({
      message: expect.stringContaining('`'),
      extensions: { code: 'FORBIDDEN' },
    });
    expect((await parts.shelf.read()).subgraphs.size).toBe(0);
  });

  test('an operator that asks for many checks at once has two of them, and others have theirs', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...parts.composer,
      check: (operator: Parameters<typeof parts.composer.check>[0]) =>
        released.then(() => parts.composer.check(operator)),
    };
    const ask = createAsk({ ...parts, composer: slow });
    const check = async (operator: 'zto' | 'sf-express') =>
      ask(
        actorOf(operator),
        'query ($operator: String!, $input: SubgraphInput!) { checkSubgraph(operator: $operator, input: $input) { passed } }',
        { operator, input: { sdl: sdlOf(operator), url: URL } },
      );
    const asked = [check('zto'), check('zto'), check('zto'), check('sf-express')];
    const refused = await asked[2];
    expect(refused.errors[0]).toMatchObject({
      message: expect.stringContaining('try again'),
      extensions: { code: 'TOO_MANY_REQUESTS' },
    });
    // It can still publish: what is checked keeps nobody from that.
    const published = ask(actorOf('zto'), PUBLISH, { operator: 'zto', input: { sdl: 'type', url: URL } });
    release();
    expect((await published).data.publishSubgraph.result).toBe('REFUSED');
    for (const each of [asked[0], asked[1], asked[3]])
      expect((await each).data.checkSubgraph).toEqual({ passed: true });
  });

  test('the operator itself publishes, and is answered when every hub knows', async () => {
    const confirmed: number[] = [];
    const ask = createAsk(parts, confirmed);
    const withoutUrl = await ask(actorOf('zto'), PUBLISH, { operator: 'zto', input: { sdl: input.sdl } });
    expect(withoutUrl.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const { data } = await ask(actorOf('zto'), PUBLISH, { operator: 'zto', input });
    expect(data.publishSubgraph).toMatchObject({ result: 'PUBLISHED', version: 1, check: { passed: true } });
    const revision = await readRevision(opened.store);
    expect(confirmed).toEqual([revision]);
    const again = await ask(actorOf('zto'), PUBLISH, { operator: 'zto', input });
    expect(again.data.publishSubgraph).toEqual({ result: 'UNCHANGED', version: 1, check: null });
    expect(await readRevision(opened.store)).toBe(revision);
    const refused = await ask(actorOf('zto'), PUBLISH, {
      operator: 'zto',
      input: { ...input, sdl: 'type {' },
    });
    expect(refused.data.publishSubgraph).toMatchObject({
      result: 'REFUSED',
      version: 1,
      check: { passed: false },
    });
    expect(confirmed).toEqual([revision, revision]);
  });

  test('everybody registered reads what is published', async () => {
    const ask = createAsk(parts);
    const query =
      '{ subgraph(operator: "zto") { role version sdl publishedAt versions { version accepted } } subgraphs { operator } none: subgraph(operator: "x") { version } }';
    for (const [, actor] of others) {
      const { data } = await ask(actor, query);
      expect(data).toEqual({
        subgraph: {
          role: 'courier',
          version: 1,
          sdl: input.sdl,
          publishedAt: new Date(NOW).toISOString(),
          versions: [{ version: 1, accepted: [] }],
        },
        subgraphs: [{ operator: 'zto' }],
        none: null,
      });
    }
  });

  test.each([
    [98, undefined],
    [99, 'BAD_USER_INPUT'],
  ])('but not all documents at once: its own, a list, and %i of earlier versions', async (count, code) => {
    const row = { operator: 'zto', url: URL, number_patterns: '[]' as never, key_id: 'key', accepted: [] };
    const versions = Array.from({ length: 100 }, (_, index) => index + 2);
    const rows = versions.map((version) => ({
      ...row,
      version,
      sdl: `# ${version}`,
      published_at: new Date(NOW),
    }));
    await opened.store.deleteFrom('subgraph_versions').where('version', '>', 1).execute();
    await opened.store.insertInto('subgraph_versions').values(rows).execute();
    const query = `{ subgraphs { sdl versions(first: ${count}) { version sdl } } }`;
    const { data, errors } = await createAsk(parts)(actorOf('zto'), query);
    expect(errors?.[0].extensions.code).toBe(code);
    if (code !== undefined) return;
    const listed = data.subgraphs[0].versions;
    expect(listed).toHaveLength(count);
    expect(listed.slice(0, 2)).toEqual([
      { version: 101, sdl: '# 101' },
      { version: 100, sdl: '# 100' },
    ]);
  });
});
