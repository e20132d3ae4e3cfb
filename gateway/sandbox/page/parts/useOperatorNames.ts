/** Operators' names by code, as people know them. */
import { useMemo } from 'react';
import { session } from '../state/session.ts';

export function useOperatorNames(): ReadonlyMap<string, string> {
  const { network } = session.use();
  return useMemo(() => new Map(network?.operators.map(({ code, name }) => [code, name])), [network]);
}
