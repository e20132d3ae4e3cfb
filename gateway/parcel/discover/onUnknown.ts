/** What a request does with numbers of which the directory has no leg at all: it hands them over, and waits for nothing. */
import type { RequestScope } from '../../request/requestScope.ts';
import type { Lookup } from '../parcelView.ts';

/** Returns at once and never throws. */
export type OnUnknown = (lookups: readonly Lookup[], scope: RequestScope) => void;

/** For a hub that knows only what is announced. */
export const forgetUnknown: OnUnknown = () => {};
