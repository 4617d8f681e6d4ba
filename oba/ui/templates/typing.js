// A field of several lines is sent on after a pause in typing, by the keys that send it (Ctrl and Enter), so that a
// reload in mid-sentence loses nothing. Fields of a form wait for its button. Without this script they are sent on leaving.
"use strict";
(() => {
  const PAUSE = 500;
  const waiting = new WeakMap();
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || field.closest("[data-testid=stForm]")) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => {
      const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true };
      if (field.isConnected) field.dispatchEvent(new KeyboardEvent("keydown", keys));
    }, PAUSE));
  });
})();
