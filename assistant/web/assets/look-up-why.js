// The why panel: the verdict in words, the gate's sum, the nearest expected questions, the channels of the passages.
import { el, number, signed, table } from "./look-up-parts.js";

const SHOWN = 8; // passages in the table of channels

const share = (name, value) => {
  const part = el("span", { class: name, "data-value": number(value) });
  part.style.setProperty("--share", value); // through the object model: the page's policy allows no style in markup
  return part;
};

const scale = (why) => {
  const label = `Confidence ${number(why.confidence)}, threshold ${number(why.threshold)}`;
  return el("div", { class: "scale", role: "img", "aria-label": label }, share("reached", why.confidence), share("limit", why.threshold));
};

const sum = (parts) => table(
  "How the confidence is weighed",
  ["Feature", "Value", "Weight", "Adds"],
  parts.features.map((one) => [one.says, number(one.value), number(one.weight), signed(one.adds)]),
  [
    ["Starting point", "", "", signed(parts.intercept)],
    ["Sum", "", "", signed(parts.logit)],
    ["As a probability", "", "", number(parts.probability)],
  ],
);

const expected = (words, nearest) => (nearest.length
  ? [el("h3", {}, words), el("ul", {}, ...nearest.map((one) => el("li", {}, `“${one.question}” ${number(one.similarity)}`, one.say ? ` – ${one.say}` : "")))]
  : []);

const channels = (passages) => table(
  "Channels of the best passages, by their number",
  ["#", "Search", "Words", "Tokens", "Meaning", "Reader", "Rank"],
  passages.slice(0, SHOWN).map((each) => [
    String(each.rank),
    number(each.score), number(each.lexical), number(each.token_similarity), number(each.cosine), number(each.read), number(each.ranking),
  ]),
);

export const reasons = (why, passages) => [
  el("p", { class: "verdict" }, why.summary),
  ...(why.confidence === null ? [] : [scale(why)]),
  ...(why.rules.length ? [el("ul", {}, ...why.rules.map((rule) => el("li", {}, rule)))] : []),
  ...(why.sum ? [sum(why.sum)] : []),
  ...expected("Nearest expected questions that are covered", why.expected.covered),
  ...expected("Nearest expected questions that are not covered", why.expected.uncovered),
  ...(passages.length ? [channels(passages)] : []),
  ...(passages.length ? [el("p", { class: "empty" }, "Search joins words (BM25) and tokens (MaxSim); meaning is the cosine of whole sentences. The reader reads at most twelve passages, and none where an expected question decides. Rank is what the answer goes by.")] : []),
];
