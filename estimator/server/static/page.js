// Keeps the document in step with the page: its language, the live announcement of the answer, and
// the words that stand there until the page does.
"use strict";

// By language, from the catalogues: put in by the server.
const WORDS = {};

// What draws the page is asked for when the first words are painted: a hundred requests at once
// would hold them up. Out of sight nothing is painted.
function fetchSoon() {
  const soon = document.getElementById("soon");
  if (soon) {
    document.head.append(soon.content);
    soon.remove();
  }
}

requestAnimationFrame(() => setTimeout(fetchSoon));
setTimeout(fetchSoon, 300);

// A file that the page needs was lost on the way. While the first words stand nobody has answered
// anything: the page is loaded once more by itself, a little later, as others may have lost theirs
// at the same moment. After that, and where there are answers to lose, the person is told. Several
// files may be lost at once: the page is loaded anew for all of them together.
let reloading = false;
function lost() {
  const first = document.getElementById("first");
  if (!first) {
    tellLoss();
  } else if (performance.getEntriesByType("navigation")[0]?.type === "reload") {
    first.classList.add("late");
  } else if (!reloading) {
    reloading = true;
    setTimeout(() => window.location.reload(), 2000 + 3000 * Math.random());
  }
}

function tellLoss() {
  if (!document.getElementById("lost")) {
    const box = document.createElement("div");
    box.id = "lost";
    box.setAttribute("role", "alert");
    box.append(...told("broken"));
    document.body.append(box);
  }
}

// A sentence, and a button that loads the page anew.
function told(key) {
  const [sentence, button] = ["p", "button"].map((tag) => document.createElement(tag));
  sentence.textContent = say(key);
  button.textContent = say("again");
  button.addEventListener("click", () => window.location.reload());
  return [sentence, button];
}

window.addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement || target.rel === "stylesheet") {
    lost();
  }
}, true);
window.addEventListener("vite:preloadError", lost);
// What was refused, or cut off, before this script was there. Streamlit asks by fetch where its server
// is, and is refused under every page but the first: nothing is lost by that.
const BY_SCRIPT = ["fetch", "xmlhttprequest"];
const cutOff = ({ responseStatus, decodedBodySize }) =>
  responseStatus === 0 && decodedBodySize === 0;
const refused = (file) =>
  (file.responseStatus >= 400 || cutOff(file)) && !BY_SCRIPT.includes(file.initiatorType);
if (performance.getEntriesByType("resource").some(refused)) {
  lost();
}

// Questions that are still to come: until all are there, the page of the estimate is half empty.
const COMING = '.stMain .stColumn:first-child [data-testid="stSkeleton"]';

// The part of a page that its address names comes long after the browser has looked for it.
let sought = window.location.hash.slice(1);
function goToPart() {
  const part = sought && document.querySelector(`.stMain #${CSS.escape(sought)}`);
  if (part) {
    sought = "";
    part.scrollIntoView();
  }
}

function follow() {
  const shown = document.querySelector("[data-page-language]");
  if (shown && document.documentElement.lang !== shown.dataset.pageLanguage) {
    document.documentElement.lang = shown.dataset.pageLanguage;
  }
  const first = document.getElementById("first");
  const estimated = first?.querySelector("section");
  const there = estimated ? ".st-key-answer p, .stMain .stAlert" : ".stMain h1";
  const coming = estimated && document.querySelector(COMING);
  if (first && document.querySelector(there) && !coming) {
    first.remove();
  }
  const answer = document.querySelector(".st-key-answer");
  if (answer && !answer.hasAttribute("aria-live")) {
    answer.setAttribute("aria-live", "polite");
  }
  keepOpen();
  offerKeypad();
  goToPart();
}

// Amounts are typed with the keypad that has a decimal comma, on a phone. By the keys of the fields.
const AMOUNTS = ["fee", "fee_home", "first_fee", "overrun_fee", "surcharge", "maf_counted", "insurance_cap"]
  .flatMap((field) => [`.st-key-${field} input`, `.st-key-site_${field} input`])
  .concat('[class*="st-key-year_"]:is([class*="_fee"], [class*="_surcharge"]) input')
  .concat('[class*="st-key-check_paid_"] input', '[class*="st-key-check_received_"] input')
  .map((field) => `${field}:not([inputmode])`)
  .join();

function offerKeypad() {
  for (const field of document.querySelectorAll(AMOUNTS)) {
    field.inputMode = "decimal";
  }
}

// Which parts of the answer the person has opened: each change of an answer draws them anew. A press
// is noted at once, by keys too: where the part is drawn anew right then, no toggle is heard of.
const opened = new Set();
document.addEventListener("click", ({ target }) => {
  const part = target.closest(".stHtml details > summary")?.parentElement;
  if (part) {
    opened[part.open ? "delete" : "add"](part.id);
  }
});
document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".stHtml details") && target.isConnected) {
    opened[target.open ? "add" : "delete"](target.id);
  }
}, true);

function keepOpen() {
  for (const id of opened) {
    const part = document.getElementById(id);
    if (part && !part.open) {
      part.open = true;
    }
  }
}

new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });

// Streamlit's own words, which it has in English only, by how they read; ours come with this file.
const STREAMLITS = {
  less: /^Decrement$/,
  more: /^Increment$/,
  day: /^day, (.+)$/,
  month: /^month, (.+)$/,
  year: /^year, (.+)$/,
  calendar: /^Choose date$/,
  skip: /^Skip to main content$/,
  choose: /^Upload$/,
  limit: /^(\d+)MB per file$/,
  choose_file: /^file upload$/,
  open: /^Open$/,
  other: /^Add files$/,
  remove: /^Remove (.+)$/,
  kind: /^.*files are not allowed\.$/,
  too_large: /^File must be (\d+)(?:\.0)?MB or smaller\.$/,
  enter: /^Press Enter to apply$/,
  close: /^(Close|Dismiss)$/,
  lost: /^Connection error$/,
};
const THERE =
  'a[href^="#"], .stFileUploader, .stSelectbox, .stNumberInput, .stDateInput, .stDialog, '
  + '[data-testid="InputInstructions"]';
const english = new WeakMap();

// The text in our words; the English is kept, to be said anew when the language changes.
function ours(owner, name, now) {
  const kept = english.get(owner) || {};
  const text = kept[name] && kept[name].ours === now ? kept[name].theirs : now;
  for (const [key, pattern] of Object.entries(STREAMLITS)) {
    if (pattern.test(text)) {
      const said = text.replace(pattern, say(key));
      english.set(owner, { ...kept, [name]: { theirs: text, ours: said } });
      return said;
    }
  }
  return now;
}

// A file that could not be made: Streamlit says so in English, for five seconds. Our sentence stays
// beside the button until it is pressed again.
function tellNotMade() {
  for (const told of document.querySelectorAll('[data-testid="stDownloadButtonError"]')) {
    const place = told.parentElement;
    told.hidden = true;
    if (!place.querySelector(".not-made")) {
      const ours = document.createElement("p");
      ours.className = "not-made";
      ours.setAttribute("role", "alert");
      place.append(ours);
    }
  }
  for (const ours of document.querySelectorAll(".not-made")) {
    if (ours.textContent !== say("not_made")) {
      ours.textContent = say("not_made");
    }
  }
}

document.addEventListener("click", ({ target }) => {
  const place = target.closest("button")?.closest(".stDownloadButton");
  place?.querySelector(".not-made")?.remove();
}, true);

// A line added: the focus goes to its heading, or to the table that has it. The page draws it a
// little later. (Its first field would open a calendar.)
const ADDED = {
  ".st-key-fixed_check_add": ".stMain h3",
  ".st-key-fixed_add, .st-key-fixed_copy": ".stMain canvas",
};
const ADDED_WITHIN = 5000;
document.addEventListener("click", ({ target }) => {
  for (const [button, places] of Object.entries(ADDED)) {
    if (target.closest(`:is(${button}) button`)) {
      focusAdded(places);
    }
  }
}, true);

function focusAdded(places) {
  const before = new Set(document.querySelectorAll(places));
  const drawn = new MutationObserver(() => {
    const added = [...document.querySelectorAll(places)].find((it) => !before.has(it));
    if (added) {
      drawn.disconnect();
      added.tabIndex = added.matches("canvas") ? 0 : -1;
      added.focus();
    }
  });
  drawn.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => drawn.disconnect(), ADDED_WITHIN);
}

// Only what differs is written: a change would be seen, and answered, for ever.
function set(element, name, value) {
  if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

function say(key) {
  return (WORDS[document.documentElement.lang] || WORDS.fr)[key];
}

function translate() {
  tellNotMade();
  for (const place of document.querySelectorAll(THERE)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const said = ours(node, "text", node.data);
      if (said !== node.data) {
        node.data = said;
      }
    }
    for (const named of place.querySelectorAll("[aria-label]")) {
      const label = named.getAttribute("aria-label");
      const said = ours(named, "label", label);
      set(named, "aria-label", said);
    }
  }
  for (const zone of document.querySelectorAll('section[role="presentation"][aria-label]')) {
    set(zone, "role", "group");
  }
  tellConnection();
  nameCells();
  tieHints();
}

// A hint stands below its question: whoever hears the question hears the hint as well.
const QUESTION = '[role="radiogroup"], [role="group"][aria-label], input';
function tieHints() {
  for (const hint of document.querySelectorAll('.stMain [data-testid="stCaptionContainer"]')) {
    let before = hint.closest(".stElementContainer")?.previousElementSibling;
    if (before?.querySelector('[data-testid="stEmpty"]')) {
      before = before.previousElementSibling;
    }
    const question = before?.querySelector(QUESTION);
    const key = /st-key-(\w+)/.exec(before?.className);
    if (question && key) {
      set(hint, "id", `${key[1]}-hint`);
      set(question, "aria-describedby", hint.id);
    }
  }
}

// Streamlit's dialog about a lost connection speaks to whoever runs the server, in English.
function tellConnection() {
  const title = document.querySelector(".stDialog h2");
  const inside = title?.nextElementSibling;
  if (title?.textContent === say("lost") && inside && !inside.querySelector(".lost")) {
    const ours = document.createElement("div");
    ours.className = "lost";
    ours.append(...told("lost_why"));
    inside.append(ours);
  }
}

// What opens to edit a cell of a table has no name of its own, and guides in English.
function nameCells() {
  const portal = document.getElementById("portal");
  if (!portal || !portal.childElementCount) {
    return;
  }
  set(portal, "role", "region");
  set(portal, "aria-label", say("cell"));
  for (const field of portal.querySelectorAll("textarea, input")) {
    set(field, "aria-label", say("cell"));
  }
  for (const guide of portal.querySelectorAll('[role="log"]:not([lang])')) {
    set(guide, "lang", "en");
  }
}

new MutationObserver(translate).observe(document.documentElement, {
  childList: true, subtree: true, characterData: true, attributeFilter: ["lang", "aria-label"],
});

// In a frame: tells the page around it how tall the content is, and what the page is called.
// Only the content is measured, never the frame, so that an answer to it can't set off another.
function tellHeight() {
  const content = document.querySelector(".stMainBlockContainer");
  if (!content || !document.querySelector(".st-key-answer, .stAlert")) {
    return;
  }
  if (content !== watched) {
    sizes.disconnect();
    sizes.observe(content);
    watched = content;
  }
  const height = Math.ceil(content.getBoundingClientRect().height);
  const said = `${height} ${document.title}`;
  if (height > 0 && said !== lastSaid) {
    lastSaid = said;
    window.parent.postMessage({ type: "kine-cost-estimator", height, title: document.title }, "*");
  }
}

let watched;
let lastSaid = "";
const sizes = new ResizeObserver(tellHeight);

// A frame is taller than the window of a phone, and its foot far out of sight. Which part of it is in
// sight the browser tells of strips that lie over it; nothing is asked of the page around. The bar
// with the amount goes to the foot of that part when scrolling has come to rest, unless it would
// cover what has the focus.
const STRIP = 48;
const LEAST_IN_SIGHT = 240;
const REST = 120;
const strips = document.createElement("div");
const ends = new Map();
let resting;

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting, intersectionRect } of entries) {
    if (isIntersecting) {
      ends.set(target, intersectionRect);
    } else {
      ends.delete(target);
    }
  }
  clearTimeout(resting);
  resting = setTimeout(placeBar, REST);
}, { threshold: [0, 0.25, 0.5, 0.75, 1] });

function layStrips() {
  const lacking = Math.ceil(window.innerHeight / STRIP) - strips.childElementCount;
  for (let n = 0; n < lacking; n += 1) {
    const strip = document.createElement("div");
    strip.style.cssText = `height:${STRIP}px;width:1px`;
    strips.append(strip);
    sight.observe(strip);
  }
}

function placeBar() {
  const parts = [...ends.values()];
  const top = Math.min(window.innerHeight, ...parts.map((part) => part.top));
  const foot = Math.max(0, ...parts.map((part) => part.bottom));
  const bar = document.querySelector(".glance");
  const held = document.activeElement;
  const { top: above, bottom: below } = held.getBoundingClientRect();
  const covers = held !== document.body && held !== bar
    && above < foot && below > foot - (bar?.offsetHeight || 0);
  const page = document.documentElement;
  page.classList.toggle("in-sight", foot - top >= LEAST_IN_SIGHT && !covers);
  page.style.setProperty("--foot", `${foot}px`);
}

if (window.parent !== window && /[?&]embed=true(&|$)/.test(window.location.search)) {
  document.documentElement.classList.add("embedded");
  new MutationObserver(tellHeight).observe(document.body, { childList: true, subtree: true });
  strips.style.cssText = "inset:0 auto auto 0;pointer-events:none;position:fixed;visibility:hidden";
  strips.setAttribute("aria-hidden", "true");
  document.body.append(strips);
  layStrips();
  window.addEventListener("resize", layStrips);
  document.addEventListener("focusin", placeBar);
  // A link within a frame doesn't scroll the page around it; this does.
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".glance")) {
      document.getElementById("left-to-pay").scrollIntoView();
    }
  });
}
