/**
 * SF Express's own record of a shipment: the order beside its routes, as the route service answers them. Field names and
 * opCodes are SF's; `deptType`, `reasonCode` and `revises` stand for what its internal systems keep beside a route.
 */
import { type Records, readRecords as readLines } from '../kit/records.ts';

/** One row of the route: what SF scanned. */
export interface SfRoute {
  /** Local wall clock, `yyyy-MM-dd HH:mm:ss`; China's unless `zone` is given. */
  readonly acceptTime: string;
  /** Province, city and district with commas. */
  readonly acceptAddress: string;
  readonly remark: string;
  readonly opCode: string;
  /** Refines opCodes 33, 70, 72, 77, 80 and 613. */
  readonly reasonCode?: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly deptType: string;
  /** When the row reached the server, where later than `acceptTime`. */
  readonly uploadTime?: string;
  /** ISO country code and offset of a place abroad. */
  readonly country?: string;
  readonly zone?: string;
  /** The number of the row that this one voids or amends, counted from 1. */
  readonly revises?: { readonly row: number; readonly how: 'VOID' | 'AMEND' };
}

/** Sender or consignee. */
export interface SfContact {
  readonly contact: string;
  readonly company?: string;
  readonly mobile: string;
  readonly country: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly postCode: string;
  /** Street, building and room, separated by spaces. */
  readonly address: string;
}

/** One shipment. */
export interface SfRecord {
  readonly mailNo: string;
  readonly sender: SfContact;
  readonly consignee: SfContact;
  readonly cargo: {
    readonly name: string;
    /** Kilograms. */
    readonly weight: number;
    readonly count: number;
    /** Yuan. */
    readonly declaredValue: number;
    readonly collection?: number;
  };
  readonly courier?: { readonly empNo: string; readonly name: string; readonly mobile: string };
  /** Promised windows, oldest first; China's wall clock. */
  readonly promise: readonly {
    readonly by: 'ORDER' | 'SF';
    readonly from: string;
    readonly to: string;
    readonly madeAt: string;
    readonly cause?: string;
  }[];
  readonly pod?: {
    readonly type: 'SIGN' | 'PHOTO';
    readonly url: string;
    readonly signer: string;
    readonly time: string;
  };
  readonly coldChain?: { readonly min: number; readonly max: number; readonly breached: boolean };
  /** The partner's shipment that this one was handed to, as code and number. */
  readonly forwardTo?: { readonly partner: string; readonly number: string };
  readonly originalMailNo?: string;
  readonly newMailNo?: string;
  readonly routes: readonly SfRoute[];
}

/** Reads SF's shipments from a file, one per line. */
export function readRecords(file: string): Records<SfRecord> {
  return readLines(file);
}
