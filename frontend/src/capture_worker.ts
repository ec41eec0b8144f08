// The worker thread of the camera check.
import { rehearse } from "./scripts/capture/rehearsal";
import { work, type Rehearsal, type Task, type Word } from "./scripts/capture/worker";

declare const self: { onmessage: ((event: MessageEvent<Task | Rehearsal>) => void) | null; postMessage(word: Word): void };

let before = Promise.resolve();
self.onmessage = ({ data }) => {
  before = before.then(() => ("rehearse" in data ? rehearse() : work(data, (word) => self.postMessage(word))));
};
