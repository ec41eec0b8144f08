// Runs beside the page: looks at one photograph at a time and makes it ready to be sent, so that the page never stands still.
import { firstLook, glance, openPicture, prepared, type Wish } from "./picture";
import type { Seen } from "./look";

export interface Task extends Wish {
  id: number;
  file: Blob;
  turns: number;
}

// Asks to be ready: a photograph will come soon.
export interface Rehearsal {
  rehearse: true;
}

export type Word = { id: number } & ({ is: "closed" } | { is: "seen"; seen: Seen; milliseconds: number } | { is: "ready"; body: Blob } | { is: "stuck" });

export async function work(task: Task, say: (word: Word) => void): Promise<void> {
  const begun = performance.now();
  const tell = (seen: Seen): void => say({ id: task.id, is: "seen", seen, milliseconds: performance.now() - begun });
  const glanced = await glance(task.file).catch(() => null);
  if (glanced) tell(glanced);
  const picture = await openPicture(task.file).catch(() => null);
  if (!picture) return say({ id: task.id, is: "closed" });
  try {
    if (!glanced) tell(firstLook(picture));
    say({ id: task.id, is: "ready", body: await prepared(picture, task, task.turns) });
  } catch {
    say({ id: task.id, is: "stuck" });
  } finally {
    picture.close();
  }
}
