/** A counter of misses for tests and benchmarks that are about something else: no limit is ever reached. */
import type { MissCounter } from '../../gateway/store/missCounter.ts';

export const NO_MISSES: MissCounter = { open: async () => ({ add() {}, read: () => 0 }) };
