// Half a minute to take back what is sent: forms ask the server to hold it, the notice counts down, the page follows.

const SLACK = 6; // the worker looks every five seconds

export function askToHold(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!("hold" in form.dataset) || form.querySelector("input[name=hold]")) return;
    const field = root.createElement("input");
    field.type = "hidden";
    field.name = "hold";
    field.value = "1";
    form.append(field);
  });
}

export function countDown(root: Document): void {
  const notice = root.querySelector<HTMLElement>("[data-sending]");
  const shown = notice?.querySelector<HTMLElement>("[data-seconds]");
  if (!notice || !shown) return;
  let left = Number(notice.dataset.sending);
  const ticking = window.setInterval(() => {
    left -= 1;
    shown.textContent = String(Math.max(0, left));
    if (left > -SLACK) return;
    window.clearInterval(ticking);
    // Not while somebody writes: nothing typed is lost.
    if (!root.activeElement?.matches("input, textarea, select")) window.location.reload();
  }, 1000);
}

// The pictures of the case that comes next are fetched while this one is read.
export function fetchAhead(root: Document): void {
  const address = root.querySelector<HTMLElement>("[data-ahead]")?.dataset.ahead;
  if (!address) return;
  window.addEventListener("load", () => window.setTimeout(async () => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { pages } = (await answer.json()) as { pages: string[] };
    for (const page of pages) new Image().src = page;
  }, 1500), { once: true });
}
