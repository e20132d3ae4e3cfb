/**
 * Measures what a check costs beside 1,500 operators whose SDLs all differ, in a hub whose composer has seen them:
 * `node --import tsx test/bench/registry/measureCheck.ts [operators]`.
 */
import '../../../gateway/base/runtimeSettings.ts';
import { operatorPrefix } from '../../../gateway/base/operatorPrefix.ts';
import { LOOPBACK_HOSTS, readSubgraphAddresses } from '../../../gateway/base/subgraphAddresses.ts';
import { checkPublication } from '../../../gateway/registry/subgraphs/checkPublication.ts';
import type { PublishedSubgraph } from '../../../gateway/registry/subgraphs/publishedSubgraph.ts';
import { composeInWorker } from '../../../gateway/supergraph/composeInWorker.ts';
import { LEG_TYPES, type Role } from '../../../schema/network.ts';
import { generateOperators, isExtended } from '../scaling/generateOperators.ts';

const count = Number(process.argv[2] ?? 1_500);
const operators = generateOperators(count, 1);
const changed = generateOperators(count, 2);
const subgraphs = new Map(
  operators.map(({ code, role, sdl }): [string, PublishedSubgraph] => {
    const rest = {
      name: code,
      version: 1,
      url: 'http://127.0.0.1/',
      numberPatterns: [],
      proof: null,
      keyId: '',
    };
    return [code, { ...rest, operator: code, role, sdl, publishedAt: new Date(0), revision: 1 }];
  }),
);
const composer = composeInWorker();
const startedAt = performance.now();
await composer.publish(operators);
say('all operators for the first time', performance.now() - startedAt);

const extended = operators.findIndex((_, at) => isExtended(at));

for (const [what, index] of [
  ['a changed operator', operators.findIndex((_, at) => !isExtended(at))],
  ['an operator with a changed extension', extended],
] as const) {
  const { code: operator, role, sdl } = changed[index] ?? { code: '', role: 'courier', sdl: '' };
  const document = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "${operator}", platform: "cainiao", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
type ${role === 'courier' ? 'CourierLeg' : 'LockerLeg'} { status: ParcelStatus @share }`;
  const documents = [{ operator, platform: 'cainiao', version: 1, document }];
  const parts = {
    composer,
    addresses: readSubgraphAddresses(LOOPBACK_HOSTS),
    resolveHost: async () => [],
    compilePattern: (pattern: string) => new RegExp(pattern),
  };
  // A new document each time, so that nothing is remembered of it.
  for (let round = 1; round <= 5; round++) {
    const draft = {
      operator,
      role,
      sdl: `${sdl}\n${index === extended ? extend(operator, role, round) : `# ${round}`}`,
      url: 'http://127.0.0.1/',
    };
    const from = performance.now();
    const check = await checkPublication(
      draft,
      { subgraphs, documents, operations: [] },
      { ...parts, accepts: [] },
    );
    say(`${what}, round ${round}, ${check.passed ? 'passed' : 'failed'}`, performance.now() - from);
  }
}
await composer.close();

/** Another field in each round, so that the whole network is composed anew. */
function extend(operator: string, role: Role, round: number): string {
  const { field = '' } = operatorPrefix(operator) ?? {};
  return `extend type ${LEG_TYPES[role]} { "Round." ${field}round${round}: Int @operational }`;
}

function say(what: string, ms: number): void {
  process.stdout.write(`${what}: ${ms.toFixed(0)} ms\n`);
}
