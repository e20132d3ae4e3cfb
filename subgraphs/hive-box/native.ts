/**
 * Hive Box's record of a stored parcel: the cabinet and compartment, whose parcel it is, the terms, and a log of what the
 * cabinet saw. All times are China's wall clock, `yyyy-MM-dd HH:mm:ss`. It does not know where the recipient lives.
 */
import { type Records, readRecords as readLines } from '../kit/records.ts';

/** One line of a cabinet's log. */
export interface HiveLog {
  /** SF's opCodes 123 to 131 as the cabinet sees them, or a code of Hive Box's own. */
  readonly op: string;
  readonly at: string;
  readonly note: string;
}

/** Where the cabinet stands. */
export interface HiveCabinet {
  readonly code: string;
  readonly name: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly zip: string;
  readonly street: string;
  readonly lat: number;
  readonly lng: number;
}

/** One storage. */
export interface HiveRecord {
  readonly storageNo: string;
  readonly cabinet: HiveCabinet;
  readonly box: { readonly no: string; readonly size: '小' | '中' | '大' };
  /** The courier company and its waybill, where a courier brought the parcel. */
  readonly express?: { readonly company: string; readonly no: string };
  readonly courier: { readonly name: string; readonly mobile: string };
  readonly receiver: { readonly name: string; readonly mobile: string };
  readonly pickCode: string;
  readonly storeTime?: string;
  readonly freeHours: number;
  readonly keepHours: number;
  /** Until when the recipient had the storage extended. */
  readonly keptUntil?: string;
  /** How far the billing run has come; nothing is due for a parcel that was taken out. */
  readonly billedUntil: string;
  readonly consent: string;
  readonly logs: readonly HiveLog[];
}

/** Reads Hive Box's storages from a file, one per line. */
export function readRecords(file: string): Records<HiveRecord> {
  return readLines(file);
}
