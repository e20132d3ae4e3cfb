/** Says a node of an answer for people. Pure. */
import type { TreeNode } from '../logic/fieldTree.ts';
import type { Say } from '../words/useWords.ts';

/** A field by its key, a leg by its operator, anything else in a list by its place. */
export function nameOf({ key, leg }: TreeNode, names: ReadonlyMap<string, string>): string {
  if (leg !== undefined) return `${names.get(leg.operator) ?? leg.operator} ${leg.waybill}`;
  return typeof key === 'number' ? `${key + 1}` : key;
}

/** A leaf's value; of a withheld one, why. */
export function sayValue({ value, mark, children }: TreeNode, say: Say): string {
  if (mark.kind === 'withheld') return say.reason(mark.field?.code);
  if (children.length > 0) return '';
  if (value === undefined) return '[]';
  return value === null ? 'null' : String(value);
}
