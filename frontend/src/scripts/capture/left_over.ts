// Photographs that wait for a place which is not on this page are sent from here, as soon as their owner opens any page with a line.
import { send } from "./line";
import { canKeep, drop, mine } from "./store";

export async function sendLeftOver(root: Document): Promise<void> {
  const account = root.body.dataset.account ?? "";
  if (!canKeep(account)) return;
  const here = new Set(Array.from(root.querySelectorAll<HTMLFormElement>("form[data-upload]"), (form) => form.action));
  const nothing = (): void => undefined;
  for (const { key, facts, body } of await mine(account).catch(() => [])) {
    if (facts.faults.length || here.has(facts.postUrl)) continue;
    const gone = (): void => void drop(key).catch(nothing);
    send({ parcel: { key, body, ...facts }, onShare: nothing, onBroken: nothing, onSignedOut: nothing, onArrived: gone, onRefused: gone });
  }
}
