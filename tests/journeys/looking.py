"""What is measured on every page a person comes by: axe, width, and in the elder view targets and text sizes."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe

SERIOUS = ("serious", "critical")
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# a link within a sentence is exempt (WCAG 2.5.8); a choice is its whole row; what opens on asking is measured where it opens
MAIN_CONTROLS = """() => [...document.querySelectorAll('main button, main .mt-button, main .mt-choice, main .mt-input, main .mt-slot__pick')]
  .filter(one => one.getClientRects().length && !one.matches('.mt-link-button, [type=hidden]'))
  .map(one => [Math.round(one.getBoundingClientRect().height * 10) / 10, one.className + ' ' + (one.textContent || one.name).trim().slice(0, 30)])"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.getClientRects().length || element.closest('.mt-visually-hidden, option, script')) continue;
    found.push([parseFloat(getComputedStyle(element).fontSize), node.textContent.trim().slice(0, 30)]);
  }
  return found; }"""
LEAST_TARGET, LEAST_TEXT = 60, 18


AXE_IS_THERE = "() => typeof axe !== 'undefined'"
BEGIN_AXE = """(only) => { const rules = only.length ? {runOnly: {type: 'rule', values: only}} : {};
  window.axeFound = axe.run(document, {...rules, resultTypes: ['violations'], elementRef: false, preload: false})
  .then(({violations}) => violations.map(one => `axe ${one.impact} ${one.id}: ${one.nodes[0].target} ${one.nodes[0].html.slice(0, 120)}`)); }"""
# What these rules find depends on sizes, on colours; what all others find, on the markup alone.
BY_SIZE, BY_COLOUR = ("scrollable-region-focusable",), ("color-contrast", "link-in-text-block")

# All that axe depends on: the markup without keys and long numbers, what is filled in and ticked, how it is shown.
LOOKS = """() => [
  document.documentElement.outerHTML.replace(/[\\w-]{12,}/g, (one) => /\\d/.test(one) ? '*' : one).replace(/\\d{4,}/g, '*'),
  ...[...document.querySelectorAll('input, select, textarea')].map((one) => [one.value !== '', one.checked, one.disabled]),
  innerWidth, innerHeight, devicePixelRatio,
  ...['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-reduced-motion)', 'print'].map((one) => matchMedia(one).matches),
].join('\\n')"""
_seen = {}


@cache
def _script():
    return Axe().axe_script


def begin_axe(page, *, only=()):
    """Let axe look while something else is done, by some rules or all; its script is put into a page once."""
    if not page.evaluate(AXE_IS_THERE):
        page.evaluate(_script())
    page.evaluate(BEGIN_AXE, list(only))


def axe_faults(page):
    """Everything that axe has found, however slight."""
    return page.evaluate("() => window.axeFound")


def faults_of(page):
    """What a person with weak eyes, a keyboard or a narrow screen would stumble over on this page.

    The same page shown the same way is looked through once: journeys pass many pages again and again.
    """
    looks = page.evaluate(LOOKS)
    if looks not in _seen or len(page.frames) > 1:
        begin_axe(page)
        _seen[looks] = [one for one in axe_faults(page) if one.split()[1] in SERIOUS]
    wide = page.evaluate(TOO_WIDE)
    return [*_seen[looks], f"{wide}px too wide"] if wide > 0 else _seen[looks]


def faults_of_elder_view(page):
    """Targets under 60 px and text under 18 px."""
    small = [f"target {size}px {name}" for size, name in page.evaluate(MAIN_CONTROLS) if size < LEAST_TARGET]
    tiny = [f"text {size}px {text}" for size, text in page.evaluate(TEXTS) if size < LEAST_TEXT]
    return small + tiny
