/**
 * Reads one announced leg: a leg for the directory, or why it is not taken. Invariants: operator and role are those of whoever
 * signed the call, whatever the leg says; nothing that could not be stored passes, so one bad leg never refuses its neighbours.
 */
import { FINAL_STATUSES } from '../../../schema/privacy.ts';
import { readTime } from '../../agreements/read/agreementArguments.ts';
import { didYouMean } from '../../base/didYouMean.ts';
import { normalizeNumber } from '../../base/normalizeNumber.ts';
import { quote } from '../../base/quote.ts';
import { isStorableText } from '../../base/storableText.ts';
import type { LegAnnouncement } from '../../store/directoryStore.ts';
import type { LegContract } from './legContract.ts';
import { type LegFailureCode, LegFault } from './legFault.ts';
import { readContinuity } from './readContinuity.ts';

export interface AnnouncementContext {
  readonly operator: string;
  readonly contract: LegContract;
  /** Codes of the registered platforms. */
  readonly platforms: ReadonlySet<string>;
  /** The hub's clock, milliseconds since the epoch. */
  readonly now: number;
}

/** What is wrong with a leg. */
export interface LegFailure {
  readonly code: LegFailureCode;
  readonly message: string;
  readonly waybill: string | null;
}

export type ReadLeg = { readonly leg: LegAnnouncement } | { readonly failure: LegFailure };

export const LONGEST_WAYBILL = 64;
const LONGEST_REFERENCE = 200;
const MOST_LEGS = 1_000;
/** Clocks differ. */
const FUTURE_MS = 5 * 60_000;
/** An exception that ends a leg. */
const FINAL_SUBSTATUSES: ReadonlySet<string> = new Set(['EXCEPTION_LOST', 'EXCEPTION_DESTROYED']);

const MEMBERS =
  'waybill parcel seq platform acceptedAt finalAt status substatus everReached updatedAt continuity'.split(
    ' ',
  );

/** Pure and total. */
export function readAnnouncement(
  input: Readonly<Record<string, unknown>>,
  context: AnnouncementContext,
): ReadLeg {
  try {
    return { leg: readLeg(input, context) };
  } catch (error) {
    if (!(error instanceof LegFault)) throw error;
    const waybill = isStorableText(input['waybill'], LONGEST_WAYBILL) ? input['waybill'] : null;
    return { failure: { code: error.code, message: error.message, waybill } };
  }
}

/** What is wrong with the first member that a leg does not have, in a sentence. */
export function findUnknownMember(input: Readonly<Record<string, unknown>>): string | undefined {
  const name = Object.keys(input).find((each) => !MEMBERS.includes(each));
  if (name === undefined) return undefined;
  return `a leg has no ${quote(name)}; ${didYouMean(name, MEMBERS) ?? `it has ${MEMBERS.join(', ')}`}`;
}

function readLeg(
  input: Readonly<Record<string, unknown>>,
  { operator, contract, platforms, now }: AnnouncementContext,
): LegAnnouncement {
  const unknown = findUnknownMember(input);
  if (unknown !== undefined) throw new LegFault('UNKNOWN_MEMBER', unknown);
  const waybill = readWaybill(input['waybill']);
  const parcel = need('parcel', input['parcel'], LONGEST_REFERENCE);
  const status = readStatus(need('status', input['status'], LONGEST_WAYBILL), contract);
  const substatus = readSubstatus(input['substatus'], status, contract);
  const updatedAt = readPast('updatedAt', input['updatedAt'], now);
  if (updatedAt === null) throw new LegFault('MISSING', '`updatedAt` is missing; say since when this is so');
  const finalAt = readPast('finalAt', input['finalAt'], now);
  if (finalAt !== null && !FINAL_STATUSES.has(status) && !FINAL_SUBSTATUSES.has(substatus ?? '')) {
    throw new LegFault(
      'BAD_VALUE',
      `\`finalAt\` is set, and ${quote(status)} is not final; leave it out until the leg is over`,
    );
  }
  return {
    operator,
    role: contract.role,
    waybill,
    parcel,
    seq: readSeq(input['seq']),
    platform: readPlatform(input['platform'], platforms),
    acceptedAt: readPast('acceptedAt', input['acceptedAt'], now),
    finalAt,
    status,
    substatus,
    everReached: readReached(input['everReached'], status, contract),
    updatedAt,
    continuity: readContinuity(input['continuity'], contract),
  };
}

function need(name: string, value: unknown, longest: number): string {
  if (value === null || value === undefined || value === '') {
    throw new LegFault('MISSING', `\`${name}\` is missing; every leg needs one`);
  }
  if (isStorableText(value, longest)) return value;
  throw new LegFault('BAD_VALUE', `\`${name}\` is no text of ${longest} characters at most`);
}

function readWaybill(value: unknown): string {
  const waybill = need('waybill', value, LONGEST_WAYBILL);
  if (/^[A-Za-z0-9\s-]+$/.test(waybill) && normalizeNumber(waybill) !== '') return waybill;
  throw new LegFault(
    'BAD_VALUE',
    '`waybill` has other characters than letters from A to Z, digits, spaces and dashes',
  );
}

function readStatus(status: string, { statuses }: LegContract): string {
  if (statuses.has(status)) return status;
  const help = didYouMean(status, statuses) ?? `one of ${[...statuses].join(', ')}`;
  throw new LegFault('BAD_VALUE', `${quote(status)} is no status that an operator can say; ${help}`);
}

function readSubstatus(value: unknown, status: string, { substatuses }: LegContract): string | null {
  if (value === null || value === undefined) return null;
  const substatus = need('substatus', value, LONGEST_WAYBILL);
  if (substatuses.has(substatus) && substatus.startsWith(`${status}_`)) return substatus;
  const fitting = [...substatuses].filter((each) => each.startsWith(`${status}_`));
  const help = didYouMean(substatus, fitting) ?? `one of ${fitting.join(', ')}`;
  throw new LegFault('BAD_VALUE', `${quote(substatus)} does not refine ${quote(status)}; ${help}`);
}

function readSeq(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < MOST_LEGS) return value;
  throw new LegFault('BAD_VALUE', `\`seq\` is no whole number from 0 to ${MOST_LEGS - 1}`);
}

function readPlatform(value: unknown, platforms: ReadonlySet<string>): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' && platforms.has(value)) return value;
  const named = quote(String(value));
  const help = didYouMean(String(value), platforms) ?? 'null stands for none on this network';
  throw new LegFault('UNKNOWN_PLATFORM', `no platform ${named} is registered; ${help}`);
}

/** A time that is not in the future: none of these can be. */
function readPast(name: string, value: unknown, now: number): string | null {
  if (value === null || value === undefined) return null;
  const time = typeof value === 'string' ? readTime(value) : undefined;
  if (typeof value !== 'string' || time === undefined) {
    throw new LegFault(
      'BAD_TIME',
      `\`${name}\` is no time with seconds and an offset, as \`2017-06-01T00:30:00+08:00\``,
    );
  }
  if (time <= now + FUTURE_MS) return value;
  throw new LegFault('BAD_TIME', `\`${name}\` is in the future; set the clock that it comes from`);
}

function readReached(value: unknown, status: string, contract: LegContract): readonly string[] {
  if (value === null || value === undefined) return [status];
  if (!Array.isArray(value)) throw new LegFault('BAD_VALUE', '`everReached` is no list of statuses');
  const reached = value.map((each) => readStatus(need('everReached', each, LONGEST_WAYBILL), contract));
  return [...new Set([...reached, status])];
}
