// Has photographs looked at beside the page; where the browser has no worker that can draw, here.
import type { Seen } from "./look";
import { work, type Rehearsal, type Task, type Word } from "./worker";

export interface Examined {
  seen: Seen | null; // null when this browser cannot open the file
  milliseconds: number;
  body: Blob | null;
}

type Listener = (word: Word) => void;

const listeners = new Map<number, Listener>();
let counted = 0;
let worker: Worker | null | undefined;

function workerAt(address: string): Worker | null {
  const drawsThere = typeof OffscreenCanvas !== "undefined" && "convertToBlob" in OffscreenCanvas.prototype && OffscreenCanvas.prototype.getContext;
  if (worker !== undefined) return worker;
  if (!address || !drawsThere || !("Worker" in window)) return (worker = null);
  worker = new Worker(address);
  worker.onmessage = (event: MessageEvent<Word>) => listeners.get(event.data.id)?.(event.data);
  // A worker that cannot start must not keep photographs waiting.
  worker.onerror = () => {
    worker = null;
    [...listeners].forEach(([id, listen]) => listen({ id, is: "closed" }));
  };
  return worker;
}

// Somebody is about to take a photograph: the worker is fetched and tries itself out while they aim.
export function expectPhotograph(address: string): void {
  if (!worker) workerAt(address)?.postMessage({ rehearse: true } satisfies Rehearsal);
}

// Answers twice: `seen` as soon as the pixels are measured, then the promise with the picture ready to be sent.
export function examine(address: string, file: Blob, wish: { whole: boolean; maxBytes: number; turns: number }, seen: (seen: Seen, milliseconds: number) => void): Promise<Blob | null> {
  const id = (counted += 1);
  const task: Task = { id, file, ...wish };
  return new Promise((resolve) => {
    const listen: Listener = (word) => {
      if (word.is === "seen") return seen(word.seen, word.milliseconds);
      listeners.delete(id);
      resolve(word.is === "ready" ? word.body : null);
    };
    listeners.set(id, listen);
    const there = workerAt(address);
    if (there) there.postMessage(task);
    else if ("createImageBitmap" in window) void work(task, listen);
    else listen({ id, is: "closed" });
  });
}
