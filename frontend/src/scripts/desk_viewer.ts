// The papers of a case without reloading: pages, places, zoom, turning. Without script every one of these is a plain link.

interface Sheet {
  paper: string;
  number: string;
  image: string;
  width: number;
  height: number;
  title: string;
  boxes: string;
}

const SVG = "http://www.w3.org/2000/svg";
const ZOOM = 1.25;
const MOST = 8;

export interface Viewer {
  show(paper: string, number: string, points?: string): void;
  act(name: string): void;
}

function drawn(kind: string, attributes: Record<string, string>, said = ""): SVGElement {
  const shape = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  if (said) shape.appendChild(document.createElementNS(SVG, "title")).textContent = said;
  return shape;
}

function sheetOf(link: HTMLElement): Sheet {
  const { paper = "", number = "1", image = "", width = "1", height = "1", title = "", boxes = "" } = link.dataset;
  return { paper, number, image, width: Number(width), height: Number(height), title, boxes };
}

export function openViewer(root: Document): Viewer | null {
  const area = root.querySelector<HTMLElement>("[data-viewer]");
  const frame = area?.querySelector<HTMLElement>("[data-page]");
  const svg = frame?.querySelector("svg");
  const image = svg?.querySelector("image");
  const turned = svg?.querySelector<SVGGElement>("[data-turned]");
  const quads = svg?.querySelector<SVGGElement>("[data-quads]");
  const boxes = svg?.querySelector<SVGGElement>("[data-boxes]");
  if (!area || !frame || !svg || !image || !turned || !quads || !boxes) return null;
  const links = [...area.querySelectorAll<HTMLElement>("[data-show]")];
  const sheets = links.map(sheetOf);
  let here = Math.max(0, links.findIndex((link) => link.hasAttribute("aria-current")));
  let scale = 1;
  let degrees = 0;

  function sheet(): Sheet {
    return sheets[here] as Sheet;
  }

  // The frame scrolls; the drawing grows inside it. So zooming works with wheel, touch and arrow keys alike.
  function place(): void {
    const { width, height } = sheet();
    const [across, down] = degrees % 180 ? [height, width] : [width, height];
    svg!.setAttribute("viewBox", `0 0 ${across} ${down}`);
    const moved = { 0: "", 90: `translate(${height} 0) rotate(90)`, 180: `translate(${width} ${height}) rotate(180)`, 270: `translate(0 ${width}) rotate(270)` };
    turned!.setAttribute("transform", moved[degrees as 0 | 90 | 180 | 270]);
    if (scale === 1) {
      frame!.classList.remove("rv-page--close");
      svg!.removeAttribute("width");
      svg!.removeAttribute("height");
      return;
    }
    frame!.classList.add("rv-page--close");
    const fitted = Math.min(frame!.clientWidth / across, (frame!.clientHeight || window.innerHeight * 0.7) / down);
    svg!.setAttribute("width", String(Math.round(across * fitted * scale)));
    svg!.setAttribute("height", String(Math.round(down * fitted * scale)));
  }

  function outline(points: string): void {
    quads!.replaceChildren(...(points ? [drawn("polygon", { class: "rv-quad", points })] : []));
    const shape = quads!.firstElementChild;
    if (shape) shape.scrollIntoView({ block: "center", inline: "center", behavior: "auto" });
  }

  function box(text: string): SVGElement[] {
    return text.split("|").filter(Boolean).map((one) => {
      const [x = "0", y = "0", width = "0", height = "0", ...said] = one.split(",");
      return drawn("rect", { class: "rv-box", x, y, width, height }, said.join(","));
    });
  }

  function fetchNeighbours(): void {
    for (const next of [sheets[here + 1], sheets[here - 1]]) if (next) new Image().src = next.image;
  }

  function turnTo(index: number, points = ""): void {
    if (index < 0 || index >= sheets.length) return;
    const changed = index !== here;
    here = index;
    const now = sheet();
    if (changed) {
      degrees = 0;
      image!.setAttribute("href", now.image);
      image!.setAttribute("width", String(now.width));
      image!.setAttribute("height", String(now.height));
    }
    boxes!.replaceChildren(...box(now.boxes));
    svg!.dataset.paper = now.paper;
    svg!.dataset.number = now.number;
    place();
    outline(points);
    links.forEach((link, at) => (at === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    const heading = root.getElementById("rv-shown");
    if (heading && heading.textContent !== now.title) heading.textContent = now.title;
    root.getElementById("rv-original")?.setAttribute("href", now.image);
    root.querySelectorAll<HTMLInputElement>("[data-shown-paper]").forEach((field) => (field.value = now.paper));
    root.querySelectorAll<HTMLInputElement>("[data-shown-page]").forEach((field) => (field.value = now.number));
    fetchNeighbours();
  }

  function zoom(to: number): void {
    scale = Math.min(MOST, Math.max(1, to));
    place();
  }

  const acts: Record<string, () => void> = {
    previous: () => turnTo(here - 1),
    next: () => turnTo(here + 1),
    in: () => zoom(scale * ZOOM),
    out: () => zoom(scale / ZOOM),
    fit: () => zoom(1),
    full: () => zoom(sheet().width / Math.max(1, svg!.clientWidth / scale)),
    turn: () => {
      degrees = (degrees + 90) % 360;
      place();
    },
  };
  const viewer: Viewer = {
    show: (paper, number, points = "") => turnTo(sheets.findIndex((one) => one.paper === paper && one.number === number), points),
    act: (name) => acts[name]?.(),
  };

  area.querySelectorAll<HTMLElement>("[data-viewer-tools]").forEach((tools) => (tools.hidden = false));
  area.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-act]");
    if (button?.dataset.act) viewer.act(button.dataset.act);
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? scale * ZOOM : scale / ZOOM);
  }, { passive: false });
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("[data-show], [data-cite]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    root.querySelectorAll("[data-cite][aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    if ("cite" in link.dataset) link.setAttribute("aria-current", "true");
    viewer.show(link.dataset.paper ?? "", link.dataset.number ?? "1", link.dataset.points);
  });
  window.addEventListener("load", fetchNeighbours, { once: true });
  return viewer;
}
