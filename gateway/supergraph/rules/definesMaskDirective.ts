/** HUB027: an operator that links the mask specification has its directive as the hub writes it. */
import type { CheckContext, Finding } from '../checkContext.ts';
import { readMaskDirective } from '../readMaskDirective.ts';

export function definesMaskDirective(context: CheckContext): Iterable<Finding> {
  return readMaskDirective(context).findings;
}
