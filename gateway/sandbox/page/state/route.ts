/** Where in the page somebody is: the part of the address behind `#`, as `#/agreements/hive-box/cainiao`. */
import { useSyncExternalStore } from 'react';

export const VIEWS = ['ask', 'compare', 'agreements', 'parcel'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  readonly view: View;
  readonly parts: readonly string[];
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const [view, ...parts] = hash.replace(/^#\/?/, '').split('/').map(decodePart);
  return { view: VIEWS.find((each) => each === view) ?? 'ask', parts };
}

export function linkTo(view: View, ...parts: readonly string[]): string {
  return `#/${[view, ...parts].map(encodeURIComponent).join('/')}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
