/**
 * A reference operator in its process, as `npm start` runs it, that can also be asked what it has used. The environment
 * names the operator: `BENCH_OPERATOR`, `OPERATOR_DATA_DIR`, `PORT`. The operator itself tells the parent where it listens.
 */
import { serveParent } from '../process/serveParent.ts';
import { createUsageReader, type MeasuredFunctions } from '../process/usage.ts';

serveParent<MeasuredFunctions>(createUsageReader());
await import(`../../../subgraphs/${process.env['BENCH_OPERATOR']}/server.ts`);
