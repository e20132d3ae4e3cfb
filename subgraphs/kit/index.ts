/** The kit as an operator's author imports it: define an operator, run it, and the contract's types. */
export type * from './contract.ts';
export { defineOperator, type Operator, type OperatorOptions } from './defineOperator.ts';
export type { LegsRequest } from './legLoader.ts';
export { type RunOptions, runOperator } from './runOperator.ts';
export { type RunningOperator, type StartOptions, startOperator } from './startOperator.ts';
export { type AnnouncedOrder, type Announcement, toAnnouncement } from './toAnnouncement.ts';
export type { Grant } from './verify/grant.ts';
