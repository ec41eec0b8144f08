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

// A list that refreshes itself must not take away the form whose photograph is on its way.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean }>).detail;
  if (detail.target.querySelector("form[data-busy]")) detail.shouldSwap = false;
});

// Runs `enliven` on what htmx has put into the page.
export function onNewContent(enliven: (part: ParentNode) => void): void {
  document.addEventListener("htmx:load", (event) => enliven((event as CustomEvent<{ elt: Element }>).detail.elt.parentElement ?? document));
}
