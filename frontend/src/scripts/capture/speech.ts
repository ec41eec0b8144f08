// Speaks and vibrates, where the phone can. A newer word cuts an older one short.

export function speak(words: string): void {
  if (!("speechSynthesis" in window)) return;
  window.speechSynthesis.cancel();
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = document.documentElement.lang;
  spoken.rate = 0.9;
  window.speechSynthesis.speak(spoken);
}

export function vibrate(pattern: number[]): void {
  // Browsers refuse before the first touch; that is no fault.
  navigator.vibrate?.(pattern);
}

export function isElderView(): boolean {
  return document.documentElement.dataset.view === "elder";
}
