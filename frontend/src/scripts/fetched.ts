// Fetches the script of the camera check only where it is wanted: most pages have no place for papers.

const WAITING = "mt-waiting"; // written by capture/store.ts while photographs wait on this device
let asked = false;

export function fetchCapture(root: ParentNode): void {
  const address = document.body.dataset.capture;
  const account = document.body.dataset.account;
  const waits = Boolean(account) && localStorage.getItem(WAITING) === account;
  if (asked || !address || !(waits || root.querySelector("form[data-upload]"))) return;
  asked = true;
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
}
