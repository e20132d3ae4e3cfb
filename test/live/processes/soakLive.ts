/**
 * `npm run soak:live -- [--rounds N] [--seconds S]`: two hub processes on the PostgreSQL server of TEST_DATABASE_URL, asked without
 * a pause, while a pair is suspended and resumed and a subgraph published N times; then the same while one of them is without its
 * database for S seconds: once with its connections cut, once with a line that swallows what is sent. Exit 0 when no request
 * failed and none was answered by an older policy than was acknowledged before it was asked for, 1 otherwise. N is 60 at the most,
 * since a hub takes so many steps of a pair in a day.
 */
import { parseArgs } from 'node:util';
import { createDatabase, NO_SERVER } from '../../store/engines.ts';
import { FULL, type LiveHubs, startLiveHubs } from '../liveHubs.ts';
import { type CuttableLine, openLine } from '../openLine.ts';
import { type ChangeFigures, type ChangePlan, runChanges } from '../runChanges.ts';
import { startHubProcess } from './startHubProcess.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '30' },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
/** Changes of a round. */
const CHANGES = 3;
/** How long a hub may take to catch up, in milliseconds. */
const CATCH_UP_MS = 30_000;

if (NO_SERVER !== undefined) {
  process.stderr.write(`there is nothing to run on: ${NO_SERVER}\n`);
  process.exit(2);
}
const database = await createDatabase();
const line = await openLine(new URL(database.url));
const throughLine = new URL(database.url);
throughLine.hostname = '127.0.0.1';
throughLine.port = String(line.port);
let live: LiveHubs | undefined;
try {
  live = await startLiveHubs([database.url, throughLine.href], undefined, (dataDir, databaseUrl) =>
    startHubProcess({ dataDir, databaseUrl, isLive: true }),
  );
  const both: ChangePlan = { rounds, hubs: 2, hubOf: (round) => round % 2, pauseMs: 10 };
  report('two hubs', await runChanges(live, both));
  for (const way of ['cut', 'swallow'] as const) await loseDatabase(live, line, way);
} finally {
  await live?.stop();
  await line.close();
  await database.drop();
}

/** Changes come at the first hub for as long as the second is without its database; then it has to be as up to date as ever. */
async function loseDatabase(hubs: LiveHubs, cuttable: CuttableLine, way: 'cut' | 'swallow'): Promise<void> {
  cuttable[way]();
  const pauseMs = (seconds * 1_000) / (rounds * CHANGES);
  const figures = await runChanges(hubs, { rounds, hubs: 2, hubOf: () => 0, cutOff: 1, pauseMs });
  cuttable.mend();
  const begin = performance.now();
  let answer = '';
  while (answer !== FULL && performance.now() - begin < CATCH_UP_MS) answer = await hubs.ask(1).catch(String);
  const caughtUpMs = performance.now() - begin;
  const late = answer === FULL ? [] : [`hub 1 did not catch up: ${answer}`];
  report(`${seconds} s without a database (${way})`, { ...figures, wrong: [...figures.wrong, ...late] });
  process.stdout.write(`  up to date again ${caughtUpMs.toFixed(0)} ms after that\n`);
  report(
    '  and afterwards',
    await runChanges(hubs, { rounds: 3, hubs: 2, hubOf: (round) => round % 2, pauseMs: 10 }),
  );
}

function report(what: string, { answers, floors, changeMs, wrong }: ChangeFigures): void {
  const sorted = changeMs.toSorted((one, other) => one - other);
  const [median = 0, longest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  process.stdout.write(
    `${what}: ${changeMs.length} changes acknowledged (median ${median.toFixed(0)} ms, longest ${longest.toFixed(0)} ms), ${answers} answers, ${floors} of last known values, ${wrong.length} wrong\n`,
  );
  for (const each of wrong.slice(0, 5)) process.stdout.write(`  ${each}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}
