// The counsellors' look-up: what is typed is asked at once, the newest reply is shown, older ones are dropped.
import { copied, el, passageItem, sourceLines } from "./look-up-parts.js";
import { reasons } from "./look-up-why.js";

const PAUSE = 10; // milliseconds without a key after which is asked: enough for keys that come together, not to be felt
const SETTLED = 1200; // milliseconds after which a look-up counts as one of the last ten, and is announced
const here = (id) => document.getElementById(id);
const [box, guide, section, copy, byModel] = ["question", "guide", "section", "copy", "by-model"].map(here);

let newest = 0; // of the requests that were sent
let running = null;
let shown = null; // the reply on the page, with the question it is for
let pause = 0;
let settling = 0;
let guides = [];

const call = async (path, body, signal) => {
  const options = body === undefined
    ? { signal }
    : { signal, method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const reply = await fetch(path, options);
  if (reply.status === 401) location.reload(); // the session is over: the login is here instead
  return { ok: reply.ok, said: await reply.json() };
};

const asked = () => ({ question: box.value, guide: guide.value || null, section: section.value || null });

const lookUp = async (more = {}) => {
  clearTimeout(pause);
  clearTimeout(settling);
  running?.abort();
  const request = asked();
  const number = ++newest;
  const sent = performance.now();
  if (!request.question.trim()) {
    empty();
    return;
  }
  running = new AbortController();
  here("text").setAttribute("aria-busy", String(Boolean(more.by_model)));
  try {
    const { ok, said } = await call("look-up", { ...request, ...more }, running.signal);
    if (number !== newest) return;
    if (ok) show(request, said, performance.now() - sent);
    else fault(said.error);
  } catch (error) {
    if (error.name !== "AbortError" && number === newest) fault("The server cannot be reached. Type on to try again.");
  } finally {
    if (number === newest) here("text").setAttribute("aria-busy", "false");
  }
};

const OUTCOMES = { answered: "Answered", declined: "Declined", clarify: "Asked back", smalltalk: "Small talk" };

const show = (request, reply, milliseconds) => {
  const { answer, passages, why } = reply;
  shown = { request, ...reply };
  const share = Math.round(answer.confidence * 100);
  const confidence = answer.confidence === null ? "" : `, confidence ${share > 99 ? "over 99" : share} %`;
  here("outcome").textContent = OUTCOMES[answer.outcome] + confidence;
  here("outcome").className = answer.outcome;
  here("took").textContent = `${Math.round(milliseconds)} ms`;
  here("narrowed").hidden = !(request.guide || request.section);
  here("text").innerHTML = reply.html; // made and cleaned by the server, as for the chat
  here("passages").replaceChildren(...passages.map((passage) => passageItem(passage, copyPassage)));
  here("count").textContent = passages.length ? `the best ${passages.length}, as the answer was made from` : "none";
  here("reasons").replaceChildren(...reasons(why, passages));
  copy.disabled = answer.outcome !== "answered";
  byModel.disabled = false;
  here("copied").textContent = "";
  settling = setTimeout(settle, SETTLED);
};

const empty = () => {
  shown = null;
  for (const id of ["outcome", "took", "count", "copied", "status"]) here(id).textContent = "";
  here("text").replaceChildren(el("p", { class: "empty" }, "The answer appears as you type, as a visitor of the chat would get it."));
  here("reasons").replaceChildren(el("p", { class: "empty" }, "Nothing was looked up yet."));
  here("passages").replaceChildren();
  here("narrowed").hidden = true;
  copy.disabled = byModel.disabled = true;
};

const fault = (words) => {
  empty();
  here("text").replaceChildren(el("p", { class: "notice" }, words));
  here("status").textContent = words;
};

// Once typing has stopped: said aloud for who cannot see the page, and kept among the last look-ups.
const settle = () => {
  clearTimeout(settling);
  if (!shown) return;
  const { answer, passages, request } = shown;
  const text = here("text").querySelector(".answer-text")?.innerText.replace(/\s*\[\d+\]/g, "").trim() ?? "";
  here("status").textContent = `${OUTCOMES[answer.outcome]}. ${text} ${passages.length} passages.`;
  if (answer.outcome !== "smalltalk") call("recent", request).then(({ ok, said }) => ok && showRecent(said.recent));
};

const tell = (words) => {
  here("copied").textContent = words;
  here("status").textContent = words;
};

const copyAnswer = async () => {
  if (!shown || shown.request.question !== box.value) await lookUp(); // Enter was quicker than the pause
  if (!shown || shown.answer.outcome !== "answered") {
    tell(shown ? "Nothing to copy: the guide does not answer this." : "");
    return;
  }
  const text = here("text").querySelector(".answer-text").innerText.trim();
  tell(await copied([text, "", ...sourceLines(shown.answer.citations, guides)].join("\n")) ? "Copied" : "Copying is not allowed here");
  settle();
};

const copyPassage = async (passage) => {
  const text = here("passages").children[passage.rank - 1].querySelector(".said").innerText.trim();
  const place = sourceLines([{ ...passage, number: null, quote: "" }], guides);
  tell(await copied([text, "", ...place].join("\n")) ? `Copied passage ${passage.rank}` : "Copying is not allowed here");
  settle();
};

const showRecent = (recent) => {
  here("none-recent").hidden = recent.length > 0;
  here("recent").replaceChildren(...recent.map((one) => {
    const title = guides.find((each) => each.id === one.guide)?.sections.find((each) => each.anchor === one.section)?.title;
    const button = el("button", { type: "button" }, title ? `${one.question} (in ${title})` : one.question);
    button.addEventListener("click", () => again(one));
    return el("li", {}, button);
  }));
};

const again = (one) => {
  box.value = one.question;
  guide.value = one.guide ?? "";
  offerSections();
  section.value = one.section ?? "";
  lookUp();
  box.focus();
};

// Sections are of one guide: where there are several guides, one has to be chosen first.
const offerSections = () => {
  const chosen = guides.length === 1 ? guides[0] : guides.find((each) => each.id === guide.value);
  const options = (chosen?.sections ?? []).map((each) => el("option", { value: each.anchor }, "\u2003".repeat(each.depth) + each.title));
  section.replaceChildren(el("option", { value: "" }, chosen || !guides.length ? "Everywhere" : "Choose a guide first"), ...options);
  section.disabled = !chosen;
};

const focusPassage = (step) => {
  const all = [...here("passages").children];
  const at = all.indexOf(document.activeElement.closest(".passage"));
  const next = all[at + step];
  if (next) next.focus();
  else if (at + step < 0) box.focus();
};

box.addEventListener("input", () => {
  clearTimeout(pause);
  clearTimeout(settling);
  newest += 1; // what is under way answers something else
  pause = setTimeout(lookUp, PAUSE);
});
here("search").addEventListener("submit", (event) => {
  event.preventDefault();
  copyAnswer();
});
guide.addEventListener("change", () => { offerSections(); lookUp(); });
section.addEventListener("change", () => {
  if (guides.length === 1) guide.value = section.value ? guides[0].id : "";
  lookUp();
});
copy.addEventListener("click", copyAnswer);
byModel.addEventListener("click", () => lookUp({ by_model: true }));
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const inList = document.activeElement.closest("#passages");
  if (event.key === "Escape") {
    if (document.activeElement === box) box.value = "";
    box.focus();
    box.select();
    if (!box.value) lookUp();
  } else if (event.key === "ArrowDown" && (inList || document.activeElement === box)) {
    event.preventDefault();
    focusPassage(1);
  } else if (event.key === "ArrowUp" && inList) {
    event.preventDefault();
    focusPassage(-1);
  }
});

const narrow = matchMedia("(max-width: 63.99rem)");
if (narrow.matches) here("why").open = false;
call("guides").then(async ({ said }) => {
  guides = said.guides;
  here("guide-field").hidden = guides.length < 2;
  guide.append(...guides.map((each) => el("option", { value: each.id }, each.title)));
  offerSections();
  showRecent((await call("recent")).said.recent);
});
if (box.value.trim()) lookUp(); // typed while the page was loading, or kept by the browser over a reload
