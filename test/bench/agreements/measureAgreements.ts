/**
 * Measures the agreements of a network in a process of its own: compiling them, the memory that the table keeps, and what a
 * decision costs. Invariant: every figure of decisions is taken in turn with the same of ten agreements, in one process.
 */
import '../../../gateway/base/runtimeSettings.ts';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AgreementTable, Caller, LegFacts } from '../../../gateway/agreements/decision.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { median } from '../compare/measure.ts';
import { createRandom } from '../load/random.ts';
import { serveParent } from '../process/serveParent.ts';
import { generateAgreements, NOW, partyAt, readBenchContract } from './generateAgreements.ts';

/** Figures of a number of agreements. */
export interface AgreementFigures {
  readonly agreements: number;
  readonly clauses: number;
  /** CPU time, as all times here; without what generating takes. */
  readonly compileMs: number;
  /** What the table adds to what the process holds after a collection of garbage. */
  readonly tableMb: number;
  /** The most that the process had until the table was compiled, code and generator included. */
  readonly peakRssMb: number;
  /** The process after all decisions of this measurement and a collection of garbage. */
  readonly residentMb: number;
  /** The first decision of a pair, with its fingerprint. */
  readonly coldNs: number;
  /** A decision that was asked for before: about any of the agreements, or about ten of them. */
  readonly warmNs: number;
  readonly warmOfTenNs: number;
  /** The same over that of a network of ten agreements. */
  readonly coldGrowth: number;
  readonly warmGrowth: number;
  readonly warmOfTenGrowth: number;
}

export interface AgreementFunctions {
  measure(order: { readonly agreements: number; readonly seed: number }): Promise<AgreementFigures>;
}

serveParent<AgreementFunctions>({ measure });

/** The size that others are compared with, and the size of the working set that is the same for all. */
const TEN = 10;
/** Decisions in a round, and rounds. */
const DECISIONS = 100_000;
const ROUNDS = 9;

const contract = readBenchContract();

async function measure({
  agreements: count,
  seed,
}: {
  agreements: number;
  seed: number;
}): Promise<AgreementFigures> {
  const collect = exposeGc();
  // Code is compiled and optimised before anything is measured.
  const ten = compileTable(generateAgreements(TEN, contract, seed), contract);
  for (let round = 0; round < 3; round++) ask(ten, drawQuestions(TEN, seed + round));
  const { clauses, generateMs } = countClauses(count, seed);
  const heldBefore = await collect();
  const startedAt = cpuMs();
  const table = compileTable(generateAgreements(count, contract, seed), contract);
  const compileMs = cpuMs() - startedAt - generateMs;
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  const tableMb = ((await collect()) - heldBefore) / 1024 ** 2;
  const coldOfTen = measureColdOfTen(seed);
  const coldNs = askOnce(table, count);
  const warm = measureWarm({ ten, table, count, seed });
  await collect();
  return {
    agreements: count,
    clauses,
    compileMs,
    tableMb,
    peakRssMb,
    residentMb: process.memoryUsage.rss() / 1024 ** 2,
    coldNs,
    coldGrowth: coldNs / coldOfTen,
    ...warm,
  };
}

/** What the collection of garbage leaves, in bytes. */
function exposeGc(): () => Promise<number> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  return async () => {
    // Some of what is garbage is found out only in a later turn, or by a second look.
    for (let turn = 0; turn < 5; turn++) {
      await setImmediate();
      gc();
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}

/** Generates agreements for nothing, to know what of compiling is generating. */
function countClauses(count: number, seed: number) {
  const startedAt = cpuMs();
  let clauses = 0;
  for (const agreement of generateAgreements(count, contract, seed)) clauses += agreement.clauses.length;
  return { clauses, generateMs: cpuMs() - startedAt };
}

/** CPU time of this process: unlike the clock, it does not see what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

interface Question {
  readonly caller: Caller;
  readonly leg: LegFacts;
}

/** A question about the agreement at that place. Every agreement has the purpose. */
function questionAt(place: number): Question {
  const { operator, platform, role } = partyAt(place);
  const everReached = ['REGISTERED', 'ACCEPTED', 'IN_TRANSIT'];
  return {
    caller: { platform, purpose: 'ORDER_STATUS' },
    leg: { operator, role, relation: 'OWN', acceptedAt: NOW, everReached, finalAt: null },
  };
}

/** Questions about agreements picked at random, with repetition. */
function drawQuestions(count: number, seed: number): readonly Question[] {
  const random = createRandom(seed);
  return Array.from({ length: DECISIONS }, () => questionAt(Math.floor(random() * count)));
}

/** Nanoseconds for a decision. What is asked of it is what the dispatcher asks to group legs. */
function ask(table: AgreementTable, questions: readonly Question[]): number {
  let visible = 0;
  let asked = 0;
  const startedAt = cpuMs();
  for (const { caller, leg } of questions) {
    const policy = table.decideLeg(caller, leg, NOW);
    if (policy.isVisible) visible += 1;
    asked += policy.fingerprint.length + (policy.dependsOnState ? 1 : 0);
  }
  const tookMs = cpuMs() - startedAt;
  if (visible < questions.length * 0.9 || asked === 0) {
    throw new Error(`only ${visible} legs of ${questions.length} are visible`);
  }
  return (tookMs * 1e6) / questions.length;
}

/** Asks once about every agreement, or about as many as are asked about in a round. */
function askOnce(table: AgreementTable, count: number): number {
  return ask(
    table,
    Array.from({ length: Math.min(count, DECISIONS) }, (_, place) => questionAt(place)),
  );
}

/** Ten cold decisions are too few to time: those of a thousand tables are. */
function measureColdOfTen(seed: number): number {
  let total = 0;
  for (let table = 0; table < 1_000; table++) {
    total += askOnce(compileTable(generateAgreements(TEN, contract, seed), contract), TEN);
  }
  return total / 1_000;
}

interface WarmParts {
  readonly ten: AgreementTable;
  readonly table: AgreementTable;
  readonly count: number;
  readonly seed: number;
}

function measureWarm({ ten, table, count, seed }: WarmParts) {
  const ofAll = drawQuestions(count, seed);
  const ofTen = drawQuestions(Math.min(TEN, count), seed);
  const rounds = Array.from({ length: ROUNDS + 2 }, () => ({
    reference: ask(ten, ofTen),
    all: ask(table, ofAll),
    ten: ask(table, ofTen),
  })).slice(2);
  return {
    warmNs: median(rounds.map(({ all }) => all)),
    warmOfTenNs: median(rounds.map((round) => round.ten)),
    warmGrowth: median(rounds.map(({ all, reference }) => all / reference)),
    warmOfTenGrowth: median(rounds.map((round) => round.ten / round.reference)),
  };
}
