// What is typed is sent on after a pause, and at the latest after a second of typing without one, by the keys that send a
// field. What was not sent yet is kept in this tab, so that a reload in mid-sentence finds it and sends it.
// Fields of a form wait for its button. Without this script they are sent on leaving.
"use strict";
(() => {
  const [PAUSE, LONGEST, RECENT] = [500, 1000, 600_000];
  const NAMED = ["indicator", "edit", "action", "meeting", "step", "service", "partner"];
  const FIELDS = "[data-testid=stTextArea] textarea, [data-testid=stTextInput] input[type=text]";
  const [waiting, since, kept] = [new WeakMap(), new WeakMap(), new Map()];
  const taken = new WeakSet();
  const ours = (field) => field instanceof Element && field.matches(FIELDS) && !field.closest("[data-testid=stForm]");
  const place = (field) => {
    const [names, label] = [new URLSearchParams(location.search), field.getAttribute("aria-label")];
    const alike = [...document.querySelectorAll(FIELDS)].filter((one) => one.getAttribute("aria-label") === label);
    return ["typed", location.pathname, ...NAMED.map((name) => names.get(name)), label, alike.indexOf(field)].join("|");
  };
  const send = (field) => {
    since.delete(field);
    const ctrlKey = field instanceof HTMLTextAreaElement;
    const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey, bubbles: true, cancelable: true };
    if (field.isConnected) field.dispatchEvent(new KeyboardEvent("keydown", keys));
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!ours(field)) return;
    taken.add(field);
    if (!kept.has(field)) kept.set(field, { key: place(field) });
    kept.get(field).text = field.value;
    sessionStorage.setItem(kept.get(field).key, JSON.stringify({ text: field.value, at: Date.now() }));
    if (!since.has(field)) since.set(field, performance.now());
    clearTimeout(waiting.get(field));
    const left = Math.max(0, since.get(field) + LONGEST - performance.now());
    waiting.set(field, setTimeout(send, Math.min(PAUSE, left), field));
  });
  const restore = (field) => {
    taken.add(field);
    const key = place(field);
    const found = JSON.parse(sessionStorage.getItem(key) ?? "null");
    sessionStorage.removeItem(key);
    if (!found || found.text === field.value || Date.now() - found.at > RECENT || !found.text.startsWith(field.value)) return;
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, found.text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const forget = () => {
    for (const [field, one] of kept) {
      if (field.isConnected && field.value === one.text) continue;
      sessionStorage.removeItem(one.key); // it was saved, or given up: nothing of it is to come back
      kept.delete(field);
    }
  };
  setInterval(() => {
    forget();
    for (const field of document.querySelectorAll(FIELDS)) if (ours(field) && !taken.has(field)) restore(field);
  }, 200);
  addEventListener("pagehide", forget); // also of a page that is left at once after saving
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
