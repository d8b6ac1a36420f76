// What the chat page does beyond Gradio: marks open their quote, answers can be copied. Works under a strict
// content security policy, because all behaviour is in this file.
(() => {
  "use strict";

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
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = event.target.closest("a.cite");
    if (mark && openQuote(mark)) event.preventDefault();
    const copy = event.target.closest("button.copy-answer");
    if (copy) copyAnswer(copy);
  });
})();
