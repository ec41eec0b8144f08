// Where a photograph belongs and how it gets there.
import type { Photo } from "./photo";

export interface Place {
  slot: string;
  account: string;
  worker: string;
  whole: boolean;
  maxBytes: number;
  beginUrl: string;
  postUrl: string;
  retake(photo: Photo): void;
  arrived(photo: Photo): void;
  left(photo: Photo): void;
}

// Our own name for one sending.
export function newKey(): string {
  return Array.from(window.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
