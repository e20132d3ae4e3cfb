/** What the arguments of fields do at every invented operator: known to the operators and to the oracle. */

/** The value of a field with its arguments applied. */
export function applyArguments(value: unknown, args: Readonly<Record<string, unknown>>): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const { last, limit } = args;
    if (typeof last === 'number') return last === 0 ? [] : value.slice(-last);
    return typeof limit === 'number' ? value.slice(0, limit) : value;
  }
  if (typeof value !== 'string') return value;
  const { tail, kind, tags } = args;
  const added = [tail, kind, ...(Array.isArray(tags) ? tags : [])].filter((part) => typeof part === 'string');
  return added.length === 0 ? value : `${value} ${added.join(' ')}`;
}
