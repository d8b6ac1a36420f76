// The career guide's chat on another website. One line puts it on a page:
//   <script src="https://chat.school.example/widget.js" referrerpolicy="strict-origin" defer></script>
// A button opens the chat in a frame, which is asked for only then. What is remembered, for this tab, is whether it was
// open. No style is inline and no text becomes markup, so it works under a strict content security policy that names
// our host in script-src and frame-src.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || document.querySelector("career-chat")) return;

  const brand = "BRAND"; // filled in by widget.py
  const home = new URL(".", script.src);
  const wished = [script.dataset.lang || "", ...(navigator.languages || [])].map((name) => name.slice(0, 2).toLowerCase());
  const language = wished.find((name) => brand.words[name]) || "en";
  const words = brand.words[language];

  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const drawn = (path) => {
    const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  const button = make(
    "button",
    { type: "button", part: "button", "aria-haspopup": "dialog", "aria-expanded": "false" },
    drawn("M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5"),
    make("span", {}, words.open),
  );
  const close = make("button", { type: "button", "aria-label": words.close }, drawn("M6 6l12 12M18 6L6 18"));
  const frame = make("iframe", { title: words.title, allow: "clipboard-write" });
  const bar = make("div", { class: "bar" }, make("span", { "aria-hidden": "true" }, brand.name || words.title), close);
  const dialog = make("dialog", { "aria-label": words.title }, bar, frame);
  const host = make("career-chat", { lang: language });
  const root = host.attachShadow({ mode: "open" });
  root.append(button, dialog);

  const variables = ([accent, ink, paper, letters, line]) =>
    `--accent:${accent};--on-accent:${ink};--paper:${paper};--letters:${letters};--line:${line}`;
  const style = `
:host { all: initial; ${variables(brand.light)}; position: fixed; z-index: 2147483000; right: 0; bottom: 0; }
@media (prefers-color-scheme: dark) { :host { ${variables(brand.dark)} } }
@media print { :host { display: none } }
button { font: 600 16px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Devanagari", sans-serif; cursor: pointer }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px var(--paper) }
svg { flex: none; width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
:host > button, button[part] {
  position: fixed; right: max(16px, env(safe-area-inset-right)); bottom: max(16px, env(safe-area-inset-bottom));
  display: flex; align-items: center; gap: 10px; min-height: 56px; padding: 14px 20px 14px 16px;
  border: 2px solid var(--paper); border-radius: 30px; background: var(--accent); color: var(--on-accent);
  box-shadow: 0 4px 18px rgb(0 0 0 / .3);
}
dialog {
  position: fixed; inset: auto max(16px, env(safe-area-inset-right)) 88px auto; flex-direction: column;
  box-sizing: border-box; width: min(420px, 100vw - 32px); height: min(660px, 100vh - 108px); max-width: none; max-height: none;
  margin: 0; padding: 0; overflow: hidden; border: 1px solid var(--line); border-radius: 14px;
  background: var(--paper); color: var(--letters); box-shadow: 0 10px 40px rgb(0 0 0 / .3);
}
dialog[open] { display: flex }
.bar { display: flex; flex: none; align-items: center; justify-content: space-between; gap: 8px; padding: 4px 4px 4px 16px; background: var(--accent); color: var(--on-accent) }
.bar span { overflow: hidden; font: 600 15px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Devanagari", sans-serif; text-overflow: ellipsis; white-space: nowrap }
.bar button { display: flex; padding: 10px; border: 0; border-radius: 8px; background: none; color: inherit }
.bar button:focus-visible { outline-color: currentColor; outline-offset: -4px; box-shadow: none }
iframe { flex: 1; width: 100%; min-height: 0; border: 0; background: var(--paper) }
@media (max-width: 34rem), (max-height: 30rem) {
  button[part] { padding: 14px; border-radius: 50% }
  button[part] span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
  dialog { inset: 0; width: 100%; height: 100%; height: 100dvh; border: 0; border-radius: 0 }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: rise .18s ease-out }
  @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
}`;
  if ("adoptedStyleSheets" in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } else {
    root.append(make("style", {}, style));
  }

  const key = "career-chat";
  const remember = (state) => { try { sessionStorage.setItem(key, state); } catch { /* nothing is kept here */ } };
  const remembered = () => { try { return sessionStorage.getItem(key); } catch { return null; } };

  const narrow = matchMedia("(max-width: 34rem), (max-height: 30rem)");
  let loaded = false;
  const tell = (what) => { if (loaded) frame.contentWindow.postMessage(`career-chat:${what}`, home.origin); };
  const comeIn = () => { frame.focus(); tell("come-in"); };
  const show = () => {
    // Over the whole of a small screen it is modal, so that nothing below it can be reached; else the page stays usable.
    if (narrow.matches) dialog.showModal();
    else dialog.open = true; // and not show(), which would take the focus
    button.setAttribute("aria-expanded", "true");
    if (frame.hasAttribute("src")) return;
    const address = new URL("chat/", home);
    if (script.dataset.lang) address.searchParams.set("site", language);
    frame.src = address.href;
  };
  const open = () => {
    show();
    remember("open");
    if (loaded) comeIn();
    else close.focus();
  };
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // shown again at once, in the other way
    button.setAttribute("aria-expanded", "false");
    remember("closed");
    button.focus();
  });
  frame.addEventListener("load", () => {
    if (!frame.hasAttribute("src")) return;
    loaded = true;
    tell("here");
    if (root.activeElement === close) comeIn(); // still where opening it has put the focus
  });
  button.addEventListener("click", () => { if (dialog.open) dialog.close(); else open(); });
  close.addEventListener("click", () => dialog.close());
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && dialog.open) dialog.close(); });
  window.addEventListener("message", (event) => {
    if (event.origin !== home.origin || event.source !== frame.contentWindow) return;
    if (event.data === "career-chat:close" && dialog.open) dialog.close();
  });
  narrow.addEventListener("change", () => { if (dialog.open) { dialog.close(); show(); } });

  const begin = () => {
    document.body.append(host);
    if (remembered() === "open" && !narrow.matches) show();
  };
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
