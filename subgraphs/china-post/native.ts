/**
 * China Post's record of an item: the S10 identifier, its events as EMSEVT messages carry them, and the customs
 * declaration (ITMATT). An event's time is local to its office; the offset is given for every office.
 */
import { type Records, readRecords as readLines } from '../kit/records.ts';

/** One EMSEVT event. */
export interface PostEvent {
  /** EMA to EMK, EDA to EDX, EXA to EXX, or a message or form of the UPU. */
  readonly event: string;
  /** Two-digit reason for EMH, EDX, EXD and the like. */
  readonly reason?: string;
  /** Local date and time, `yyyy-MM-ddTHH:mm:ss`. */
  readonly local: string;
  /** Offset without a colon, `+0800`. */
  readonly offset: string;
  /** When the message came in, in Beijing, where later. */
  readonly received?: string;
  /** IMPC code: country, place, number. */
  readonly office: string;
  readonly officeName: string;
  /** Kind of office: T centre, D delivery, C customs, A air mail, K locker, P pickup point. */
  readonly officeType: string;
  /** Region and city with a slash, district with another where the office has one. */
  readonly officeArea: string;
  readonly remark: string;
  /** The event that this one cancels or replaces, counted from 1 in the order of the record. */
  readonly cancels?: number;
  readonly replaces?: number;
}

/** Sender or addressee. */
export interface PostParty {
  readonly name: string;
  readonly company?: string;
  readonly telephone: string;
  readonly country: string;
  readonly state: string;
  readonly city: string;
  readonly district: string;
  readonly postcode: string;
  /** Lines: street; building; room. */
  readonly lines: readonly [street: string, building: string, room: string];
}

/** One item. */
export interface PostRecord {
  readonly itemId: string;
  readonly mailClass: string;
  readonly events: readonly PostEvent[];
  readonly sender: PostParty;
  readonly addressee: PostParty;
  readonly declaration: {
    readonly contents: string;
    readonly grams: number;
    readonly pieces: number;
    /** In the smallest unit of the currency. */
    readonly value: number;
    readonly currency: string;
  };
  readonly deliveredBy?: { readonly id: string; readonly name: string; readonly telephone: string };
  readonly signature?: { readonly by: string; readonly local: string; readonly offset: string };
  /** Expected delivery days as told, oldest first: begin, end, told at, in Beijing; with the cause of a change. */
  readonly expected: readonly {
    readonly from: string;
    readonly to: string;
    readonly told: string;
    readonly by: 'order' | 'post';
    readonly cause?: string;
  }[];
  /** The operator that took the item on, by its code on the network, and its number. */
  readonly onward?: { readonly operator: string; readonly item: string };
}

/** Reads China Post's items from a file, one per line. */
export function readRecords(file: string): Records<PostRecord> {
  return readLines(file);
}
