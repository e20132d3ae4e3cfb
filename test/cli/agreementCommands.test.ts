/** The commands on agreements, from what is typed to what the parties see: a control API in this process, no HTTP. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashDocument, hashRecord } from '../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep, SignedRecord } from '../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../gateway/agreements/life/writeRecord.ts';
import { addAgreementCommands } from '../../gateway/cli/agreement/addAgreementCommands.ts';
import type { ControlClient } from '../../gateway/cli/control/controlClient.ts';
import { EXIT, type ExitCode, Refusal } from '../../gateway/cli/hub/terminal.ts';
import { openStore, type Store } from '../../gateway/store/openStore.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { keyOf } from '../agreements/life/chainSupport.ts';
import { DAY, documentOf, HOUR, MEDIATOR, START } from '../agreements/life/support.ts';
import { type AgreementHub, openAgreementHub } from '../registry/agreements/agreementHub.ts';

const folder = mkdtempSync(join(tmpdir(), 'agreement-commands-'));
let store: Store;
let api: AgreementHub;
/** Runs before a record is handed in: what the other side does meanwhile. */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeAll(async () => {
  store = await openStore({});
  api = await openAgreementHub(store);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('one.graphql', documentOf());
  write(
    'two.graphql',
    documentOf({
      version: 2,
      shares: 'type LockerLeg { status: ParcelStatus @share  deadline: DateTime @share }',
    }),
  );
  write('stricter.graphql', documentOf({ version: 2, retentionDays: 30 }));
  write('wrong.graphql', documentOf({ shares: 'type LockerLeg { stat: ParcelStatus @share }' }));
  write('none.graphql', 'type A');
});
beforeEach(() => {
  meanwhile = undefined;
  return api.reset();
});
afterAll(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true });
});

function clientOf(participant: string): ControlClient {
  const kinds: Record<string, ControlClient['kind']> = {
    'hive-box': 'operator',
    zto: 'operator',
    [MEDIATOR]: 'mediator',
  };
  const { id, signText } = keyOf(participant);
  return {
    participant,
    kind: kinds[participant] ?? 'platform',
    keyId: id,
    hubUrl: 'http://hub.example',
    sign: (bytes) => signText(Buffer.from(bytes).toString()),
    async ask<Data>(document: string, variables: Readonly<Record<string, unknown>> = {}) {
      if (document.startsWith('mutation') && meanwhile !== undefined) {
        const act = meanwhile;
        meanwhile = undefined;
        await act();
      }
      const { data, errors } = await api.ask(participant, document, variables);
      if (errors.length > 0)
        throw new Refusal(errors.map(({ message }) => message).join('; '), EXIT.problems);
      return data as Data;
    },
  };
}

/** Runs `hub agreement` and the line, split at spaces, as a participant. */
async function run(participant: string, line: string) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    out: { write: (text: string) => out.push(text) },
    err: { write: (text: string) => err.push(text) },
    env: {},
    cwd: folder,
  };
  let exitCode: ExitCode = EXIT.fine;
  const agreement = new Command('agreement').exitOverride().configureOutput({
    writeOut: (text) => void out.push(text),
    writeErr: (text) => void err.push(text),
  });
  const end = (code: ExitCode) => {
    exitCode = code;
  };
  addAgreementCommands(agreement, { terminal, end, open: async () => clientOf(participant) });
  try {
    await agreement.parseAsync(line.split(' '), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) exitCode = EXIT.usage;
    else if (error instanceof Refusal) {
      exitCode = error.exitCode;
      err.push(error.message);
    } else throw error;
  }
  return { exitCode, out: out.join(''), err: err.join('') };
}

/** What each is to print; a command that fails ends the story. */
async function tell(story: readonly (readonly [as: string, line: string, out: RegExp])[]): Promise<void> {
  for (const [as, line, expected] of story) {
    const { exitCode, out, err } = await run(as, line);
    expect([line, exitCode, err]).toEqual([line, EXIT.fine, '']);
    expect(out).toMatch(expected);
  }
}

/** A file of records that a hub never took, each signed by its party. */
function writeChain(steps: readonly (readonly [event: string, actor: string, body: object])[]): string {
  const records: (SignedRecord & { readonly hash: string })[] = [];
  for (const [index, [event, actor, body]] of steps.entries()) {
    const previous = records.at(-1)?.hash ?? null;
    const step = { pair: 'hive-box--cainiao', seq: index + 1, previous, event, actor, at: START, body };
    const record = writeRecord(step as LifeStep);
    const signed = { record, signature: keyOf(actor).signText(record), keyId: keyOf(actor).id };
    records.push({ ...signed, hash: hashRecord(signed) });
  }
  const keys = ['hive-box', 'cainiao'].map((code) => {
    const { id, party } = keyOf(code);
    return { ...party, id, participant: code, addedAt: new Date(START).toISOString(), revokedAt: null };
  });
  return JSON.stringify({ pair: 'hive-box--cainiao', records, keys });
}

const AGREED = [
  [
    'hive-box',
    'offer one.graphql',
    /^record 1: version 1 is offered\n.* NONE; version 1 is offered by .*\nnext, by the other side: hub agreement sign .* --version 1\n$/,
  ],
  [
    'cainiao',
    'sign hive-box --version 1',
    /adds it[\s\S]*both parties sign it[\s\S]*record 2: version 1 is signed by both\nhive-box--cainiao {2}IN_FORCE version 1/,
  ],
] as const;

describe('stories', () => {
  test('an agreement is offered, signed, suspended and resumed', async () => {
    await tell(AGREED);
    api.now += DAY;
    await tell([
      [
        'cainiao',
        'suspend hive-box --reason COMMERCIAL --note because',
        /SUSPENSION_NOTICED version 1 since 2017-06-02T00:00:00.000Z by cainiao \(COMMERCIAL\); SUSPENDED at 2017-06-05/,
      ],
      [
        'hive-box',
        'show cainiao',
        /suspension by cainiao \(COMMERCIAL\), declared 2017-06-02[\s\S]*3 records, the newest is/,
      ],
    ]);
    api.now += 72 * HOUR;
    await tell([
      ['hive-box', 'list', /^hive-box--cainiao {2}SUSPENDED/],
      ['cainiao', 'resume hive-box', /IN_FORCE/],
      ['zto', 'list', /^no agreements yet/],
    ]);
  });

  test('offers are countered and declined, and versions follow', async () => {
    await tell([
      ...AGREED,
      ['hive-box', 'offer two.graphql', /version 2 is offered/],
      ['cainiao', 'counter two.graphql', /version 2 is offered instead/],
      ['hive-box', 'decline cainiao --note no', /the offer is declined/],
      ['hive-box', 'amend stricter.graphql', /version 2 is declared, with notice/],
      ['hive-box', 'terminate cainiao', /TERMINATION_NOTICED/],
    ]);
  });

  test('a dispute is opened, and a mediator orders and reads', async () => {
    await tell([
      ...AGREED,
      ['cainiao', 'suspend hive-box --reason BREACH', /SUSPENDED/],
      ['hive-box', 'dispute cainiao --reason UNSPECIFIED', /in dispute/],
      [
        MEDIATOR,
        'measure hive-box--cainiao --restore-floor --until 2017-06-20T00:00:00Z',
        /in force until 2017-06-20/,
      ],
      [MEDIATOR, 'show hive-box--cainiao', /measure RESTORE_FLOOR by state-post-bureau/],
      [MEDIATOR, 'end-measure hive-box--cainiao', /no measure/],
      [
        MEDIATOR,
        'measure hive-box--cainiao --withhold LockerLeg.storedAt --until 2017-06-20T00:00:00Z',
        /a measure/,
      ],
      [MEDIATOR, 'settle hive-box--cainiao', /the dispute is settled/],
      [
        MEDIATOR,
        'records hive-box--cainiao --out records.json',
        /8 records of hive-box--cainiao in records.json\nnext: hub agreement verify/,
      ],
      ['nobody', 'verify records.json', /^records.json: 8 records hold\n {2}key of /],
    ]);
    const forged = readFileSync(join(folder, 'records.json'), 'utf8').replace('BREACH', 'TECHNICAL');
    writeFileSync(join(folder, 'forged.json'), forged);
    const { exitCode, out } = await run('nobody', 'verify records.json forged.json');
    expect([exitCode, out]).toEqual([
      EXIT.problems,
      expect.stringMatching(/forged.json: 2 problems[\s\S]*record 3: HUB102[\s\S]*HUB101/),
    ]);
  });

  test('whether an amendment widens by a field of an operator is verified with its SDL', async () => {
    const extension = 'extend type LockerLeg { "How warm it is." hiveBox_celsius: Int @operational }';
    writeFileSync(join(folder, 'sdl.graphql'), operatorSdl({ code: 'hive-box', role: 'locker', extension }));
    const verify = async (before: string, after: string) => {
      const shares = (fields: string) => `type LockerLeg { status: ParcelStatus @share ${fields} }`;
      const document = documentOf({ shares: shares(before) });
      const chain = writeChain([
        ['OFFER', 'hive-box', { document }],
        ['SIGN', 'cainiao', { version: 1, documentHash: hashDocument(document) }],
        [
          'AMEND',
          'hive-box',
          { document: documentOf({ version: 2, retentionDays: 30, shares: shares(after) }) },
        ],
      ]);
      writeFileSync(join(folder, 'extended.json'), chain);
      const { exitCode, out } = await run('nobody', 'verify extended.json --subgraph sdl.graphql');
      return [exitCode, out.split('\n')[0]];
    };
    const field = 'hiveBox_celsius: Int @share';
    expect(await verify(field, field)).toEqual([EXIT.fine, 'extended.json: 3 records hold']);
    expect(await verify('', field)).toEqual([EXIT.problems, 'extended.json: 1 problem']);
  });

  test('where the other side is faster, the step is made anew', async () => {
    await tell(AGREED);
    meanwhile = () => run('cainiao', 'suspend hive-box --reason BREACH');
    await tell([['hive-box', 'suspend cainiao --reason BREACH', /record 4/]]);
  });

  test('what took the place of an offer meanwhile is not signed unread', async () => {
    await tell([['hive-box', 'offer one.graphql', /record 1/]]);
    writeFileSync(join(folder, 'other.graphql'), documentOf({ retentionDays: 365 }));
    meanwhile = () => run('hive-box', 'offer other.graphql');
    const { exitCode, err } = await run('cainiao', 'sign hive-box --version 1');
    expect([exitCode, err]).toEqual([
      EXIT.problems,
      expect.stringMatching(/another document was offered meanwhile/),
    ]);
  });
});

describe('what is typed wrongly', () => {
  test.each<[as: string, line: string, exitCode: number, err: RegExp]>([
    [
      'hive-box',
      'offer none.graphql',
      2,
      /is no agreement that can be read: run `hub agreement check none.graphql`/,
    ],
    ['hive-box', 'offer nowhere.graphql', 2, /there is no file/],
    ['hive-box', 'offer wrong.graphql', 1, /the document has errors/],
    ['cainiao', 'sign hive-box', 2, /required option '--version/],
    ['cainiao', 'sign hive-box --version two', 2, /is no number of a version/],
    ['cainiao', 'sign hive-box --version 1', 1, /no offer of hive-box--cainiao is open/],
    ['cainiao', 'suspend hive-box', 2, /required option '--reason/],
    ['cainiao', 'suspend hive-box --reason ANGER', 2, /'ANGER' is invalid/],
    ['cainiao', 'suspend hive-box --reason BREACH', 1, /no version is in force or to come/],
    ['cainiao', 'show Hive_Box', 2, /is no pair/],
    [MEDIATOR, 'show hive-box', 2, /is no pair/],
    ['zto', 'show hive-box--cainiao', 1, /no pair of yours/],
    [MEDIATOR, 'measure hive-box--cainiao --until 2017-06-20T00:00:00Z', 2, /order one measure/],
    [MEDIATOR, 'measure hive-box--cainiao --restore-floor --until tomorrow', 2, /is no time with an offset/],
    [
      MEDIATOR,
      'measure hive-box--cainiao --restore-floor --until 2017-01-01T00:00:00Z',
      2,
      /is over: the hub's clock says 2017-06-01/,
    ],
    ['nobody', 'verify one.graphql', 2, /cannot be read: write it with/],
  ])('%s: %s', async (as, line, exitCode, err) => {
    const result = await run(as, line);
    expect([result.exitCode, result.out]).toEqual([exitCode, '']);
    expect(result.err).toMatch(err);
  });

  test('the version that is offered is the one that is signed', async () => {
    await tell([['hive-box', 'offer one.graphql', /record 1/]]);
    const { exitCode, err } = await run('cainiao', 'sign hive-box --version 2');
    expect([exitCode, err]).toEqual([EXIT.usage, expect.stringMatching(/version 1 is offered, not 2/)]);
    expect(api.now).toBe(START);
  });
});
