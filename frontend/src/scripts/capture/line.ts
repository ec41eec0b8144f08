// One file after the other goes out; a broken line is waited for, nothing has to be chosen again.
import { deliver, LineBroken, SignedOut, type Parcel, type Refusal } from "./transport";

export interface Traveller {
  parcel: Parcel;
  onShare(share: number): void;
  onBroken(): void;
  onSignedOut(): void;
  onArrived(): void;
  onRefused(refusal: Refusal): void;
}

const WAITS = [1, 2, 4, 8, 15, 30]; // seconds
const waiting: Traveller[] = [];
let busy = false;

export function send(traveller: Traveller): void {
  waiting.push(traveller);
  void start();
}

export function takeBack(key: string): void {
  const at = waiting.findIndex((one) => one.parcel.key === key);
  if (at > 0 || (at === 0 && !busy)) waiting.splice(at, 1);
}

async function start(): Promise<void> {
  if (busy) return;
  busy = true;
  let failures = 0;
  while (waiting.length) {
    const first = waiting[0];
    const came = await tried(first);
    if (came === "stopped") break;
    if (came === "broken") {
      await back(WAITS[Math.min(failures, WAITS.length - 1)]);
      failures += 1;
      continue;
    }
    failures = 0;
    waiting.shift();
  }
  busy = false;
}

async function tried(traveller: Traveller): Promise<"done" | "broken" | "stopped"> {
  try {
    const refusal = await deliver(traveller.parcel, (share) => traveller.onShare(share));
    if (refusal) traveller.onRefused(refusal);
    else traveller.onArrived();
    return "done";
  } catch (problem) {
    if (problem instanceof SignedOut) {
      waiting.forEach((one) => one.onSignedOut());
      return "stopped";
    }
    if (!(problem instanceof LineBroken)) throw problem;
    waiting.forEach((one) => one.onBroken());
    return "broken";
  }
}

// After some seconds, or as soon as the phone says that it is online again.
function back(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      window.clearTimeout(clock);
      window.removeEventListener("online", go);
      resolve();
    };
    const clock = window.setTimeout(go, seconds * 1000);
    window.addEventListener("online", go);
  });
}
