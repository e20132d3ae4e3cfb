/** The command line of `npm run bench`, and its help. */
import { parseArgs } from 'node:util';
import { CONTENDERS, type ContenderName } from './contenders/startContenders.ts';
import { QUERIES, type QueryName } from './queries.ts';

export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Overrides the concurrency of every query. */
  readonly concurrency: number | undefined;
  readonly only: readonly ContenderName[];
  readonly queries: readonly QueryName[];
  /** Sizes of networks for the scaling part; empty to leave it out. */
  readonly operators: readonly number[];
  /** Numbers of agreements to measure; empty to leave that out. */
  readonly agreements: readonly number[];
  /** Sizes of networks in which operators publish; empty to leave it out. */
  readonly publish: readonly number[];
  /** Legs in the directory when its feed is measured; undefined to leave that out. */
  readonly feed: number | undefined;
  /** The PostgreSQL server of the feed; undefined to start one. */
  readonly feedServer: string | undefined;
  readonly seed: number;
  readonly data: string | undefined;
  readonly json: string;
  readonly profile: QueryName | undefined;
}

/** A wrong command line: what is wrong, for people. */
export class UsageError extends Error {}

const contenderNames = Object.keys(CONTENDERS) as ContenderName[];
const queryNames = QUERIES.map(({ name }) => name);

export const HELP = `npm run bench -- [options]

Compares the hub with a hand-written proxy, bare ApolloGateway and Hive Gateway, on the same operators and data, and
measures networks of up to 1,500 operators and 100,000 agreements. Takes about twelve minutes on a quiet machine; the first run installs Hive Gateway (500 MB).

  --only <names>        contenders, of ${contenderNames.join(',')} (all); "none" leaves the comparison out
  --queries <names>     queries, of ${queryNames.join(',')} (all)
  --rounds <n>          rounds of each contender and query (7)
  --seconds <n>         length of a round (3)
  --warm-up <n>         seconds of load before the first round (5)
  --concurrency <n>     requests under way at a time (16 for one parcel, 4 for fifty)
  --operators <counts>  sizes of networks for the scaling part (2,15,150,1500); "none" leaves it out
  --agreements <counts> numbers of agreements to measure (10,1000,100000); "none" leaves them out
  --publish <counts>    sizes of networks in which operators publish (15,1500); "none" leaves it out
  --feed <count>        announces legs to a directory on a PostgreSQL server until it holds so many, as 10000000 (none)
  --feed-server <url>   that server; without it one is started where PostgreSQL is installed, with the settings of
                        gateway/deploy/postgresql.conf
  --seed <n>            of the parcels that are asked for, the networks and the agreements (1)
  --data <folder>       keep the seeded data there for the next run (a temporary folder)
  --json <file>         where the figures go (test/bench/results/latest.json)
  --profile <query>     instead of measuring, profile the main thread of each contender of --only (hub) under this query;
                        the profiles go beside the figures, as <contender>-<query>.cpuprofile
  --help                this text

examples:
  npm run bench -- --only proxy,bare,hub --rounds 2 --seconds 2 --operators none --agreements none
  npm run bench -- --only none --operators 2,15 --agreements none
  npm run bench -- --only none --operators none --agreements 10,100000
  npm run bench -- --only none --operators none --agreements none --publish 1500
  npm run bench -- --only none --operators none --agreements none --publish none --feed 10000000
  npm run bench -- --profile single
`;

/** The options, or undefined when help is asked for. Throws a \`UsageError\`. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const values = parse(args);
  if (values.help === true) return undefined;
  const profile = values.profile === undefined ? undefined : oneOf(queryNames, values.profile, 'profile');
  return {
    rounds: whole(values.rounds, 'rounds', 7),
    seconds: positive(values.seconds, 'seconds', 3),
    warmUpSeconds: positive(values['warm-up'], 'warm-up', 5),
    concurrency: values.concurrency === undefined ? undefined : whole(values.concurrency, 'concurrency', 1),
    only: list(values.only ?? (profile === undefined ? contenderNames.join() : 'hub')).map((name) =>
      oneOf(contenderNames, name, 'only'),
    ),
    queries: list(values.queries ?? queryNames.join()).map((name) => oneOf(queryNames, name, 'queries')),
    operators: list(values.operators ?? '2,15,150,1500').map((count) => whole(count, 'operators', 2)),
    agreements: list(values.agreements ?? '10,1000,100000').map((count) => whole(count, 'agreements', 10)),
    publish: list(values.publish ?? '15,1500').map((count) => whole(count, 'publish', 10)),
    feed: (values.feed ?? 'none') === 'none' ? undefined : whole(values.feed, 'feed', 1),
    feedServer: values['feed-server'],
    seed: whole(values.seed, 'seed', 1),
    data: values.data,
    json: values.json ?? new URL('results/latest.json', import.meta.url).pathname,
    profile,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: text,
        queries: text,
        rounds: text,
        seconds: text,
        'warm-up': text,
        concurrency: text,
        operators: text,
        agreements: text,
        publish: text,
        feed: text,
        'feed-server': text,
        seed: text,
        data: text,
        json: text,
        profile: text,
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function list(text: string): readonly string[] {
  return text === 'none' ? [] : text.split(',').map((part) => part.trim());
}

function oneOf<Name extends string>(names: readonly Name[], name: string, option: string): Name {
  const found = names.find((each) => each === name);
  if (found === undefined) throw new UsageError(`--${option} knows ${names.join(', ')}; not \`${name}\``);
  return found;
}

function whole(text: string | undefined, option: string, otherwise: number): number {
  const value = positive(text, option, otherwise);
  if (!Number.isInteger(value)) throw new UsageError(`--${option} is \`${text}\`; it must be a whole number`);
  return value;
}

function positive(text: string | undefined, option: string, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0)) throw new UsageError(`--${option} is \`${text}\`; it must be a number above 0`);
  return value;
}
