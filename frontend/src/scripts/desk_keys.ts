// The keyboard of the case screen, shown by "?". Letters do nothing while one types, and every act has its button too.
import type { Viewer } from "./desk_viewer";

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const TURNS: Record<string, string> = { ArrowLeft: "previous", ArrowRight: "next", "+": "in", "=": "in", "-": "out", "0": "fit", f: "full", r: "turn" };
const ANSWERS: Record<string, string> = { "1": "MET", "2": "NOT_MET", "3": "CANNOT_TELL" };

export function watchKeys(root: Document, viewer: Viewer | null): void {
  const help = root.querySelector<HTMLDialogElement>("[data-keys]");
  if (!help) return;
  const criteria = [...root.querySelectorAll<HTMLElement>("[data-criterion]")];
  let here = -1;

  function cite(which: (links: HTMLElement[], now: number) => number): void {
    const links = [...(criteria[here]?.querySelectorAll<HTMLElement>("[data-cite]") ?? [])];
    const now = links.findIndex((link) => link.hasAttribute("aria-current"));
    links[which(links, now)]?.click();
  }

  function go(to: number): void {
    if (to < 0 || to >= criteria.length) return;
    here = to;
    criteria[here]?.focus();
    criteria[here]?.scrollIntoView({ block: "nearest" });
    cite(() => 0);
  }

  function judge(answer: string): void {
    if (here < 0) go(0);
    const details = criteria[here]?.querySelector<HTMLDetailsElement>("details.rv-judge");
    if (!details) return;
    details.open = true;
    const choice = details.querySelector<HTMLInputElement>(`input[value=${answer}]`);
    if (choice) choice.checked = true;
    details.querySelector<HTMLElement>("textarea")?.focus();
  }

  function press(key: string): boolean {
    const marked = root.querySelector<HTMLElement>(`[data-key=${key}]`);
    const form = root.querySelector<HTMLElement>(`[data-key-form=${key}] input[type=radio]`);
    if (marked instanceof HTMLFormElement) marked.requestSubmit();
    else if (marked) (marked.matches("a") ? marked : marked.querySelector<HTMLElement>("a, button"))?.click();
    else form?.focus();
    return Boolean(marked ?? form);
  }

  const acts: Record<string, () => void> = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    e: () => cite((links, now) => (now + 1) % Math.max(1, links.length)),
    m: () => {
      const text = root.getElementById("note-text");
      const details = text?.closest("details");
      if (details) details.open = true;
      text?.focus();
    },
    u: () => root.querySelector<HTMLFormElement>("[data-sending] form")?.requestSubmit(),
    "?": () => (help.open ? help.close() : help.showModal()),
  };

  root.querySelectorAll<HTMLElement>("[data-show-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches?.(TYPING)) return;
    if ((event.target as Element).matches?.("input[type=radio]") && event.key.startsWith("Arrow")) return;
    if (help.open && event.key !== "?") return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const turn = TURNS[key];
    if (turn) viewer?.act(turn);
    else if (ANSWERS[key]) judge(ANSWERS[key]);
    else if (acts[key]) acts[key]();
    else if (!/^[a-z]$/.test(key) || !press(key)) return;
    event.preventDefault();
  });
}
