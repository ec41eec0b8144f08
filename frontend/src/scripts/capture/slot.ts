// One place of the checklist on the phone: camera or album, the photographs on their way, the papers that have arrived.
import { expectPhotograph } from "./examiner";
import type { Fault } from "./look";
import { Photo, type Place } from "./photo";
import { canKeep, mine } from "./store";

interface Htmx {
  ajax(verb: string, address: string, where: { source: Element; target: Element; swap: string }): Promise<void>;
}

const READY = "mt-slot__form--ready";

export class Slot {
  private photos: Photo[] = [];
  private sent = 0;
  private waiting: HTMLElement;
  private place: Place;
  private camera: HTMLInputElement;

  constructor(private form: HTMLFormElement) {
    const inputs = Array.from(form.querySelectorAll<HTMLInputElement>("input[type=file]"));
    this.place = this.placeOf(form);
    this.waiting = this.shelf();
    this.camera = inputs.find((input) => input.hasAttribute("capture")) ?? inputs[0];
    form.classList.add(READY);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      inputs.forEach((input) => this.takeFrom(input));
    });
    inputs.forEach((input) => input.addEventListener("change", () => this.takeFrom(input)));
    inputs.forEach((input) => input.addEventListener("click", () => expectPhotograph(this.place.worker)));
    void this.findKept();
  }

  private placeOf(form: HTMLFormElement): Place {
    return {
      slot: form.dataset.slot ?? "",
      account: document.body.dataset.account ?? "",
      worker: form.dataset.worker ?? "",
      whole: "whole" in form.dataset,
      maxBytes: Number(form.dataset.maxBytes),
      beginUrl: form.dataset.begin ?? "",
      postUrl: form.action,
      retake: () => this.camera.click(),
      arrived: (photo) => this.arrived(photo),
      left: (photo) => this.put(photo),
    };
  }

  private shelf(): HTMLElement {
    const list = document.createElement("ul");
    list.className = "mt-slot__waiting";
    this.form.before(list);
    return list;
  }

  private takeFrom(input: HTMLInputElement): void {
    const files = Array.from(input.files ?? []);
    input.value = ""; // so that the same file can be chosen once more
    files.forEach((file) => this.add(new Photo(this.place, file)));
  }

  private add(photo: Photo, faults?: Fault[]): void {
    this.photos.push(photo);
    this.waiting.append(photo.card.element);
    this.form.dataset.busy = "yes";
    if (faults === undefined) photo.check();
    else photo.resume(faults);
  }

  private async findKept(): Promise<void> {
    if (!canKeep(this.place.account)) return;
    const kept = await mine(this.place.account).catch(() => []);
    for (const one of kept.filter(({ facts }) => facts.postUrl === this.place.postUrl)) {
      this.add(new Photo(this.place, new File([one.body], one.facts.name, { type: one.body.type }), one.key), one.facts.faults);
    }
  }

  private put(photo: Photo): void {
    this.photos = this.photos.filter((one) => one !== photo);
    photo.card.element.remove();
    if (!this.photos.length) delete this.form.dataset.busy;
  }

  private async arrived(photo: Photo): Promise<void> {
    const part = document.getElementById(`slot-${this.place.slot}-papers`);
    const address = this.form.dataset.refresh;
    const { htmx } = window as unknown as { htmx?: Htmx };
    if (address && part && htmx) await htmx.ajax("GET", address, { source: part, target: part, swap: "outerHTML" });
    this.put(photo);
    this.sent += 1;
    if ((address && part) || this.photos.length) return;
    const { after } = this.form.dataset;
    if (after) location.assign(after + this.sent);
    else location.reload();
  }
}

export function watchSlots(root: ParentNode): void {
  root.querySelectorAll<HTMLFormElement>("form[data-upload]").forEach((form) => {
    if (!form.classList.contains(READY)) new Slot(form);
  });
}
