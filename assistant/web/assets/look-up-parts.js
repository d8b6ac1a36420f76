// Parts of the look-up's page: elements, passages, and what is put on the clipboard.

// An element; attributes whose value is null are left out. Text is always text, never markup.
export const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

export const number = (value) => (value === null ? "–" : value.toFixed(2).replace("-", "−"));

export const signed = (value) => el("span", { class: value < 0 ? "minus" : "plus" }, (value < 0 ? "" : "+") + number(value));

// A table of numbers; `rows` are lists whose first item is the row's name. Wide ones scroll sideways by themselves.
export const table = (caption, header, rows, foot = []) => {
  const cells = (row) => row.map((cell, at) => (at ? el("td", {}, cell) : el("th", { scope: "row" }, cell)));
  const made = el("table", {},
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...header.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells(row)))),
    el("tfoot", {}, ...foot.map((row) => el("tr", {}, ...cells(row)))),
  );
  return el("div", { class: "numbers", role: "region", "aria-label": caption, tabindex: "0" }, made);
};

export const placeOf = (passage) => passage.section.join(" › ") || passage.guide_title;

export const passageItem = (passage, onCopy) => {
  const copy = el("button", { type: "button" }, "Copy");
  copy.addEventListener("click", () => onCopy(passage));
  const cited = passage.cited.length ? [el("span", { class: "cited" }, ` cited as ${passage.cited.map((mark) => `[${mark}]`).join(" ")}`)] : [];
  const signals = passage.signals.map((one) => [one.name.replaceAll("_", " "), number(one.value), signed(one.adds)]);
  const said = el("div", { class: "said" });
  said.innerHTML = passage.html; // made and cleaned by the server, as for the chat
  for (const part of said.querySelectorAll("[aria-label]")) { // one table can stand in several passages
    part.setAttribute("aria-label", `Passage ${passage.rank}. ${part.getAttribute("aria-label")}`);
  }
  const item = el("li", { class: "passage", tabindex: "-1" },
    el("span", { class: "rank", "aria-hidden": "true" }, String(passage.rank)),
    el("p", { class: "place" }, `${placeOf(passage)} · ${passage.kind}`, ...cited),
    said,
    el("div", { class: "does" },
      copy,
      el("a", { href: `..${passage.url}`, target: "_blank", rel: "noopener" }, "Open in the guide"),
      el("details", {}, el("summary", {}, "Why this rank"),
        table(`Passage ${passage.rank}: ranking ${number(passage.ranking)}, found at place ${passage.found_at} of the search`, ["Signal", "Value", "Adds"], signals)),
    ),
  );
  item.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === item) onCopy(passage);
  });
  return item;
};

// Each source as a line: its mark, its place, the quote, and the address of its section.
export const sourceLines = (citations, guides) => citations.map((citation) => {
  const title = guides.find((each) => each.id === citation.guide)?.title ?? citation.guide;
  const place = [title, ...citation.section].join(" › ");
  const quote = citation.quote ? `: “${citation.quote.replace(/\s+/g, " ").trim()}”` : "";
  const address = new URL(`..${citation.url}`, location.href).href;
  return `${citation.number ? `[${citation.number}] ` : ""}${place}${quote}\n${address}`;
});

// Put a text on the clipboard. Browsers offer the newer way only over TLS and on this machine itself.
export const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const back = document.activeElement;
    const area = el("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    back?.focus();
    return done;
  }
};
