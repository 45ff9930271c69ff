// Puts the estimator where its tag stands: <script async src=".../embed.js" data-fee="40"></script>
// It sends nothing but the presets below, reads nothing of the page around it, and sets no global.
(() => {
  "use strict";
  const PRESETS =
    "practiceName conventioned fee feeHome kines setting languages lang accent".split(" ");
  const TITLES = {}; // filled in by the server, by language
  const READY_WITHIN = 15000;
  const PLACEHOLDER = 600;
  const LONGEST = 20000;

  const tag = document.currentScript;
  if (!tag) return;
  const base = new URL(".", tag.src);
  // The language asked for, else that of the page around, else the visitor's, as the server has it.
  const known = (tags) =>
    tags.map((it) => (it || "").slice(0, 2).toLowerCase()).find((it) => TITLES[it]);
  const lang = known([tag.dataset.lang, document.documentElement.lang]);
  const said = { ...tag.dataset, lang };
  const title = TITLES[lang || known(navigator.languages)] || TITLES.fr;

  const address = new URL(base);
  for (const name of PRESETS) {
    if (said[name]) {
      address.searchParams.set(name.replace(/[A-Z]/g, (sign) => "_" + sign.toLowerCase()), said[name]);
    }
  }

  // The link: the one of the snippet if it stands right before the tag, else one of our own. It
  // shows until the estimator does, and again when the estimator doesn't.
  const before = tag.previousElementSibling;
  let link = before && (before.matches("a") ? before : before.querySelector("a:only-child"));
  if (!link || !link.href.startsWith(base.href)) {
    link = document.createElement("a");
    link.href = address.href;
    link.textContent = title;
    tag.before(link);
  }

  const style = (element, rules) => {
    for (const name in rules) element.style.setProperty(name, rules[name], "important");
  };

  const frame = document.createElement("iframe");
  frame.title = title;
  frame.loading = "lazy";
  frame.allow = "clipboard-write";
  // All that the estimator needs; leading the page around it elsewhere is not among it.
  frame.sandbox =
    "allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-popups " +
    "allow-popups-to-escape-sandbox";
  const FIXED = {
    all: "initial", display: "block", width: "100%", "min-width": "0", "max-width": "100%",
    border: "0", flex: "none", "color-scheme": "normal", visibility: "hidden",
  };
  style(frame, { ...FIXED, height: PLACEHOLDER + "px" });

  let waiting;
  frame.addEventListener("load", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => shown(false), READY_WITHIN);
  });

  function shown(ready) {
    style(frame, ready ? { visibility: "visible" } : { visibility: "hidden", height: "0px" });
    if (ready) style(link, { display: "none" });
    else link.style.removeProperty("display");
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== base.origin) return;
    if (!data || data.type !== "kine-cost-estimator") return;
    if (!(Number.isFinite(data.height) && data.height > 0 && data.height <= LONGEST)) return;
    clearTimeout(waiting);
    style(frame, { height: Math.ceil(data.height) + "px" });
    if (typeof data.title === "string") frame.title = data.title;
    shown(true);
  });

  // The frame scrolls with the page around it, never by itself.
  address.searchParams.set("embed", "true");
  address.searchParams.append("embed_options", "disable_scrolling");
  if (/^(light|dark)$/.test(said.theme)) {
    address.searchParams.append("embed_options", said.theme + "_theme");
  }
  frame.src = address.href;
  tag.before(frame);
})();
