/**
 * Makes the editor's tabs what they are: a list of buttons. The editor puts two buttons into each `role="tab"`, where a screen reader
 * finds neither. Invariant: it changes roles only, and again whenever the editor writes them anew.
 */

/** Mends the tabs in a box from now on; returns what ends that. */
export function mendTabs(box: HTMLElement): () => void {
  const mend = () => {
    for (const list of box.querySelectorAll('[role="tablist"]')) list.removeAttribute('role');
    for (const tab of box.querySelectorAll('.graphiql-tab')) {
      tab.removeAttribute('role');
      const isSelected = tab.getAttribute('aria-selected');
      if (isSelected === null) continue;
      tab.removeAttribute('aria-selected');
      tab.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', isSelected);
    }
  };
  const observer = new MutationObserver(mend);
  observer.observe(box, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['role', 'aria-selected'],
  });
  mend();
  return () => observer.disconnect();
}
