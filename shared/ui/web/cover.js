// What stands on the glass before the app (#loading) stays until its first page is painted. The client tells a page before
// it paints it, in one and the same task, and paints a page of its own first: a wheel that turns and a word of English.
new MutationObserver((_, observer) => {
  if (!document.querySelector('[flt-semantics-identifier^="page."]')) return;
  observer.disconnect();
  setTimeout(() => document.getElementById("loading")?.remove());
}).observe(document, { attributeFilter: ["flt-semantics-identifier"], childList: true, subtree: true });
