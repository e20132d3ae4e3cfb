/** Runs the cases of a seed, network by network, and hands over what fails. Every case has a number that makes it again. */
import { parse, validate } from 'graphql';
import { type CheckedCase, checkCase, type Finding } from './checkCase.ts';
import { collectWords } from './checkText.ts';
import { createPseudonyms } from './compareAnswers.ts';
import { type CompileScenario, openCompiler } from './compileScenario.ts';
import { generateQueries, generateQuestion, generateScenario } from './generateCase.ts';
import { generateNetwork } from './generateNetwork.ts';
import type { CaseModel, NetworkModel } from './model.ts';
import { type HubAnswer, type OpenNetwork, openNetwork } from './openNetwork.ts';
import { createRandom } from './random.ts';

/** How many cases there are. A network costs half a second to open, a scenario 0.1 s to compile, a query 20 ms to plan, a case 2 ms. */
export interface CasePlan {
  readonly seed: number;
  /** The networks, by number. */
  readonly from: number;
  readonly to: number;
  readonly scenarios: number;
  readonly queries: number;
  /** How often each query is asked in a scenario, by changing callers, at changing times, with changing variables. */
  readonly repeats: number;
}

export interface FailedCase {
  /** Which one it is: of the seed, the network, the scenario, the query and its repetition. */
  readonly numbers: readonly number[];
  readonly case: CaseModel;
  readonly checked: CheckedCase;
  /** Asks a variation of the case in the same network; undefined where it is no case. */
  retry(variation: CaseModel): Promise<CheckedCase | undefined>;
}

export interface CaseListener {
  /** Called after each case; true ends the run. */
  onCase?(total: number): boolean;
  /** Called for each case that fails; true ends the run. */
  onFailure(failed: FailedCase): Promise<boolean> | boolean;
  /** Called for each case with its answer, while the network still remembers what it asked. */
  afterCase?(
    asked: { readonly case: CaseModel; readonly answer: HubAnswer },
    network: OpenNetwork,
  ): Promise<void>;
  /** Opens a network another way; the run closes it. */
  open?(model: NetworkModel, index: number): Promise<OpenNetwork>;
  /** Tampers with a network before it is asked: for the tests of the test. */
  tamper?(network: OpenNetwork, compile: CompileScenario): CompileScenario;
}

/** Runs the cases and returns how many there were. */
export async function runCases(plan: CasePlan, listener: CaseListener): Promise<number> {
  let total = 0;
  for (let index = plan.from; index < plan.to; index++) {
    const model = generateNetwork(createRandom(plan.seed, index));
    const network = await (listener.open?.(model, index) ?? openNetwork(model));
    try {
      const compiler = openCompiler(model, network.supergraphSdl);
      const compile = listener.tamper?.(network, compiler) ?? compiler;
      const isOver = await runNetwork({ plan, index, model, network, compile }, listener, () => ++total);
      if (isOver) break;
    } finally {
      await network.close();
    }
  }
  return total;
}

interface NetworkRun {
  readonly plan: CasePlan;
  readonly index: number;
  readonly model: CaseModel['network'];
  readonly network: OpenNetwork;
  readonly compile: CompileScenario;
}

async function runNetwork(run: NetworkRun, listener: CaseListener, count: () => number): Promise<boolean> {
  const { plan, index, model, network, compile } = run;
  const queries = generateQueries(createRandom(plan.seed, index, -1), network.schema, plan.queries);
  const pseudonyms = createPseudonyms();
  for (let number = 0; number < plan.scenarios; number++) {
    const random = createRandom(plan.seed, index, number);
    const scenario = generateScenario(random, model);
    network.hold(scenario, compile(scenario));
    const words = collectWords(scenario);
    for (const place of Array.from({ length: queries.length * plan.repeats }).keys()) {
      const query = queries[place % queries.length];
      if (query === undefined) break;
      const question = generateQuestion(random, model, scenario, query);
      const theCase: CaseModel = { network: model, scenario, question };
      const checked = await checkCase(theCase, network, { pseudonyms, words });
      await listener.afterCase?.({ case: theCase, answer: checked.answer }, network);
      const total = count();
      if (checked.findings.length > 0) {
        const retry = retryIn(run);
        const failed: FailedCase = {
          numbers: [plan.seed, index, number, place],
          case: theCase,
          checked,
          retry,
        };
        if (await listener.onFailure(failed)) return true;
        network.hold(scenario, compile(scenario));
      }
      if (listener.onCase?.(total)) return true;
    }
  }
  return false;
}

function retryIn({ network, compile }: NetworkRun): FailedCase['retry'] {
  return async (variation) => {
    try {
      if (validate(network.schema, parse(variation.question.query)).length > 0) return undefined;
      network.hold(variation.scenario, compile(variation.scenario));
      const words = collectWords(variation.scenario);
      return await checkCase(variation, network, { pseudonyms: createPseudonyms(), words });
    } catch {
      // A variation can be no valid case: an agreement that the checker refuses, say.
      return undefined;
    }
  };
}

/** The properties that findings are about, once each. */
export function propertiesOf(findings: readonly Finding[]): readonly Finding['property'][] {
  return [...new Set(findings.map(({ property }) => property))];
}
