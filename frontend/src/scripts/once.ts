// One click, one submission. The server guards too; this spares people the doubt.

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

export function guardAgainstDoubleSubmit(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!("once" in form.dataset) || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // Not `disabled`: a disabled button would not be sent with the form and loses the focus.
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
    // On a dead line the person may try again.
    window.setTimeout(() => release(form), 20_000);
  });
  // The back button may show the page as it was left.
  window.addEventListener("pageshow", () => root.querySelectorAll<HTMLFormElement>("form[data-once]").forEach(release));
}
