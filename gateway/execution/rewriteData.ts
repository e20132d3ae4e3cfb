/**
 * The planner's small corrections of data: a type name that one graph knows by another, a field that was fetched under
 * another alias because its own was taken.
 * Invariant: only own properties are touched; where an object does not say its type, the correction applies.
 */
import type { FetchDataRewrite } from '@apollo/query-planner';
import { isRecord } from './mergeData.ts';
import { setOwn } from './setOwn.ts';
import type { TypeNames } from './typeNames.ts';

const FRAGMENT_PREFIX = '... on ';

/** A correction, ready to run. */
export interface Rewrite {
  readonly steps: readonly RewriteStep[];
  readonly field: string;
  /** The new name of the field, or null when the field is set to `value`. */
  readonly renamedTo: string | null;
  readonly value: unknown;
}

type RewriteStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'type'; readonly names: ReadonlySet<string> };

/** Compiles corrections; one without a path has nothing to correct. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  typeNames: TypeNames,
): readonly Rewrite[] {
  return (rewrites ?? []).flatMap((rewrite) => {
    const field = rewrite.path.at(-1);
    if (field === undefined) return [];
    const steps = rewrite.path.slice(0, -1).map((element): RewriteStep => {
      if (!element.startsWith(FRAGMENT_PREFIX)) return { kind: 'field', name: element };
      return { kind: 'type', names: typeNames(element.slice(FRAGMENT_PREFIX.length)) };
    });
    return rewrite.kind === 'KeyRenamer'
      ? { steps, field, renamedTo: rewrite.renameKeyTo, value: undefined }
      : { steps, field, renamedTo: null, value: rewrite.setValueTo as unknown };
  });
}

/** Corrects a value in place. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown): void {
  for (const rewrite of rewrites) applyAt(rewrite, 0, value);
}

function applyAt(rewrite: Rewrite, depth: number, value: unknown): void {
  if (Array.isArray(value)) {
    for (const element of value) applyAt(rewrite, depth, element);
    return;
  }
  if (!isRecord(value)) return;
  const step = rewrite.steps[depth];
  if (step === undefined) {
    rewriteField(rewrite, value);
  } else if (step.kind === 'field') {
    if (Object.hasOwn(value, step.name)) applyAt(rewrite, depth + 1, value[step.name]);
  } else {
    const typename = value['__typename'];
    if (typeof typename !== 'string' || step.names.has(typename)) applyAt(rewrite, depth + 1, value);
  }
}

function rewriteField({ field, renamedTo, value }: Rewrite, target: Record<string, unknown>): void {
  if (renamedTo === null) {
    setOwn(target, field, value);
    return;
  }
  const moved = Object.hasOwn(target, field) ? target[field] : undefined;
  if (moved === undefined) return;
  setOwn(target, renamedTo, moved);
  // Merging skips what is undefined; to delete would slow down every later access.
  setOwn(target, field, undefined);
}
