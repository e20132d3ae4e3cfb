/**
 * Decisions as the rules of the agreement language say them, one after the other and without regard to time or memory. It
 * shares no code with `gateway/agreements`: what both say is probably what was meant.
 */
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import type { AgreementContract, ContractField } from '../../../gateway/agreements/agreementContract.ts';
import type { Caller, LegFacts } from '../../../gateway/agreements/decision.ts';

const FINAL = ['DELIVERED', 'RETURNED', 'CANCELLED'];
const OF_OPERATORS = [
  ...['REGISTERED', 'ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP'],
  ...['DELIVERY_FAILED', 'DELIVERED', 'RETURNING', 'RETURNED', 'EXCEPTION', 'CANCELLED'],
];
const PURPOSES = [
  ...['DELIVERY', 'RECIPIENT_NOTICE', 'ORDER_STATUS', 'AFTER_SALES', 'DISPUTE', 'FRAUD_PREVENTION'],
  ...['SETTLEMENT', 'NETWORK_PLANNING', 'STATISTICS', 'LEGAL', 'MARKETING', 'PROFILING', 'RESALE'],
];
const TIME_MASKS = ['DATE', 'HOUR'];
const TEXT_MASKS = ['CN_NAME', 'CN_PHONE', 'LAST_FOUR', 'INITIAL', 'PSEUDONYM'];

/** One request about one leg. */
export interface Question {
  readonly caller: Caller;
  readonly leg: LegFacts;
  readonly now: number;
}

/** The whole answer about a leg, in words. */
export interface Answer {
  readonly isVisible: boolean;
  readonly dependsOnState: boolean;
  /** By coordinate: `disclose`, `as MASK`, or a code. */
  readonly words: ReadonlyMap<string, string>;
}

/** Answers for the given coordinates. */
export function answerNaively(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  question: Question,
  coordinates: readonly string[],
): Answer {
  const isVisible = isLegVisible(agreements, contract, question);
  const words = new Map<string, string>();
  let dependsOnState = false;
  for (const coordinate of coordinates) {
    const { word, clauses } = judge(agreements, contract, question, coordinate);
    const isGranted = word === 'disclose' || word.startsWith('as ');
    words.set(coordinate, isGranted && !isVisible ? 'NOT_SHARED' : word);
    if (isGranted && isVisible && clauses.length > 0 && clauses.every(({ until }) => until !== null)) {
      dependsOnState = true;
    }
  }
  for (const key of listKeys(contract)) {
    if (words.get(key) === 'NOT_SHARED' && isVisible) words.set(key, 'disclose');
  }
  return { isVisible, dependsOnState, words };
}

function listKeys(contract: AgreementContract): readonly string[] {
  const fields = [...contract.types.values()].flatMap((type) => [...type.values()]);
  return [...fields.filter(({ isKey }) => isKey).map(({ coordinate }) => coordinate), 'Operator.code'];
}

interface Judgement {
  readonly word: string;
  /** The clauses that hold. */
  readonly clauses: readonly Clause[];
}

function judge(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  { caller, leg, now }: Question,
  coordinate: string,
): Judgement {
  const withhold = (word: string): Judgement => ({ word, clauses: [] });
  const ofPair = agreements.filter(
    ({ operator, platform }) => operator === leg.operator && platform === caller.platform,
  );
  const inForce = ofPair.filter(({ from, until }) => from <= now && now < until);
  const [agreement] = inForce;
  if (agreement === undefined || inForce.length > 1) {
    return withhold(ofPair.some(({ until }) => until <= now) ? 'EXPIRED' : 'NO_AGREEMENT');
  }
  const isPurpose = PURPOSES.includes(caller.purpose) && agreement.purposes.includes(caller.purpose);
  if (!isPurpose) return withhold('PURPOSE');
  const field = findField(contract, coordinate);
  if (field === undefined || field.isKey) return withhold('NOT_SHARED');
  const about = agreement.clauses.filter((clause) => clause.coordinate === coordinate);
  if (about.length === 0) return withhold('NOT_SHARED');
  const related = about.filter(
    ({ relations }) =>
      (leg.relation === 'OWN' || leg.relation === 'FOREIGN') && relations.includes(leg.relation),
  );
  if (related.length === 0) return withhold(leg.relation === 'OWN' ? 'NOT_SHARED' : 'NOT_OWN_PARCEL');
  const meant = related.filter(({ purposes }) => purposes.includes(caller.purpose));
  if (meant.length === 0) return withhold('PURPOSE');
  if (!meant.every((clause) => canBeKept(clause, field))) return withhold('NOT_SHARED');
  if (new Set(meant.map(({ mask }) => mask)).size > 1) return withhold('NOT_SHARED');
  const holding = meant.filter((clause) => isPhaseOn(clause, leg, now));
  const [first] = holding;
  if (first === undefined) return withhold('PHASE_OVER');
  return { word: first.mask === null ? 'disclose' : `as ${first.mask}`, clauses: holding };
}

function canBeKept({ mask, until, graceDays }: Clause, field: ContractField): boolean {
  const fits =
    mask === null ||
    (TIME_MASKS.includes(mask) && field.typeName === 'DateTime') ||
    (TEXT_MASKS.includes(mask) && ['String', 'ID'].includes(field.typeName)) ||
    (mask === 'SCRUB' && field.typeName === 'String');
  const ends = until === null || (OF_OPERATORS.includes(until) && graceDays >= 0 && graceDays % 1 === 0);
  return fits && ends;
}

function isPhaseOn({ until, graceDays }: Clause, { everReached, finalAt }: LegFacts, now: number): boolean {
  if (until === null) return true;
  if (everReached.length === 0 && finalAt === null) return false;
  if (everReached.some((status) => !OF_OPERATORS.includes(status))) return false;
  const isEnded =
    everReached.includes(until) || everReached.some((status) => FINAL.includes(status)) || finalAt !== null;
  if (!isEnded) return true;
  const days = FINAL.includes(until) ? graceDays : 0;
  return finalAt !== null && now < finalAt + days * 24 * 60 * 60 * 1000;
}

function findField(contract: AgreementContract, coordinate: string): ContractField | undefined {
  for (const fields of contract.types.values()) {
    for (const field of fields.values()) if (field.coordinate === coordinate) return field;
  }
  return undefined;
}

/** Whether some path from the leg to a leaf is granted, whatever the phases. */
function isLegVisible(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  question: Question,
): boolean {
  const legTypes =
    question.leg.role === undefined
      ? contract.legTypes
      : [question.leg.role === 'courier' ? 'CourierLeg' : 'LockerLeg'];
  return legTypes.some((type) => listReadable(agreements, contract, question, type).length > 0);
}

/** Every field of the leg that lies on a path to a leaf that is granted step by step, whatever the phases. */
export function listReadable(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  question: Question,
  legType: string,
): readonly string[] {
  const endless = agreements.map((agreement) => ({
    ...agreement,
    clauses: agreement.clauses.map((clause) =>
      OF_OPERATORS.includes(clause.until ?? '') ? open(clause) : clause,
    ),
  }));
  return listReadableNow(endless, contract, question, legType);
}

/** The same with regard to phases: what the caller can read of the leg now. */
export function listReadableNow(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  question: Question,
  legType: string,
): readonly string[] {
  const walk = (type: string, passed: readonly string[]): readonly string[] =>
    [...(contract.types.get(type)?.values() ?? [])].flatMap((field) => {
      const { word } = judge(agreements, contract, question, field.coordinate);
      if (word !== 'disclose' && !word.startsWith('as ')) return [];
      if (!field.isObject) return [field.coordinate];
      // A path may pass through a type again on its way to a leaf, but twice shows all there is.
      const isCircling = passed.filter((name) => name === field.typeName).length > 1;
      const below = isCircling ? [] : walk(field.typeName, [...passed, field.typeName]);
      return below.length === 0 ? [] : [field.coordinate, ...below];
    });
  return walk(legType, [legType]);
}

function open(clause: Clause): Clause {
  const isKept = clause.graceDays >= 0 && clause.graceDays % 1 === 0;
  return isKept ? { ...clause, until: null, graceDays: 0 } : clause;
}
