/**
 * Generates agreements that are valid by construction: masks fit the types, rules that can meet have one mask, a rule that
 * ends with a status has the status beside it, and no two agreements of a pair are in force at one time.
 */
import type { Relation } from '../../gateway/agreements/decision.ts';
import { prefixOf } from './generateExtension.ts';
import type {
  AgreementModel,
  ClauseModel,
  FieldModel,
  NetworkModel,
  OperatorModel,
  TypeBook,
} from './model.ts';
import type { Random } from './random.ts';

const PURPOSES = [
  'DELIVERY',
  'RECIPIENT_NOTICE',
  'ORDER_STATUS',
  'AFTER_SALES',
  'DISPUTE',
  'FRAUD_PREVENTION',
  'SETTLEMENT',
  'NETWORK_PLANNING',
  'STATISTICS',
  'LEGAL',
  'MARKETING',
  'PROFILING',
  'RESALE',
];
const NEVER_IMPLIED = ['MARKETING', 'PROFILING', 'RESALE'];
const TEXT_MASKS = ['CN_NAME', 'CN_PHONE', 'LAST_FOUR', 'INITIAL', 'PSEUDONYM'];
const FINAL = ['DELIVERED', 'RETURNED', 'CANCELLED'];
const PHASES = [
  'OUT_FOR_DELIVERY',
  'AVAILABLE_FOR_PICKUP',
  'DELIVERED',
  'RETURNED',
  'CANCELLED',
  'IN_TRANSIT',
  'EXCEPTION',
];
const DAY_MS = 86_400_000;

/** Agreements of the network's operators with the platforms, around `now`; some pairs have none. */
export function generateAgreements(
  random: Random,
  network: NetworkModel,
  { platforms, now }: { readonly platforms: readonly string[]; readonly now: number },
): readonly AgreementModel[] {
  return network.operators.flatMap((operator) =>
    random.some(platforms, 0.85).flatMap((platform) => {
      const purposes = generatePurposes(random);
      return generateTerms(random, now).map(([from, until], index): AgreementModel => {
        const isSame = random.chance(0.5);
        const own = isSame ? purposes : generatePurposes(random);
        return {
          operator: operator.code,
          platform,
          version: index + 1,
          purposes: own,
          from,
          until,
          missesPerDay: random.chance(0.2) ? 1_000_000 : null,
          clauses: generateClauses(random, network, operator, own),
          writing: random.int(1_000_000),
        };
      });
    }),
  );
}

function generatePurposes(random: Random): string[] {
  const chosen = random.some(PURPOSES, 0.25);
  return chosen.includes('ORDER_STATUS') || random.chance(0.3)
    ? nonEmpty(chosen)
    : ['ORDER_STATUS', ...chosen];
}

function nonEmpty(purposes: string[]): string[] {
  return purposes.length > 0 ? purposes : ['ORDER_STATUS'];
}

/** Begin and end of one to three agreements in a row, with or without a gap; mostly one is in force. */
function generateTerms(random: Random, now: number): readonly (readonly [from: number, until: number])[] {
  const before = now - (1 + random.int(100)) * DAY_MS;
  const after = now + (2 + random.int(100)) * DAY_MS;
  const near = now + random.pick([-1, 0, 0, 1]);
  switch (random.int(8)) {
    case 0:
      return [[before, near]];
    case 1:
      return [[near, after]];
    case 2:
      return [
        [before, near],
        [near, after],
      ];
    case 3:
      return [
        [before - 30 * DAY_MS, before],
        [before + random.pick([0, DAY_MS / 2]), near],
        [near + random.pick([0, 5, DAY_MS]), after],
      ];
    default:
      return [[before, after]];
  }
}

/** One clause of a field as the rules of a group of clauses allow. */
interface Terms {
  readonly purposes: readonly string[];
  readonly masks: boolean;
}

function generateClauses(
  random: Random,
  network: NetworkModel,
  { code, role }: OperatorModel,
  purposes: readonly string[],
): readonly ClauseModel[] {
  const types = withoutOthers(network.types[role], code);
  const legType = role === 'courier' ? 'CourierLeg' : 'LockerLeg';
  const status = generateStatusClause(random, legType, purposes);
  const clauses: ClauseModel[] = status === null ? [] : [status];
  const density = random.pick([0.15, 0.4, 0.7, 0.95]);
  const terms: Terms = { purposes, masks: random.chance(0.8) };
  for (const type of reachTypes(types, legType)) {
    for (const field of types.get(type)?.values() ?? []) {
      const isKey = type === legType && (field.name === 'operator' || field.name === 'waybill');
      if (isKey || field.coordinate === `${legType}.status` || !random.chance(density)) continue;
      clauses.push(...generateFieldClauses(random, types, field, terms, status));
    }
  }
  return clauses;
}

function generateStatusClause(random: Random, type: string, purposes: readonly string[]): ClauseModel | null {
  if (random.chance(0.15)) return null;
  return {
    type,
    field: 'status',
    for: chooseFor(random, { purposes, masks: false }),
    as: null,
    parcels: random.pick([null, ['OWN'], ['OWN', 'FOREIGN'], ['FOREIGN'], ['OWN', 'DELEGATED', 'FOREIGN']]),
    until: null,
    graceDays: null,
  };
}

/** One to three clauses: those that can meet have one mask. */
function generateFieldClauses(
  random: Random,
  types: TypeBook,
  field: FieldModel,
  terms: Terms,
  status: ClauseModel | null,
): readonly ClauseModel[] {
  const chooseMask = () => (terms.masks && random.chance(0.35) ? maskFor(random, field, types) : null);
  const clause = (more: Partial<ClauseModel>): ClauseModel => ({
    type: field.coordinate.slice(0, field.coordinate.indexOf('.')),
    field: field.name,
    for: null,
    as: null,
    parcels: null,
    until: null,
    graceDays: null,
    ...more,
  });
  if (random.chance(0.25)) {
    // Disjoint relations, so each may have its own mask.
    const pairs = random.pick([
      [['OWN'], ['FOREIGN']],
      [['OWN', 'DELEGATED'], ['FOREIGN']],
    ]) as readonly Relation[][];
    return pairs.map((parcels) =>
      limitPhase(random, clause({ parcels, as: chooseMask(), for: chooseFor(random, terms) }), terms, status),
    );
  }
  const mask = chooseMask();
  return Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () =>
    limitPhase(
      random,
      clause({
        as: mask ?? (random.chance(0.1) ? 'CLEAR' : null),
        parcels: random.pick([
          null,
          null,
          ['OWN'],
          ['FOREIGN'],
          ['OWN', 'FOREIGN'],
          ['OWN', 'DELEGATED', 'FOREIGN'],
          ['DELEGATED'],
        ]),
        for: chooseFor(random, terms),
      }),
      terms,
      status,
    ),
  );
}

function chooseFor(random: Random, { purposes }: Terms): readonly string[] | null {
  // A clause that names none has to be left with one.
  const isImplied = purposes.some((purpose) => !NEVER_IMPLIED.includes(purpose));
  return isImplied && random.chance(0.65) ? null : someOf(random, purposes);
}

/** With a chance, the clause ends with a status; then it is for no more than the clause of the status is. */
function limitPhase(
  random: Random,
  clause: ClauseModel,
  { purposes }: Terms,
  status: ClauseModel | null,
): ClauseModel {
  if (status === null || !random.chance(0.3)) return clause;
  const covered = clausePurposes(status, purposes);
  const held = clausePurposes(clause, purposes).filter((purpose) => covered.includes(purpose));
  const relations = (clause.parcels ?? ['OWN']).filter((relation) =>
    (status.parcels ?? ['OWN']).includes(relation),
  );
  if (held.length === 0 || relations.length === 0) return clause;
  const isSame = held.length === clausePurposes(clause, purposes).length;
  const until = random.pick(PHASES);
  return {
    ...clause,
    for: isSame ? clause.for : held,
    parcels: relations,
    until,
    graceDays: FINAL.includes(until) && random.chance(0.5) ? random.pick([0, 1, 2, 3, 4]) : null,
  };
}

/** What a clause holds for: `for:`, else all purposes of the agreement but those that are never implied. */
export function clausePurposes(clause: ClauseModel, purposes: readonly string[]): readonly string[] {
  return clause.for ?? purposes.filter((purpose) => !NEVER_IMPLIED.includes(purpose));
}

function maskFor(random: Random, field: FieldModel, types: TypeBook): string | null {
  if (types.has(field.type)) return null;
  if (field.type === 'DateTime') return random.pick(['DATE', 'HOUR']);
  if (field.isFreeText) return field.type === 'String' ? 'SCRUB' : null;
  return field.type === 'String' || field.type === 'ID' ? random.pick(TEXT_MASKS) : null;
}

function someOf(random: Random, purposes: readonly string[]): string[] {
  const some = random.some(purposes, 0.5);
  return some.length > 0 ? some : [random.pick(purposes)];
}

/** The object types that a leg leads to, itself among them. */
export function reachTypes(types: TypeBook, legType: string): readonly string[] {
  const reached = new Set([legType]);
  for (const type of reached) {
    for (const field of types.get(type)?.values() ?? []) {
      if (types.has(field.type) && field.type !== 'Operator') reached.add(field.type);
    }
  }
  return [...reached];
}

/** The types of a role without what other operators added to it: an agreement speaks of its own operator's fields. */
function withoutOthers(types: TypeBook, code: string): TypeBook {
  const own = prefixOf(code).field;
  const isOthers = (name: string) => name.includes('_') && !name.startsWith(own);
  const cut = [...types].map(([type, fields]) => [
    type,
    new Map([...fields].filter(([name]) => !type.endsWith('Leg') || !isOthers(name))),
  ]);
  return new Map(cut as [string, Map<string, FieldModel>][]);
}
