/** A module of the editor that has no types of its own. */
declare module 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js' {
  export const TabFocus: { setTabFocusMode(isOn: boolean): void };
}
