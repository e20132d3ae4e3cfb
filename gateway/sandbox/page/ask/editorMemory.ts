/** Where the editor keeps its tabs. Invariant: in memory alone; nothing that was asked or answered stays in the browser. */

// How wide the disclosure is beside the editor, and the editor beside the answer, to begin with.
const kept = new Map([
  ['graphiql:docExplorerFlex', '0.52'],
  ['graphiql:editorFlex', '1.4'],
]);

export const editorMemory = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
  clear: () => kept.clear(),
  get length() {
    return kept.size;
  },
};
