// The worker thread of the camera check.
import { work, type Task, type Word } from "./scripts/capture/worker";

declare const self: { onmessage: ((event: MessageEvent<Task>) => void) | null; postMessage(word: Word): void };

let before = Promise.resolve();
self.onmessage = (event) => {
  before = before.then(() => work(event.data, (word) => self.postMessage(word)));
};
