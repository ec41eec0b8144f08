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
