/**
 * `npm run soak:kill -- [--kills N] [--seed S]`: kills a hub N times on the embedded database, and N times on the PostgreSQL server
 * of TEST_DATABASE_URL where it names one. Exit 0 when nothing was lost, 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { createDatabase, NO_SERVER } from '../../store/engines.ts';
import { runKillRounds } from './killRounds.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'both' },
  },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
process.exitCode = 0;
for (const engine of ['embedded', 'server']) {
  if (values.engine !== 'both' && values.engine !== engine) continue;
  if (engine === 'server' && NO_SERVER !== undefined) {
    process.stderr.write(`left out on a server: ${NO_SERVER}\n`);
    continue;
  }
  const database = engine === 'server' ? await createDatabase() : undefined;
  const onRound = (line: string) => void process.stderr.write(`${engine}: ${line}\n`);
  const { problems, ...figures } = await runKillRounds({
    kills,
    seed,
    databaseUrl: database?.url,
    onRound,
  }).finally(() => database?.drop());
  process.stdout.write(`${engine}, seed ${seed}: ${JSON.stringify(figures)}, ${problems.length} problems\n`);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
