// Putting papers in order by dragging. The buttons beside each paper do the same for fingers, keys and readers of screens.

interface Htmx {
  ajax(verb: string, address: string, where: { target: Element; swap: string; values: Record<string, string> }): Promise<void>;
}

const HANDLE = "[data-drag]";
const RIM = 80; // pixels from the edge of the window where the page begins to move along
const STEP = 12;

function paperUnder(list: Element, y: number, dragged: Element): Element | null {
  const others = Array.from(list.querySelectorAll(":scope > [data-paper]")).filter((one) => one !== dragged);
  return others.find((one) => y < one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2) ?? null;
}

function tell(list: HTMLElement): void {
  const part = list.closest("[data-papers]");
  const keys = Array.from(list.querySelectorAll<HTMLElement>(":scope > [data-paper]"), (one) => one.dataset.paper ?? "");
  const { htmx } = window as unknown as { htmx?: Htmx };
  if (part && htmx && list.dataset.order) void htmx.ajax("POST", list.dataset.order, { target: part, swap: "outerHTML", values: { keys: keys.join(",") } });
}

export function offerDragging(root: Document): void {
  root.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(HANDLE);
    const dragged = handle?.closest<HTMLElement>("[data-paper]");
    const list = dragged?.parentElement;
    if (!handle || !dragged || !list) return;
    event.preventDefault();
    const before = Array.from(list.children).indexOf(dragged);
    dragged.classList.add("mt-slot__file--dragged");
    const move = (moved: PointerEvent): void => {
      if (moved.clientY < RIM || moved.clientY > window.innerHeight - RIM) window.scrollBy(0, moved.clientY < RIM ? -STEP : STEP);
      list.insertBefore(dragged, paperUnder(list, moved.clientY, dragged));
    };
    const end = (): void => {
      ["pointerup", "pointercancel"].forEach((name) => root.removeEventListener(name, end));
      root.removeEventListener("pointermove", move);
      dragged.classList.remove("mt-slot__file--dragged");
      if (Array.from(list.children).indexOf(dragged) !== before) tell(list);
    };
    // On the document: a row that changes its place loses the pointer it had caught.
    root.addEventListener("pointermove", move);
    ["pointerup", "pointercancel"].forEach((name) => root.addEventListener(name, end));
  });
}
