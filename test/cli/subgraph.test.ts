/** `hub subgraph` with a control API in this process: what is typed, what comes out, how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenControl } from '../../gateway/cli/control/controlClient.ts';
import { type ExitCode, Refusal } from '../../gateway/cli/hub/terminal.ts';
import { addSubgraphCommands } from '../../gateway/cli/subgraph/addSubgraphCommands.ts';
import { composeInWorker, type NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import {
  actorOf,
  agreementOf,
  createAsk,
  createParts,
  NOW,
  registerAll,
  sdlOf,
  URL,
} from '../registry/support.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-subgraph-'));
let opened: TestStore;
let composer: NetworkComposer;
let openControl: OpenControl;

beforeAll(async () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('hive-box.graphql', sdlOf('hive-box'));
  write('less.graphql', sdlOf('hive-box', { omit: ['LockerLeg.deadline'] }));
  write('broken.graphql', sdlOf('hive-box').replace('deadline: DateTime', 'deadline: Int'));
  write('patterns.json', '[{ "format": "Hive Box", "pattern": "HB\\\\d{12}" }]');
  write('bad.json', '[{ "format": "Hive Box" }]');
  opened = await (ENGINES[0] as (typeof ENGINES)[number]).open();
  await registerAll(opened.store);
  await opened.store
    .insertInto('operations')
    .values({
      platform: 'cainiao',
      hash: 'abc',
      day: new Date(NOW).toISOString().slice(0, 10),
      coordinates: ['LockerLeg.deadline'],
      count: 7,
    })
    .execute();
  composer = composeInWorker();
  const documents = [agreementOf('hive-box', 'status: ParcelStatus @share deadline: DateTime @share')];
  const ask = createAsk(createParts(opened.store, composer, documents));
  openControl = async (_, { profile }) => {
    if (profile === 'nobody') throw new Refusal('there is no profile `nobody`');
    return {
      participant: 'hive-box',
      kind: 'operator',
      keyId: 'key of hive-box',
      hubUrl: 'http://127.0.0.1:4000',
      sign: () => '',
      async ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>) {
        const { data, errors } = await ask(actorOf('hive-box'), document, { ...variables });
        if (errors !== undefined) throw new Refusal(errors[0].message, 1);
        return data as Data;
      },
    };
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await composer.close();
  await opened.close();
});

async function hub(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  let exitCode: ExitCode | number = 0;
  const terminal = {
    out: { write: (text: string) => out.push(text) },
    err: { write: (text: string) => err.push(text) },
    env: {},
    cwd: folder,
  };
  const program = new Command('hub').exitOverride().configureOutput({
    writeOut: (text) => void out.push(text),
    writeErr: (text) => void err.push(text),
  });
  addSubgraphCommands(
    program,
    terminal,
    (code) => {
      exitCode = code;
    },
    openControl,
  );
  try {
    await program.parseAsync(['subgraph', ...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof Refusal) {
      err.push(error.message);
      exitCode = error.exitCode;
    } else throw error;
  }
  return { exitCode, out: out.join(''), err: err.join('') };
}

describe.sequential('one operator, from the first check on', () => {
  test.each<[line: string, exitCode: number, out: RegExp, err: RegExp]>([
    [
      'check hive-box.graphql --offline --role locker --operator hive-box',
      0,
      /^Build +\[PASSED\]\n[\s\S]*Composition +\[PASSED\]\n {2}composed with the contract alone\n[\s\S]*Breaking changes +\[SKIPPED\]\n {2}needs the hub[\s\S]*\n\nthe check passed: next, against the network: hub subgraph check hive-box.graphql\n$/,
      /^$/,
    ],
    ['check hive-box.graphql --offline', 2, /^$/, /--role courier --operator/],
    [
      'check broken.graphql --offline --role locker --operator hive-box',
      1,
      /Role contract +\[FAILED\] {2}1 problem\n/,
      /^HUB021 [\s\S]*broken.graphql:\d+:\d+[\s\S]*\^+[\s\S]*help: write `DateTime`/,
    ],
    ['list', 0, /^0 subgraphs published; next: hub subgraph publish FILE --url URL\n$/, /^$/],
    ['show hive-box', 1, /^$/, /has published nothing here/],
    ['check nowhere.graphql', 2, /^$/, /there is no file `nowhere.graphql`/],
    ['check hive-box.graphql --profile nobody', 2, /^$/, /no profile `nobody`/],
    [
      'check hive-box.graphql',
      0,
      /Address and numbers +\[SKIPPED\]\n {2}no address was given[\s\S]*the check passed: next: hub subgraph publish hive-box.graphql --url URL\n$/,
      /^$/,
    ],
    ['publish hive-box.graphql', 2, /^$/, /required option '--url <url>' not specified/],
    [`publish hive-box.graphql --url ${URL} --patterns bad.json`, 2, /^$/, /pattern 1 of `bad.json` needs/],
    [
      `publish hive-box.graphql --url ${URL} --pattern HB`,
      2,
      /^$/,
      /must be a format, `=` and an expression/,
    ],
    [
      'publish hive-box.graphql --url http://10.0.0.1/',
      1,
      /Address and numbers +\[FAILED\][\s\S]*not published: the check failed, and nothing is published/,
      /^HUB041/,
    ],
    [
      `publish hive-box.graphql --url ${URL} --operator zto`,
      1,
      /^$/,
      /`hive-box` cannot publish the subgraph of `zto`/,
    ],
    [
      `publish hive-box.graphql --url ${URL} --patterns patterns.json`,
      0,
      /published `hive-box` version 1; every hub answers by it. see it with: hub subgraph show hive-box\n$/,
      /^$/,
    ],
    [
      `publish hive-box.graphql --url ${URL}`,
      0,
      /^`hive-box` version 1 is published with the same SDL, address and patterns: unchanged/,
      /^$/,
    ],
    [
      `publish less.graphql --url ${URL}`,
      1,
      /Breaking changes +\[FAILED\] {2}1 problem\n {2}1 change compared with 1 operation of the last 7 days\n {2}Change {2}Code +Description +Affected operations\n {2}FAIL +FIELD_REMOVED {2}`LockerLeg.deadline` is no longer provided {2}1 of cainiao, sent 7 times\n[\s\S]*not published: the check failed, and version 1 stays/,
      /^HUB043/,
    ],
    [
      `publish less.graphql --url ${URL} --accept everything`,
      2,
      /^$/,
      /Allowed choices are breaking, privacy/,
    ],
    [
      `publish less.graphql --url ${URL} --accept breaking`,
      0,
      /published `hive-box` version 2, breaking changes accepted;/,
      /^HUB043 warning/,
    ],
    [
      'list',
      0,
      /^hive-box {2}locker {3}version 2 {2}http:\S+ {2}2017-\S+\n1 subgraph published; next: hub subgraph show OPERATOR\n$/,
      /^$/,
    ],
    [
      'show hive-box',
      0,
      /^hive-box \(hive-box\), locker, version 2\n[\s\S]*numbers: Hive Box = HB\\d\{12\}\nversions\n {2}2 .* accepted: breaking\n {2}1 .*\n/,
      /^$/,
    ],
    ['list --format json', 0, /^\[\n {2}\{\n {4}"operator": "hive-box",/, /^$/],
    [
      'check broken.graphql --format json',
      1,
      /^\{\n {2}"operator": "hive-box",\n {2}"passed": false,[\s\S]*"code": "HUB021"/,
      /^$/,
    ],
    ['chek x', 2, /^$/, /unknown command 'chek'/],
  ])('%s', async (line, exitCode, out, err) => {
    const ended = await hub(...line.split(' '));
    expect(ended).toEqual({ exitCode, out: expect.stringMatching(out), err: expect.stringMatching(err) });
  });

  test('the SDL comes out as it went in', async () => {
    expect((await hub('show', 'hive-box', '--sdl')).out).toBe(
      sdlOf('hive-box', { omit: ['LockerLeg.deadline'] }),
    );
  });
});
