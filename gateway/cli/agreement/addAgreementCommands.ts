/**
 * The commands by which parties and mediators live with agreements: `hub agreement offer`, `sign`, `suspend` and the rest.
 * Invariant: each command is one step, signed with the key of the profile, or reads and changes nothing.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type LifeEvent, REASONS, type Reason, type StepBodies } from '../../agreements/life/lifeStep.ts';
import { readDocumentTerms } from '../../agreements/life/readDocumentTerms.ts';
import { readTime } from '../../agreements/read/agreementArguments.ts';
import { quote } from '../../base/quote.ts';
import type { OpenControl } from '../control/controlClient.ts';
import { readContract, readFiles } from '../hub/readFiles.ts';
import { type ExitCode, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { fetchPair, PAIR_FIELDS, type PairAnswer, type PairView } from './fetchPair.ts';
import { pairOf } from './pairOf.ts';
import { printPair, printStanding } from './printPair.ts';
import { requireOffer, signOffer } from './signOffer.ts';
import { type TakenStep, takeStep } from './takeStep.ts';
import { verifyFiles } from './verifyFiles.ts';

interface Common {
  readonly format: Format;
  readonly profile?: string;
  readonly note?: string;
  readonly reason?: Reason;
}

export interface CommandTools {
  readonly terminal: Terminal;
  readonly end: (code: ExitCode) => void;
  readonly open: OpenControl;
}

/** Adds the commands to `hub agreement`. */
export function addAgreementCommands(agreement: Command, { terminal, end, open }: CommandTools): void {
  const command = (name: string, description: string, example: string) =>
    agreement
      .command(name)
      .description(description)
      .option('--profile <name>', 'who acts (HUB_PROFILE, else the default profile)')
      .addOption(
        new Option('--format <format>', 'how the result is printed')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText('before', `example:\n  hub agreement ${example}\n`);
  const reason = () => new Option('--reason <code>', 'why').choices([...REASONS]);
  const note = ['--note <text>', "in the party's own words"] as const;

  const tell = (options: Common, taken: TakenStep, sentence: string, shown = '') => {
    const { pair, offer } = taken.agreement;
    const text = `${shown === '' ? '' : `${shown}\n\n`}record ${taken.seq}: ${sentence}\n${printStanding(taken.agreement)}`;
    const next =
      offer === null
        ? `next: hub agreement show ${pair}`
        : `next, by the other side: hub agreement sign ${pair} --version ${offer.version}`;
    writeResult(terminal, options.format, taken, `${text}\n${next}`);
  };
  const act = async <Event extends LifeEvent>(
    given: string,
    options: Common,
    event: Event,
    makeBody: (answer: PairAnswer) => StepBodies[Event],
    sentence: string,
  ) => {
    const client = await open(terminal, options);
    tell(options, await takeStep(client, pairOf(client, given), event, makeBody), sentence);
  };
  const actWithFile = async (
    path: string,
    options: Common,
    event: 'OFFER' | 'COUNTER_OFFER' | 'AMEND',
    sentence: string,
  ) => {
    const [file, ...others] = readFiles(terminal, [path]);
    const terms = file && readDocumentTerms(file.text);
    if (file === undefined || others.length > 0 || terms === undefined) {
      throw new Refusal(
        `${quote(path)} is no agreement that can be read: run \`hub agreement check ${path}\``,
      );
    }
    const document = file.text;
    await act(terms.id, options, event, () => ({ document }), `version ${terms.version} ${sentence}`);
  };
  const noteOf = (options: Common) => (options.note === undefined ? {} : { note: options.note });
  const reasonOf = (options: Common) => ({ reason: options.reason ?? 'UNSPECIFIED', ...noteOf(options) });

  command('offer', 'offer a version to the other side', 'offer hive-box--cainiao@2.graphql')
    .argument('<file>', 'the document')
    .action((file, options) => actWithFile(file, options, 'OFFER', 'is offered'));
  command('counter', 'answer an offer by another', 'counter hive-box--cainiao@2.graphql')
    .argument('<file>', 'the document')
    .action((file, options) => actWithFile(file, options, 'COUNTER_OFFER', 'is offered instead'));
  command(
    'amend',
    'make masks stricter or retention shorter, alone and with notice',
    'amend hive-box--cainiao@2.graphql',
  )
    .argument('<file>', 'the document')
    .action((file, options) => actWithFile(file, options, 'AMEND', 'is declared, with notice'));
  command('sign', 'show what the version that is offered changes, and sign it', 'sign hive-box --version 2')
    .argument('<pair>', "the pair, or the other's code")
    .requiredOption('--version <number>', 'the version that is meant', readNumber)
    .option('--subgraph <files...>', 'SDL of operators, so that their own fields are known')
    .action(async (given, options) => {
      const client = await open(terminal, options);
      const contract = readContract(terminal, options.subgraph);
      const { shown, taken } = await signOffer(client, pairOf(client, given), {
        version: options.version,
        contract,
      });
      tell(options, taken, `version ${options.version} is signed by both`, shown);
    });
  command('decline', "decline the version that is offered, or take one's own offer back", 'decline hive-box')
    .argument('<pair>', "the pair, or the other's code")
    .option(...note)
    .action((given, options) => {
      const body = ({ agreement: view }: PairAnswer) => {
        const { version, documentHash } = requireOffer(view);
        return { version, documentHash, ...noteOf(options) };
      };
      return act(given, options, 'DECLINE', body, 'the offer is declined');
    });
  command(
    'suspend',
    'declare a suspension; it takes effect after the notice',
    'suspend hive-box --reason COMMERCIAL',
  )
    .argument('<pair>', "the pair, or the other's code")
    .addOption(reason().makeOptionMandatory())
    .option(...note)
    .action((given, options) =>
      act(given, options, 'SUSPEND', () => reasonOf(options), 'a suspension is declared'),
    );
  command('resume', "take back one's own suspension", 'resume hive-box')
    .argument('<pair>', "the pair, or the other's code")
    .option(...note)
    .action((given, options) =>
      act(given, options, 'RESUME', () => noteOf(options), 'the suspension is taken back'),
    );
  command('terminate', 'end all that is agreed, with notice', 'terminate hive-box')
    .argument('<pair>', "the pair, or the other's code")
    .addOption(reason())
    .option(...note)
    .action((given, options) =>
      act(given, options, 'TERMINATE', () => reasonOf(options), 'a termination is declared'),
    );
  command(
    'dispute',
    'open a dispute, so that a mediator can read the records',
    'dispute cainiao --reason BREACH',
  )
    .argument('<pair>', "the pair, or the other's code")
    .addOption(reason().makeOptionMandatory())
    .option(...note)
    .action((given, options) => act(given, options, 'DISPUTE', () => reasonOf(options), 'a dispute is open'));
  command('settle', 'settle a dispute', 'settle hive-box--cainiao')
    .argument('<pair>', "the pair, or the other's code")
    .option(...note)
    .action((given, options) =>
      act(given, options, 'SETTLE', () => noteOf(options), 'the dispute is settled'),
    );
  command(
    'measure',
    'order an interim measure, as a mediator',
    'measure hive-box--cainiao --restore-floor --until 2017-07-01T00:00:00Z',
  )
    .argument('<pair>', 'the pair')
    .option('--restore-floor', 'parcels accepted until now are in the continuity floor')
    .option('--withhold <Type.field...>', 'fields that are withheld meanwhile')
    .requiredOption(
      '--until <time>',
      "when it ends, by the hub's clock: ISO 8601 with an offset, within 90 days",
    )
    .option(...note)
    .action((given, options) => {
      const body = ({ now }: PairAnswer) => ({ ...readMeasure(options, now), ...noteOf(options) });
      return act(given, options, 'ORDER_MEASURE', body, `a measure is in force until ${options.until}`);
    });
  command('end-measure', 'end what was ordered, before its time', 'end-measure hive-box--cainiao')
    .argument('<pair>', 'the pair')
    .option(...note)
    .action((given, options) =>
      act(given, options, 'END_MEASURE', () => noteOf(options), 'no measure is in force'),
    );

  command('list', 'list how all pairs stand', 'list').action(async (options) => {
    const client = await open(terminal, options);
    const { agreements } = await client.ask<{ agreements: readonly PairView[] }>(
      `{ agreements { ${PAIR_FIELDS} } }`,
    );
    const text =
      agreements.map(printStanding).join('\n') ||
      'no agreements yet: `hub agreement offer FILE` makes the first';
    writeResult(terminal, options.format, agreements, text);
  });
  command('show', 'show how a pair stands, and how it came to that', 'show hive-box--cainiao')
    .argument('<pair>', "the pair, or the other's code")
    .action(async (given, options) => {
      const client = await open(terminal, options);
      const { agreement: view } = await fetchPair(client, pairOf(client, given));
      writeResult(terminal, options.format, view, printPair(view));
    });
  command(
    'records',
    'write the signed records of a pair, with the keys that verify them',
    'records hive-box --out records.json',
  )
    .argument('<pair>', "the pair, or the other's code")
    .option('--out <file>', 'where to (the screen)')
    .action(async (given, options) => {
      const client = await open(terminal, options);
      const { records } = await client.ask<{
        records: { readonly pair: string; readonly records: readonly unknown[] };
      }>(
        `query ($pair: ID!) { records(pair: $pair) {
          pair records { seq hash record signature keyId receivedAt } keys { id participant publicKey addedAt revokedAt }
        } }`,
        { pair: pairOf(client, given) },
      );
      const text = JSON.stringify(records, null, 2);
      if (options.out === undefined) return void terminal.out.write(`${text}\n`);
      writeOut(terminal, options.out, `${text}\n`);
      const sentence = `${records.records.length} records of ${records.pair} in ${options.out}\nnext: hub agreement verify ${options.out}`;
      writeResult(terminal, options.format, { file: options.out, records: records.records.length }, sentence);
    });
  agreement
    .command('verify')
    .description('verify signed records in files, with no hub')
    .argument('<files...>', 'as `hub agreement records --out` writes them')
    .option('--subgraph <files...>', 'SDL of operators, so that their own fields are known')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText('before', 'example:\n  hub agreement verify records.json\n')
    .action((files, options) => end(verifyFiles(terminal, files, options)));
}

function readNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Refusal(`--version ${quote(text)} is no number of a version, as \`2\``);
}

interface MeasureOptions {
  readonly restoreFloor?: boolean;
  readonly withhold?: readonly string[];
  readonly until: string;
}

function readMeasure(
  { restoreFloor = false, withhold = [], until }: MeasureOptions,
  now: number,
): StepBodies['ORDER_MEASURE'] {
  const end = readTime(until);
  if (end === undefined)
    throw new Refusal(`--until ${quote(until)} is no time with an offset, as \`2017-07-01T00:00:00Z\``);
  if (restoreFloor === withhold.length > 0)
    throw new Refusal('order one measure: --restore-floor, or --withhold with fields');
  if (end <= now)
    throw new Refusal(`--until ${quote(until)} is over: the hub's clock says ${new Date(now).toISOString()}`);
  return { kind: restoreFloor ? 'RESTORE_FLOOR' : 'NARROW', until: new Date(end).toISOString(), withhold };
}

function writeOut({ cwd }: Terminal, file: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'its folder is not there' : code;
    throw new Refusal(`\`${file}\` cannot be written (${why}); name another with --out`);
  }
}
