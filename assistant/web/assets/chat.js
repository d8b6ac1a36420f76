// What the chat page does beyond Gradio: marks open their quote, answers can be copied. Works under a strict
// content security policy, because all behaviour is in this file.
(() => {
  "use strict";

  const inHead = (name) => document.querySelector(`meta[name=${name}]`)?.content || "";
  const words = JSON.parse(inHead("career-words") || "{}");
  const language = document.documentElement.lang;
  document.documentElement.style.setProperty("--answering", JSON.stringify(words.answering));

  // A reload of this tab finds its conversation again by this name; another tab has another. The name goes with every
  // message, and it is worth nothing without the cookie that only the server reads.
  const nameOfTab = () => {
    try {
      let name = sessionStorage.getItem("career-tab");
      if (!name) {
        name = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        sessionStorage.setItem("career-tab", name);
      }
      return name;
    } catch {
      return null; // a browser that keeps nothing: the conversation ends with the page
    }
  };
  const tab = nameOfTab();
  const send = window.fetch;
  window.fetch = (address, options = {}) => {
    if (typeof address === "string" && new URL(address, location.href).pathname.endsWith("/queue/join")) {
      const headers = new Headers(options.headers);
      if (tab) headers.set("X-Career-Tab", tab);
      headers.set("X-Career-Language", language);
      options = { ...options, headers };
      const call = JSON.parse(options.body);
      if (call.data.length || call.event_data) return asking(send(address, options), call.data[0]);
    }
    return send(address, options);
  };

  // The conversation is no live region of its own: it would be read out anew each time the answer grows. What is said
  // instead: once that an answer is being made, and once the whole answer.
  let waiting = null;
  const said = document.createElement("p");
  said.id = "said";
  said.setAttribute("role", "status");
  const waitForAnswer = () => {
    const answers = document.querySelectorAll("#chat .answer.whole").length;
    waiting = { answers, grew: false, ...waiting, awaited: (waiting?.awaited || 0) + 1 };
    said.lang = language;
    said.textContent = words.answering;
    document.querySelector("#chat")?.classList.add("waiting");
  };
  const waitNoMore = () => {
    waiting = null;
    document.querySelector("#chat").classList.remove("waiting");
  };
  const announce = () => {
    if (!waiting) return;
    const last = [...document.querySelectorAll("#chat .message-row")].at(-1);
    const whole = last && last.querySelector(".answer.whole");
    if (!whole) waiting.grew = true;
    const answers = document.querySelectorAll("#chat .answer.whole").length;
    if (!whole || !(waiting.grew || answers > waiting.answers)) return;
    said.lang = whole.querySelector(".answer-text").lang || language;
    const text = whole.querySelector(".answer-text").innerText.replace(/\s*\[\d+\]/g, "").trim();
    const sources = whole.querySelectorAll(".source").length;
    said.textContent = sources ? `${text} (${sources === 1 ? words.one_source : words.n_sources.replace("{count}", sources)})` : text;
    Object.assign(waiting, { awaited: waiting.awaited - Math.max(1, answers - waiting.answers), answers, grew: false });
    if (waiting.awaited <= 0) waitNoMore();
  };

  // The box is emptied as soon as its question is sent, so that the next can be typed; where the sending fails the
  // question comes back. Who presses twice within a second has asked once.
  const box = () => document.querySelector("#question textarea");
  const write = (text) => {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };
  const asking = (sending, question) => {
    waitForAnswer();
    if (question && box().value === question) write("");
    const back = () => {
      if (waiting && --waiting.awaited <= 0) {
        waitNoMore();
        said.textContent = "";
      }
      if (question && !box().value) write(question);
    };
    sending.then((reply) => reply.ok || back(), back);
    return sending;
  };
  let pressed = { question: "", at: -Infinity };
  const once = (event, question) => {
    const isTwice = performance.now() - pressed.at < 1000 && ["", pressed.question].includes(question);
    if (!isTwice) pressed = { question, at: performance.now() };
    else { event.preventDefault(); event.stopImmediatePropagation(); }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box()) once(event, box().value);
  }, { capture: true });
  document.addEventListener("click", (event) => {
    const option = event.target.closest("#chat button.option");
    if (option || event.target.closest("#send")) once(event, option ? option.innerText : box().value);
  }, { capture: true });

  const openQuote = (mark) => {
    const answer = mark.closest(".answer");
    const sources = answer && answer.querySelector("details.sources");
    const number = /\d+/.exec(mark.textContent);
    const source = sources && number && sources.querySelector(`.source-${number[0]}`);
    if (!source) return false;
    sources.open = true;
    for (const other of sources.querySelectorAll(".lit")) other.classList.remove("lit");
    source.classList.add("lit");
    source.scrollIntoView({ block: "nearest" });
    const link = source.querySelector("a.open");
    if (link) link.focus({ preventScroll: true });
    return true;
  };

  const answerText = (answer) => {
    const text = answer.querySelector(".answer-text").innerText.trim();
    const sources = [...answer.querySelectorAll(".source")].map((source) => {
      const place = source.querySelector("p.place").firstChild.textContent.trim();
      return `[${source.querySelector(".number").textContent}] ${place} ${source.querySelector("a.open").href}`;
    });
    return [text, ...sources].join("\n");
  };

  const copyAnswer = async (button) => {
    try {
      await navigator.clipboard.writeText(answerText(button.closest(".message").querySelector(".answer")));
      button.textContent = words.copied;
    } catch {
      button.textContent = words.copy_refused;
    }
    setTimeout(() => { button.textContent = words.copy_answer; }, 2000);
  };

  // A new question is brought to the top, so that the answer is read from its first line; it stays there while the
  // answer grows, until the reader scrolls.
  let asked = 0;
  let following = false;
  const follow = () => {
    const questions = document.querySelectorAll("#chat .message-row.user-row");
    if (questions.length !== asked) following = questions.length > asked;
    asked = questions.length;
    const view = document.querySelector("#chat .bubble-wrap");
    if (!following || !asked || !view) return;
    const question = questions[asked - 1];
    view.scrollTop += question.getBoundingClientRect().top - view.getBoundingClientRect().top - 8;
  };
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(kind, () => { following = false; }, { passive: true, capture: true });
  }

  // Gradio labels every message with its HTML source, which a screen reader would read out instead of the message; and
  // the browser's cleaning takes away the names of tables that can be scrolled.
  const unlabel = () => {
    const log = document.querySelector("#chat [role=log]");
    if (log && log.getAttribute("aria-live") !== "off") {
      log.setAttribute("aria-live", "off");
      log.setAttribute("aria-label", words.conversation);
    }
    for (const table of document.querySelectorAll("#chat .table[role=region]:not([aria-label])")) {
      table.setAttribute("aria-label", words.table);
    }
    for (const message of document.querySelectorAll("#chat [data-testid=bot][aria-label], #chat [data-testid=user][aria-label]")) {
      message.removeAttribute("aria-label");
    }
  };
  // Questions that are offered are asked of the guide, so they are in its language.
  const languages = () => {
    if (language === "en") return;
    for (const option of document.querySelectorAll("#chat button.option:not([lang])")) option.lang = "en";
  };

  // In the frame of `widget.js`: the page around it says when the visitor comes in, and hears when they want to leave.
  // Both ends name the origin that they speak to and look at the one that speaks to them.
  const around = new Set([location.origin, ...inHead("career-frames").split(" ")].filter(Boolean));
  let widget = null;
  let coming = false;
  const comeIn = () => {
    const box = coming && document.querySelector("#question textarea");
    if (!box) return;
    coming = false;
    box.focus();
  };
  const outside = () => { // the guide opens beside the website, not in its frame
    for (const link of document.querySelectorAll("#top a:not([hreflang], [target])")) link.target = "_blank";
  };
  if (window.parent !== window) {
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !around.has(event.origin)) return;
      if (event.data !== "career-chat:here" && event.data !== "career-chat:come-in") return;
      widget = event.origin;
      document.documentElement.classList.add("in-widget");
      if (event.data === "career-chat:come-in") { coming = true; comeIn(); }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || !widget) return;
      window.parent.postMessage("career-chat:close", widget);
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.body.append(said));
  new MutationObserver(() => {
    unlabel();
    languages();
    follow();
    announce();
    comeIn();
    if (window.parent !== window) outside();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = event.target.closest("a.cite");
    if (mark && openQuote(mark)) event.preventDefault();
    const copy = event.target.closest("button.copy-answer");
    if (copy) copyAnswer(copy);
  });
})();
