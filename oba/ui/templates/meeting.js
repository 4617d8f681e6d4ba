// The page of a meeting: its clock, counted on each second without a word from the server; keys for Next and Previous;
// Enter in a quick field; the whole screen. All of it can be done without this script, by buttons and a reload.
"use strict";
(() => {
  const seen = { now: "", at: 0, told: "", stop: "" };
  const bar = () => document.querySelector(".oba.meeting");
  const press = (name) => document.querySelector(`[class*="st-key-offer_${name}"] button`)?.click();
  const say = (text) => {
    let place = document.getElementById("meeting-said");
    if (!place) {
      place = document.createElement("p");
      place.id = "meeting-said";
      place.setAttribute("role", "status");
      place.className = "unseen";
      document.body.append(place);
    }
    place.textContent = text;
  };
  const clock = (seconds) => {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  // the server's clock at the last showing, and ours since: the two need not agree
  const count = (timer) => {
    const { now, began, spent, allowed, running } = timer.dataset;
    if (now !== seen.now) Object.assign(seen, { now, at: performance.now() });
    if (running !== "yes") return;
    const left = Number(allowed) - Number(spent) - Math.floor((performance.now() - seen.at) / 1000);
    const said = left === 0 ? "time is up" : `${clock(Math.abs(left))} ${left > 0 ? "left" : "over"}`;
    const place = timer.querySelector(".clock");
    if (place && place.textContent !== said) place.textContent = said;
    timer.classList.toggle("over", left <= 0);
    const news = left <= 0 ? "Time is up for this step" : left <= 60 ? "One minute left for this step" : "";
    const key = `${bar()?.dataset.stop} ${began} ${news}`;
    if (seen.told === key) return;
    if (news && left > -2 && (left <= 0 || left > 57)) say(news);
    seen.told = key;
  };
  const rise = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const arrive = (stop) => {
    if (stop === seen.stop) return;
    if (seen.stop) rise();
    seen.stop = stop;
  };
  setInterval(() => {
    const here = bar();
    if (!here) return;
    const timer = here.querySelector("[role=timer]");
    if (timer) count(timer);
    arrive(`${here.dataset.stop} ${here.dataset.ended ?? ""}`);
    const full = here.querySelector("button.full");
    if (full && document.fullscreenEnabled) {
      full.hidden = false;
      full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
    }
  }, 200);
  const turn = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  };
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest(".oba.meeting button.full")) turn();
    // of a meeting that has ended the papers stand at the top, and are what is wanted next
    if (bar()?.dataset.ended && event.target.closest("[class*='st-key-press_save_people'] button")) rise();
  });
  // what is typed before the server has emptied the field is held back, and then typed
  let waiting = null;
  const settle = (before, until) => {
    const { field, typed } = waiting;
    if (field.isConnected && field.value === before && performance.now() < until) {
      setTimeout(settle, 20, before, until);
      return;
    }
    waiting = null;
    if (field.isConnected) field.focus();
    if (typed) document.execCommand("insertText", false, typed);
  };
  document.addEventListener("keydown", (event) => {
    if (!waiting || event.target !== waiting.field || event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    waiting.typed += event.key;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  const TYPED = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=slider], [role=spinbutton], [role=grid]";
  document.addEventListener("keydown", (event) => {
    const [here, field] = [bar(), event.target];
    if (!here || event.ctrlKey || event.altKey || event.metaKey || !(field instanceof Element)) return;
    if (event.key === "Enter" && event.isTrusted && field.matches("input") && !event.isComposing && !waiting) {
      // the field has sent what it says by now, and has kept Enter from doing anything else
      const add = field.closest("[class*='st-key-quick_']")?.querySelector("[class*='st-key-offer_quick_'] button");
      if (add) {
        waiting = { field, typed: "" };
        add.click();
        settle(field.value, performance.now() + 2000);
      }
      return;
    }
    if (event.defaultPrevented || here.dataset.keys !== "on" || field.closest(TYPED) || document.querySelector("[role=dialog]")) return;
    const name = { ArrowRight: "meeting_next", PageDown: "meeting_next", ArrowLeft: "meeting_previous", PageUp: "meeting_previous" }[event.key];
    const sideways = field.closest(".scroll");
    if (name && !event.repeat && !(sideways && sideways.scrollWidth > sideways.clientWidth)) {
      event.preventDefault();
      press(name);
    } else if (event.key.toLowerCase() === "f" && !event.shiftKey && !event.repeat) {
      event.preventDefault();
      turn();
    }
  });
})();
