// One photograph on its way, as the page shows it: the picture, what is said on it, and what one may do.
import { said, type Phrase } from "./words";

export type Deed = "again" | "anyway" | "turn" | "remove";

export interface Card {
  element: HTMLElement;
  show(picture: Blob): void;
  tell(words: string, tone?: "info" | "warning" | "danger"): void;
  share(done: number | null): void;
  offer(deeds: Deed[]): void;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, words = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = words;
  return element;
}

function button(words: string, primary: boolean, act: () => void): HTMLButtonElement {
  const element = make("button", primary ? "mt-shot__do mt-shot__do--first" : "mt-shot__do", words);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

export function cardFor(name: string, act: (deed: Deed) => void): Card {
  const element = make("li", "mt-shot");
  const frame = make("figure", "mt-shot__frame");
  const picture = make("img", "mt-shot__picture");
  const words = make("figcaption", "mt-shot__said", said("checking"));
  const bar = make("progress", "mt-shot__bar");
  const deeds = make("div", "mt-shot__deeds");
  picture.alt = said("picture", { name });
  picture.hidden = true;
  words.setAttribute("role", "status");
  bar.max = 1;
  bar.hidden = true;
  bar.setAttribute("aria-label", said("sending", { share: "" }).replace(" %", ""));
  frame.append(picture, words);
  element.append(frame, bar, deeds);
  const larger = button(said("larger"), false, () => {
    const large = element.classList.toggle("mt-shot--large");
    larger.setAttribute("aria-pressed", String(large));
    larger.textContent = said(large ? "smaller" : "larger");
  });
  let shown = "";
  return {
    element,
    show(file) {
      URL.revokeObjectURL(shown);
      picture.src = shown = URL.createObjectURL(file);
      picture.hidden = false;
      picture.onerror = () => (picture.hidden = true);
    },
    tell(text, tone = "info") {
      words.textContent = text;
      element.dataset.tone = tone;
    },
    share(part) {
      bar.hidden = part === null;
      if (part !== null) bar.value = part;
    },
    offer(wanted) {
      const hadFocus = deeds.contains(document.activeElement);
      deeds.replaceChildren(...wanted.map((deed, index) => button(said(deed as Phrase), index === 0, () => act(deed))), larger);
      if (hadFocus) deeds.querySelector("button")?.focus();
    },
  };
}
