// Keeps texts in the storage of this tab, and gives them to a server that has not seen them.
"use strict";

const visits = {};

export default function keep({ data: { entry, longest, visit, text, settled }, setTriggerValue }) {
  try {
    const kept = sessionStorage.getItem(entry);
    const unseen = visit !== visits[entry] && !settled && kept && kept !== text;
    visits[entry] = visit;
    if (unseen && kept.length <= longest) {
      setTriggerValue("kept", kept);
    } else if (text) {
      sessionStorage.setItem(entry, text);
    } else {
      sessionStorage.removeItem(entry);
    }
  } catch {
    // The browser allows no storage here: the answers live as long as the page.
  }
}
