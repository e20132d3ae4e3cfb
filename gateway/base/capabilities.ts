/**
 * What an operator implements of its role's contract, and its own extension. The dispatcher asks it for nothing else.
 * Invariant: capabilities are immutable, so operators that implement the same share one value (`internCapabilities`).
 */

/** The fields, arguments and enum values that one operator can answer. */
export interface Capabilities {
  readonly role: 'courier' | 'locker';
  /** Field coordinates of object types, as `CourierLeg.status`, with the names of the arguments each one takes. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Per enum the values that the contract knows, or that belong to the operator's own extension. */
  readonly enumValues: ReadonlyMap<string, ReadonlySet<string>>;
  /** The masks that the operator applies itself, by the executable directive `@mask(as:)`; empty when it declares none. */
  readonly masks: ReadonlySet<string>;
}

/** Whether the operator can answer a field, as `implementsField(capabilities, 'CourierLeg.status')`. */
export function implementsField(capabilities: Capabilities, coordinate: string): boolean {
  return capabilities.fields.has(coordinate);
}
