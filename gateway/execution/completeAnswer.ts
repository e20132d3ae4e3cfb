/**
 * Cuts the answer out of the gathered data: every key that was asked for, in its order, and nothing else.
 * Invariant: a null where none may be makes the nearest nullable position above it null.
 */
import { ownRecord } from '../base/ownRecord.ts';
import type { FieldShape, ValueShape } from './answerShape.ts';
import { isValidLeaf } from './leafRule.ts';

type Data = Record<string, unknown>;

/** The data of the answer; null when a null reached the root. */
export function completeAnswer(fields: readonly FieldShape[], data: Data): Data | null {
  return completeFields(fields, data) ?? null;
}

/** An object of the answer; undefined when it must not be there. */
function completeFields(fields: readonly FieldShape[], data: Data): Data | undefined {
  const answer = ownRecord();
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as FieldShape;
    const { value: shape } = field;
    if (shape === null) {
      if (field.typename === null) return undefined;
      answer[field.key] = field.typename;
      continue;
    }
    const { source } = field;
    const given = field.isInherited && !Object.hasOwn(data, source) ? null : data[source];
    const value = completeValue(shape, given);
    if (value === undefined) return undefined;
    answer[field.key] = value;
  }
  return answer;
}

/** A value of the answer; undefined stands for a null where none may be. */
function completeValue(shape: ValueShape, given: unknown): unknown {
  if (given !== null && given !== undefined) {
    switch (shape.kind) {
      case 'leaf':
        if (isValidLeaf(shape.rule, given)) return given;
        break;
      case 'list':
        if (Array.isArray(given)) {
          const list = completeList(shape.item, given);
          if (list !== undefined) return list;
        }
        break;
      case 'object':
        if (typeof given === 'object' && !Array.isArray(given)) {
          const data = given as Data;
          const fields = shape.object.fieldsOf(data['__typename']);
          const answer = fields === null ? undefined : completeFields(fields, data);
          if (answer !== undefined) return answer;
        }
        break;
    }
  }
  return shape.isNonNull ? undefined : null;
}

function completeList(item: ValueShape, given: readonly unknown[]): unknown[] | undefined {
  const list = new Array<unknown>(given.length);
  for (let index = 0; index < given.length; index++) {
    const value = completeValue(item, given[index]);
    if (value === undefined) return undefined;
    list[index] = value;
  }
  return list;
}
