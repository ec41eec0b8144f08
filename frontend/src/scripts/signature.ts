// A place to sign with the finger, a pen or the mouse. The hidden field receives the picture as a PNG data URL.

const LINE_WIDTH = 5;
// A dot is not a signature: at least this many pixels of line.
const SHORTEST = 120;

interface Point {
  x: number;
  y: number;
}

function place(canvas: HTMLCanvasElement, event: PointerEvent): Point {
  const box = canvas.getBoundingClientRect();
  return { x: ((event.clientX - box.left) * canvas.width) / box.width, y: ((event.clientY - box.top) * canvas.height) / box.height };
}

function cleanSheet(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d")!;
  // White, not transparent: it is printed on paper.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.lineWidth = LINE_WIDTH;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#111";
  return pen;
}

function prepare(pad: HTMLElement): void {
  const canvas = pad.querySelector("canvas")!;
  const field = pad.querySelector<HTMLInputElement>("input[type=hidden]")!;
  const state = pad.querySelector<HTMLElement>("[data-signature-state]")!;
  let pen = cleanSheet(canvas);
  let last: Point | null = null;
  let drawn = 0;

  // A page that comes back with a message brings the signature along.
  const earlier = field.value;
  const tell = (): void => {
    field.value = drawn >= SHORTEST ? canvas.toDataURL("image/png") : "";
    state.textContent = drawn >= SHORTEST ? state.dataset.signed! : state.dataset.empty!;
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(canvas, event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = place(canvas, event);
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(next.x, next.y);
    pen.stroke();
    drawn += Math.hypot(next.x - last.x, next.y - last.y);
    last = next;
  });
  const lift = (): void => {
    if (last) tell();
    last = null;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  pad.querySelector("[data-signature-clear]")!.addEventListener("click", () => {
    pen = cleanSheet(canvas);
    drawn = 0;
    tell();
  });
  pad.hidden = false;
  tell();
  if (earlier.startsWith("data:image/png;base64,")) {
    const picture = new Image();
    picture.addEventListener("load", () => {
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      drawn = SHORTEST;
      tell();
    });
    picture.src = earlier;
  }
}

export function offerSigning(root: Document): void {
  root.querySelectorAll<HTMLElement>("[data-signature]").forEach(prepare);
}
