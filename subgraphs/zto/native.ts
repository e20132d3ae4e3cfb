/**
 * ZTO's record of a shipment in the shape of a Kuaidi100 answer: a state, and rows newest first with local wall-clock
 * times and no zone. It holds no goods, no proof and nobody's staff number.
 */
import { type Records, readRecords as readLines } from '../kit/records.ts';

/** One row of the trace. */
export interface ZtoRow {
  /** When it was entered, `yyyy-MM-dd HH:mm:ss`. */
  readonly ftime: string;
  /** When it happened, where that is not `ftime`. */
  readonly time?: string;
  readonly context: string;
  /** Advanced state code, as `1001`. */
  readonly statusCode: string;
  /** Why, for states 201, 202 and 208. */
  readonly cause?: string;
  /** Six digits of the place, then province, city and district with commas. */
  readonly areaCode: string;
  readonly areaName: string;
  /** The branch or centre. */
  readonly siteCode: string;
  readonly siteName: string;
}

/** Sender or recipient. */
export interface ZtoContact {
  readonly name: string;
  readonly company?: string;
  readonly mobile: string;
  /** Country where not China, province, city, district: with slashes. */
  readonly area: string;
  readonly zip: string;
  /** Street, building and room with commas. */
  readonly detail: string;
}

/** One shipment. */
export interface ZtoRecord {
  readonly nu: string;
  readonly com: 'zhongtong';
  /** Basic state, the first digit of the newest row's code. */
  readonly state: string;
  readonly ischeck: '0' | '1';
  readonly data: readonly ZtoRow[];
  readonly send: ZtoContact;
  readonly recv: ZtoContact;
  /** Expected arrival as said at each change, oldest first. */
  readonly arrivals: readonly { readonly arrivalTime: string; readonly at: string; readonly why?: string }[];
  /** The company that took the parcel on, and its number. */
  readonly interCom?: { readonly com: string; readonly nu: string };
}

/** Reads ZTO's shipments from a file, one per line. */
export function readRecords(file: string): Records<ZtoRecord> {
  return readLines(file);
}
