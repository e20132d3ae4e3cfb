/** Writes a true leg as the record that its operator would keep. */

import { toLeg as chinaPostLeg } from '../../china-post/toLeg.ts';
import { toLeg as hiveBoxLeg } from '../../hive-box/toLeg.ts';
import { toLeg as inpostLeg } from '../../inpost/toLeg.ts';
import type { CourierLeg, LockerLeg } from '../../kit/contract.ts';
import { toLeg as sfExpressLeg } from '../../sf-express/toLeg.ts';
import { toLeg as ztoLeg } from '../../zto/toLeg.ts';
import type { OperatorCode } from '../journey.ts';
import { writeChinaPost } from './chinaPost.ts';
import { writeHiveBox } from './hiveBox.ts';
import { writeInPost } from './inpost.ts';
import type { Recording } from './recording.ts';
import { writeSfExpress } from './sfExpress.ts';
import { writeZto } from './zto.ts';

/** A native record, and the leg that the operator itself makes of it. */
export interface Written {
  readonly record: object;
  readonly leg: CourierLeg | LockerLeg;
}

/** The record, and what the operator says of it: operators announce what they would answer. */
export function writeRecord(recording: Recording): Written {
  return WRITERS[recording.leg.operator](recording);
}

const WRITERS: Readonly<Record<OperatorCode, (recording: Recording) => Written>> = {
  'sf-express': writer(writeSfExpress, sfExpressLeg),
  zto: writer(writeZto, ztoLeg),
  'china-post': writer(writeChinaPost, chinaPostLeg),
  'hive-box': writer(writeHiveBox, hiveBoxLeg),
  inpost: writer(writeInPost, inpostLeg),
};

function writer<NativeRecord extends object>(
  write: (recording: Recording) => NativeRecord,
  toLeg: (record: NativeRecord) => CourierLeg | LockerLeg,
): (recording: Recording) => Written {
  return (recording) => {
    const record = write(recording);
    return { record, leg: toLeg(record) };
  };
}
