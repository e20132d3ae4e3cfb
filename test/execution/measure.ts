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
  const ours = createExecutor(sdl, sources.map);
  const executors = { sources: sources.replay, gateway: await createOracle(sdl, sources.map), ours };
  const request = requestOf(query, variables);
  await ours(request);
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

interface Remembering {
  readonly map: ReadonlyMap<string, GraphQLDataSource>;
  /** Does what the sources do for one request, and nothing else: to be taken off the other figures. */
  readonly replay: Executor;
}

/** Sources that answer from text: a request costs them what it costs to read JSON. */
function rememberAnswers(sources: ReadonlyMap<string, GraphQLDataSource>): Remembering {
  const answers = new Map<string, string>();
  const map = [...sources].map(([name, source]) => {
    const remembering: GraphQLDataSource = {
      async process(options) {
        const key = `${name} ${options.request.query}`;
        const known = answers.get(key) ?? JSON.stringify(await source.process(options));
        answers.set(key, known);
        return JSON.parse(known);
      },
    };
    return [name, remembering] as const;
  });
  return {
    map: new Map(map),
    async replay() {
      for (const text of answers.values()) JSON.parse(text);
      return {};
    },
  };
}
