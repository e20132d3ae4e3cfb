/**
 * Generates the agreements of a large network: every operator has a few ways in which it likes to share, and every platform
 * has changed some of it. No two agreements need be alike, and much of what they say is said by others too. The same seed
 * gives the same agreements, one by one, so that they need not be in memory together.
 */
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import {
  type AgreementContract,
  type ContractField,
  readAgreementContract,
} from '../../../gateway/agreements/agreementContract.ts';
import { LEG_TYPES, type Role, roleSdl } from '../../../schema/network.ts';
import { MASK_SCALARS, NEVER_IMPLIED_PURPOSES, PURPOSES } from '../../../schema/privacy.ts';
import { createRandom } from '../load/random.ts';

/** With more agreements than this, platforms are added: about 70 of them for 100,000 agreements. */
const OPERATORS = 1_500;
/** In how many ways an operator likes to share. */
const TEMPLATES = 3;
/** Which part of the fields an operator shares, and which of the rest a platform gets otherwise. */
const SHARED = 0.6;
const CHANGED = 0.15;

const DAY_MS = 24 * 60 * 60 * 1000;
/** When all agreements are in force. */
export const NOW = Date.parse('2026-11-20T12:00:00+08:00');

/** A generated agreement's parties, and a purpose of it. */
export interface Party {
  readonly operator: string;
  readonly platform: string;
  readonly role: Role;
  readonly purpose: string;
}

/** The parties of the agreement at that place. */
export function partyAt(place: number): Omit<Party, 'purpose'> {
  const operator = place % OPERATORS;
  return {
    operator: `operator-n${operator}`,
    platform: `platform-n${Math.floor(place / OPERATORS)}`,
    role: operator % 2 === 0 ? 'courier' : 'locker',
  };
}

/** The contract that the agreements are about. */
export function readBenchContract(): AgreementContract {
  return readAgreementContract([roleSdl('courier'), roleSdl('locker')]);
}

/** Generates `count` agreements of 30 to 60 clauses, mostly. */
export function* generateAgreements(
  count: number,
  contract: AgreementContract,
  seed: number,
): Generator<Agreement> {
  const fields: Record<Role, readonly ContractField[]> = {
    courier: listFields(contract, LEG_TYPES.courier),
    locker: listFields(contract, LEG_TYPES.locker),
  };
  for (let place = 0; place < count; place++) {
    const { operator, platform, role } = partyAt(place);
    const random = createRandom(seed * 1_000_003 + place);
    const template = (place % OPERATORS) * TEMPLATES + Math.floor(random() * TEMPLATES);
    const house = createRandom(seed * 7_919 + template);
    const purposes = pickPurposes(house);
    const implied = purposes.filter((purpose) => !NEVER_IMPLIED_PURPOSES.has(purpose));
    const id = `${operator}--${platform}`;
    const clauses: Clause[] = [];
    for (const field of fields[role]) {
      // Both are drawn for every field, so that a change leaves the other fields as they are.
      const drawn = [house(), house(), house(), house()] as const;
      const rolls = random() < CHANGED ? ([random(), random(), random(), random()] as const) : drawn;
      const clause = writeClause(field, { purposes, implied, rolls });
      if (clause === undefined) continue;
      clauses.push({ ...clause, file: `${id}.graphql`, line: 12 + clauses.length, column: 25 });
    }
    yield {
      id,
      version: 1 + Math.floor(random() * 3),
      operator,
      platform,
      purposes,
      from: NOW - Math.ceil(random() * 500) * DAY_MS,
      until: NOW + Math.ceil(random() * 500) * DAY_MS,
      noticeHours: 72,
      retentionDays: 30 * Math.ceil(random() * 6),
      missesPerDay: 1_000,
      clauses,
    };
  }
}

/** Two to six purposes; the never implied ones seldom. */
function pickPurposes(random: () => number): readonly string[] {
  const picked = PURPOSES.filter((purpose) => random() < (NEVER_IMPLIED_PURPOSES.has(purpose) ? 0.02 : 0.35));
  return picked.includes('ORDER_STATUS') ? picked : ['ORDER_STATUS', ...picked];
}

function listFields(contract: AgreementContract, legType: string): readonly ContractField[] {
  const fields: ContractField[] = [];
  const reached = new Set([legType]);
  for (const type of reached) {
    for (const field of contract.types.get(type)?.values() ?? []) {
      if (field.isKey) continue;
      fields.push(field);
      if (field.isObject) reached.add(field.typeName);
    }
  }
  return fields;
}

interface Terms {
  readonly purposes: readonly string[];
  readonly implied: readonly string[];
  /** Whether it is shared, for which purposes, how it is masked, how it ends. */
  readonly rolls: readonly [number, number, number, number];
}

function writeClause(
  field: ContractField,
  { purposes, implied, rolls: [share, purpose, mask, end] }: Terms,
): Omit<Clause, 'file' | 'line' | 'column'> | undefined {
  // Objects on the way are shared more often than not: nothing below them could be read otherwise.
  if (share > (field.isObject ? 0.9 : SHARED)) return undefined;
  const named = purpose < 0.25 ? purposes.slice(0, 1 + Math.floor(purpose * 4 * purposes.length)) : undefined;
  const masks = field.isObject ? [] : [...MASK_SCALARS].filter(([, scalars]) => scalars.has(field.typeName));
  const name = mask < 0.3 ? masks[Math.floor((mask / 0.3) * masks.length)]?.[0] : undefined;
  const ends =
    end < 0.1 ? 'DELIVERED' : end < 0.13 ? 'OUT_FOR_DELIVERY' : end < 0.15 ? 'RETURNED' : undefined;
  const graceDays = ends === 'DELIVERED' && end < 0.05 ? 7 * (1 + Math.floor(end * 80)) : 0;
  const relations = share < 0.1 ? (['OWN', 'FOREIGN'] as const) : (['OWN'] as const);
  const parts = [
    ...(named === undefined ? [] : [`for: [${named.join(', ')}]`]),
    ...(name === undefined ? [] : [`as: ${name}`]),
    ...(relations.length === 1 ? [] : ['parcels: [OWN, FOREIGN]']),
    ...(ends === undefined ? [] : [`until: ${ends}`]),
    ...(graceDays === 0 ? [] : [`graceDays: ${graceDays}`]),
  ];
  return {
    coordinate: field.coordinate,
    purposes: named ?? implied,
    relations,
    mask: name ?? null,
    until: ends ?? null,
    graceDays,
    text: parts.length === 0 ? '@share' : `@share(${parts.join(', ')})`,
  };
}
