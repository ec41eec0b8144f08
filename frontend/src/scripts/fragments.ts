// htmx, and what our server needs from it: the cross-site token on every request that changes something.
import htmx from "htmx.org/dist/htmx.esm.js";

declare global {
  interface Window {
    htmx: unknown;
  }
}

function token(): string {
  const field = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  return field ? field.value : "";
}

window.htmx = htmx;
document.addEventListener("htmx:configRequest", (event) => {
  const detail = (event as CustomEvent<{ verb: string; headers: Record<string, string> }>).detail;
  if (detail.verb !== "get" && token()) detail.headers["X-CSRFToken"] = token();
});

// A list that refreshes itself must not close what somebody has just opened in it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = (event as CustomEvent<{ target: Element }>).detail;
  const opened = Array.from(target.querySelectorAll("details[open][id]"), (one) => one.id);
  const reopen = (): void => opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  if (opened.length) document.addEventListener("htmx:afterSwap", reopen, { once: true });
});

// Runs `enliven` on what htmx has put into the page.
export function onNewContent(enliven: (part: ParentNode) => void): void {
  document.addEventListener("htmx:load", (event) => enliven((event as CustomEvent<{ elt: Element }>).detail.elt.parentElement ?? document));
}
