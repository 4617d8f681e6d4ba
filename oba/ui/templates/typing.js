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
// Where what has the keyboard's focus goes away, as a button does whose form opens in its place, the focus goes to the
// first field or button of the nearest part of the page that is left, and not back to the top of the page.
(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select, button, a[href], summary";
  let [last, around] = [null, []];
  document.addEventListener("focusin", (event) => {
    [last, around] = [event.target, []];
    for (let each = last.parentElement; each && !each.matches("[data-testid=stMain]"); each = each.parentElement) around.push(each);
  });
  setInterval(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const place = around.find((each) => each.isConnected);
    const next = place && place.parentElement?.closest("[data-testid=stMain]") && [...place.querySelectorAll(FIELDS)].find((each) => !each.disabled && each.checkVisibility());
    last = null;
    if (next && !place.matches(".stMainBlockContainer")) next.focus();
  }, 100);
})();
