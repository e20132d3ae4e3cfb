/**
 * Prints the CPU time per request of the gateway's own executor and of ours, over sources that answer from memory.
 * Run it with `APOLLO_TELEMETRY_DISABLED=1 node --import tsx test/execution/measure.ts`.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { createExecutor } from '../../gateway/execution/createExecutor.ts';
import { createStubSources } from './stubSources.ts';
import { createOracle, type Executor, networkSdl, requestOf } from './support.ts';

const FIELDS = `trackingNumber
  status
  substatus
  events { occurredAt status substatus custody coarsePlace { city } rawCode leg { operator { code } waybill } }
  legs {
    operator { code name }
    waybill
    status
    substatus
    events { id occurredAt status substatus custody coarsePlace { city } rawCode }
  }`;

const QUERIES = [
  {
    name: 'single',
    query: `query ($n: ID!) { parcel(trackingNumber: $n) { ${FIELDS} } }`,
    variables: { n: 'x' },
  },
  {
    name: 'fifty',
    query: `query ($n: [ID!]!) { parcels(trackingNumbers: $n) { ${FIELDS} } }`,
    variables: { n: Array.from({ length: 50 }, (_, index) => `x${index}`) },
  },
];

const sdl = networkSdl();
for (const { name, query, variables } of QUERIES) {
  // Eight events on each of a leg's list and on the parcel's; two legs; 50 parcels.
  const sources = rememberAnswers(createStubSources(sdl, { seed: 1, listLength: name === 'fifty' ? 8 : 4 }));
  const executors = { gateway: await createOracle(sdl, sources), ours: createExecutor(sdl, sources) };
  const request = requestOf(query, variables);
  for (const round of [1, 2, 3]) {
    for (const [label, executor] of Object.entries(executors)) {
      const perRequest = await measure(executor, request, name === 'fifty' ? 60 : 600);
      process.stdout.write(
        `${name} round ${round} ${label}: ${perRequest.toFixed(3)} ms of CPU per request\n`,
      );
    }
  }
}

async function measure(executor: Executor, request: ReturnType<typeof requestOf>, count: number) {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await executor(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

/** Sources answer from text, so what is measured beside the executor is reading JSON, the same for both. */
function rememberAnswers(
  sources: ReadonlyMap<string, GraphQLDataSource>,
): ReadonlyMap<string, GraphQLDataSource> {
  return new Map(
    [...sources].map(([name, source]) => {
      const answers = new Map<string, string>();
      return [
        name,
        {
          async process(options) {
            const key = `${options.request.query}${JSON.stringify(options.request.variables).length}`;
            const known = answers.get(key) ?? JSON.stringify(await source.process(options));
            answers.set(key, known);
            return JSON.parse(known);
          },
        } satisfies GraphQLDataSource,
      ];
    }),
  );
}
