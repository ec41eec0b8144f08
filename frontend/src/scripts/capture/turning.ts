// Turning a paper that has arrived: it is fetched, turned by a quarter and sent anew in the place of the old one, so that it is read anew too.
import { openPicture, prepared } from "./picture";
import { newKey } from "./key";
import { deliver } from "./transport";
import { said } from "./words";

interface Htmx {
  ajax(verb: string, address: string, where: { target: Element; swap: string; values?: Record<string, string> }): Promise<void>;
}

async function turned(button: HTMLElement, form: HTMLFormElement): Promise<boolean> {
  const page = await fetch(button.dataset.turn!, { credentials: "same-origin" });
  const picture = await openPicture(await page.blob());
  const body = await prepared(picture, { whole: true, maxBytes: Number(form.dataset.maxBytes) }, 1);
  picture.close();
  const name = button.dataset.name ?? "";
  const parcel = { key: newKey(), slot: form.dataset.slot ?? "", name, body, beginUrl: form.dataset.begin ?? "", postUrl: form.action };
  return (await deliver(parcel, () => undefined)) === null;
}

async function turn(button: HTMLElement): Promise<void> {
  const part = button.closest("[data-papers]");
  const form = part?.parentElement?.querySelector<HTMLFormElement>("form[data-upload]");
  const { htmx } = window as unknown as { htmx?: Htmx };
  if (!part || !form || !htmx || button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  const done = await turned(button, form).catch(() => false);
  button.removeAttribute("aria-disabled");
  if (done) await htmx.ajax("POST", button.dataset.replace!, { target: part, swap: "outerHTML", values: { turned: "1" } });
  else button.after(said("broken"));
}

export function offerTurning(root: Document): void {
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-turn]");
    if (button) void turn(button);
  });
}
