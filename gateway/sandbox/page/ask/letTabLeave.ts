/** Tab leaves every editor of the page, so that a keyboard is never caught in one. The editor has no such option that holds. */
import { TabFocus } from 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js';

TabFocus.setTabFocusMode(true);
