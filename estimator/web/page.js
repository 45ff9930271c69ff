// Keeps the document in step with the page: its language, the live announcement of the answer, and
// the words that stand there until the page does.
"use strict";

function follow() {
  const shown = document.querySelector("[data-page-language]");
  if (shown && document.documentElement.lang !== shown.dataset.pageLanguage) {
    document.documentElement.lang = shown.dataset.pageLanguage;
  }
  if (document.querySelector(".stMain h1")) {
    document.getElementById("first")?.remove();
  }
  const answer = document.querySelector(".st-key-answer");
  if (answer && !answer.hasAttribute("aria-live")) {
    answer.setAttribute("aria-live", "polite");
  }
}

new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });

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
if (window.parent !== window && /[?&]embed=true(&|$)/.test(window.location.search)) {
  document.documentElement.classList.add("embedded");
  new MutationObserver(tellHeight).observe(document.body, { childList: true, subtree: true });
}
