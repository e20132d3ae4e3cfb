/**
 * InPost's record of a parcel in the shape of its ShipX answers: the current status, the target locker, and details
 * newest first with ISO times that carry Poland's offset.
 */
import { type Records, readRecords as readLines } from '../kit/records.ts';

/** One status a parcel went through. */
export interface InPostDetail {
  readonly status: string;
  /** As `2026-11-10T10:00:00.000+01:00`. */
  readonly datetime: string;
  /** Branch code, where it happened at one. */
  readonly agency?: string;
  /** City and voivodeship of the branch, with a comma. */
  readonly agency_area?: string;
  readonly comment: string;
}

/** A parcel locker. */
export interface InPostMachine {
  readonly name: string;
  readonly address: {
    readonly street: string;
    readonly building_number: string;
    readonly city: string;
    readonly district: string;
    readonly post_code: string;
    readonly province: string;
  };
  readonly location: { readonly latitude: number; readonly longitude: number };
}

/** One parcel. */
export interface InPostRecord {
  readonly tracking_number: string;
  readonly service: string;
  readonly status: string;
  readonly custom_attributes: {
    readonly size: 'A' | 'B' | 'C';
    readonly box: string;
    readonly target_machine_id: string;
    readonly target_machine_detail: InPostMachine;
    /** Who chose the locker: `order`, `contact`, `profile`. */
    readonly chosen_by: string;
  };
  readonly receiver: {
    readonly first_name: string;
    readonly last_name: string;
    /** Nine digits, or a foreign number with its country code. */
    readonly phone: string;
    readonly email: string;
    readonly address?: InPostAddress;
  };
  readonly open_code?: string;
  readonly stored_at?: string;
  readonly expiry_at?: string;
  readonly extended_until?: string;
  readonly tracking_details: readonly InPostDetail[];
}

/** A receiver's address, which a locker parcel may lack. */
export interface InPostAddress {
  readonly street: string;
  readonly building_number: string;
  readonly flat: string;
  readonly city: string;
  readonly district: string;
  readonly post_code: string;
  readonly province: string;
  readonly country_code: string;
}

/** Reads InPost's parcels from a file, one per line. */
export function readRecords(file: string): Records<InPostRecord> {
  return readLines(file);
}
