// One chosen file from the choice to its arrival: looked at, held back when it should be taken again, kept, sent.
import { cardFor, type Card, type Deed } from "./card";
import { examine } from "./examiner";
import { newKey } from "./key";
import { send, takeBack } from "./line";
import type { Fault } from "./look";
import { isElderView, speak, vibrate } from "./speech";
import { canKeep, drop, keep } from "./store";
import { said } from "./words";

// Where a photograph belongs and how it gets there.
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

export class Photo {
  readonly card: Card;
  private body: Blob;
  private name: string;
  private turns = 0;
  private decided = false;
  private ready: Promise<unknown> = Promise.resolve();

  constructor(
    private place: Place,
    private file: File,
    readonly key = newKey(),
  ) {
    this.body = file;
    this.name = file.name;
    this.card = cardFor(file.name, (deed) => this.act(deed));
    this.card.offer(["remove"]);
  }

  check(): void {
    this.ready = this.looked();
  }

  // Looks at the picture and says within a blink what is wrong with it.
  private async looked(): Promise<void> {
    if (!/^image\//.test(this.file.type) && !/\.(jpe?g|png|heic|heif)$/i.test(this.file.name)) return this.go();
    this.card.show(this.file);
    let faults: Fault[] = [];
    const wish = { whole: this.place.whole, maxBytes: this.place.maxBytes, turns: this.turns };
    const body = await examine(this.place.worker, this.file, wish, (seen, milliseconds) => {
      faults = this.decided ? [] : seen.faults;
      this.card.element.dataset.milliseconds = String(Math.round(milliseconds));
      if (faults.length) this.hold(faults);
      else this.praise();
    });
    if (body) this.take(body);
    else this.card.tell(said("closed"));
    if (!faults.length) await this.go();
    else if (!this.decided) await this.keep(faults);
  }

  // Goes on with what was waiting on the device.
  resume(faults: Fault[]): void {
    if (this.body.type.startsWith("image/")) this.card.show(this.body);
    this.decided = !faults.length;
    if (!faults.length) return void this.go();
    this.show(faults);
  }

  private take(body: Blob): void {
    this.body = body;
    this.name = this.file.name.replace(/\.\w+$/, "") + ".jpg";
    if (this.turns) this.card.show(body);
  }

  private hold(faults: Fault[]): void {
    this.show(faults);
    speak(faults.map((fault) => said(fault)).join(""));
    vibrate([200, 100, 200]);
  }

  private show(faults: Fault[]): void {
    this.card.tell(faults.map((fault) => said(fault)).join(""), "danger");
    this.card.offer(["again", "anyway", "turn", "remove"]);
    this.card.element.dataset.faults = faults.join(" ");
  }

  private praise(): void {
    this.card.tell(said("good"));
    if (isElderView()) speak(said("good"));
    if (isElderView()) vibrate([80]);
  }

  private async keep(faults: Fault[]): Promise<void> {
    const { slot, account, beginUrl, postUrl } = this.place;
    if (!canKeep(account)) return;
    await keep({ key: this.key, account, facts: { slot, name: this.name, beginUrl, postUrl, faults }, body: this.body }).catch(() => undefined);
  }

  private async go(): Promise<void> {
    this.decided = true;
    this.card.tell(said("queued"));
    this.card.offer(["remove"]);
    await this.keep([]);
    const { slot, beginUrl, postUrl } = this.place;
    send({
      parcel: { key: this.key, slot, name: this.name, body: this.body, beginUrl, postUrl },
      onShare: (share) => this.tellShare(share),
      onBroken: () => this.card.tell(said("broken"), "warning"),
      onSignedOut: () => this.card.tell(said("signedOut"), "warning"),
      onArrived: () => void this.forget().then(() => this.place.arrived(this)),
      onRefused: (refusal) => this.refused(refusal.words),
    });
  }

  private refused(words: string): void {
    this.card.share(null);
    this.card.tell(said("refused") + words, "danger");
    this.card.offer(["again", "remove"]);
    void this.forget();
  }

  private tellShare(share: number): void {
    this.card.share(share);
    this.card.tell(share < 1 ? said("sending", { share: Math.floor(share * 100) }) : said("arrived"));
    if (this.card.element.dataset.sending) return;
    this.card.element.dataset.sending = "yes";
    this.card.offer([]);
  }

  private async forget(): Promise<void> {
    if (canKeep(this.place.account)) await drop(this.key).catch(() => undefined);
  }

  private act(deed: Deed): void {
    // Whoever turns it has seen it.
    if (deed === "anyway" || deed === "turn") this.decided = true;
    if (deed === "anyway") return void this.ready.then(() => this.go());
    if (deed === "turn") {
      this.turns = (this.turns + 1) % 4;
      return this.check();
    }
    takeBack(this.key);
    void this.forget();
    if (deed === "again") this.place.retake(this);
    this.place.left(this);
  }
}
