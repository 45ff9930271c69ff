// Keeps the answers in the storage of this tab, and gives them to a server that has not seen them.
"use strict";

const ENTRY = "kine-answers";
const LONGEST = 2000;
let known;

export default function keep({ data: { visit, answers, settled }, setTriggerValue }) {
  try {
    const kept = sessionStorage.getItem(ENTRY);
    const unseen = visit !== known && !settled && kept && kept !== answers;
    known = visit;
    if (unseen && kept.length <= LONGEST) {
      setTriggerValue("kept", kept);
    } else if (answers) {
      sessionStorage.setItem(ENTRY, answers);
    } else {
      sessionStorage.removeItem(ENTRY);
    }
  } catch {
    // The browser allows no storage here: the answers live as long as the page.
  }
}
