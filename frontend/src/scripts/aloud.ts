// Reads a page aloud with the voice of the phone. Parts marked data-quiet (numbers, diseases, values) are left out.

const SENTENCE_END = /(?<=[。！？；\n])/;

export function wordsOf(part: Element): string[] {
  const copy = part.cloneNode(true) as Element;
  copy.querySelectorAll("[data-quiet], [hidden], script, style, input, select, textarea, canvas").forEach((one) => one.remove());
  copy.querySelectorAll("h1, h2, h3, p, li, dt, dd, label, legend, button, a").forEach((one) => one.append("\n"));
  return (copy.textContent ?? "")
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

function readAloud(part: Element, done: () => void): void {
  const sentences = wordsOf(part);
  sentences.forEach((sentence, index) => {
    // Short pieces: several browsers fall silent in the middle of a long one.
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.9;
    if (index === sentences.length - 1) spoken.onend = done;
    window.speechSynthesis.speak(spoken);
  });
}

// Numbers, diseases and values are read when they are tapped, never by themselves.
function offerTapping(root: Document): void {
  root.addEventListener("click", (event) => {
    const tapped = (event.target as Element).closest("[data-quiet]");
    if (!tapped || (event.target as Element).closest("a, button, input, label, summary")) return;
    window.speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance((tapped.textContent ?? "").trim());
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.8;
    window.speechSynthesis.speak(spoken);
  });
}

export function offerReadingAloud(root: Document): void {
  if (!("speechSynthesis" in window)) return;
  if (root.querySelector("[data-read-aloud]")) offerTapping(root);
  root.querySelectorAll<HTMLButtonElement>("[data-read-aloud]").forEach((button) => {
    const start = button.textContent ?? "";
    const rest = (): void => {
      button.textContent = start;
      button.setAttribute("aria-pressed", "false");
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      const reading = button.getAttribute("aria-pressed") === "true";
      window.speechSynthesis.cancel();
      const part = root.getElementById(button.dataset.readAloud ?? "main");
      if (reading || !part) return rest();
      button.textContent = button.dataset.stop ?? start;
      button.setAttribute("aria-pressed", "true");
      root.querySelectorAll<HTMLElement>("[data-hear-hint]").forEach((hint) => (hint.hidden = !root.querySelector("[data-quiet]")));
      readAloud(part, rest);
    });
  });
  window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
}
